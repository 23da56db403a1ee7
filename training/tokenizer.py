"""The tokenizer: which characters end a token, and which end a word inside a multiword token.
`export_tokens.py` trains it.

It reads one chunk (characters without white space) at a time, so that Rust can remember the answer for
common chunks; of the neighbours it knows only what class of character they turn to it. Five minutes on
one core.
"""

import random
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

import damage

SIZE, DILATIONS, DROPOUT = 48, (1, 2, 4, 8, 1), 0.15
EPOCHS, RATE = 24, 4e-3

# What a character becomes. `inside` a token, the last of a `token`, the last of a `word` that the next word
# of the same token continues (`do` in `don't`).
INSIDE, TOKEN, WORD = 0, 1, 2

# Classes of the character that a neighbouring chunk turns to this one. 0: there is none, or it does not
# matter, as in a chunk of letters only.
NOTHING, LOWER, UPPER, DIGIT, STOP, COMMA, QUOTE, OPEN, CLOSE, DASH, MARK, OTHER = range(12)
MARKS = {}
for marks, kind in ((".…", STOP), (",", COMMA), ("\"'“”‘’`", QUOTE), ("([{", OPEN), (")]}", CLOSE), ("-–—", DASH), ("!?:;", MARK)):
    for mark in marks:
        MARKS[mark] = kind
CONTEXTS = 12
# Characters outside the alphabet of the file share five symbols; an attached one is a combining mark, a
# joiner or another character without width, which never starts a token.
UNKNOWN_UPPER, UNKNOWN_LETTER, UNKNOWN_NUMBER, UNKNOWN, ATTACHED = range(CONTEXTS, CONTEXTS + 5)
FIRST = CONTEXTS + 5
ATTACHED_RANGES = ((0xAD, 0xAD), (0x300, 0x36F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0x1F3FB, 0x1F3FF))


def context(character):
    """Class of a neighbour's edge."""
    if character is None:
        return NOTHING
    if character in MARKS:
        return MARKS[character]
    if character.isupper():
        return UPPER
    if character.isalpha():
        return LOWER
    return DIGIT if character.isnumeric() else OTHER


def symbol(character, alphabet):
    """Row of the character table: every digit is `0`."""
    if character in "0123456789":
        character = "0"
    known = alphabet.get(character)
    if known is not None:
        return known
    if attached(character):
        return ATTACHED
    if character.isupper():
        return UNKNOWN_UPPER
    if character.isalpha():
        return UNKNOWN_LETTER
    return UNKNOWN_NUMBER if character.isnumeric() else UNKNOWN


def key(chunk, left, right):
    """What the net sees of a chunk: (characters, class before, class after)."""
    if chunk.isalpha():
        return chunk, NOTHING, NOTHING
    return chunk, context(left), context(right)


def chunks(paragraph):
    """Yields (chunk, labels) of a paragraph."""
    letters, labels = [], []
    for sentence in paragraph:
        for piece in sentence:
            for at, word in enumerate(piece.words):
                letters.append(word)
                labels += [INSIDE] * (len(word) - 1) + [TOKEN if at + 1 == len(piece.words) else WORD]
            if piece.space:
                yield "".join(letters), labels
                letters, labels = [], []
    if letters:
        yield "".join(letters), labels


def keys_of(row):
    """The keys of the chunks of a paragraph."""
    for at, chunk in enumerate(row):
        left = row[at - 1][-1] if at else None
        right = row[at + 1][0] if at + 1 < len(row) else None
        yield key(chunk, left, right)


def samples(documents, chance):
    """Distinct (key, labels) of damaged copies of the documents, each with its weight."""
    seen, counts = {}, {}
    for document in documents:
        for paragraph in damage.damaged(document, chance):
            row = list(chunks(paragraph))
            for k, (_, labels) in zip(keys_of([c for c, _ in row]), row):
                if len(k[0]) > 120:
                    continue
                k = ("".join("0" if c in "0123456789" else c for c in k[0]), *k[1:])
                both = (k, tuple(labels))
                seen[both] = seen.get(both, 0) + 1
                counts[k] = counts.get(k, 0) + 1
    return [(k, labels, n / counts[k] * counts[k] ** 0.5) for (k, labels), n in seen.items()]


