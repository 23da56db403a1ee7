"""Trains the head that marks who says what, on the vectors of the network that ships.

    python speech.py --data ../../shared/data --vectors work/vectors.npz --inventories work/teacher/inventories.json \
        --parser work/last/state.pt --binary ../target/release/dateline --model ../models/english.safetensors

The network is frozen: a word is its last vector beside its first. One small layer gives what every
word is as the head of a cue, and what any word is to such a cue (source, cue, content), given the
way from one to the other in the tree. The arrays are put into the model file, in the place of those
of an earlier head. crates/language/src/speech.rs reads them, and finds stretches of words by them.
"""

import argparse
import json
import math
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import parser as trainer
import speech_data as data
from export import load_network, packed, scale_of, write

WIDTH, PAIR, FAR = 96, 64, 32
OWN, PRESS = 0, 1  # styles of marking: the press set marks told words only, and no auxiliaries
KINDS = 7  # of ways in the tree


class Head(nn.Module):
    def __init__(self, relations, inputs=512, styles=2):
        super().__init__()
        self.relations = relations
        self.input = nn.Linear(inputs, WIDTH)
        self.cue = nn.Linear(WIDTH, 3)
        self.style = nn.Embedding(styles, 3)
        self.from_cue, self.to_word = nn.Linear(WIDTH, PAIR), nn.Linear(WIDTH, PAIR)
        self.way = nn.Embedding(1 + KINDS * relations, PAIR)
        self.distance = nn.Embedding(2 * FAR + 1, PAIR)
        self.roles = nn.Linear(PAIR, 3)
        nn.init.normal_(self.way.weight, std=0.1)
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.zeros_(self.style.weight)

    def words(self, x):
        return F.relu(self.input(F.dropout(x, 0.2, self.training)))

    def cues(self, h, style):
        return self.cue(F.dropout(h, 0.2, self.training)) + self.style(style)

    def beside(self, h, cue, way):
        """What every word is beside one cue. `h`: words of its sentence."""
        at = torch.arange(len(h)) - cue
        return F.relu(self.from_cue(h[cue])[None] + self.to_word(h) + self.way(way) + self.distance(at.clamp(-FAR, FAR) + FAR))

    def pairs(self, h, cue, way):
        """Logits of source, cue, content of every word, for one cue."""
        return self.roles(F.dropout(self.beside(h, cue, way), 0.2, self.training))


def ways(heads, relations, cue, count):
    """For every word the number of its way in the tree from the cue: 0 for the cue itself."""
    above, at = {}, cue
    while at >= 0 and at not in above:
        above[at] = len(above)
        at = heads[at]
    out = []
    for j in range(len(heads)):
        if j == cue:
            out.append(0)
            continue
        if j in above:
            k = above[j]
            out.append(1 + (4 if k == 1 else 5) * count + relations[cue])
            continue
        down, at, seen = j, heads[j], 1
        while at >= 0 and at not in above and seen <= len(heads):
            down, at, seen = at, heads[at], seen + 1
        up = above.get(at, 9)
        kind = (0 if seen == 1 else 1) if up == 0 else (2 if up == 1 else 3) if up < 9 else 6
        out.append(1 + kind * count + relations[down])
    return out


@torch.no_grad()
def vectors(model, batcher, rows):
    """Adds to each row `x`: last and first vectors of its words."""
    for ids in trainer.groups(rows, 3000):
        batch = batcher([{"words": rows[i]["words"]} for i in ids])
        first, x = model.encode(batch)
        both = torch.cat([x, first], -1)
        for k, i in enumerate(ids):
            rows[i]["x"] = both[k, 1 : len(rows[i]["words"]) + 1].clone()


def prepare(rows, inventories):
    count = len(inventories["relations"])
    for r in rows:
        r["rel"] = [max(0, inventories.find("relations", x)) for x in r["relations"]]
        r["gold"] = []
        for head, kind, source, cue, content in r["cues"]:
            target = np.zeros((len(r["words"]), 3), np.float32)
            for k, words in enumerate((source, cue, content)):
                target[words, k] = 1
            way = torch.tensor(ways(r["heads"], r["rel"], head, count))
            r["gold"].append((head, kind, torch.from_numpy(target), way))
    return rows


def loss_of(head, rows):
    """Sums over the rows of the losses of cues and of pairs, and the number of cues."""
    h = head.words(torch.cat([r["x"] for r in rows]))
    sizes = [len(r["words"]) for r in rows]
    style = torch.tensor([r["style"] for r in rows]).repeat_interleave(torch.tensor(sizes))
    logits = head.cues(h, style)
    gold = torch.zeros(len(h), dtype=torch.long)
    unsure = torch.zeros(len(h), dtype=torch.bool)
    at, pair, n = 0, torch.zeros(()), 0
    for r, size in zip(rows, sizes):
        if r["style"] == PRESS:
            unsure[at : at + size] = True
        here = h[at : at + size]
        for cue, kind, target, way in r["gold"]:
            gold[at + cue] = kind
            z = head.pairs(here, cue, way)
            w = torch.ones(3)
            if r["style"] == PRESS:
                w[1] = 0  # its cues stand without their auxiliaries
            pair = pair + (F.binary_cross_entropy_with_logits(z, target, reduction="none") * w).sum() / math.sqrt(size)
            n += 1
        at += size
    p = F.log_softmax(logits, -1)
    either = torch.logsumexp(p[:, [0, 2]], -1)
    plain = -p.gather(1, gold[:, None])[:, 0]
    cue = torch.where(unsure & (gold == 0), -either, plain).sum()
    return cue, pair, n


