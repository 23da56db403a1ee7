"""Word vectors: skip-gram over the public-domain corpus and the training treebanks.

    python vectors.py --data ../../shared/data --out work/vectors.npz

One worker, so that a run can be repeated (set PYTHONHASHSEED=0). About four minutes on one core.
"""

import argparse

import numpy as np

import corpus
import treebank


def normal(form):
    """The key under which a form is looked up: lower case, every ASCII digit 0, straight apostrophes."""
    return "".join("0" if c in "0123456789" else c for c in form.lower().replace("’", "'"))


class Stream:
    """Sentences of normalised tokens; may be read many times."""

    def __init__(self, data):
        print("reading", flush=True)
        self.rows = [
            [normal(t) for t, _, _ in corpus.tokens(s)] for _, s in corpus.sentences(f"{data}/corpus")
        ]
        for name in ("ewt-train", "gum-train-open"):
            self.rows += [
                [normal(w.form) for w in s.words] for s in treebank.read(f"{data}/language/{name}.conllu.gz")
            ]
        print(len(self.rows), "sentences", sum(map(len, self.rows)), "tokens", flush=True)

    def __iter__(self):
        return iter(self.rows)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", required=True)
    options.add_argument("--out", required=True)
    options.add_argument("--words", type=int, default=40000)
    options.add_argument("--size", type=int, default=128)
    options.add_argument("--epochs", type=int, default=5)
    o = options.parse_args()
    from gensim.models import Word2Vec

    stream = Stream(o.data)
    model = Word2Vec(
        vector_size=o.size, window=3, min_count=4, sg=1, negative=8, sample=1e-4, epochs=o.epochs,
        workers=1, seed=1, max_final_vocab=None,
    )
    model.build_vocab(stream)
    model.train(stream, total_examples=model.corpus_count, epochs=o.epochs, compute_loss=False)
    words = model.wv.index_to_key[: o.words]
    table = model.wv.vectors[: o.words].astype(np.float32)
    np.savez(o.out, words=np.array(words), vectors=table)
    for probe in ("said", "syria", "killed", "the", "militia", "monday", "gonna"):
        if probe in model.wv:
            print(probe, [w for w, _ in model.wv.most_similar(probe, topn=8)])
    print(len(model.wv.index_to_key), "words in all; kept", len(words))


if __name__ == "__main__":
    main()
