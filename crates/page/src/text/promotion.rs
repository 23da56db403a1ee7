//! The publisher's advertisement for itself, as a paragraph or as a sentence among the news.
//!
//! Three shapes are known, each by what it does and not by whose words it uses: a label that
//! points elsewhere (“Read more: Storm hits coast”), a request to the reader about a product
//! (“Sign up for our evening newsletter”), and a slogan, which names a product, speaks of here and
//! first and you, and reports nothing (“If it matters here, you see it first on the Meridian app”).
//! A sentence inside a quotation is never one: a politician may well say “Join us”.

use crate::words;

/// Whether a sentence or paragraph is promotion. `whole` says that it stands alone as a paragraph,
/// which takes less proof.
pub(crate) fn is_promotion(sentence: &str, whole: bool) -> bool {
    // Longer sentences report something; this also bounds the work.
    if words::count(sentence, 41) > 40 {
        return false;
    }
    let sentence = sentence.trim_start_matches(|c: char| !c.is_alphanumeric());
    // Most sentences name nothing that a publisher offers, and need no closer look.
    let offer = |word: &str| words::is_in(word, PRODUCTS) || words::is_in(word, OUTLETS);
    let offers = words::words(sentence).any(offer) || has_handle(sentence);
    is_label(sentence, whole)
        || offers && (is_request(sentence, whole) || is_slogan(sentence, whole))
}

/// Whether a sentence holds an address or the name of an account.
fn has_handle(sentence: &str) -> bool {
    sentence.contains('@') || sentence.contains("www.")
}

fn is_label(sentence: &str, whole: bool) -> bool {
    let pointing = POINTERS
        .iter()
        .find_map(|label| words::after(sentence, label));
    if let Some(rest) = pointing {
        let rest = rest.trim_start();
        if rest.starts_with([':', '|', '>', '»', '→']) || whole && rest.is_empty() {
            return true;
        }
    }
    words::begins(sentence, WAYS_ON) && words::after(sentence, "read more than").is_none()
        || whole && words::count(sentence, 5) < 5 && words::begins(sentence, ADVERTISING)
}

/// Labels before a link; they count with a mark after them, or alone.
const POINTERS: &[&str] = &[
    "also read",
    "also see",
    "don't miss",
    "editor's pick",
    "editors' picks",
    "in case you missed it",
    "listen",
    "more",
    "more from",
    "more news",
    "more on this",
    "more on this story",
    "must read",
    "must watch",
    "now read",
    "read",
    "read also",
    "read next",
    "recommended",
    "related",
    "related article",
    "related articles",
    "related coverage",
    "related news",
    "related stories",
    "related story",
    "see also",
    "trending",
    "up next",
    "watch",
    "watch now",
    "you may also like",
    "you might also like",
];

/// Openings that lead nowhere but to another page.
const WAYS_ON: &[&str] = &[
    "article continues after",
    "article continues below",
    "click here",
    "click the link",
    "click to",
    "continue reading",
    "read full story",
    "read more",
    "read the full article",
    "read the full story",
    "read the original",
    "read the rest",
    "scroll down",
    "scroll to continue",
    "skip advertisement",
    "story continues after",
    "story continues below",
    "swipe",
    "tap here",
    "this is your last free",
];

const ADVERTISING: &[&str] = &[
    "ad",
    "advertisement",
    "advertising",
    "paid content",
    "promoted",
    "sponsored",
];

fn is_request(sentence: &str, whole: bool) -> bool {
    let mut list = words::words(sentence);
    let mut first = list.next().unwrap_or("");
    if words::is_in(first, &["please"]) {
        first = list.next().unwrap_or("");
    }
    let count = words::count(sentence, 41);
    let products = words::count_in(sentence, PRODUCTS).min(2);
    let reader = words::count_in(sentence, READER).min(2);
    let handle = usize::from(has_handle(sentence));
    if words::is_in(first, REQUESTS) {
        // “Follow her on Twitter” and “Get the free app”; but “Support for the bill grew online”.
        let about = products + reader + handle;
        let reports = words::count_in(sentence, REPORTS) > 0;
        // “Read it first on the Meridian Terminal.”
        let outlet =
            words::count_in(sentence, OUTLETS) > 0 && words::count_in(sentence, POINTING) > 1;
        if !reports && outlet && count <= 12 {
            return true;
        }
        return !reports
            && products + handle > 0
            && about >= if whole || count <= 12 { 1 } else { 2 };
    }
    // “To get stories like this, subscribe to our newsletter.”
    let asks = words::holds(sentence, ASKS);
    asks && products > 0 && reader > 0 && words::count_in(sentence, REPORTS) == 0
}

/// Verbs that ask something of the reader, at the start of a sentence.
const REQUESTS: &[&str] = &[
    "access",
    "bookmark",
    "check",
    "click",
    "discover",
    "donate",
    "download",
    "enjoy",
    "explore",
    "find",
    "follow",
    "get",
    "join",
    "keep",
    "learn",
    "listen",
    "read",
    "receive",
    "register",
    "see",
    "share",
    "sign",
    "start",
    "stay",
    "stream",
    "subscribe",
    "support",
    "tap",
    "try",
    "tune",
    "unlock",
    "upgrade",
    "visit",
    "watch",
];

