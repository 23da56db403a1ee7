"""The tokenizer and the sentence model as arrays of the model file.

    python export_tokens.py --data ../../shared/data --out work/tokens.npz

Weights and tables become eight-bit integers with one scale a row, activations eight-bit integers with one
scale a layer. It trains what is not trained yet, scores the rounded models beside the trained ones on the
development sets and on their damaged copies, and hands names and numbers to `export.py`.
"""

import argparse
import copy
import json
import random
from pathlib import Path

import numpy as np
import torch

import boundaries
import damage
import tokenizer
from export import packed, rows_to_int8, write
from features import fnv64

LEVELS = 127


def linear(name, weight, bias, reach):
    """The arrays of a linear layer whose inputs reach from -reach to reach."""
    return {f"{name}.{part}": array for part, array in packed(weight, bias, reach / LEVELS).items()}


def columns(convolution):
    """The weights of a convolution as rows of a linear layer: the taps -1, 0, 1 one after another."""
    return convolution.weight.detach().permute(0, 2, 1).reshape(convolution.weight.shape[0], -1).numpy()


def reaches(net, run):
    """The largest input of every linear layer while `run` reads."""
    found, hooks = {}, []
    for name, module in net.named_modules():
        if isinstance(module, (torch.nn.Conv1d, torch.nn.Linear)):
            def look(_, inputs, name=name):
                found[name] = max(found.get(name, 0.0), inputs[0].abs().max().item())
            hooks.append(module.register_forward_pre_hook(look))
    run()
    for hook in hooks:
        hook.remove()
    return found


def rounded(net, reach):
    """A copy of a net that computes with the rounded weights and activations."""
    net = copy.deepcopy(net)
    for name, module in net.named_modules():
        if isinstance(module, torch.nn.Embedding):
            whole, scale = rows_to_int8(module.weight.detach().numpy())
            module.weight.data = torch.from_numpy(whole * scale[:, None])
        elif isinstance(module, (torch.nn.Conv1d, torch.nn.Linear)):
            flat = module.weight.detach().reshape(module.weight.shape[0], -1).numpy()
            whole, scale = rows_to_int8(flat)
            module.weight.data = torch.from_numpy(whole * scale[:, None]).reshape(module.weight.shape)
            step = reach[name] / LEVELS
            module.register_forward_pre_hook(
                lambda _, inputs, step=step: ((inputs[0] / step).round().clamp(-LEVELS, LEVELS) * step,)
            )
    return net


def layers(prefix, net, reach):
    """Arrays of the layers and the last one that both nets have."""
    out = {}
    for i, layer in enumerate(net.layers):
        name = f"{prefix}.layers.{i}"
        out[f"{name}.norm.weight"] = layer.norm.weight.detach().numpy()
        out[f"{name}.norm.bias"] = layer.norm.bias.detach().numpy()
        bias = layer.convolution.bias.detach().numpy()
        out |= linear(name, columns(layer.convolution), bias, reach[f"layers.{i}.convolution"])
    out[f"{prefix}.final.norm.weight"] = net.final.weight.detach().numpy()
    out[f"{prefix}.final.norm.bias"] = net.final.bias.detach().numpy()
    out |= linear(f"{prefix}.out", net.out.weight.detach().numpy(), net.out.bias.detach().numpy(), reach["out"])
    return out, {f"{prefix}.layers": " ".join(f"c{l.convolution.dilation[0]}" for l in net.layers)}


def table(name, weight):
    whole, scale = rows_to_int8(weight.detach().numpy())
    return {f"{name}.table": whole, f"{name}.scale": scale}


def dictionary(prefix, words):
    """Hash table of the words: see the parser's. Word 0 is the unknown one."""
    size = 1 << (2 * len(words)).bit_length()
    slots = np.zeros(size, np.uint32)
    for i, word in enumerate(words):
        at = fnv64(word.encode()) & (size - 1)
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = i + 1
    data = [w.encode() for w in words]
    offsets = np.cumsum([0, 0] + [len(w) for w in data]).astype(np.uint32)
    return {
        f"{prefix}.slots": slots,
        f"{prefix}.bytes": np.frombuffer(b"".join(data), np.uint8),
        f"{prefix}.offsets": offsets,
    }


