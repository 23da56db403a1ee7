"""Attributions (who says what) as rows for the trainer: own marked texts, stand-off marks, the press set.

A row is one sentence as `dateline parse` cuts and parses it, with, for every attribution whose cue
stands in it, the word that heads the cue and which words are source, cue and content.
"""

import glob
import gzip
import hashlib
import json
import os
import re
import subprocess
import tempfile

CORE, WIDE = 1, 2
ROLES = ("source", "cue", "content")
OPEN = re.compile(r"\{([sctw])(\d+) ?")


def unmark(body):
    """Text without the marks, and a list of {kind, source, cue, content} with spans into it."""
    out, stack, found, at, n = [], [], {}, 0, 0
    while at < len(body):
        c = body[at]
        if c == "{":
            m = OPEN.match(body, at)
            if not m:
                raise ValueError(f"no mark at {body[at:at + 40]!r}")
            stack.append((m[1], int(m[2]), n))
            at = m.end()
        elif c == "}":
            key, number, start = stack.pop()
            a = found.setdefault(number, {"kind": CORE, "source": [], "cue": [], "content": []})
            a[{"s": "source", "c": "cue", "w": "cue", "t": "content"}[key]].append([start, n])
            if key == "w":
                a["kind"] = WIDE
            at += 1
        else:
            out.append(c)
            n += 1
            at += 1
    if stack:
        raise ValueError(f"a mark is never closed: {stack[-1]}")
    text = "".join(out)
    for a in found.values():
        for role in ROLES:
            a[role] = sorted(trimmed(text, a[role]))
    return text, [a for _, a in sorted(found.items())]


def trimmed(text, spans):
    for s, e in spans:
        while s < e and text[s].isspace():
            s += 1
        while e > s and text[e - 1].isspace():
            e -= 1
        if s < e:
            yield [s, e]


def marked(path):
    """Documents of a file of marked texts, parted by lines `### id`."""
    name, lines = None, []
    for line in open(path, encoding="utf-8"):
        m = re.match(r"### (\S+)\s*$", line)
        if m:
            if name:
                yield name, "".join(lines).strip("\n")
            name, lines = m[1], []
        elif name:
            lines.append(line)
    if name:
        yield name, "".join(lines).strip("\n")


