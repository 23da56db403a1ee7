"""Text as it is scraped: the same sentences with the damage that pages, feeds and copying do to them.

Training sees damaged copies of the treebanks, so that the tokenizer and the sentence model hold on
such text; `python damage.py --gold FILE --out FOLDER` writes the damage set of a gold file, by which that
is measured. No text is kept in the repository: the set is made anew from the gold file.

A document is a list of paragraphs, a paragraph a list of sentences, a sentence a list of `Piece`.
"""

import argparse
import random
import re
import string
from collections import namedtuple
from pathlib import Path

import treebank

# A surface token: the words in it (more than one in `don't`), and whether white space follows.
Piece = namedtuple("Piece", "words space")

STOPS = (".", "!", "?", "...", "…", "!!", "!!!", "??", "?!")
CLOSERS = ('"', "”", "''", "’", ")", "]", "'")
CURLY = {'"': "“”", "'": "‘’"}
STRAIGHT = {"“": '"', "”": '"', "‘": "'", "’": "'", "``": '"', "''": '"'}


def documents(path):
    """The documents of a treebank."""
    out = []
    for sentence in treebank.read(path):
        new_document = any(c.startswith("# newdoc") for c in sentence.comments)
        new_paragraph = any(c.startswith("# newpar") for c in sentence.comments)
        if new_document or not out:
            out.append([[]])
        elif new_paragraph:
            out[-1].append([])
        joined = {first: (last, misc) for first, last, _, misc in sentence.ranges}
        pieces, at = [], 1
        while at <= len(sentence.words):
            last, misc = joined.get(at, (at, sentence.words[at - 1].misc))
            words = tuple(w.form for w in sentence.words[at - 1 : last])
            pieces.append(Piece(words, "SpaceAfter=No" not in misc))
            at = last + 1
        out[-1][-1].append(pieces)
    return out


def text(paragraph):
    """The characters of a paragraph, as a page would hold them."""
    tokens = [piece for sentence in paragraph for piece in sentence]
    return "".join("".join(p.words) + (" " if p.space else "") for p in tokens).rstrip(" ")


def glued(paragraph, share, random):
    """Takes the space away after sentences that end with a stop, a bracket or a closing quote."""
    out = []
    for sentence in paragraph:
        last = sentence[-1]
        ends = last.words[-1] in STOPS or last.words[-1] in CLOSERS
        if ends and random.random() < share:
            sentence = sentence[:-1] + [last._replace(space=False)]
        out.append(sentence)
    return out


def joined(document, random):
    """Loses paragraph breaks: each paragraph holds one to four of the original, parted by a space
    or, where the first ends with a stop, sometimes by nothing."""
    out = []
    at = 0
    while at < len(document):
        take = random.randint(1, 4)
        paragraph = [s for p in document[at : at + take] for s in p]
        out.append(glued(paragraph, random.choice((0, 0, 0.5, 1)), random))
        at += take
    return out


def requoted(paragraph, random):
    """Straight quotation marks made curly, or the reverse."""
    if random.random() < 0.5:
        turn = lambda w, _: STRAIGHT.get(w) or w.replace("’", "'").replace("‘", "'")
        opens = None
    else:
        opens = {'"': True, "'": True}

        def turn(word, spaced):
            if word in CURLY:
                # A mark after a space opens; `'` is mostly an apostrophe else.
                open_ = opens[word] if word == '"' else spaced
                opens[word] = not opens[word]
                return CURLY[word][0 if open_ else 1]
            return word.replace("'", "’")

    out = []
    spaced = True
    for sentence in paragraph:
        pieces = []
        for piece in sentence:
            pieces.append(Piece(tuple(turn(w, spaced) for w in piece.words), piece.space))
            spaced = piece.space
        out.append(pieces)
    return out


def capitals(sentence):
    """A headline in capitals."""
    return [Piece(tuple(w.upper() if len(w.upper()) == len(w) else w for w in p.words), p.space) for p in sentence]


def small(sentence):
    """A sentence written without capitals."""
    return [Piece(tuple(w.lower() if len(w.lower()) == len(w) else w for w in p.words), p.space) for p in sentence]


def stopless(sentence):
    """A sentence without its final stop; what stood before it gets the space."""
    if len(sentence) > 2 and sentence[-1].words[-1] in (".", "!", "?"):
        return sentence[:-2] + [sentence[-2]._replace(space=True)]
    return sentence


