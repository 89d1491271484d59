"""Which of their columns is which of ours, and which are dropped unread."""

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from talent_register.imports.reading.headings import fold

NEAR_ENOUGH = 90
EXACT, NEAR, REMEMBERED, CHOSEN = "exact", "near", "remembered", "chosen"
SPECIAL, UNKNOWN = "special", "unknown"
SPECIAL_WORDS = (
    "ethnic",
    "race",
    "religio",
    "belief",
    "faith",
    "sexual",
    "sex",
    "gender",
    "disab",
    "marital",
    "civil partner",
    "pregnan",
    "nationality",
    "country of birth",
    "eea",
    "permit to work",
    "settled",
    "visa",
    "ni number",
    "national insurance",
    "nino",
    "health condition",
    "sickness",
    "trade union",
    "criminal",
)


@dataclass
class Matched:
    """`mapping`: our column → index of theirs; `sure`: how we know; `dropped`: headings that are not read."""

    mapping: dict[str, int] = field(default_factory=dict)
    sure: dict[str, str] = field(default_factory=dict)
    dropped: list[dict] = field(default_factory=list)


def is_special(heading: str) -> bool:
    """Whether a heading names something the register never takes from a list."""
    words = f" {fold(heading)} "
    return any(f" {word}" in words for word in SPECIAL_WORDS if word not in ("sex", "race")) or any(
        f" {word} " in words for word in ("sex", "race")
    )


def match(list_type, headings: list[str], remembered: dict[str, int] | None = None) -> Matched:
    """Match headings by name, then by nearness; what was chosen last time comes first."""
    result = Matched()
    for key, index in (remembered or {}).items():
        if list_type.has_column(key) and index < len(headings) and not is_special(headings[index]):
            result.mapping[key], result.sure[key] = index, REMEMBERED
    names = list_type.known_headings()
    taken = set(result.mapping.values())
    for index, heading in enumerate(headings):
        key = names.get(fold(heading))
        if key and key not in result.mapping and index not in taken and not is_special(heading):
            result.mapping[key], result.sure[key] = index, EXACT
            taken.add(index)
    for index, heading in enumerate(headings):
        if index not in taken and not is_special(heading) and (key := _near(heading, names, result.mapping)):
            result.mapping[key], result.sure[key] = index, NEAR
            taken.add(index)
    result.dropped = dropped(headings, result.mapping)
    return result


def dropped(headings: list[str], mapping: dict[str, int]) -> list[dict]:
    """Every named column that is not read, and whether it is one we never read."""
    read = set(mapping.values())
    return [
        {"heading": heading, "why": SPECIAL if is_special(heading) else UNKNOWN}
        for index, heading in enumerate(headings)
        if heading and index not in read
    ]


def _near(heading: str, names: dict[str, str], taken: dict[str, int]) -> str:
    word = fold(heading)
    if len(word) < 5:
        return ""
    close = {names[name] for name in names if len(name) >= 5 and fuzz.ratio(word, name) >= NEAR_ENOUGH}
    return close.pop() if len(close) == 1 and not close & set(taken) else ""