class Trained:
    """Both trained models, and what is needed to round and to score them."""

    def __init__(self, data, tokenizer_path, boundaries_path):
        self.data = data
        self.cutter = tokenizer.load(tokenizer_path)
        self.net, self.words, self.threshold = boundaries.load(boundaries_path)
        self.features = boundaries.Features(self.words)
        chance = random.Random(7)
        documents = damage.documents(f"{data}/language/ewt-train.conllu.gz")[:120]
        documents += damage.documents(f"{data}/language/gum-train-open.conllu.gz")[:20]
        paragraphs = [p for d in documents for p in damage.damaged(d, chance)]

        def cut():
            self.cutter.known = {}
            for p in paragraphs:
                self.cutter.pieces(damage.text(p))

        samples = [boundaries.sample(p, self.features) for p in paragraphs]
        self.reach = reaches(self.cutter.net, cut)
        self.reach_of_boundaries = reaches(self.net, lambda: boundaries.starts(self.net, samples))

    def rounded(self):
        """The same with rounded numbers."""
        other = copy.copy(self)
        other.cutter = tokenizer.Cutter(rounded(self.cutter.net, self.reach), self.cutter.alphabet)
        other.net = rounded(self.net, self.reach_of_boundaries)
        return other

    def score(self):
        for name in ("ewt-dev", "gum-dev-open"):
            documents = damage.documents(f"{self.data}/language/{name}.conllu.gz")
            print(name, "tokens %.2f words %.2f" % tokenizer.score(self.cutter, documents))
        scorer = boundaries.Scorer(self.data, self.features, self.cutter)
        for name, values in scorer(self.net, (self.threshold,)).items():
            print(name, "sentences %.2f" % values[0])


def arrays(trained):
    """(arrays by name, metadata) of both models."""
    out, metadata = {}, {}
    net, letters = trained.cutter.net, sorted(trained.cutter.alphabet, key=trained.cutter.alphabet.get)
    out |= table("tokenizer", net.table.weight)
    more, meta = layers("tokenizer", net, trained.reach)
    out |= more
    metadata |= meta | {"tokenizer.letters": "".join(letters)}
    net = trained.net
    for name in ("words", "suffixes", "shapes"):
        out |= table(f"sentences.{name}", getattr(net, name).weight)
    out["sentences.switches"] = net.switches.detach().numpy()
    out |= dictionary("sentences.words", trained.words)
    more, meta = layers("sentences", net, trained.reach_of_boundaries)
    out |= more
    # A word starts a sentence when its logit reaches this.
    logit = float(np.log(trained.threshold / (1 - trained.threshold)))
    metadata |= meta | {"sentences.threshold": f"{logit:.6f}"}
    return out, metadata


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", required=True)
    options.add_argument("--work", default="work", help="folder of the trained models; what is not there is trained")
    options.add_argument("--out", required=True, help="arrays (.npz), or a file with these models only (.safetensors)")
    o = options.parse_args()
    torch.set_num_threads(1)
    work = Path(o.work)
    if not (work / "tokenizer.pt").exists():
        tokenizer.save(work / "tokenizer.pt", *tokenizer.train(o.data))
    if not (work / "boundaries.pt").exists():
        cutter = tokenizer.load(work / "tokenizer.pt")
        boundaries.save(work / "boundaries.pt", *boundaries.train(o.data, cutter))
    trained = Trained(o.data, work / "tokenizer.pt", work / "boundaries.pt")
    print("as trained")
    trained.score()
    print("rounded")
    trained.rounded().score()
    out, metadata = arrays(trained)
    if o.out.endswith(".npz"):
        np.savez(o.out, metadata=json.dumps(metadata), **out)
    else:
        write(o.out, out, metadata | {"format": "dateline-language-1"})


if __name__ == "__main__":
    main()
