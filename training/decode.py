"""Trees from arc scores, and the scores of parses against gold."""

import numpy as np


def _contract(scores):
    """Chu-Liu-Edmonds over scores[dependent, head]; row 0 is the root. Returns heads."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    heads[0] = -1
    colour, cycle = [0] * n, None
    for i in range(1, n):
        j, path = i, []
        while j > 0 and colour[j] == 0:
            colour[j] = i
            path.append(j)
            j = heads[j]
        if j > 0 and colour[j] == i:
            cycle = path[path.index(j):]
            break
    if cycle is None:
        return heads
    inside = set(cycle)
    rest = [i for i in range(n) if i not in inside]
    m = len(rest)
    small = np.full((m + 1, m + 1), -1e9)
    small[:m, :m] = scores[np.ix_(rest, rest)]
    own = np.array([scores[c, heads[c]] for c in cycle])
    enter = scores[np.ix_(cycle, rest)] - own[:, None]
    small[m, :m] = enter.max(0)
    leave = scores[np.ix_(rest, cycle)]
    small[:m, m] = leave.max(1)
    small[m, m] = -1e9
    found = _contract(small)
    out = heads.copy()
    for i in range(1, m):
        out[rest[i]] = rest[found[i]] if found[i] < m else cycle[leave[i].argmax()]
    out[cycle[enter.argmax(0)[found[m]]]] = rest[found[m]]
    out[0] = -1
    return out


def tree(scores):
    """The best tree with one root; scores[dependent, head], row and column 0 the root."""
    s = scores.astype(np.float64).copy()
    s[0] = -1e9
    np.fill_diagonal(s, -1e9)
    heads = _contract(s.copy())
    roots = [i for i in range(1, len(s)) if heads[i] == 0]
    if len(roots) == 1:
        return heads
    best = None
    for r in roots:
        t = s.copy()
        t[1:, 0] = -1e8
        t[r] = -1e9
        t[r, 0] = 0
        h = _contract(t)
        value = sum(s[i, h[i]] for i in range(1, len(s)))
        if best is None or value > best[0]:
            best = (value, h)
    return best[1]
