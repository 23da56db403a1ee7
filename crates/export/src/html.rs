//! One self-contained page that shows readings: the article with its spans marked, the rows
//! beside it.