class Convolution(nn.Module):
    """x + a * sigmoid(b), where a and b are one convolution of width three over the normalised rows."""

    def __init__(self, size, dilation, dropout):
        super().__init__()
        self.norm = nn.LayerNorm(size)
        self.convolution = nn.Conv1d(size, 2 * size, 3, dilation=dilation, padding=dilation)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        h = self.norm(x) * mask
        a, b = self.convolution(self.dropout(h).transpose(1, 2)).transpose(1, 2).chunk(2, -1)
        return x + a * torch.sigmoid(b)


class Tokenizer(nn.Module):
    def __init__(self, symbols, size=SIZE, dilations=DILATIONS, dropout=DROPOUT):
        super().__init__()
        self.table = nn.Embedding(symbols, size)
        nn.init.normal_(self.table.weight, std=0.5)
        self.layers = nn.ModuleList(Convolution(size, d, dropout) for d in dilations)
        self.final = nn.LayerNorm(size)
        self.out = nn.Linear(size, 3)

    def forward(self, ids, mask):
        x = self.table(ids)
        for layer in self.layers:
            x = layer(x, mask)
        return self.out(self.final(x))


def batch(rows, alphabet):
    """(ids, mask, labels, weights) of samples; a row is: class before, characters, class after."""
    longest = max(len(k[0]) for k, *_ in rows) + 2
    ids = np.zeros((len(rows), longest), np.int64)
    mask = np.zeros((len(rows), longest, 1), np.float32)
    labels = np.full((len(rows), longest), -1, np.int64)
    weights = np.zeros((len(rows), 1), np.float32)
    for at, ((chunk, left, right), tags, weight) in enumerate(rows):
        n = len(chunk)
        ids[at, 0], ids[at, n + 1] = left, right
        ids[at, 1 : n + 1] = [symbol(c, alphabet) for c in chunk]
        mask[at, : n + 2] = 1
        # The last character always ends a token, so nothing is learned there.
        labels[at, 1:n] = tags[: n - 1]
        weights[at] = weight
    return torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(labels), torch.from_numpy(weights)


