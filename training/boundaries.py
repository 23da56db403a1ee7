"""The sentence model: which words start a sentence. `export_tokens.py` trains it.

It reads the words of a whole passage, so that it finds sentences in text without stops as well. It has
small tables of its own: with the parser's word vectors, or with 600,000 words of the raw corpus besides,
it found no more sentences, and so it need not be trained again when the parser is. Two minutes on one core.
"""

import random
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import damage
import treebank
from features import fnv32, shape
from tokenizer import Convolution, f1
from vectors import normal

WORDS, SUFFIXES, SHAPES = 8000, 4096, 1024
SIZE, DILATIONS, DROPOUT = 64, (1, 2, 4, 8, 1), 0.3
EPOCHS, RATE = 26, 3e-3
# Switches of a word, each a row that is added: see `switches`.
SWITCHES = 9


class Features:
    """Looks up the rows of words, each form once."""

    def __init__(self, words):
        self.ids = {w: i + 1 for i, w in enumerate(words)}
        self.known = {}

    def rows(self, form):
        """(word row, suffix row, shape row)."""
        found = self.known.get(form)
        if found is None:
            key = normal(form)
            suffix = fnv32(key[-3:].encode()) & (SUFFIXES - 1)
            found = self.known[form] = (
                self.ids.get(key, 0), suffix, fnv32(shape(form).encode()) & (SHAPES - 1)
            )
        return found


OPENING, CLOSING = ("“", "``", "„", "«"), ("”", "''", "»")


def switches(words):
    """Rows of 0 and 1 for (form, joined, space before) in text order.

    0 no space before, 1 continues a token, 2 inside double quotation marks, 3 inside brackets,
    4 a straight mark that opens, 5 the passage has small letters only, 6 capitals only, 7 has no stop,
    8 has few stops for its length.
    """
    out = np.zeros((len(words), SWITCHES), np.float32)
    quoted, depth = False, 0
    upper = lower = stops = 0
    for at, (form, joined, space) in enumerate(words):
        row = out[at]
        row[0], row[1] = not space, joined
        if form in OPENING:
            quoted = True
        elif form in CLOSING:
            quoted = False
        elif form == '"':
            quoted = not quoted
            row[4] = quoted
        elif form in ("(", "["):
            depth += 1
        elif form in (")", "]"):
            depth = max(0, depth - 1)
        row[2], row[3] = quoted, depth > 0
        first = form[0]
        upper += first.isupper()
        lower += first.islower()
        stops += form in damage.STOPS
    out[:, 5] = upper == 0
    out[:, 6] = lower == 0
    out[:, 7] = stops == 0
    out[:, 8] = len(words) > 40 * (stops + 1)
    return out


class Boundaries(nn.Module):
    def __init__(self, words, size=SIZE, dilations=DILATIONS, dropout=DROPOUT):
        super().__init__()
        self.words = nn.Embedding(words, size)
        self.suffixes = nn.Embedding(SUFFIXES, size)
        self.shapes = nn.Embedding(SHAPES, size)
        self.switches = nn.Parameter(torch.randn(SWITCHES, size) * 0.1)
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.normal_(self.suffixes.weight, std=0.1)
        nn.init.normal_(self.shapes.weight, std=0.1)
        self.layers = nn.ModuleList(Convolution(size, d, dropout) for d in dilations)
        self.final = nn.LayerNorm(size)
        self.out = nn.Linear(size, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids, switches, mask):
        x = self.words(ids[..., 0]) + self.suffixes(ids[..., 1]) + self.shapes(ids[..., 2])
        x = self.dropout(x + switches @ self.switches)
        for layer in self.layers:
            x = layer(x, mask)
        return self.out(self.final(x)).squeeze(-1)


def sample(paragraph, features):
    """(ids, switches, labels) of a paragraph."""
    words, labels = [], []
    space = True
    for sentence in paragraph:
        first = True
        for piece in sentence:
            for at, word in enumerate(piece.words):
                words.append((word, at > 0, space and at == 0))
                labels.append(first)
                first = False
            space = piece.space
    return inputs(words, features) + (np.array(labels, np.float32),)


def inputs(words, features):
    ids = np.array([features.rows(w) for w, _, _ in words], np.int64).reshape(-1, 3)
    return ids, switches(words)


def batch(rows):
    longest = max(len(r[0]) for r in rows)
    ids = np.zeros((len(rows), longest, 3), np.int64)
    on = np.zeros((len(rows), longest, SWITCHES), np.float32)
    mask = np.zeros((len(rows), longest, 1), np.float32)
    labels = np.zeros((len(rows), longest), np.float32)
    for at, (i, s, l) in enumerate(rows):
        ids[at, : len(i)], on[at, : len(i)], mask[at, : len(i)], labels[at, : len(i)] = i, s, 1, l
    return tuple(map(torch.from_numpy, (ids, on, mask, labels)))


def batches(rows, size):
    rows = sorted(rows, key=lambda r: len(r[0]))
    group, longest = [], 0
    for row in rows:
        longest = max(longest, len(row[0]))
        if group and longest * (len(group) + 1) > size:
            yield group
            group, longest = [], len(row[0])
        group.append(row)
    if group:
        yield group


