"""Trained networks to the one file that ships, in eight-bit integers.

    python export.py --data ../../shared/data --vectors … --inventories … --parser work/tuned/state.pt \
        --tokens work/tokens.npz --out ../models/english.safetensors

Weights take one scale a row, activations one scale a layer, measured on part of the development
sets. `--check` scores the rounded network on the development sets when the file is written.
crates/language/src/model.rs documents the format.
"""

import argparse
import json

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import parser as trainer
import treebank
from features import fnv64
from labels import Inventories, script
from network import Attention, Batcher, Network
from teacher import score_names, score_trees


def rows_to_int8(table):
    """Integers and one scale a row."""
    scale = np.abs(table).max(1) / 127
    scale[scale == 0] = 1
    return np.rint(table / scale[:, None]).clip(-127, 127).astype(np.int8), scale.astype(np.float32)


def packed(weight, bias, input_scale):
    """A linear layer as its arrays: weights packed [rows/16][columns/4][16][4]."""
    q, scale = rows_to_int8(weight.astype(np.float32))
    rows, columns = q.shape
    spare = -rows % 16
    q = np.pad(q, ((0, spare), (0, 0)))
    pad = lambda v: np.pad(v.astype(np.float32), (0, spare))
    return {
        "weight": q.reshape(-1, 16, columns // 4, 4).transpose(0, 2, 1, 3).copy(),
        "scale": pad(scale * np.float32(input_scale)),
        "bias": pad(bias),
        "offset": (-128 * q.astype(np.int64).sum(1)).astype(np.int32),
        "input_scale": np.array([input_scale], np.float32),
    }


class Rounded(nn.Module):
    """A linear layer computed as the shipped file has it, to measure what rounding costs."""

    def __init__(self, linear, scale):
        super().__init__()
        q, s = rows_to_int8(linear.weight.detach().numpy())
        self.weight = torch.from_numpy(q.astype(np.float32) * s[:, None])
        self.bias, self.scale = linear.bias.detach(), scale

    def forward(self, x):
        x = (x.float() / self.scale).round().clamp(-127, 127) * self.scale
        return F.linear(x, self.weight, self.bias)


def linears(model):
    """(path, module) of every linear layer."""
    return [(n, m) for n, m in model.named_modules() if isinstance(m, nn.Linear)]


def scale_of(magnitudes, keep=0.99995):
    """What one unit of an input byte is worth: a high quantile of the magnitudes over 127."""
    x = magnitudes.sort().values
    return float(x[int(keep * (len(x) - 1))]) / 127


@torch.no_grad()
def input_scales(model, batcher, rows):
    """Scale of each layer's input: a high quantile of its magnitude over 127."""
    tops = {}

    def hook(name):
        def look(_, args):
            x = args[0].detach().float().abs().flatten()
            tops.setdefault(name, []).append(x[torch.randint(len(x), (min(len(x), 200000),))])
        return look

    handles = [m.register_forward_pre_hook(hook(n)) for n, m in linears(model)]
    for ids in trainer.groups(rows, 2000):
        chosen = [rows[i] for i in ids]
        batch = batcher(chosen)
        out = model(batch)
        model.relations(out, batch["heads"])
    for h in handles:
        h.remove()
    return {name: scale_of(torch.cat(parts)) for name, parts in tops.items()}


def tensors_of(model, scales):
    """Every array of the parser under its name in the file."""
    out = {}

    def linear(name, modules, path):
        weight = np.concatenate([m.weight.detach().numpy() for m in modules])
        bias = np.concatenate([m.bias.detach().numpy() for m in modules])
        for k, v in packed(weight, bias, scales[path]).items():
            out[f"{name}.{k}"] = v

    def norm(name, module):
        out[f"{name}.weight"] = module.weight.detach().numpy()
        out[f"{name}.bias"] = module.bias.detach().numpy()

    word = model.fixed.numpy() + model.word.weight.detach().numpy()
    for name, table in (("word", word), ("gram", model.gram.weight.detach().numpy()), ("shape", model.shape.weight.detach().numpy())):
        out[f"{name}.table"], out[f"{name}.scale"] = rows_to_int8(table)
    words = [""] + [w for w, _ in sorted(model.vocabulary.items(), key=lambda p: p[1])]
    encoded = [w.encode() for w in words]
    out["word.bytes"] = np.frombuffer(b"".join(encoded), np.uint8)
    out["word.offsets"] = np.cumsum([0] + [len(w) for w in encoded]).astype(np.uint32)
    size = 1 << (2 * len(words) - 1).bit_length()
    slots = np.zeros(size, np.uint32)
    for i, w in enumerate(encoded[1:], 1):
        at = fnv64(w) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = i
    out["word.slots"] = slots
    linear("input", [model.input], "input")
    out["root"] = model.root.detach().numpy()
    norm("input.norm", model.norm_in)
    norm("final.norm", model.norm_out)
    for i, layer in enumerate(model.layers):
        norm(f"layers.{i}.norm", layer.norm)
        if isinstance(layer, Attention):
            linear(f"layers.{i}.project", [layer.qkv], f"layers.{i}.qkv")
            linear(f"layers.{i}.join", [layer.out], f"layers.{i}.out")
            out[f"layers.{i}.distance"] = layer.bias.detach().numpy()
        else:
            linear(f"layers.{i}", [layer.linear], f"layers.{i}.linear")
    linear("heads", list(model.heads.values()), "heads.tag")
    linear("tags", list(model.tags.values()), "tags.upos")
    linear("names", [model.names], "names")
    linear("arc", [model.arc], "arc")
    linear("labels", [model.labels], "labels")
    out["distance"] = model.distance.detach().numpy()
    return out


def known_lemmas(trees, inventories):
    """Lemmas of the treebanks by form and part of speech, as scripts, where most uses agree."""
    counts = {}
    for s in trees:
        for w in s.words:
            counts.setdefault((w.form, w.upos), {}).setdefault(w.lemma, 0)
            counts[w.form, w.upos][w.lemma] += 1
    keys, scripts = [b""], [0]
    for (form, upos), lemmas in sorted(counts.items()):
        lemma, n = max(lemmas.items(), key=lambda p: (p[1], p[0]))
        number = inventories.find("lemmas", script(form, lemma))
        if n >= 0.6 * sum(lemmas.values()) and number >= 0:
            keys.append(f"{form}\t{upos}".encode())
            scripts.append(number)
    size = 1 << (2 * len(keys) - 1).bit_length()
    slots = np.zeros(size, np.uint32)
    for i, key in enumerate(keys[1:], 1):
        at = fnv64(key) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = i
    return {
        "lemma.slots": slots, "lemma.bytes": np.frombuffer(b"".join(keys), np.uint8),
        "lemma.offsets": np.cumsum([0] + [len(k) for k in keys]).astype(np.uint32),
        "lemma.scripts": np.array(scripts, np.uint32),
    }


def metadata_of(model):
    lists = model.inventories.lists
    meta = {k: "\n".join(lists[k]) for k in ("upos", "xpos", "feats", "lemmas", "relations", "names")}
    meta["sizes"] = " ".join(f"{k}={v}" for k, v in model.SIZES.items())
    return meta | {"format": "dateline-language-1", "layers": model.layer_names}


KINDS = {"int8": "I8", "uint8": "U8", "int32": "I32", "uint32": "U32", "float32": "F32"}


def write(path, tensors, metadata):
    """safetensors with data at a multiple of 64: packed weights, then words of four bytes, then tables."""
    rank = lambda a: 0 if a.ndim == 4 else 1 if a.itemsize == 4 else 2 if a.dtype == np.int8 else 3
    order = sorted(tensors, key=lambda n: (rank(tensors[n]), n))
    header, at = {"__metadata__": metadata}, 0
    for n in order:
        a = tensors[n]
        header[n] = {"dtype": KINDS[str(a.dtype)], "shape": list(a.shape), "data_offsets": [at, at + a.nbytes]}
        at += a.nbytes
    text = json.dumps(header, ensure_ascii=False, sort_keys=True).encode()
    text += b" " * (-(len(text) + 8) % 64)
    with open(path, "wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        for n in order:
            out.write(np.ascontiguousarray(tensors[n]).tobytes())
    print(path, f"{at / 1e6:.2f} MB")


def load_network(o):
    """The network that ships before rounding, its batcher, and the trees that its vocabulary is from."""
    trees = [s for n in ("ewt-train", "gum-train-open") for s in treebank.read(f"{o.data}/language/{n}.conllu.gz")]
    inventories = Inventories.load(o.inventories)
    vocabulary, table = trainer.vocabulary_of(o.vectors, trees)
    state = torch.load(o.parser)
    model = Network(inventories, vocabulary, table, layers=state["layers"])
    model.load_state_dict(state["mean"])
    model.eval()
    return model, Batcher(vocabulary), trees


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", required=True)
    options.add_argument("--vectors", required=True)
    options.add_argument("--inventories", required=True)
    options.add_argument("--parser", required=True, help="state of the network that ships")
    options.add_argument("--tokens", default="", help="arrays of the tokenizer and the sentence model")
    options.add_argument("--check", action="store_true", help="score the rounded network on the development sets")
    options.add_argument("--out", required=True)
    o = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model, batcher, trees = load_network(o)
    inventories = model.inventories
    dev, press = trainer.development(o.data, inventories)
    with torch.no_grad():
        scales = input_scales(model, batcher, dev["ewt-dev"][:400] + dev["gum-dev-open"][:300])
    shared = max(scales[f"heads.{k}"] for k in model.SIZES)
    scales |= {f"heads.{k}": shared for k in model.SIZES}
    shared = max(scales[f"tags.{k}"] for k in model.tags)
    scales |= {f"tags.{k}": shared for k in model.tags}
    tensors, metadata = tensors_of(model, scales) | known_lemmas(trees, inventories), metadata_of(model)
    if o.tokens:
        for k, v in np.load(o.tokens).items():
            if k == "metadata":
                metadata |= json.loads(str(v))
            else:
                tensors[k] = v
    write(o.out, tensors, metadata)
    if o.check:
        for name, m in linears(model):
            at = model
            *path, last = name.split(".")
            for p in path:
                at = at[p] if isinstance(at, nn.ModuleDict) else getattr(at, p)
            new = Rounded(m, scales[name])
            if isinstance(at, nn.ModuleDict):
                at[last] = new
            else:
                setattr(at, last, new)
        for t in (model.gram, model.shape):
            q, s = rows_to_int8(t.weight.detach().numpy())
            t.weight.data = torch.from_numpy(q.astype(np.float32) * s[:, None])
        forward = lambda rows: (model(batcher(rows)), model.relations)
        grouped = lambda rows: trainer.groups(rows, 3000)
        with torch.no_grad():
            for n, r in dev.items():
                print("rounded", n, score_trees(forward, grouped, r, inventories))
            print("rounded press.dev", score_names(forward, grouped, [{"words": p["words"], "names": p["names"]} for p in press]))


if __name__ == "__main__":
    main()