CITIES = (
    "ABIDJAN BOGOTA CAIRO DHAKA GENEVA HARARE ISLAMABAD JAKARTA KABUL KINSHASA LAGOS LIMA LONDON MANILA NAIROBI OSLO "
    "PARIS QUITO RABAT ROME SEOUL TIRANA TOKYO TUNIS VIENNA WARSAW Baku Beirut Berlin Brussels Dakar Geneva Kampala "
    "Minsk Moscow Skopje Tallinn Yerevan"
).split() + ["THE HAGUE", "UNITED NATIONS", "NEW DELHI", "MEXICO CITY", "ADDIS ABABA", "KUALA LUMPUR", "ST. PETERSBURG", "SANA'A"]
COUNTRIES = "Chad Colombia Egypt Ghana India Iraq Kenya Mali Mexico Nepal Peru Poland Sudan Turkey Ukraine Yemen".split()
MONTHS = (
    "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec. January February August September October November "
    "December"
).split()
AGENCIES = "AP Reuters AFP ANI DPA Xinhua TASS EFE PTI IRNA UPI".split()


def dateline(random):
    """The opening of a wire story: `LAGOS, Nigeria, Dec. 5 (AP) —`."""
    spaced = lambda w: Piece((w,), True)
    tight = lambda w: Piece((w,), False)
    city = random.choice(CITIES) if random.random() < 0.7 else made_up(random).upper()
    out = [spaced(word) for word in city.split()]

    def comma():
        out[-1] = out[-1]._replace(space=False)
        out.append(spaced(","))

    if random.random() < 0.4:
        comma()
        out.append(spaced(random.choice(COUNTRIES)))
    if random.random() < 0.5:
        comma()
        out += [spaced(random.choice(MONTHS)), spaced(str(random.randint(1, 31)))]
    if random.random() < 0.7:
        agency = [random.choice(AGENCIES)]
        if random.random() < 0.3:
            agency = [made_up(random).title(), random.choice("News Wire Press Agency Post Times Herald Tribune Service".split())]
        out += [tight("("), *map(spaced, agency[:-1]), tight(agency[-1]), spaced(")")]
    dash = random.choice(("-", "-", "--", "—", "–", ":"))
    if dash == ":" or random.random() < 0.1:
        out[-1] = out[-1]._replace(space=False)
    out.append(Piece((dash,), random.random() < 0.9))
    return out


# Abbreviations that keep their stop, in groups of which one may stand for another.
ABBREVIATIONS = [
    group.split()
    for group in (
        "Mr. Mrs. Ms. Mx. Messrs. Dr. Drs. Prof. Rev. Fr. Hon. Gen. Col. Maj. Capt. Cpt. Lt. Sgt. Cpl. Pvt. Adm. Cmdr. "
        "Brig. Cdr. Supt. Insp. Det. Sen. Sens. Rep. Reps. Gov. Govs. Pres. Amb. Asst. Atty. Sec. St. Mt. Ft. Mme. Msgr. "
        "Spc. Ald. Dep. MR. DR. GEN. SEN. REP. GOV. CAPT. SGT. PVT. LT. COL.",
        "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.",
        "Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Mass. Md. Mich. Minn. Miss. Mo. Mont. "
        "Neb. Nev. Okla. Ore. Pa. Tenn. Tex. Va. Vt. Wash. Wis. Wyo. Ont. Que.",
        "Inc. Corp. Co. Cos. Ltd. Bros. Jr. Sr. Esq.",
        "Ave. Blvd. Rd. St. Dept. Univ. Assn.",
        "vs. v. cf. e.g. i.e. al. etc. approx. est.",
        "No. Nos. no. Art. Sect. Vol. vol. pp. p. Fig. fig. Res.",
    )
]
GROUP = {a: group for group in ABBREVIATIONS for a in group}
# Abbreviations that may end a sentence, whose stop then is theirs: “He flew to the U.S.”
LAST = "U.S. U.S. U.K. U.N. E.U. D.C. N.Y. U.A.E. Inc. Corp. Ltd. Co. Jr. Sr. Calif. Mass. Va. a.m. p.m. etc. B.C. Ph.D. M.D.".split()
# Nouns before a single letter that is no initial.
BEFORE_LETTER = "Plan Group Company Section Exhibit Annex Route Grade Terminal Vitamin Hepatitis Type Block Schedule Building".split()
PRONOUNS = {("He",), ("She",), ("It",), ("They",), ("We",), ("I",)}
DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}|(?:19|20)\d\d")
TOPS = "com org net gov edu mil int info news uk us eu de fr ru ua cn jp in au ca ch nl se za io me co.uk org.uk gov.au com.br".split()
ADDRESS = re.compile(r"://|^www\.|.@.+\.")


