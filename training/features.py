"""What the networks see of a word form: its vocabulary row, character n-grams and shape.

The Rust reader computes the same from the same definitions (crates/language); both hash UTF-8
bytes with FNV-1a.
"""

from functools import lru_cache

from vectors import normal


def fnv32(data):
    h = 0x811C9DC5
    for b in data:
        h = ((h ^ b) * 0x01000193) & 0xFFFFFFFF
    return h


def fnv64(data):
    h = 0xCBF29CE484222325
    for b in data:
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return h


def shape(form):
    """`Xx`, `XX`, `d-d` …: classes of characters, runs cut to two, at most ten."""
    out = ""
    for c in form:
        s = "X" if c.isupper() else "x" if c.islower() else "d" if c in "0123456789" else c
        if not out.endswith(s + s):
            out += s
        if len(out) > 12:
            break
    return out[:10]


@lru_cache(maxsize=None)
def shape_bucket(form, buckets):
    return fnv32(shape(form).encode()) & (buckets - 1)


@lru_cache(maxsize=None)
def gram_buckets(key, buckets):
    """Distinct n-gram buckets of a normalised form, ascending."""
    s = "^" + key[:24] + "$"
    found = {
        fnv32(str(n).encode() + s[i : i + n].encode()) & (buckets - 1)
        for n in (2, 3, 4, 5) for i in range(len(s) - n + 1)
    }
    return tuple(sorted(found))
