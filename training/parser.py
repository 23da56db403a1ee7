"""Trains the network that ships, on gold and on what the teacher labelled.

    python parser.py --data ../../shared/data --vectors work/vectors.npz --steps 4743 --out work/first
    python parser.py --data ../../shared/data --vectors work/vectors.npz --silver work/silver \
        --start work/first/state.pt --steps 8436 --out work/student

Works for a number of minutes, or of steps (`--steps`); the learning rate falls as they run out.
Only steps can be repeated exactly, because no two runs get as far in the same minutes. Saves a
checkpoint every few minutes and goes on from it; a run that was cut off meets its rows in another
order from there on. `train.py` has the options of the networks that were trained.
"""

import argparse
import math
import os
import random
import time

import numpy as np
import torch
import torch.nn as nn

import names
import silver
import treebank
from batching import by_length
from labels import Inventories
from network import WORD, Batcher, Network
from teacher import cross, gold_rows, name_loss, score_names, score_trees
from vectors import normal


def vocabulary_of(vectors_path, trees):
    """Rows of the vectors, then of every form met twice in the treebanks that has none."""
    saved = np.load(vectors_path)
    words, table = [str(w) for w in saved["words"]], saved["vectors"]
    counts = {}
    for s in trees:
        for w in s.words:
            counts[normal(w.form)] = counts.get(normal(w.form), 0) + 1
    known = set(words)
    extra = sorted(w for w, n in counts.items() if n >= 2 and w not in known)
    rows = np.zeros((1 + len(words) + len(extra), WORD), np.float32)
    rows[1 : len(words) + 1] = table * (0.5 / table.std())
    return {w: i + 1 for i, w in enumerate(words + extra)}, rows


def recased(row, rng):
    """Now and then a sentence in capitals, in title case or in lower case, or with curly quotes."""
    draw = rng.random()
    words = row["words"]
    if draw < 0.03:
        words = [w.upper() for w in words]
    elif draw < 0.045:
        words = [w[:1].upper() + w[1:] for w in words]
    elif draw < 0.055:
        words = [w.lower() for w in words]
    elif draw < 0.35 and any(w in "\"'" or "'" in w for w in words):
        opened, out = False, []
        for w in words:
            if w == '"':
                opened = not opened
                out.append("“" if opened else "”")
            else:
                out.append(w.replace("'", "’"))
        words = out
    return row if words is row["words"] else row | {"words": words}


def groups(rows, budget, rng=None):
    """Lists of row positions of like length, `budget` padded words each, the root counted."""
    return by_length([len(r["words"]) + 1 for r in rows], 4, budget, rng)


def loss_of(model, out, batch):
    loss = 0.7 * cross(out["upos"], batch["upos"]) + 0.5 * cross(out["xpos"], batch["xpos"])
    loss = loss + 0.5 * cross(out["feats"], batch["feats"]) + 0.5 * cross(out["lemmas"], batch["lemmas"])
    loss = loss + 2 * cross(out["arcs"], batch["heads"]) + 1.5 * name_loss(out["names"], batch["names"])
    return loss + cross(model.relations(out, batch["heads"]), batch["relations"])


def epochs(gold, silver_rows, share, seed):
    """Endless (rows of one pass): all gold, and the next `share` times as many silver rows."""
    rng = random.Random(seed)
    at, order = 0, list(range(len(silver_rows)))
    rng.shuffle(order)
    while True:
        take = min(len(order), int(share * len(gold)))
        part = [silver_rows[order[(at + k) % len(order)]] for k in range(take)]
        at += take
        yield [recased(r, rng) for r in gold + part], rng


def development(data, inventories):
    trees = {n: gold_rows(treebank.read(f"{data}/language/{n}.conllu.gz"), inventories) for n in ("ewt-dev", "gum-dev-open")}
    press = [{"words": w, "names": m} for w, m in names.press(f"{data}/names/press.dev.jsonl")]
    return trees, press


