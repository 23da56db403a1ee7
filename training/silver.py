"""Labels the public-domain corpus, and gives trees to the name sets, which have none.

    python silver.py --data ../../shared/data --encoder DIR --teacher work/teacher \
        --network work/first/state.pt --vectors work/vectors.npz --part 0/2 --out work/silver

The teacher labels, with `--network` together with a first network. Writes work/silver.0.npz, the
sentences of the corpus, and work/silver.names.npz, the trees of the name sets in their order.
`--part I/N` labels every N-th sentence from the I-th into work/silver.I.npz, so that two can run
at once; part 0 labels the name sets too.
"""

import argparse
import glob
import random
import time

import numpy as np
import torch

import corpus
import decode
import names
from labels import Inventories
import parser as trainer
import treebank
from network import Batcher, Network
from teacher import Teacher, batches, forwarder, pieces_of, score_names, score_trees, viterbi

KEYS = ("upos", "xpos", "feats", "lemmas", "heads", "relations", "names")


def choose(folder, words, seed=1):
    """Sentences of 4 to 60 tokens, half of them from press texts, in a fixed random order."""
    press, reports = [], []
    for name, text in corpus.sentences(folder):
        n = text.count(" ") + 1
        if 4 <= n <= 50 and (text[-1] in ".!?”\"" or n < 20):
            (reports if name.startswith("hr:") else press).append(text)
    rng = random.Random(seed)
    rng.shuffle(press)
    rng.shuffle(reports)
    out, count = [], 0
    for pair in zip(press, reports):
        for text in pair:
            tokens = [t[0] for t in corpus.tokens(text)]
            if 3 <= len(tokens) <= 60:
                out.append(tokens)
                count += len(tokens)
        if count >= words:
            break
    return out


@torch.no_grad()
def label(rows, forward, piece):
    """Fills each row with labels; single names as masks. Rows with names keep their own."""
    begun, done = time.time(), 0
    for k, ids in enumerate(batches(rows, piece, 3000)):
        chosen = [rows[i] for i in ids]
        out, relations = forward(chosen)
        arcs = out["arcs"].float().numpy()
        heads = torch.zeros(arcs.shape[:2], dtype=torch.int64)
        for i, r in enumerate(chosen):
            n = len(r["words"]) + 1
            heads[i, :n] = torch.from_numpy(decode.tree(arcs[i, :n, :n]).clip(min=0))
        picked = {key: out[key].argmax(-1).numpy() for key in ("upos", "xpos", "feats", "lemmas")}
        picked["relations"] = relations(out, heads).argmax(-1).numpy()
        for i, r in enumerate(chosen):
            n = len(r["words"])
            for key, v in picked.items():
                r[key] = v[i, 1 : n + 1]
            r["heads"] = heads[i, 1 : n + 1].numpy()
            if "names" not in r:
                r["names"] = np.array([1 << t for t in viterbi(out["names"][i, 1 : n + 1].float().numpy())])
            done += n
        if k % 50 == 0:
            print(f"{done} words, {done / (time.time() - begun):.0f} words/s", flush=True)


class Ensemble:
    """The teacher and a first network trained on gold alone, which err in different places.

    Log-probabilities are added with a weight; names lean on the network, which sees case.
    """

    WEIGHT = {"arcs": 0.65, "names": 0.35, "upos": 0.6, "xpos": 0.6, "feats": 0.6, "lemmas": 0.5, "relations": 0.6}

    def __init__(self, teacher, network, batcher):
        self.teacher, self.network, self.batcher = teacher, network, batcher

    def mixed(self, key, a, b):
        w = self.WEIGHT[key]
        return w * torch.log_softmax(a.float(), -1) + (1 - w) * torch.log_softmax(b.float(), -1)

    def __call__(self, rows):
        one, relations = self.teacher(rows)
        with torch.autocast("cpu", torch.bfloat16):
            two = self.network(self.batcher(rows))
        b, n = len(rows), max(len(r["words"]) for r in rows) + 1
        out = {k: self.mixed(k, one[k][:b, :n], two[k][:b, :n]) for k in ("upos", "xpos", "feats", "lemmas", "names")}
        out["arcs"] = self.mixed("arcs", one["arcs"][:b, :n, :n], two["arcs"][:b, :n, :n])

        def both(_, heads):
            first = relations({k: one[k][:b, :n] for k in ("ld", "lh")}, heads)
            with torch.autocast("cpu", torch.bfloat16):
                second = self.network.relations({k: two[k][:b, :n] for k in ("ld", "lh")}, heads)
            return self.mixed("relations", first, second)

        return out, both


