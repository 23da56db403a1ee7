"""Name labels from sets with different guidelines, as the labels that each token may bear.

Every set is mapped onto PER ORG LOC FAC NORP MISC. Where its guidelines are coarser than ours a
token may bear any of several labels, and the loss sums their probabilities, so that no set
teaches a distinction that it does not make: Wikigold's MISC holds nationalities, its LOC
buildings; GUM marks no nationalities at all, so an adjective there may be NORP or nothing.
"""

import hashlib
import json
import re
from pathlib import Path

import corpus
from labels import NAMES

INDEX = {n: i for i, n in enumerate(NAMES)}
KINDS = ("PER", "ORG", "LOC", "FAC", "NORP", "MISC")
OWN = {k: (k,) for k in KINDS}
WIKIGOLD = {"PER": ("PER",), "ORG": ("ORG",), "LOC": ("LOC", "FAC"), "MISC": ("MISC", "NORP")}
WNUT = {
    "person": ("PER",), "location": ("LOC", "FAC"), "corporation": ("ORG",), "group": ("ORG",),
    "product": ("MISC",), "creative-work": ("MISC",),
}
MARK = re.compile(r"\[(PER|ORG|LOC|FAC|NORP|MISC) ([^\[\]]*)\]")


def bits(kinds, begin, outside=False):
    """A bit mask of labels, B- or I- of each kind, with O if `outside`."""
    mask = 1 if outside else 0
    for k in kinds:
        mask |= 1 << INDEX[("B-" if begin else "I-") + k]
    return mask


def spans_to_masks(tokens, spans, mapping, loose=frozenset()):
    """One mask a token; `loose` tokens outside names may also be what the set does not mark."""
    masks = []
    for n, (_, start, end) in enumerate(tokens):
        mask = 1
        if n in loose:
            mask |= bits(("NORP", "MISC"), True) | bits(("NORP", "MISC"), False)
        for s, e, kind in spans:
            if s < end and start < e:
                mask = bits(mapping[kind], start <= s or (n and tokens[n - 1][2] <= s))
        masks.append(mask)
    return masks


def marked(line):
    """A line with inline brackets to its text and spans."""
    text, spans, last = "", [], 0
    for m in MARK.finditer(line):
        text += line[last : m.start()]
        spans.append((len(text), len(text) + len(m.group(2)), m.group(1)))
        text += m.group(2)
        last = m.end()
    return text + line[last:], spans


def sentence(text, spans, mapping, loose_capitals=False):
    tokens = corpus.tokens(text)
    loose = set()
    if loose_capitals:
        inside = {n for n, t in enumerate(tokens) for s, e, _ in spans if s < t[2] and t[1] < e}
        loose = {n for n, t in enumerate(tokens) if t[0][:1].isupper() and n and n not in inside}
    return [t[0] for t in tokens], spans_to_masks(tokens, spans, mapping, loose)


def press(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        spans = [(e["start"], e["end"], e["type"]) for e in row["entities"]]
        yield sentence(row["text"], spans, OWN)


def own(folder):
    for path in sorted(Path(folder).glob("*.txt")):
        for line in open(path, encoding="utf-8"):
            if line.strip() and not line.startswith("#"):
                text, spans = marked(line.strip())
                yield sentence(text, spans, OWN)


def wikigold(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        start = 0
        for text in row["text"].split("\n"):
            end = start + len(text)
            spans = [(e["start"] - start, e["end"] - start, e["type"]) for e in row["entities"]
                     if start <= e["start"] and e["end"] <= end and e["type"] in WIKIGOLD]
            if text.strip():
                yield sentence(text, spans, WIKIGOLD)
            start = end + 1


def wnut(path):
    words, tags = [], []
    for line in list(open(path, encoding="utf-8")) + ["\n"]:
        line = line.rstrip("\n")
        if not line.strip():
            if words:
                masks = [1 if t == "O" else bits(WNUT[t[2:]], t[0] == "B") for t in tags]
                yield words, masks
            words, tags = [], []
            continue
        word, tag = line.split("\t")
        words.append(word)
        tags.append(tag)


def in_treebank(path, sentences):
    """One list of masks for each sentence of a treebank, after our own stand-off marks.

    A sentence that is not listed holds no name. A listed one that has other words than it had
    when it was marked gets None, which leaves its names unlabelled.
    """
    marks = {}
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            name, digest, spans = line.rstrip("\n").split("\t")
            marks[name] = digest, [re.fullmatch(r"(\d+)-(\d+):(\w+)", s).groups() for s in spans.split(" ")]
    for s in sentences:
        name = next((c.split("=", 1)[1].strip() for c in s.comments if c.startswith("# sent_id")), "")
        masks = [1] * len(s.words)
        digest, spans = marks.get(name, ("", ()))
        for first, last, kind in spans:
            for n in range(int(first) - 1, int(last)):
                masks[n] = bits(OWN[kind], n == int(first) - 1)
        words = " ".join(w.form for w in s.words)
        changed = digest and digest != hashlib.sha256(words.encode()).hexdigest()[:8]
        yield None if changed else masks


def training_sets(data, own_folder):
    """{set name: [(words, masks)]} of every set that may train."""
    root = Path(data) / "names"
    return {
        "press": list(press(root / "press/train.jsonl")),
        "own": list(own(own_folder)),
        "wikigold": list(wikigold(root / "wikigold.jsonl")),
        "wnut": list(wnut(root / "extra/wnut17train.conll")),
    }


def spans_of(tags):
    """{(first, end, kind)} of a list of BIO labels."""
    out, start, kind = set(), None, None
    for n, tag in enumerate(list(tags) + ["O"]):
        if start is not None and tag != f"I-{kind}":
            out.add((start, n, kind))
            start = None
        if tag[0] == "B" or (tag[0] == "I" and start is None):
            start, kind = n, tag[2:]
    return out