@torch.no_grad()
def report(model, batcher, dev, inventories, head, parts=("ewt-dev", "gum-dev-open")):
    model.eval()

    def forward(rows):
        with torch.autocast("cpu", torch.bfloat16):
            return model(batcher(rows)), relations

    def relations(out, heads):
        with torch.autocast("cpu", torch.bfloat16):
            return model.relations(out, heads)

    grouped = lambda rows: groups(rows, 3000)
    for n in parts:
        print(head, n, score_trees(forward, grouped, dev[0][n], inventories), flush=True)
    print(head, "press.dev names", score_names(forward, grouped, dev[1]), flush=True)
    model.train()


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", required=True)
    options.add_argument("--vectors", required=True)
    options.add_argument("--inventories", default="", help="the labels; without it those of the treebanks, which is the same")
    options.add_argument("--silver", default="", help="what silver.py was told with --out; without it gold alone")
    options.add_argument("--share", type=float, default=2.0, help="silver rows to each gold row in one pass")
    options.add_argument("--names", default="names")
    options.add_argument("--start", default="", help="state of a network whose averaged weights to begin from")
    options.add_argument("--out", required=True)
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--steps", type=int, default=0, help="stop after so many batches, whatever the minutes")
    options.add_argument("--layers", default="c1 c2 a4 c1 c2 a4")
    options.add_argument("--budget", type=int, default=2000, help="padded words in a batch")
    options.add_argument("--rate", type=float, default=2e-3, help="the highest learning rate")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--report", type=float, default=8, help="minutes between reports, each with a checkpoint")
    options.add_argument("--seed", type=int, default=1)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    os.makedirs(o.out, exist_ok=True)
    trees, masks = [], []
    for name in ("ewt-train", "gum-train-open"):
        sentences = treebank.read(f"{o.data}/language/{name}.conllu.gz")
        masks += names.in_treebank(f"{o.names}/{name}.tsv", sentences)
        trees += sentences
    inventories = Inventories.load(o.inventories) if o.inventories else Inventories.of(trees)
    gold = gold_rows(trees, inventories)
    for row, marks in zip(gold, masks):
        if marks:
            row["names"] = marks
    gold = [r for r in gold if len(r["words"]) <= 150]
    if o.silver:
        gold += silver.names_with_trees(o.data, o.names, f"{o.silver}.names.npz")
    else:
        for sentences in names.training_sets(o.data, o.names).values():
            gold += [{"words": w, "names": m} for w, m in sentences if 0 < len(w) <= 150]
    extra = silver.load(o.silver) if o.silver else []
    print(len(gold), "gold rows", len(extra), "silver rows", flush=True)
    vocabulary, table = vocabulary_of(o.vectors, trees)
    model = Network(inventories, vocabulary, table, layers=o.layers)
    print(sum(p.numel() for p in model.parameters()) // 1000, "thousand parameters", len(table), "words", flush=True)
    batcher, dev = Batcher(vocabulary), development(o.data, inventories)
    if o.start:
        model.load_state_dict(torch.load(o.start)["mean"])
    mean = {k: v.clone() for k, v in model.state_dict().items()}
    optimiser = torch.optim.AdamW(model.parameters(), lr=o.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    path, spent, step = f"{o.out}/state.pt", 0.0, 0
    if os.path.exists(path):
        state = torch.load(path)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        mean, spent, step = state["mean"], state["spent"], state["step"]
    begun, last, seen, total = time.time() - spent, spent, 0, 0.0
    model.train()

    def save():
        torch.save({"model": model.state_dict(), "optimiser": optimiser.state_dict(), "mean": mean,
                    "spent": spent, "step": step, "layers": o.layers}, path)

    for rows, rng in epochs(gold, extra, o.share, o.seed + step):
        for ids in groups(rows, o.budget, rng):
            spent = time.time() - begun
            done = step / o.steps if o.steps else spent / (60 * o.minutes)
            if done >= 1:
                break
            rate = o.rate * min(1, (step + 1) / 300) * (0.5 * (1 + math.cos(math.pi * done)) + 0.005)
            for g in optimiser.param_groups:
                g["lr"] = rate
            batch = batcher([rows[i] for i in ids], o.budget)
            with torch.autocast("cpu", torch.bfloat16):
                out = model(batch)
                loss = loss_of(model, out, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 3.0)
            optimiser.step()
            step += 1
            seen += sum(len(rows[i]["words"]) for i in ids)
            total += float(loss.detach())
            if step % 5 == 0:  # A running mean of the weights reads better than the last ones.
                now = model.state_dict()
                keep = min(0.99, (step + 1) / (step + 50))
                for k in mean:
                    if mean[k].is_floating_point() and k != "fixed":
                        mean[k].lerp_(now[k], 1 - keep)
            if step % 100 == 0:
                print(f"step {step} loss {total / 100:.3f} words {seen} rate {rate:.5f} {spent:.0f} s {seen / max(1, spent):.0f} words/s", flush=True)
                total = 0.0
            if spent - last > 60 * o.report:
                last = spent
                save()
                held = {k: v.clone() for k, v in model.state_dict().items()}
                model.load_state_dict(mean)
                small = ({n: r[:500] for n, r in dev[0].items()}, dev[1])
                report(model, batcher, small, inventories, f"{spent / 60:.0f} min")
                model.load_state_dict(held)
        else:
            continue
        break
    save()
    model.load_state_dict(mean)
    report(model, batcher, dev, inventories, "end")


if __name__ == "__main__":
    main()
