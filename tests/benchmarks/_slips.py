"""Rows about people known, with errors as the generator of FEBRL makes them, written apart from the weights.

Christen's generator picks how many slips a record has, then for each a field and a kind: a letter put in, left out,
changed for its neighbour on the keyboard or swapped with the next; a sound or a shape written otherwise; two words run
together; a value missing. To these come what registers see: names changed at a wedding, first and last name in each
other's place, day and month too. No row has a registration number.
"""

import random
from datetime import date

# As often as in FEBRL's published set 4, counted over the fields that lists have too.
HOW_MANY = {0: 44, 1: 39, 2: 16, 3: 1}  # per hundred rows
MOST_OF_A_FIELD = 2
FIELDS = {"family": 36, "given": 35, "born": 10, "email": 19}
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SOUNDS = (
    *(("ph", "f"), ("ck", "k"), ("ie", "y"), ("ee", "ea"), ("sch", "sh"), ("tt", "t"), ("ll", "l"), ("mac", "mc")),
    *(("kh", "k"), ("ou", "u"), ("oo", "u"), ("ae", "e"), ("ey", "y"), ("z", "s"), ("c", "k"), ("w", "v")),
)
SHAPES = (("m", "rn"), ("rn", "m"), ("d", "cl"), ("cl", "d"), ("w", "vv"), ("l", "i"), ("o", "c"), ("h", "b"))
LETTERS = "abcdefghijklmnopqrstuvwxyz"
STRANGERS = ("new", "twin", "namesake")


def rows(people: list[dict], strangers: list[dict], count: int, chance: random.Random) -> list[tuple]:
    """(row, place of the person it is about or None, what was done to it): duplicates of some, and people nobody knows.

    Every third stranger is a twin of somebody known, every third bears both names of somebody known.
    """
    families = [one["family"] for one in people]
    asked: list[tuple] = []
    for truth in chance.sample(range(len(people)), count - len(strangers)):
        asked.append((*_slipped(people[truth] | {"number": None}, families, chance), truth))
    asked = [(row, truth, slip) for row, slip, truth in asked]
    for place, stranger in enumerate(strangers):
        kind, like = STRANGERS[place % 3], chance.choice(people)
        same = {"new": (), "twin": ("family", "born"), "namesake": ("family", "given")}[kind]
        asked.append((stranger | {"number": None} | {key: like[key] for key in same}, None, kind))
    chance.shuffle(asked)
    return asked


def _slipped(row: dict, families: list[str], chance: random.Random) -> tuple[dict, str]:
    done: list[str] = []
    for _slip in range(_drawn(HOW_MANY, chance)):
        field = _drawn({name: weight for name, weight in FIELDS.items() if done.count(name) < MOST_OF_A_FIELD}, chance)
        done.append(field)
        if field in ("family", "given"):
            row = row | _name_slip(row, field, families, chance)
        elif field == "born":
            row = row | {"born": _born_slip(row["born"], chance)}
        else:
            row = row | {"email": _email_slip(row["email"], chance)}
    return row, "+".join(sorted(done)) or "none"


def _name_slip(row: dict, field: str, families: list[str], chance: random.Random) -> dict:
    kind = _drawn({"letter": 62, "sound": 12, "shape": 8, "words": 4, "short": 4, "swap": 4, "changed": 6}, chance)
    word = row[field]
    if kind == "swap":
        return {"family": row["given"], "given": row["family"]}
    if kind == "changed" and field == "family":
        return {"family": chance.choice(families)}
    if kind == "short" and field == "given" and word:
        return {"given": word[0]}
    if kind == "words" and " " in word:
        return {field: chance.choice((word.replace(" ", ""), word.split(" ")[0]))}
    if kind in ("sound", "shape"):
        pairs = [pair for pair in (SOUNDS if kind == "sound" else SHAPES) if pair[0] in word]
        if pairs:
            return {field: word.replace(*chance.choice(pairs), 1)}
    return {field: letter_slip(word, chance)}


def letter_slip(word: str, chance: random.Random) -> str:
    """One slip of a finger; a word of one letter stays."""
    if len(word) < 2:
        return word
    at = chance.randrange(len(word))
    kind = _drawn({"put in": 20, "left out": 30, "neighbour": 35, "next": 15}, chance)
    if kind == "put in":
        return word[:at] + chance.choice(LETTERS) + word[at:]
    if kind == "left out":
        return word[:at] + word[at + 1 :]
    if kind == "next" and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + _neighbour(word[at], chance) + word[at + 1 :]


def _neighbour(letter: str, chance: random.Random) -> str:
    for line in KEYBOARD:
        if letter in line:
            at = line.index(letter)
            return chance.choice([line[near] for near in (at - 1, at + 1) if 0 <= near < len(line)])
    return chance.choice(LETTERS)


def _born_slip(born: date | None, chance: random.Random) -> date | None:
    kind = _drawn({"digit": 45, "turned": 25, "missing": 30}, chance)
    if born is None or kind == "missing":
        return None
    if kind == "turned" and born.day <= 12:
        return born.replace(month=born.day, day=born.month)
    for _try in range(20):
        text = f"{born:%Y%m%d}"
        at = chance.randrange(2, 8)
        try:
            return date.fromisoformat(text[:at] + chance.choice("0123456789") + text[at + 1 :])
        except ValueError:
            continue
    return born


def _email_slip(email: str | None, chance: random.Random) -> str | None:
    if not email or chance.random() < 0.4:
        return None
    name, _at, place = email.partition("@")
    if chance.random() < 0.5:
        return f"{letter_slip(name, chance)}@{place}"
    return f"{name}@elsewhere.example"


def _drawn(weights: dict, chance: random.Random):
    return chance.choices([*weights], [*weights.values()])[0]
