use super::*;
use crate::Name;

const DELTA: &str = "\
# sent_id = a
# text = She didn’t sign the cannot-lose deal.
1\tShe\tshe\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdidn’t\t_\t_\t_\t_\t_\t_\t_\tNote=kept
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_
3\tn’t\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tsign\tsign\tVERB\tVB\t_\t0\troot\t_\tName=B-ORG
4.1\tsigned\t_\t_\t_\t_\t_\t_\t_\t_
5\tit\tit\tPRON\tPRP\t_\t4\tobj\t_\tSpaceAfter=No|Gloss=x
6\t.\t.\tPUNCT\t.\t_\t_\tpunct\t_\t_

";

fn one(text: &str) -> Sentence<'_> {
    Reader::new(text)
        .next()
        .expect("there is a sentence")
        .expect("it is well formed")
}

#[test]
fn what_is_read_is_written() {
    let mut sentence = one(DELTA);
    assert_eq!(sentence.text(), "She didn’t sign it.");
    assert_eq!(sentence.comment("sent_id"), Some("a"));
    assert_eq!(sentence.comment("newpar"), None);
    let forms: Vec<_> = sentence.surface().map(|surface| surface.form).collect();
    assert_eq!(forms, ["She", "didn’t", "sign", "it", "."]);
    sentence.count_ranges();
    let mut out = String::new();
    sentence.write(&mut out);
    assert_eq!(
        out,
        "\
# sent_id = a
# text = She didn’t sign the cannot-lose deal.
1\tShe\tshe\tPRON\tPRP\t_\t4\tnsubj\t_\tTokenRange=0:3
2-3\tdidn’t\t_\t_\t_\t_\t_\t_\t_\tNote=kept|TokenRange=4:10
2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\tTokenRange=4:7
3\tn’t\tnot\tPART\tRB\t_\t4\tadvmod\t_\tTokenRange=7:10
4\tsign\tsign\tVERB\tVB\t_\t0\troot\t_\tTokenRange=11:15
5\tit\tit\tPRON\tPRP\t_\t4\tobj\t_\tGloss=x|SpaceAfter=No|TokenRange=16:18
6\t.\t.\tPUNCT\t.\t_\t_\tpunct\t_\tTokenRange=18:19

"
    );
}

#[test]
fn words_that_do_not_spell_their_token_have_no_place_of_their_own() {
    let mut sentence = one(
        "1-2\twanna\t_\t_\t_\t_\t_\t_\t_\t_\n1\twant\t_\t_\t_\t_\t_\t_\t_\t_\n2\tto\t_\t_\t_\t_\t_\t_\t_\t_\n3\tgo\t_\t_\t_\t_\t_\t_\t_\t_",
    );
    sentence.count_ranges();
    let ranges: Vec<_> = sentence.words.iter().map(|word| word.rest.range).collect();
    assert_eq!(ranges, [None, None, Some([6, 8])]);
    assert_eq!(sentence.multiword[0].rest.range, Some([0, 5]));
    let (text, syntax) = to_syntax(&[sentence]);
    assert_eq!(text, "wantto go ");
    let words: Vec<_> = syntax
        .tokens
        .iter()
        .map(|token| token.span.of(&text))
        .collect();
    assert_eq!(words, ["want", "to", "go"]);
    let joined: Vec<_> = syntax.tokens.iter().map(|token| token.joined).collect();
    assert_eq!(joined, [false, true, false]);
}

#[test]
fn bad_lines_are_named() {
    let word = |id: &str, head: &str| format!("{id}\tOslo\t_\t_\t_\t_\t{head}\t_\t_\t_\n");
    for (text, line, problem) in [
        ("1\tOslo\n".to_owned(), 1, "10 fields"),
        (format!("{}x\n", word("1", "0")), 2, "10 fields"),
        (format!("# a\n\n{}\n", word("2", "0")), 3, "expected ID 1"),
        (word("one", "0"), 1, "`one`"),
        (word("1", "two"), 1, "`two`"),
        (word("1", "-1"), 1, "`-1`"),
        (
            format!("{}{}", word("1", "5"), word("2", "1")),
            1,
            "HEAD beyond",
        ),
        (format!("{}# a\n", word("1", "0")), 2, "comment"),
        (word("1-2", "_"), 1, "without words"),
        (format!("{}{}", word("1-3", "_"), word("1", "0")), 2, "1-3"),
        (
            format!("{}{}", word("2-3", "_"), word("1", "0")),
            1,
            "`2-3`",
        ),
        (
            format!("{}{}", word("1-2", "_"), word("1-2", "_")),
            2,
            "`1-2`",
        ),
        ("1\t \t_\t_\t_\t_\t_\t_\t_\t_".to_owned(), 1, "FORM"),
        (format!("1\t{}\tx", "a".repeat(10_000)), 1, "found 3"),
    ] {
        let mut reader = Reader::new(&text);
        let error = loop {
            match reader.next() {
                Some(Err(error)) => break error,
                Some(Ok(_)) => {}
                None => panic!("no error in {text}"),
            }
        };
        assert_eq!(error.line, line, "{text}: {error}");
        assert!(error.to_string().contains(problem), "{text}: {error}");
        assert!(error.to_string().len() < 200);
        assert_eq!(reader.next(), None);
    }
}

#[test]
fn the_end_of_a_file_ends_a_sentence() {
    for text in [
        "1\tOslo\t_\t_\t_\t_\t_\t_\t_\t_",
        "\u{feff}\n\n1\tOslo\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n\r\n",
    ] {
        let sentences: Vec<_> = Reader::new(text).collect();
        assert_eq!(sentences.len(), 1, "{text:?}");
    }
    for text in ["", "\n\n", "# a comment\n"] {
        assert_eq!(Reader::new(text).next(), None);
    }
}

#[test]
fn offsets_of_a_text_are_code_points() {
    let text = "Ünal didn’t, “no”. ";
    let mut syntax = Syntax::default();
    let mut at = 0;
    for (form, joined, space) in [
        ("Ünal", false, true),
        ("did", false, false),
        ("n’t", true, false),
        (",", false, true),
        ("“", false, false),
        ("no", false, false),
        ("”", false, false),
        (".", false, true),
    ] {
        at += text[at..].find(form).expect("the words are in order");
        let span = Span::new(at, at + form.len());
        at += form.len();
        syntax.tokens.push(Token {
            joined,
            space_after: space,
            ..Token::new(span, TokenKind::Word)
        });
    }
    syntax.sentences.push(Cut {
        span: Span::new(0, text.len()),
        block: 0,
        first_token: 0,
        end_token: 8,
    });
    syntax.names.push(Name {
        first_token: 0,
        end_token: 1,
        kind: NameKind::Person,
    });
    let mut offsets = CodePoints::new(text, 100);
    let sentence = Sentence::of_text(text, &syntax, 0, &mut offsets);
    assert_eq!(sentence.text(), text.trim());
    assert_eq!(sentence.names(), [(1, 1, NameKind::Person)]);
    let characters: Vec<char> = text.chars().collect();
    let sliced = |range: Option<[usize; 2]>| -> String {
        let [start, end] = range.expect("words of a text have a place");
        characters[start - 100..end - 100].iter().collect()
    };
    for word in &sentence.words {
        assert_eq!(sliced(word.rest.range), word.form);
    }
    assert_eq!(sentence.multiword.len(), 1);
    assert_eq!(sentence.multiword[0].form, "didn’t");
    assert_eq!(sliced(sentence.multiword[0].rest.range), "didn’t");
    assert!(sentence.multiword[0].rest.glued);
}