def parsed(binary, texts):
    """For each text its sentences: lists of (form, start, end, upos, head, relation, lemma), heads from 0, -1 for the root."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, text in enumerate(texts):
            paths.append(f"{folder}/{i:06d}.txt")
            with open(paths[-1], "w", encoding="utf-8") as out:
                out.write(text)
        out = subprocess.run([binary, "parse", "--input-format", "text", "--format", "conllu", *paths], capture_output=True, check=True)
    documents, sentence = [], []
    for line in out.stdout.decode().split("\n"):
        if line.startswith("# newdoc"):
            documents.append([])
        elif line and line[0].isdigit():
            f = line.split("\t")
            if not f[0].isdigit():
                continue
            span = re.search(r"TokenRange=(\d+):(\d+)", f[9])
            sentence.append((f[1], int(span[1]), int(span[2]), f[3], int(f[6]) - 1, f[7], f[2]))
        elif not line and sentence:
            documents[-1].append(sentence)
            sentence = []
    if len(documents) != len(texts):
        raise ValueError(f"{len(texts)} texts, {len(documents)} parses")
    return documents


def head_of(sentence, words):
    """The word of a cue that the others hang on."""
    inside = set(words)
    tops = [w for w in words if sentence[w][4] not in inside] or list(words)
    rank = {"VERB": 0, "NOUN": 1, "ADJ": 1, "PROPN": 2, "ADV": 2, "ADP": 3, "SCONJ": 3}
    content = [w for w in tops if sentence[w][3] not in ("AUX", "PUNCT", "PART", "DET", "PRON")] or tops
    return min(content, key=lambda w: (rank.get(sentence[w][3], 4), w))


def rows(sentences, attributions):
    """One row a sentence."""
    out = []
    for s in sentences:
        start, end = s[0][1], s[-1][2]
        row = {
            "words": [w[0] for w in s], "heads": [w[4] for w in s], "relations": [w[5] for w in s],
            "cues": [],
        }
        taken = set()
        for a in attributions:
            inside = {r: words_in(s, a[r]) for r in ROLES}
            if not a["cue"] or not inside["cue"] or not (start <= a["cue"][0][0] < end):
                continue
            head = head_of(s, inside["cue"])
            if head in taken:
                free = [w for w in inside["cue"] if w not in taken]
                if not free:
                    continue
                head = head_of(s, free)
            taken.add(head)
            row["cues"].append((head, a["kind"], inside["source"], inside["cue"], inside["content"]))
        out.append(row)
    return out


def words_in(sentence, spans):
    return [i for i, w in enumerate(sentence) if any(a < w[2] and w[1] < b for a, b in spans)]


def usable(attributions):
    return [a for a in attributions if a["cue"] and a["content"]]


def own(folder):
    """Texts of our own, marked inline: (id, text, attributions)."""
    for path in sorted(glob.glob(f"{folder}/*.txt")):
        for name, body in marked(path):
            text, attributions = unmark(body)
            yield name, text, usable(attributions)


def press(path):
    """The press set: core attributions only, cues without auxiliaries."""
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        yield d["id"], d["text"], [{"kind": CORE} | {r: a[r] for r in ROLES} for a in d["attributions"]]


def standoff(folder, data):
    """Texts of others with our marks: (id, text, attributions). A text that has changed is an error."""
    texts = Texts(data)
    for path in sorted(glob.glob(f"{folder}/*.tsv")):
        documents = {}
        for line in open(path, encoding="utf-8"):
            if line.startswith("#"):
                continue
            name, digest, kind, *roles = line.rstrip("\n").split("\t")
            document = documents.setdefault(name, (digest, []))
            if kind != "-":
                spans = [[] if r == "-" else [[int(n) for n in s.split(":")] for s in r.split(" ")] for r in roles]
                document[1].append({"kind": CORE if kind == "told" else WIDE} | dict(zip(ROLES, spans)))
        for name, (digest, attributions) in documents.items():
            text = texts.find(os.path.basename(path)[:-4], name)
            if hashlib.sha256(text.encode()).hexdigest()[:16] != digest:
                raise ValueError(f"{path}: {name} is not the text that was marked")
            yield name, text, attributions


class Texts:
    """Finds the texts that stand-off marks are about."""

    def __init__(self, data):
        self.data, self.known = data, {}

    def find(self, source, name):
        if source not in self.known:
            self.known[source] = getattr(self, source)()
        return self.known[source](name)

    def meantime(self):
        return self.jsonl("said/meantime_slink.jsonl")

    def gum(self):
        return self.jsonl("said/gum.train.jsonl")

    def jsonl(self, path):
        lines = (json.loads(line) for line in open(f"{self.data}/{path}", encoding="utf-8"))
        texts = {d["id"]: d["text"].strip("\n") for d in lines}
        return texts.__getitem__

    def ewt(self):
        """Paragraphs of the sentences as the treebank has them, parted by empty lines."""
        texts, paragraphs = {}, None
        for line in gzip.open(f"{self.data}/language/ewt-train.conllu.gz", "rt", encoding="utf-8"):
            if line.startswith("# newdoc id"):
                paragraphs = texts.setdefault(line.split("=", 1)[1].strip(), [])
            elif line.startswith("# newpar"):
                paragraphs.append([])
            elif line.startswith("# text ="):
                if not paragraphs:
                    paragraphs.append([])
                paragraphs[-1].append(line[9:].strip())
        return lambda name: "\n\n".join(" ".join(p) for p in texts[name] if p)

    def reports(self):
        """`hr-N`: line N of the reports."""
        lines = gzip.open(f"{self.data}/corpus/hr_reports.txt.gz", "rt", encoding="utf-8").read().split("\n")
        return lambda name: lines[int(name.split("-")[1])]

    def press(self):
        """`sd-N-P`, `wh-N-P`: of line N, four long paragraphs from the P-th on."""
        files = {"sd": "state_dept_press_2021_2022", "wh": "white_house_press"}
        lines = {k: gzip.open(f"{self.data}/corpus/{f}.jsonl.gz", "rt", encoding="utf-8").readlines() for k, f in files.items()}

        def text(name):
            kind, line, first = name.split("-")
            paragraphs = [p for p in json.loads(lines[kind][int(line)])["text"].split("\n") if len(p.split()) > 12]
            return "\n\n".join(paragraphs[int(first) : int(first) + 4])

        return text