/// Requests that are clear anywhere in a sentence.
const ASKS: &[&str] = &[
    "become a member",
    "click",
    "download",
    "follow us",
    "get in touch",
    "join us",
    "like us",
    "log in",
    "register",
    "sign up",
    "subscribe",
    "support us",
    "tap",
    "visit our",
];

/// What publishers offer.
const PRODUCTS: &[&str] = &[
    "alerts",
    "app",
    "apps",
    "channel",
    "e-mail",
    "edition",
    "email",
    "facebook",
    "feed",
    "google",
    "inbox",
    "instagram",
    "journalism",
    "linkedin",
    "mailing",
    "member",
    "membership",
    "newsletter",
    "newsletters",
    "notifications",
    "page",
    "podcast",
    "podcasts",
    "premium",
    "subscriber",
    "subscribers",
    "subscription",
    "telegram",
    "tiktok",
    "trial",
    "twitter",
    "updates",
    "website",
    "whatsapp",
    "youtube",
];

/// Words that speak to the reader.
const READER: &[&str] = &[
    "below", "free", "here", "now", "our", "today", "us", "we", "you", "you'll", "you're", "your",
];

/// Verbs of a report; a sentence with one tells news, whatever it tells of.
const REPORTS: &[&str] = &[
    "according",
    "added",
    "announced",
    "asked",
    "had",
    "has",
    "have",
    "reported",
    "said",
    "says",
    "told",
    "was",
    "were",
    "wrote",
];

fn is_slogan(sentence: &str, whole: bool) -> bool {
    let limit = if whole { 20 } else { 16 };
    if words::count(sentence, limit + 1) > limit
        || !sentence.contains(|c: char| c.is_ascii_lowercase())
        || sentence.contains(|c: char| c.is_ascii_digit() || matches!(c, '“' | '”' | '"'))
    {
        return false;
    }
    let past = |word: &str| word.len() > 4 && word.ends_with("ed") || words::is_in(word, REPORTS);
    if words::words(sentence).any(past) {
        return false;
    }
    let outlets = words::count_in(sentence, OUTLETS);
    let pointing = words::count_in(sentence, POINTING);
    let needed = if words::count(sentence, 7) <= 6 && whole {
        2
    } else {
        3
    };
    outlets > 0 && pointing >= needed
}

/// What a slogan sends the reader to.
const OUTLETS: &[&str] = &[
    "app",
    "apps",
    "channel",
    "edition",
    "headlines",
    "journalism",
    "network",
    "news",
    "newsletter",
    "newspaper",
    "online",
    "podcast",
    "radio",
    "screen",
    "site",
    "stories",
    "story",
    "subscription",
    "terminal",
    "tv",
    "website",
    "wire",
];

/// Words with which a slogan points at itself and the reader.
const POINTING: &[&str] = &[
    "always",
    "anywhere",
    "before",
    "better",
    "ever",
    "everyone",
    "everywhere",
    "faster",
    "first",
    "here",
    "here's",
    "it",
    "it's",
    "now",
    "our",
    "ours",
    "that's",
    "this",
    "today",
    "us",
    "we",
    "we're",
    "when",
    "where",
    "you",
    "you're",
    "your",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted() {
        for list in [REQUESTS, PRODUCTS, READER, REPORTS, OUTLETS, POINTING] {
            assert!(list.is_sorted(), "{list:?}");
        }
    }

    #[test]
    fn promotion_asks_points_or_boasts() {
        for (sentence, inside) in [
            ("Read more: Storm hits the coast", true),
            ("READ MORE »", true),
            ("Click here to see the full list.", true),
            (
                "Subscribe to our newsletter for the stories that matter.",
                true,
            ),
            ("Sign up for the Morning Ledger newsletter.", true),
            ("Follow us on Facebook and Twitter.", true),
            ("Follow her on Twitter @janedoe.", true),
            ("Download the free Gazette app now.", true),
            (
                "To get stories like this every day, subscribe to our newsletter.",
                true,
            ),
            (
                "If it matters here, you see it first on the Meridian app.",
                true,
            ),
            ("Before you hear it, it's here on the Ledger Wire.", true),
            ("Related: Ministers meet in Oslo", true),
            ("Story continues below advertisement", true),
        ] {
            assert!(is_promotion(sentence, true), "whole: {sentence}");
            assert_eq!(is_promotion(sentence, false), inside, "inside: {sentence}");
        }
        for sentence in ["Advertisement", "Our news, your way.", "Watch", "Sponsored"] {
            assert!(is_promotion(sentence, true), "whole: {sentence}");
        }
    }

    #[test]
    fn news_is_not_promotion() {
        for sentence in [
            "The ministry said you can download the app now.",
            "Support for the bill grew in both houses.",
            "Follow-up talks are to be held in Geneva.",
            "Get out, he told the crowd.",
            "The network was here before the war.",
            "It is on the terminal that the workers struck.",
            "Share prices fell on Tuesday.",
            "Watch towers line the border.",
            "Find the missing, the families ask.",
            "Here is what we know about the attack.",
            "Twitter suspended the account.",
            "The news comes as both sides prepare for talks.",
            "Read more than one account of the battle.",
            "We are here to stay, and you know it.",
        ] {
            assert!(!is_promotion(sentence, true), "whole: {sentence}");
            assert!(!is_promotion(sentence, false), "inside: {sentence}");
        }
    }
}
