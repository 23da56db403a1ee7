"""The label inventories that every trainer shares, and what a lemma script means.

A lemma script says how to make a lemma from a form: `=X` is the lemma X whatever the form;
`CASE|CUT|ADD` keeps the form's case (`k`), lowers it (`l`) or lowers all but a capital first
letter (`c`), cuts CUT characters from the end and appends ADD.
"""

import collections
import json

NAMES = ["O"] + [f"{b}-{t}" for t in ("PER", "ORG", "LOC", "FAC", "NORP", "MISC") for b in "BI"]


def recase(form, case):
    if case == "k":
        return form
    return form.lower() if case == "l" else form[:1].upper() + form[1:].lower()


def script(form, lemma):
    """The script that gives `lemma` from `form`, lower case first so that cases share scripts."""
    best = None
    for case in "lkc":
        base = recase(form, case)
        same = 0
        while same < min(len(base), len(lemma)) and base[same] == lemma[same]:
            same += 1
        cost = len(base) - same + len(lemma) - same
        if same and (best is None or cost < best[0]):
            best = (cost, f"{case}|{len(base) - same}|{lemma[same:]}")
    return best[1] if best and best[0] <= max(4, len(form)) else f"={lemma}"


def apply(form, text):
    """The lemma that a script makes of a form."""
    if text[0] == "=":
        return text[1:]
    case, cut, add = text.split("|", 2)
    base = recase(form, case)
    return base[: max(0, len(base) - int(cut))] + add


class Inventories:
    """Lists of labels in order of falling count, and their positions."""

    KEYS = ("upos", "xpos", "feats", "lemmas", "relations")

    def __init__(self, lists):
        self.lists = lists
        self.index = {k: {x: i for i, x in enumerate(v)} for k, v in lists.items()}

    @classmethod
    def of(cls, sentences):
        counts = {k: collections.Counter() for k in cls.KEYS}
        for s in sentences:
            for w in s.words:
                for k, v in zip(cls.KEYS, (w.upos, w.xpos, w.feats, script(w.form, w.lemma), w.relation)):
                    counts[k][v] += 1
        least = {"upos": 1, "xpos": 2, "feats": 2, "lemmas": 3, "relations": 2}
        order = lambda c, n: [x for x, k in sorted(c.items(), key=lambda p: (-p[1], p[0])) if k >= n]
        return cls({k: order(counts[k], least[k]) for k in cls.KEYS} | {"names": NAMES})

    def __getitem__(self, key):
        return self.lists[key]

    def find(self, key, value):
        """Position, or -1 for a label too rare to learn."""
        return self.index[key].get(value, -1)

    def save(self, path):
        with open(path, "w", encoding="utf-8") as out:
            json.dump(self.lists, out, ensure_ascii=False)

    @classmethod
    def load(cls, path):
        return cls(json.load(open(path, encoding="utf-8")))