def batches(rows, size):
    """Rows of like length together, about `size` characters a batch."""
    rows = sorted(rows, key=lambda r: len(r[0][0]))
    at = 0
    while at < len(rows):
        take = max(1, size // (len(rows[at][0][0]) + 2))
        yield rows[at : at + take]
        at += take


def attached(character):
    return any(first <= ord(character) <= last for first, last in ATTACHED_RANGES)


def carried(chunk, labels):
    """Labels after which no token starts with an attached character: its base's label is its own."""
    if chunk.isascii():
        return labels
    labels = list(labels)
    for at in range(len(chunk) - 1):
        if labels[at] != INSIDE and attached(chunk[at + 1]):
            labels[at], labels[at + 1] = INSIDE, labels[at + 1] or labels[at]
    return labels


class Cutter:
    """Cuts paragraphs with a trained net."""

    def __init__(self, net, alphabet):
        self.net, self.alphabet, self.known = net, alphabet, {}

    def labels(self, keys):
        """Labels of each key's characters."""
        new = [k for k in dict.fromkeys(keys) if k not in self.known]
        self.net.eval()
        with torch.no_grad():
            for rows in batches([(k, [0] * len(k[0]), 0) for k in new], 16384):
                ids, mask, _, _ = batch(rows, self.alphabet)
                found = self.net(ids, mask).argmax(-1).numpy()
                for at, (k, _, _) in enumerate(rows):
                    self.known[k] = found[at, 1 : len(k[0])].tolist() + [TOKEN]
        return [self.known[k] for k in keys]

    def pieces(self, text):
        """The tokens of a paragraph's text, as `damage.Piece`."""
        keys = list(keys_of(text.split()))
        out = []
        for (chunk, _, _), labels in zip(keys, self.labels(keys)):
            words, start = [], 0
            for at, label in enumerate(carried(chunk, labels)):
                if label != INSIDE:
                    words.append(chunk[start : at + 1])
                    start = at + 1
                if label == TOKEN:
                    out.append(damage.Piece(tuple(words), False))
                    words = []
            out[-1] = out[-1]._replace(space=True)
        return out


def spans(pieces, at=0):
    """Spans of tokens, and of words as (start, end, number in token, form), spaces not counted."""
    tokens, words = [], []
    for piece in pieces:
        start = at
        at += sum(map(len, piece.words))
        tokens.append((start, at))
        words += [(start, at, i, w.lower()) for i, w in enumerate(piece.words)]
    return tokens, words, at


def f1(gold, system):
    return 200 * len(set(gold) & set(system)) / (len(gold) + len(system))


def score(cutter, documents):
    """F1 of tokens and of words."""
    gold, system = ([], []), ([], [])
    at = 0
    for document in documents:
        for paragraph in document:
            t, w, end = spans([p for s in paragraph for p in s], at)
            gold[0].extend(t)
            gold[1].extend(w)
            t, w, again = spans(cutter.pieces(damage.text(paragraph)), at)
            assert end == again
            system[0].extend(t)
            system[1].extend(w)
            at = end
    return f1(gold[0], system[0]), f1(gold[1], system[1])


def train(data, seed=1):
    """(net, letters)."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    documents = [d for n in ("ewt-train", "gum-train-open") for d in damage.documents(f"{data}/language/{n}.conllu.gz")]
    counts = {}
    for _ in range(2):
        for document in documents:
            for paragraph in damage.damaged(document, chance):
                for chunk, _ in chunks(paragraph):
                    for c in chunk:
                        counts[c] = counts.get(c, 0) + 1
    letters = sorted(c for c, n in counts.items() if n >= 8 and c not in "123456789")
    alphabet = {c: FIRST + i for i, c in enumerate(letters)}
    # 1: a letter, 2: an upper-case one.
    upright = torch.tensor([0] * FIRST + [2 if c.isupper() else int(c.isalpha()) for c in letters])
    net = Tokenizer(FIRST + len(alphabet))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01, betas=(0.9, 0.98))
    average = torch.optim.swa_utils.AveragedModel(net, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.995))
    began = time.time()
    step, steps = 0, None
    for epoch in range(EPOCHS):
        rows = samples(documents, chance)
        groups = list(batches(rows, 2500))
        chance.shuffle(groups)
        steps = steps or EPOCHS * len(groups)
        total = 0.0
        net.train()
        for rows in groups:
            share = step / steps
            for group in optimiser.param_groups:
                group["lr"] = RATE * min(1, step / 200) * max(0.01, 1 - share)
            ids, mask, labels, weights = batch(rows, alphabet)
            # Letters now and then unknown, so that those of other scripts are read like them.
            noise = torch.rand(ids.shape)
            letter = upright[ids]
            ids = torch.where((noise < 0.005) & (letter == 1), torch.tensor(UNKNOWN_LETTER), ids)
            ids = torch.where((noise < 0.01) & (letter == 2), torch.tensor(UNKNOWN_UPPER), ids)
            # An attached character inside a token says nothing.
            ids = torch.where((noise > 0.996) & (letter == 1) & (labels == INSIDE), torch.tensor(ATTACHED), ids)
            logits = net(ids, mask)
            losses = functional.cross_entropy(logits.transpose(1, 2), labels, ignore_index=-1, reduction="none")
            loss = (losses * weights).sum() / (weights * (labels >= 0)).sum().clamp(min=1)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            average.update_parameters(net)
            step += 1
            total += loss.item()
        print(f"epoch {epoch + 1}: loss {total / len(groups):.4f}, {time.time() - began:.0f} s", flush=True)
    return average.module, letters


def save(path, net, letters):
    torch.save({"state": net.state_dict(), "letters": letters}, path)


def load(path):
    """A trained net with its alphabet, as a `Cutter`."""
    saved = torch.load(path, weights_only=True)
    net = Tokenizer(FIRST + len(saved["letters"]))
    net.load_state_dict(saved["state"])
    return Cutter(net.eval(), {c: FIRST + i for i, c in enumerate(saved["letters"])})
