"""A teacher for the head that marks who says what: the encoder of `teacher.py`, tuned on the same rows.

It never ships; it marks public-domain text for the head that does (`speech.py --silver`).
"""

import math
import random
import time

import torch
import torch.nn as nn
import torch.nn.functional as F
from tokenizers import Tokenizer

import speech
from teacher import SHAPES, Teacher, batches, collate


class SpeechTeacher(nn.Module):
    def __init__(self, teacher, relations):
        super().__init__()
        self.encoder, self.shape = teacher.encoder, teacher.shape
        self.mix = nn.Parameter(torch.zeros(len(self.encoder.layers)))
        with torch.no_grad():
            self.mix[-1] = 1.0
        d = self.encoder.config["hidden_size"]
        self.head = speech.Head(relations, d + 64)

    def vectors(self, batch):
        hidden = torch.stack(self.encoder(batch["ids"], batch["mask"]), -1).float()
        first = batch["first"][..., None].expand(-1, -1, hidden.shape[2])
        x = (hidden @ torch.softmax(self.mix, 0)).gather(1, first)
        return torch.cat([x, self.shape(batch["shape"])], -1)


def pieces(folder):
    tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
    known = {}

    def piece(word):
        if word not in known:
            known[word] = tokenizer.encode(word, add_special_tokens=False).ids[:8] or [100]
        return known[word]

    return piece


def train(model, rows, piece, epochs=5, rate=1e-4, seed=1, report=None):
    rng = random.Random(seed)
    fast = [p for n, p in model.named_parameters() if n.startswith(("head", "mix"))]
    slow = [p for n, p in model.named_parameters() if not n.startswith(("head", "mix")) and p.requires_grad]
    optimizer = torch.optim.AdamW([{"params": fast, "rate": 2e-3}, {"params": slow, "rate": rate}], weight_decay=0.02)
    rows = [r for r in rows if sum(len(piece(w)) for w in r["words"]) < 500]
    plain = [{"words": r["words"]} for r in rows]
    count = len(batches(plain, piece, 1200)) * epochs
    step, start = 0, time.time()
    for epoch in range(epochs):
        model.train()
        total = [0.0, 0.0, 0]
        for ids in batches(plain, piece, 1200, rng):
            batch = collate([plain[i] for i in ids], piece)
            part = [rows[i] for i in ids]
            with torch.autocast("cpu", torch.bfloat16):
                x = model.vectors(batch)
            x = x.float()
            cue, pair, n = speech.loss_of(model.head, part, [x[k, 1 : len(r["words"]) + 1] for k, r in enumerate(part)])
            loss = (cue + 0.3 * pair) / 32
            for g in optimizer.param_groups:
                g["lr"] = g["rate"] * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * step / count))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 5)
            optimizer.step()
            step += 1
            total[0] += cue.item(); total[1] += float(pair.detach()) if n else 0.0; total[2] += n
        print(f"teacher epoch {epoch} cue {total[0] / len(rows):.3f} pair {total[1] / max(1, total[2]):.3f} {time.time() - start:.0f}s", flush=True)
        if report:
            report(model)


@torch.no_grad()
def mark(model, rows, piece):
    """Sets `x` of rows to the teacher's vectors (for its own head)."""
    model.eval()
    plain = [{"words": r["words"]} for r in rows]
    for ids in batches(plain, lambda w: piece(w), 4000):
        with torch.autocast("cpu", torch.bfloat16):
            x = model.vectors(collate([plain[i] for i in ids], piece))
        x = x.float()
        for k, i in enumerate(ids):
            rows[i]["x"] = x[k, 1 : len(rows[i]["words"]) + 1].clone()
