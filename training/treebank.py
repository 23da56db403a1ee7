"""Reads Universal Dependencies treebanks (CoNLL-U)."""

import gzip
from dataclasses import dataclass, field


@dataclass
class Word:
    """One syntactic word; `head` counts from 1, 0 is the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    relation: str
    misc: str


@dataclass
class Sentence:
    """Words and multiword tokens, a range (first, last) from 1 with its surface form and MISC."""

    words: list
    ranges: list = field(default_factory=list)
    comments: list = field(default_factory=list)
    document: str = ""


def read(path):
    """All sentences of a file, plain or gzip. Subtypes of relations are kept."""
    opener = gzip.open if str(path).endswith(".gz") else open
    out, words, ranges, comments, document = [], [], [], [], ""
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                if words:
                    out.append(Sentence(words, ranges, comments, document))
                words, ranges, comments = [], [], []
            elif line[0] == "#":
                comments.append(line)
                if line.startswith("# newdoc"):
                    document = line.split("=")[-1].strip()
            else:
                c = line.split("\t")
                if c[0].isdigit():
                    words.append(Word(c[1], c[2], c[3], c[4], c[5], int(c[6]), c[7], c[9]))
                elif "-" in c[0]:
                    first, last = map(int, c[0].split("-"))
                    ranges.append((first, last, c[1], c[9]))
    if words:
        out.append(Sentence(words, ranges, comments, document))
    return out