def made_up(random):
    """A word that nobody has."""
    syllable = lambda: random.choice("bcdfghklmnprstvz") + random.choice("aeiou") + random.choice(("", "", "n", "r", "s", "t"))
    return "".join(syllable() for _ in range(random.randint(1, 4)))


def address(random):
    """A web or mail address that nobody has."""
    name = lambda: made_up(random)
    host = ".".join(name() for _ in range(random.choice((1, 1, 1, 2)))) + "." + random.choice(TOPS)
    kind = random.random()
    if kind < 0.35:
        parts = [name().title() if random.random() < 0.3 else name() for _ in range(random.randint(1, 3))]
        return random.choice((".", "_", "-", "", ".")).join(parts) + random.choice(("", "", str(random.randint(1, 99)))) + "@" + host
    if kind < 0.5:
        return host if random.random() < 0.8 else host.title()
    out = random.choice(("http://", "https://", "http://www.", "https://www.", "www.")) + host
    for _ in range(random.choice((0, 1, 1, 2, 3, 4))):
        out += "/" + random.choice("-_-").join(
            random.choice((name(), name(), name().title(), str(random.randint(1, 2024)))) for _ in range(random.choice((1, 1, 2, 4, 6)))
        )
    if random.random() < 0.3:
        out += random.choice((".html", ".htm", ".php", ".aspx", "/", "/", ".pdf"))
    if random.random() < 0.35:
        out += "?" + "&".join(f"{name()}={random.choice((name(), str(random.randint(1, 9999))))}" for _ in range(random.randint(1, 3)))
    if random.random() < 0.05:
        out += "#" + name()
    return out


def date(random):
    """A date that is one token."""
    return f"{random.randint(1900, 2030)}-{random.randint(1, 12):02}-{random.randint(1, 31):02}"


def lettered(random):
    """A capital or two with a number, as armed groups, summits and roads are called: one token."""
    return random.choice((letter(random), letter(random), letter(random) + letter(random))) + str(random.choice((random.randint(1, 9), random.randint(10, 99), random.randint(100, 999))))


def letter(random):
    return random.choice(string.ascii_uppercase)


def ended(sentence, random):
    """The last word changed for one that holds stops (with an abbreviation the sentence's stop goes
    as well), or for a single letter, whose stop is the sentence's: “It was Plan B.”"""
    if len(sentence) < 4 or sentence[-1].words != (".",) or not sentence[-2].words[-1].isalpha():
        return sentence
    kind = random.random()
    if kind < 0.45:
        return sentence[:-2] + [Piece((random.choice(LAST),), sentence[-1].space)]
    if kind < 0.7:
        return sentence[:-2] + [Piece((random.choice(BEFORE_LETTER),), True), Piece((letter(random),), False), sentence[-1]]
    return sentence[:-2] + [Piece((address(random),), False), sentence[-1]]


def initials(random):
    """One to three initials, each with its stop."""
    space = random.random() < 0.8
    letters = [letter(random) + "." for _ in range(random.choice((1, 1, 2, 2, 3)))]
    pieces = [Piece((l,), space) for l in letters]
    return pieces[:-1] + [pieces[-1]._replace(space=True)] if space else [Piece(("".join(letters),), True)]


def named(sentence, random):
    """Initials before a name within the sentence, or a made-up name for the pronoun that begins it."""
    if sentence[0].words in PRONOUNS and sentence[0].space:
        return initials(random) + [Piece((made_up(random).title(),), True)] + sentence[1:]
    places = [at for at in range(1, len(sentence)) if sentence[at].words[0].istitle() and len(sentence[at].words[0]) > 1 and sentence[at - 1].space
              and sentence[at - 1].words[0][-1].isalpha() and sentence[at - 1].words[0].islower()]
    if not places:
        return sentence
    at = random.choice(places)
    return sentence[:at] + initials(random) + sentence[at:]


def attributed(sentence, random):
    """The sentence as direct speech whose speaker follows: “Never!” Okoye said."""
    if not 2 < len(sentence) < 30 or sentence[-1].words[-1] not in (".", "!", "?") or any(p.words[0] in CLOSERS for p in sentence):
        return sentence
    opener, closer = random.choice(("“”", "“”", '""', '""', "‘’", ("``", "''")))
    stop = sentence[-1].words[-1] if random.random() < 0.5 else random.choice("!?,")
    stop = "," if stop == "." else stop
    speaker = [random.choice(("he", "she", "they", "it"))] if random.random() < 0.3 else [made_up(random).title() for _ in range(random.randint(1, 2))]
    verb = [random.choice("said said said asked added says replied shouted wrote".split())]
    words = verb + speaker if random.random() < 0.35 and speaker[0].istitle() else speaker + verb
    if random.random() < 0.3:
        words += random.choice(("on Monday", "in a statement", "to reporters", "at the time", "after the vote")).split()
    speech = [Piece((opener,), False), *sentence[:-2], sentence[-2]._replace(space=False), Piece((stop,), False), Piece((closer,), True)]
    return speech + [Piece((w,), True) for w in words[:-1]] + [Piece((words[-1],), False), Piece((".",), sentence[-1].space)]


