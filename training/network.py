"""The network that ships: hashed features, gated convolutions, a little attention, all heads.

crates/language/src/model.rs describes the same network as its reader runs it, in bytes.
"""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from features import gram_buckets, shape_bucket
from labels import NAMES
from vectors import normal

GRAMS, SHAPES = 32768, 512
WORD, GRAM, SHAPE = 128, 96, 32


class Convolution(nn.Module):
    """x + a ⊙ sigmoid(b), where a, b see the words at −dilation, 0 and +dilation."""

    def __init__(self, d, dilation, dropout):
        super().__init__()
        self.norm, self.linear = nn.LayerNorm(d), nn.Linear(3 * d, 2 * d)
        self.dilation, self.dropout = dilation, nn.Dropout(dropout)

    def forward(self, x, mask, _):
        h = self.norm(x).to(torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype) * mask
        n, t = self.dilation, x.shape[1]
        p = F.pad(h, (0, 0, n, n))
        y = self.linear(torch.cat([p[:, :t], h, p[:, 2 * n : 2 * n + t]], -1))
        return x + self.dropout(F.glu(y, -1))


class Attention(nn.Module):
    """x + attention over the sentence, with a learned bias for each head and distance to 16."""

    def __init__(self, d, heads, dropout):
        super().__init__()
        self.norm, self.qkv, self.out = nn.LayerNorm(d), nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.bias = nn.Parameter(torch.zeros(heads, 33))
        self.heads, self.dropout = heads, nn.Dropout(dropout)

    def forward(self, x, _, far):
        b, t, d = x.shape
        q, k, v = self.qkv(self.norm(x)).view(b, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        i = torch.arange(t)
        near = self.bias[:, (i[None] - i[:, None]).clamp(-16, 16) + 16]
        score = q @ k.transpose(2, 3) / (d / self.heads) ** 0.5 + near + far
        a = (torch.softmax(score.float(), -1).to(v.dtype) @ v).transpose(1, 2).reshape(b, t, d)
        return x + self.dropout(self.out(a))


class Network(nn.Module):
    SIZES = {"tag": 192, "name": 128, "dependent": 192, "head": 192, "label_dependent": 192, "label_head": 192}

    def __init__(self, inventories, vocabulary, vectors, d=256, layers="c1 c2 a4 c1 c2 a4"):
        super().__init__()
        self.inventories, self.d, self.layer_names = inventories, d, layers
        self.vocabulary = vocabulary  # normal form -> row, row 0 unknown
        self.register_buffer("fixed", torch.from_numpy(vectors))
        self.word = nn.Embedding(len(vectors), WORD)
        self.gram = nn.EmbeddingBag(GRAMS, GRAM, mode="mean")
        self.shape = nn.Embedding(SHAPES, SHAPE)
        nn.init.zeros_(self.word.weight)
        nn.init.normal_(self.gram.weight, std=0.3)
        nn.init.normal_(self.shape.weight, std=0.3)
        self.input = nn.Linear(WORD + GRAM + SHAPE, d)
        self.root = nn.Parameter(torch.randn(d) * 0.1)
        self.norm_in, self.norm_out = nn.LayerNorm(d), nn.LayerNorm(d)
        kinds = {"c": Convolution, "a": Attention}
        self.layers = nn.ModuleList(kinds[l[0]](d, int(l[1:]), 0.1) for l in layers.split())
        self.heads = nn.ModuleDict({k: nn.Linear(d, n) for k, n in self.SIZES.items()})
        z = self.SIZES
        count = {k: len(v) for k, v in inventories.lists.items()}
        self.tags = nn.ModuleDict({k: nn.Linear(z["tag"], count[k]) for k in ("upos", "xpos", "feats", "lemmas")})
        self.names = nn.Linear(z["name"], len(NAMES))
        self.arc = nn.Linear(z["dependent"], z["head"])
        self.distance = nn.Parameter(torch.zeros(65))
        self.labels = nn.Linear(z["label_dependent"], count["relations"])
        self.d_embed, self.d_last = nn.Dropout(0.2), nn.Dropout(0.25)

    def concat(self, types):
        """Rows of word, n-gram and shape of a batch's distinct forms. Shape: types, 256."""
        ids = types["word"]
        if self.training:
            ids = torch.where(torch.rand(ids.shape) < 0.12, torch.zeros_like(ids), ids)
        word = F.embedding(ids, self.fixed) + self.word(ids)
        return torch.cat([word, self.gram(types["grams"], types["offsets"]), self.shape(types["shape"])], -1)

    def encode(self, batch):
        """The vectors of the words (and of the root before them) before the first layer and after the last."""
        e = self.input(self.d_embed(self.concat(batch["types"]))).float()
        x = F.embedding(batch["position"], e)
        x = torch.cat([self.root.expand(x.shape[0], 1, -1), x[:, 1:]], 1)
        first = x = self.norm_in(x)
        real = batch["real"]
        mask = real[..., None].to(torch.bfloat16)
        far = torch.where(real, 0.0, -1e4)[:, None, None]
        for layer in self.layers:
            x = layer(x, mask, far)
        return first, self.norm_out(x)

    def forward(self, batch):
        x = self.d_last(self.encode(batch)[1])
        real = batch["real"]
        drop = self.d_last
        h = {k: m(x) for k, m in self.heads.items()}
        t = drop(F.relu(h["tag"]))
        out = {k: m(t).float() for k, m in self.tags.items()}
        out["names"] = self.names(drop(F.relu(h["name"]))).float()
        dep, head = drop(F.relu(h["dependent"])), drop(F.relu(h["head"]))
        i = torch.arange(x.shape[1])
        arcs = (self.arc(dep) @ head.transpose(1, 2)).float()
        arcs = arcs + self.distance[(i[None] - i[:, None]).clamp(-32, 32) + 32]
        arcs = arcs.masked_fill(~real[:, None, :], -1e4)
        out["arcs"] = arcs - 1e4 * torch.eye(x.shape[1])
        out["ld"], out["lh"] = h["label_dependent"], h["label_head"]
        return out

    def relations(self, out, heads):
        pick = heads.clamp(min=0)[..., None].expand(-1, -1, out["lh"].shape[-1])
        z = F.relu(out["ld"] + out["lh"].gather(1, pick))
        return self.labels(self.d_last(z)).float()


class Batcher:
    """Rows to tensors; the features of each form are computed once."""

    def __init__(self, vocabulary):
        self.vocabulary, self.cache = vocabulary, {}

    def form(self, form):
        if form not in self.cache:
            key = normal(form)
            self.cache[form] = (self.vocabulary.get(key, 0), gram_buckets(key, GRAMS), shape_bucket(form, SHAPES))
        return self.cache[form]

    def __call__(self, rows, budget=0):
        n = -(-(max(len(r["words"]) for r in rows) + 1) // 4) * 4
        b = max(len(rows), budget // n)
        types, features = {}, []
        position, real = np.zeros((b, n), np.int64), np.zeros((b, n), bool)
        gold = {k: np.full((b, n), -1, np.int64) for k in ("upos", "xpos", "feats", "lemmas", "heads", "relations", "names")}
        for i, r in enumerate(rows):
            words = r["words"]
            real[i, : len(words) + 1] = True
            for j, w in enumerate(words):
                k = types.get(w)
                if k is None:
                    k = types[w] = len(types)
                    features.append(self.form(w))
                position[i, j + 1] = k
            for k in gold:
                if k in r:
                    gold[k][i, 1 : len(words) + 1] = r[k]
        spare = -len(features) % 64
        features += [(0, (0,), 0)] * spare
        grams = [f[1] for f in features]
        batch = {
            "types": {
                "word": torch.tensor([f[0] for f in features]),
                "shape": torch.tensor([f[2] for f in features]),
                "grams": torch.tensor([g for x in grams for g in x]),
                "offsets": torch.from_numpy(np.cumsum([0] + [len(x) for x in grams[:-1]])),
            },
            "position": torch.from_numpy(position),
            "real": torch.from_numpy(real),
        }
        return batch | {k: torch.from_numpy(v) for k, v in gold.items()}
