"""Progress by what people said of themselves: one characteristic a table, wide groups, hidden like every other figure.

Answers have no history (what somebody said before is nobody's business), so a report takes them as they are when it is
prepared. That is said in its method.
"""

from profiles.models.equality import NOT_STATED, EqualityAnswers, EqualityCategory, EqualityQuestion

from .tables import Axis

NOT_ANSWERED = "not_answered"
ABOUT = (
    "Counted: people on the register at the end of the day named above, and how many of them had ever reached each "
    "stage by then, by what they told us of themselves. Answers are those given when the figures were prepared. "
    "Nobody who decides about people can see an answer. One characteristic is shown at a time, and no two are ever "
    "combined."
)
TITLES = {
    EqualityQuestion.SEX: "Progress by sex",
    EqualityQuestion.GENDER_REASSIGNMENT: "Progress by gender reassignment",
    EqualityQuestion.AGE_BAND: "Progress by age",
    EqualityQuestion.ETHNICITY: "Progress by ethnic group",
    EqualityQuestion.RELIGION: "Progress by religion or belief",
    EqualityQuestion.SEXUAL_ORIENTATION: "Progress by sexual orientation",
    EqualityQuestion.DISABILITY: "Progress by disability",
    EqualityQuestion.MARRIAGE: "Progress by marriage or civil partnership",
    EqualityQuestion.CARING: "Progress by caring for somebody",
    EqualityQuestion.SOCIAL_BACKGROUND: "Progress by social background",
}
# Ethnic groups of all nations meet in the groups of the 2001 codes, of which each category has one (NHS Data
# Dictionary). Chinese stands with Asian, as in the census of 2021.
ETHNIC_GROUPS = (
    ("white", "White", "ABC"),
    ("mixed", "Mixed or multiple ethnic groups", "DEFG"),
    ("asian", "Asian or Asian British", "HJKLR"),
    ("black", "Black, Black British, Caribbean or African", "MNP"),
    ("other", "Other ethnic group", "S"),
)
# Denominations that only some nations ask for.
CHRISTIAN = {
    "christian",
    "church_of_scotland",
    "roman_catholic_sc",
    "roman_catholic_ni",
    "christian_other_sc",
    "christian_other_ni",
    "presbyterian",
    "church_of_ireland",
    "methodist",
}


def axis(question: str) -> Axis:
    """Everybody is in exactly one value: an answer, "Prefer not to say", or "Did not answer"."""
    return Axis(question, (*_groups(question), (NOT_STATED, "Prefer not to say"), (NOT_ANSWERED, "Did not answer")))


def _groups(question: str) -> tuple[tuple[str, str], ...]:
    if question == EqualityQuestion.ETHNICITY:
        return tuple((key, words) for key, words, _codes in ETHNIC_GROUPS)
    categories = EqualityCategory.objects.filter(question=question).exclude(code=NOT_STATED)
    told = {_group(question, one.code, one.older_code): one.label for one in reversed(categories.order_by("sort"))}
    order = dict.fromkeys(_group(question, one.code, one.older_code) for one in categories.order_by("sort"))
    return tuple((key, "Christian" if key == "christian" else told[key]) for key in order)


def _group(question: str, code: str, older_code: str) -> str:
    if code == NOT_STATED:
        return NOT_STATED
    if question == EqualityQuestion.ETHNICITY:
        return next(key for key, _words, codes in ETHNIC_GROUPS if older_code[:1] in codes)
    return "christian" if question == EqualityQuestion.RELIGION and code in CHRISTIAN else code


def values(question: str) -> dict[int, str]:
    """Person → the value of the axis. Who did not answer is not in it."""
    older = dict(EqualityCategory.objects.filter(question=question).values_list("code", "older_code"))
    groups = {code: _group(question, code, older_code) for code, older_code in older.items()}
    return {person: groups[code] for person, code in EqualityAnswers.objects.for_reports(question).items()}