def save(rows, path):
    lengths = np.array([len(r["words"]) for r in rows], np.int32)
    forms = "\n".join(w.replace("\n", " ") for r in rows for w in r["words"])
    arrays = {k: np.concatenate([np.asarray(r[k]) for r in rows]).astype(np.int16) for k in KEYS}
    np.savez(path, lengths=lengths, forms=np.frombuffer(forms.encode(), np.uint8), **arrays)


def load(path):
    """Rows of all parts, `PATH.0.npz`, `PATH.1.npz` …"""
    parts = sorted(glob.glob(f"{path}.[0-9].npz"))
    if not parts:
        raise FileNotFoundError(f"{path}.0.npz")
    return [row for part in parts for row in rows_of(part)]


def rows_of(file):
    data = np.load(file)
    forms = data["forms"].tobytes().decode().split("\n")
    columns = {k: data[k] for k in KEYS}
    rows, at = [], 0
    for n in data["lengths"]:
        row = {k: v[at : at + n] for k, v in columns.items()}
        row["words"] = forms[at : at + n]
        rows.append(row)
        at += n
    return rows


def name_rows(data, folder):
    return [{"words": w, "names": m} for s in names.training_sets(data, folder).values() for w, m in s if 0 < len(w) <= 120]


def names_with_trees(data, folder, path):
    """The name sets' own labels over the trees of a file, where its sentences are still theirs."""
    rows = name_rows(data, folder)
    for row, tree in zip(rows, rows_of(path)):
        if row["words"] == tree["words"]:
            row.update({k: tree[k] for k in KEYS if k != "names"})
    return rows


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", required=True)
    options.add_argument("--encoder", required=True)
    options.add_argument("--teacher", required=True)
    options.add_argument("--network", default="", help="state of a network trained on gold alone")
    options.add_argument("--vectors", default="", help="the vectors of that network")
    options.add_argument("--score", action="store_true", help="measure on the development sets first")
    options.add_argument("--names", default="names")
    options.add_argument("--out", required=True, help="how the names of the files begin")
    options.add_argument("--words", type=int, default=2400000, help="words of the corpus, in all parts together")
    options.add_argument("--part", default="0/1", help="I/N: every N-th sentence from the I-th")
    options.add_argument("--threads", type=int, default=1)
    o = options.parse_args()
    torch.set_num_threads(o.threads)
    inventories = Inventories.load(f"{o.teacher}/inventories.json")
    model = Teacher(o.encoder, inventories)
    model.load_state_dict(torch.load(f"{o.teacher}/state.pt")["model"])
    model.eval()
    piece = pieces_of(o.encoder)
    forward = forwarder(model, piece)
    if o.network:
        trees = [s for n in ("ewt-train", "gum-train-open") for s in treebank.read(f"{o.data}/language/{n}.conllu.gz")]
        vocabulary, table = trainer.vocabulary_of(o.vectors, trees)
        state = torch.load(o.network)
        network = Network(inventories, vocabulary, table, layers=state["layers"])
        network.load_state_dict(state["mean"])
        forward = Ensemble(forward, network.eval(), Batcher(vocabulary))
    if o.score:
        dev, press = trainer.development(o.data, inventories)
        grouped = lambda r: batches(r, piece, 2500)
        for n, r in dev.items():
            print("labels", n, score_trees(forward, grouped, r[:1200], inventories), flush=True)
        print("labels press.dev", score_names(forward, grouped, press), flush=True)
    part, parts = map(int, o.part.split("/"))
    if part == 0:
        rows = name_rows(o.data, o.names)
        label(rows, forward, piece)
        save(rows, f"{o.out}.names.npz")
    rows = [{"words": w} for w in choose(f"{o.data}/corpus", o.words)][part::parts]
    print(len(rows), "sentences", sum(len(r["words"]) for r in rows), "words", flush=True)
    label(rows, forward, piece)
    save(rows, f"{o.out}.{part}.npz")


if __name__ == "__main__":
    main()
