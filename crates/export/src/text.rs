//! The clean story text: what a person would read of the page, and nothing else.

use record::Reading;

/// The blocks of the story, one after the other with an empty line between, each as it stands in
/// the document. Menus, promotion, repeats and all else that is not content is left out.
///
/// ```
/// let reading = record::Reading::default();
/// assert_eq!(export::text::story(&reading), "");
/// ```
pub fn story(reading: &Reading) -> String {
    let document = &reading.document;
    let mut story = String::new();
    for (_, block) in document.content_blocks() {
        if !story.is_empty() {
            story.push('\n');
        }
        story.push_str(block.span.of(&document.text));
        story.push('\n');
    }
    story
}
