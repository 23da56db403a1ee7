"""Names from a teacher or a parser checkpoint on raw name sets, before the reader has it.

Sentences and tokens are those of corpus.py, so the figures are a little below the reader's.
"""

import json

import corpus
from labels import NAMES
from names import spans_of
from teacher import viterbi

OURS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "MISC": "MISC"}
THEIRS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC", "Person": "PER", "Organization": "ORG",
          "Location": "LOC", "Facility": "LOC", "person": "PER", "organization": "ORG", "place": "LOC"}


def pieces(text):
    """(start, end) of sentences."""
    start = 0
    for line in text.split("\n"):
        at = start
        for m in list(corpus.STOP.finditer(line)) + [None]:
            end = start + (m.start() if m else len(line))
            if text[at:end].strip():
                yield at, end
            at = end
        start += len(line) + 1


def score(path, forward, grouped, kinds=("PER", "ORG", "LOC"), limit=400):
    """{kind: (precision, recall, F1)} and all of `kinds` together."""
    rows, gold = [], set()
    for number, line in enumerate(open(path, encoding="utf-8")):
        if number >= limit:
            break
        d = json.loads(line)
        gold |= {(number, e["start"], e["end"], THEIRS.get(e["type"])) for e in d["entities"]}
        for s, e in pieces(d["text"]):
            tokens = corpus.tokens(d["text"][s:e])[:150]
            if tokens:
                rows.append({"words": [t[0] for t in tokens], "at": [(number, s + t[1], s + t[2]) for t in tokens]})
    system = set()
    for ids in grouped(rows):
        chosen = [rows[i] for i in ids]
        out, _ = forward(chosen)
        for k, r in enumerate(chosen):
            tags = viterbi(out["names"][k, 1 : len(r["words"]) + 1].float().detach().numpy())
            for a, b, kind in spans_of([NAMES[t] for t in tags]):
                system.add((number_of(r, a), r["at"][a][1], r["at"][b - 1][2], OURS[kind]))
    result = {}
    for k in [*kinds, "all"]:
        keep = lambda x: x[3] == k or (k == "all" and x[3] in kinds)
        g, s = {x for x in gold if keep(x)}, {x for x in system if keep(x)}
        p, r = len(g & s) / max(1, len(s)), len(g & s) / max(1, len(g))
        result[k] = tuple(round(100 * v, 1) for v in (p, r, 2 * p * r / max(1e-9, p + r)))
    return result


def number_of(row, n):
    return row["at"][n][0]
