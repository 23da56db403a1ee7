//! What is built into the binary.

/// A file of the lexicon, by its name below `lexicon/`.
macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../lexicon/", $name)))
    };
}

/// The files of `lexicon/`.
pub(crate) const LEXICON: &[lexicon::File<'static>] = &[
    file!("countries.tsv"),
    file!("organisations.tsv"),
    file!("groups.tsv"),
    file!("metonyms.tsv"),
    file!("agencies.tsv"),
    file!("holders.tsv"),
    file!("holders-by-hand.tsv"),
    file!("shared-offices.tsv"),
    file!("offices.tsv"),
    file!("generics.tsv"),
    file!("name-words.tsv"),
    file!("given-names.txt"),
    file!("common-words.txt"),
    file!("ontology.toml"),
    file!("cues/verbs.tsv"),
    file!("cues/nouns.tsv"),
    file!("cues/adjectives.tsv"),
    file!("cues/phrases.tsv"),
    file!("cues/sources.tsv"),
    file!("cues/channels.tsv"),
    file!("words.toml"),
    file!("frames/accuse.toml"),
    file!("frames/agree.toml"),
    file!("frames/aid.toml"),
    file!("frames/assault.toml"),
    file!("frames/coerce.toml"),
    file!("frames/concede.toml"),
    file!("frames/consult.toml"),
    file!("frames/cooperate.toml"),
    file!("frames/mobilize.toml"),
    file!("frames/protest.toml"),
    file!("frames/reject.toml"),
    file!("frames/request.toml"),
    file!("frames/retreat.toml"),
    file!("frames/sanction.toml"),
    file!("frames/support.toml"),
    file!("frames/threaten.toml"),
];

/// The tables of places.
pub(crate) const PLACES: &str = include_str!("../../../lexicon/places/gazetteer.tsv");
/// The names of places.
pub(crate) const PLACE_NAMES: &str = include_str!("../../../lexicon/places/index.tsv");

/// Bytes that begin where a cache line does, as kernels read them.
#[repr(C, align(64))]
struct Aligned<T: ?Sized>(T);

static ENGLISH: &Aligned<[u8]> = &Aligned(*include_bytes!("../../../models/english.safetensors"));

/// The language model, used in place.
pub(crate) const MODEL: &[u8] = &ENGLISH.0;