def varied(paragraph, random):
    """Abbreviations, addresses and dates changed for others, and a few more of them."""
    out = []
    for sentence in paragraph:
        if random.random() < 0.03:
            sentence = ended(sentence, random)
        if random.random() < 0.02:
            sentence = named(sentence, random)
        if random.random() < 0.02:
            sentence = attributed(sentence, random)
        pieces = []
        for piece in sentence:
            word = piece.words[0]
            if len(piece.words) == 1:
                if word in GROUP and random.random() < 0.4:
                    piece = Piece((random.choice(GROUP[word]),), piece.space)
                elif ADDRESS.search(word) and random.random() < 0.7 or word.isalpha() and random.random() < 0.002:
                    piece = Piece((address(random),), piece.space)
                elif word.isalpha() and random.random() < 0.002:
                    piece = Piece((lettered(random),), piece.space)
                elif DATE.fullmatch(word) and random.random() < 0.1:
                    piece = Piece((date(random),), piece.space)
            pieces.append(piece)
        out.append(pieces)
    return out


def damaged(document, random, keep=0.35):
    """A copy of a document for training: a third as it is, else with one or more kinds of damage."""
    if random.random() < keep:
        return document
    document = [varied(p, random) for p in document]
    paragraphs = document
    if random.random() < 0.4:
        paragraphs = joined(paragraphs, random)
    elif random.random() < 0.4:
        share = random.choice((0.1, 0.3, 1))
        paragraphs = [glued(p, share, random) for p in paragraphs]
    if random.random() < 0.35:
        paragraphs = [requoted(p, random) for p in paragraphs]
    out = []
    for paragraph in paragraphs:
        paragraph = list(paragraph)
        if len(paragraph[0]) < 16 and random.random() < 0.15:
            paragraph[0] = capitals(stopless(paragraph[0]) if random.random() < 0.6 else paragraph[0])
        elif len(paragraph[0]) > 8 and random.random() < 0.09:
            # The treebanks make it a sentence of its own.
            paragraph.insert(0, dateline(random))
        chance = random.random()
        if chance < 0.06:
            paragraph = [stopless(s) for s in paragraph]
        elif chance < 0.10:
            paragraph = [small(s) for s in paragraph]
        elif chance < 0.12:
            paragraph = [small(stopless(s)) for s in paragraph]
        elif chance < 0.14:
            paragraph = [capitals(s) for s in paragraph]
        elif chance < 0.2:
            # A caption or a headline glued to the text after it.
            paragraph[0] = stopless(paragraph[0])
            if random.random() < 0.2:
                paragraph[0] = paragraph[0][:-1] + [paragraph[0][-1]._replace(space=False)]
        out.append(paragraph)
    return out


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--gold", required=True)
    options.add_argument("--out", required=True)
    o = options.parse_args()
    chance = random.Random(1)
    folder = Path(o.out)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / "raw.txt", "w", encoding="utf-8") as raw, open(folder / "gold.conllu", "w", encoding="utf-8") as gold:
        for document in documents(o.gold):
            for paragraph in document:
                paragraph = glued(paragraph, 1, chance)
                raw.write(text(paragraph) + "\n\n")
                gold.write("# newpar\n")
                for sentence in paragraph:
                    gold.write(conllu(sentence))


def conllu(sentence):
    """Words and multiword tokens of a sentence, heads and tags left out (`_`, and a root first)."""
    lines, number = [], 0
    for piece in sentence:
        misc = "_" if piece.space else "SpaceAfter=No"
        if len(piece.words) > 1:
            lines.append(f"{number + 1}-{number + len(piece.words)}\t{''.join(piece.words)}" + "\t_" * 7 + f"\t{misc}")
            misc = "_"
        for word in piece.words:
            number += 1
            head, relation = (0, "root") if number == 1 else (1, "dep")
            lines.append(f"{number}\t{word}\t_\tX\t_\t_\t{head}\t{relation}\t_\t{misc}")
    return "\n".join(lines) + "\n\n"


if __name__ == "__main__":
    main()