def train(head, rows, epochs, seed=1, rate=2e-3):
    """Leaves the running mean of the weights in `head`."""
    rng = random.Random(seed)
    optimizer = torch.optim.AdamW(head.parameters(), lr=rate, weight_decay=0.02)
    start, step = time.time(), 0
    steps = epochs * (len(rows) // 32 + 1)
    mean = {k: v.detach().clone() for k, v in head.state_dict().items()}
    for epoch in range(epochs):
        rng.shuffle(rows)
        total = [0.0, 0.0, 0]
        head.train()
        for i in range(0, len(rows), 32):
            for g in optimizer.param_groups:
                g["lr"] = rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * step / steps)) + 1e-5
            part = rows[i : i + 32]
            cue, pair, n = loss_of(head, part)
            loss = cue / 32 + 0.3 * pair / 32
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 5)
            optimizer.step()
            step += 1
            for k, v in head.state_dict().items():
                mean[k].lerp_(v.detach(), 1 - 0.995)
            total = [total[0] + cue.item(), total[1] + pair.item(), total[2] + n]
        if epoch % 5 == 4 or epoch == epochs - 1:
            print(f"epoch {epoch} cue {total[0] / len(rows):.3f} pair {total[1] / max(1, total[2]):.3f} {time.time() - start:.0f}s", flush=True)
    head.load_state_dict(mean)
    head.eval()


@torch.no_grad()
def tensors_of(head, rows):
    """The arrays of the head as crates/language/src/speech.rs reads them; `rows` show how large numbers get."""
    x = torch.cat([r["x"] for r in rows])
    h = head.words(x)
    z = []
    for r in rows:
        z += [head.beside(head.words(r["x"]), cue, way) for cue, _, _, way in r["gold"]]
    scale = lambda values: scale_of(values.abs().flatten())
    out = {}
    array = lambda t: t.detach().numpy()
    # The bias of the style that the reader takes is part of the layer.
    cue = (array(head.cue.weight), array(head.cue.bias + head.style.weight[0]))
    pair = [np.concatenate([array(getattr(head.from_cue, k)), array(getattr(head.to_word, k))]) for k in ("weight", "bias")]
    layers = {
        "input": (array(head.input.weight), array(head.input.bias), scale(x)),
        "cue": (*cue, scale(h)),
        "pair": (*pair, scale(h)),
        "roles": (array(head.roles.weight), array(head.roles.bias), scale(torch.cat(z))),
    }
    for name, layer in layers.items():
        for k, v in packed(*layer).items():
            out[f"speech.{name}.{k}"] = v
    out["speech.way"] = array(head.way.weight)
    out["speech.distance"] = array(head.distance.weight)
    return out


def read_model(path):
    """Arrays and metadata of a safetensors file."""
    kinds = {"I8": np.int8, "U8": np.uint8, "I32": np.int32, "U32": np.uint32, "F32": np.float32}
    raw = open(path, "rb").read()
    size = int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8 : 8 + size])
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, e in header.items():
        a, b = (8 + size + v for v in e["data_offsets"])
        tensors[name] = np.frombuffer(raw[a:b], kinds[e["dtype"]]).reshape(e["shape"])
    return tensors, metadata


def add_to_model(path, head, rows):
    """Puts the arrays of the head into a model file."""
    tensors, metadata = read_model(path)
    write(path, {k: v for k, v in tensors.items() if not k.startswith("speech.")} | tensors_of(head, rows), metadata)


def rows_of(o, model, batcher):
    """The sentences of every marked text, with their vectors."""
    own = list(data.own("speech")) + list(data.standoff("speech", o.data))
    press = list(data.press(f"{o.data}/said/press/train.jsonl"))
    out = []
    for style, documents in ((OWN, own), (PRESS, press)):
        parses = data.parsed(o.binary, [text for _, text, _ in documents])
        for (_, _, attributions), sentences in zip(documents, parses):
            for row in data.rows(sentences, attributions):
                if len(row["words"]) <= 250:
                    out.append(row | {"style": style})
    vectors(model, batcher, out)
    return prepare(out, model.inventories)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("data", "vectors", "inventories", "parser", "binary", "model"):
        options.add_argument(f"--{name}", required=True)
    options.add_argument("--epochs", type=int, default=25)
    options.add_argument("--seed", type=int, default=1)
    o = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(o.seed)
    model, batcher, _ = load_network(o)
    rows = rows_of(o, model, batcher)
    print(len(rows), "sentences", sum(len(r["gold"]) for r in rows), "attributions", flush=True)
    head = Head(len(model.inventories["relations"]))
    shown = rows[::20]
    train(head, rows, o.epochs, o.seed)
    add_to_model(o.model, head, shown)


if __name__ == "__main__":
    main()
