"""Rows of like length in batches, so that little of a batch is padding. The parser and the teacher share it."""


def by_length(lengths, multiple, budget, rng=None):
    """Lists of positions in `lengths`, each of at most `budget` places when padded.

    A batch is as wide as its longest row, rounded up to a multiple. With an rng rows of nearly the
    same length change places and the batches are shuffled, so that no two passes are alike.
    """
    noise = (lambda: rng.uniform(-2, 2)) if rng else (lambda: 0)
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + noise())
    out, now, longest = [], [], 0
    for i in order:
        n = -(-lengths[i] // multiple) * multiple
        if now and max(longest, n) * (len(now) + 1) > budget:
            out.append(now)
            now, longest = [], 0
        now.append(i)
        longest = max(longest, n)
    if now:
        out.append(now)
    if rng:
        rng.shuffle(out)
    return out