def starts(net, rows, size=16384):
    """Probability for each word of each row."""
    out = [None] * len(rows)
    net.eval()
    with torch.no_grad():
        for group in batches([(r[0], r[1], np.zeros(len(r[0]), np.float32), i) for i, r in enumerate(rows)], size):
            ids, on, mask, _ = batch([g[:3] for g in group])
            p = torch.sigmoid(net(ids, on, mask)).numpy()
            for at, g in enumerate(group):
                out[g[3]] = p[at, : len(g[0])]
    return out


def gold_and_rows(documents, features, cutter):
    """For scoring: spans of gold sentences, and for each paragraph (start, word ends, row)."""
    gold, rows, at = [], [], 0
    for document in documents:
        for paragraph in document:
            start = at
            for sentence in paragraph:
                end = at + sum(len(w) for p in sentence for w in p.words)
                gold.append((at, end))
                at = end
            pieces = cutter.pieces(damage.text(paragraph)) if cutter else [p for s in paragraph for p in s]
            words, ends, end, space = [], [], start, True
            for piece in pieces:
                for i, word in enumerate(piece.words):
                    words.append((word, i > 0, space and i == 0))
                    end += len(word)
                    ends.append(end)
                space = piece.space
            rows.append((start, ends, inputs(words, features)))
    return gold, rows


def cut_at(rows, probabilities, threshold):
    out = []
    for (start, ends, (_, on)), p in zip(rows, probabilities):
        for i in range(1, len(ends)):
            if p[i] >= threshold and not on[i, 1]:
                out.append((start, ends[i - 1]))
                start = ends[i - 1]
        out.append((start, ends[-1]))
    return out


THRESHOLDS = (0.4, 0.5, 0.6, 0.7)


class Scorer:
    """Sentence F1 on dev sets, clean and damaged."""

    def __init__(self, data, features, cutter):
        self.sets = {}
        for name in ("ewt-dev", "gum-dev-open"):
            documents = damage.documents(f"{data}/language/{name}.conllu.gz")
            self.sets[name] = gold_and_rows(documents, features, cutter)
            chance = random.Random(1)
            glued = [[damage.glued(p, 1, chance) for p in d] for d in documents]
            self.sets[name + " glued"] = gold_and_rows(glued, features, cutter)

    def __call__(self, net, thresholds=THRESHOLDS):
        out = {}
        for name, (gold, rows) in self.sets.items():
            p = starts(net, [r[2] for r in rows])
            out[name] = [f1(gold, cut_at(rows, p, t)) for t in thresholds]
        return out


def vocabulary(data):
    """The words of the treebanks that stand there more than once, the most frequent first."""
    counts = {}
    for name in ("ewt-train", "gum-train-open"):
        for s in treebank.read(f"{data}/language/{name}.conllu.gz"):
            for w in s.words:
                counts[normal(w.form)] = counts.get(normal(w.form), 0) + 1
    return [w for w, n in sorted(counts.items(), key=lambda i: (-i[1], i[0])) if n >= 2][:WORDS]


def train(data, cutter, seed=1):
    """(net, words, threshold). The development sets, cut by `cutter`, choose the threshold."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    words = vocabulary(data)
    features = Features(words)
    net = Boundaries(len(words) + 1)
    documents = [d for n in ("ewt-train", "gum-train-open") for d in damage.documents(f"{data}/language/{n}.conllu.gz")]
    scorer = Scorer(data, features, cutter)
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.02, betas=(0.9, 0.98))
    began, step = time.time(), 0
    for epoch in range(EPOCHS):
        rows = [sample(p, features) for d in documents for p in damage.damaged(d, chance)]
        # Long passages in pieces, so that batches are of one size.
        rows = [tuple(x[at : at + 400] for x in r) for r in rows for at in range(0, len(r[0]), 400)]
        groups = list(batches(rows, 4000))
        chance.shuffle(groups)
        steps = EPOCHS * len(groups)
        net.train()
        total = 0.0
        for group in groups:
            for g in optimiser.param_groups:
                g["lr"] = RATE * min(1, step / 200) * max(0.01, 1 - step / steps)
            ids, on, mask, labels = batch(group)
            # A word now and then unknown, so that the unknown row is learned.
            ids[..., 0] *= torch.rand(ids.shape[:2]) > 0.03
            logits = net(ids, on, mask)
            mask = mask.squeeze(-1).clone()
            # The first word of a passage always starts a sentence, so nothing is learned there.
            mask[:, 0] = 0
            loss = functional.binary_cross_entropy_with_logits(logits, labels, reduction="none")
            loss = (loss * mask).sum() / mask.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            average.update_parameters(net)
            step += 1
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(groups):.4f}, {time.time() - began:.0f} s", flush=True)
    scores = scorer(average.module)
    for name, values in scores.items():
        print("  ", name, " ".join(f"{t}: {v:.2f}" for t, v in zip(THRESHOLDS, values)), flush=True)
    best = np.mean(list(scores.values()), 0).argmax()
    return average.module, words, THRESHOLDS[best]


def save(path, net, words, threshold):
    torch.save({"state": net.state_dict(), "words": words, "threshold": threshold}, path)


def load(path):
    """(net, words, threshold)."""
    saved = torch.load(path, weights_only=True)
    net = Boundaries(len(saved["words"]) + 1)
    net.load_state_dict(saved["state"])
    return net.eval(), saved["words"], saved["threshold"]
