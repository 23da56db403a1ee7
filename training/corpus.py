"""The raw public-domain corpus as sentences of tokens, for vectors and for the teacher to label.

The texts are United States government reports and press (see models/README.md). Tokens are cut
by one regular expression that comes close to Universal Dependencies: what is learned from them
only has to share most of its word forms with what the trained tokenizer will cut.
"""

import gzip
import json
import re
from pathlib import Path

TOKEN = re.compile(
    r"https?://\S+|[\w.+-]+@[\w-]+\.[\w.]+"  # addresses
    r"|(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Sen|Rep|Gov|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Inc|Jr|Sr|vs)\."
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th)?"
    r"|(?:[^\W\d_]+?)(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"  # clitics
    r"|[^\W_]+(?:['’][^\W\d_]{2,})?|\.\.\.|--+|[^\w\s]|_"
)
STOP = re.compile(r"(?<=[a-z0-9%)][.!?])(?:[”\"’])? (?=[“\"A-Z])|(?<=[.!?][”\"]) (?=[“\"A-Z])")


def documents(folder):
    """Yields (name, text) of every document, in one fixed order; `hr` lines keep their number."""
    folder = Path(folder)
    with gzip.open(folder / "hr_reports.txt.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if line.strip():
                yield f"hr:{number}", line.strip()
    for name in ("state_dept_press_2021_2022", "white_house_press"):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                if row.get("title"):
                    yield f"{name}:{number}:title", row["title"].strip()
                yield f"{name}:{number}", row["text"]


def sentences(folder):
    """Yields (document name, text of one sentence), repeats within the corpus left out."""
    seen = set()
    for name, text in documents(folder):
        for line in text.split("\n"):
            for sentence in STOP.split(line.strip()):
                key = hash(sentence)
                if sentence and key not in seen:
                    seen.add(key)
                    yield name, sentence


def tokens(sentence):
    """Token texts of a sentence with their spans."""
    return [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(sentence)]
