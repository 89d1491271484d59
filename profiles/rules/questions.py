"""Which questions a person is asked when registering, in which order, and what is left to ask."""

from .names import split_name

QUESTIONS = (
    "name",
    "profession",
    "number",
    "reason",
    "role",
    "region",
    "stage",
    "next-step",
    "consent",
    "letters",
)
# What can be answered before the address is confirmed: nothing is looked up in the register, and nothing agreed to.
EARLY = ("profession", "reason", "role", "region", "stage", "next-step")
REGISTERED, STUDENT, NOT_REGISTERED = "PRACTISING", "STUDENT", "NONE"
# Who is not on a register, and why; a profession may stand beside it.
OFF_REGISTER = ("NOT_YET", "RETIRED", "OVERSEAS", NOT_REGISTERED)
ONLY_FOR = {"number": REGISTERED, "reason": NOT_REGISTERED}


class CannotRegister(Exception):
    """A question is still open; the argument names it."""


def first_answers(full_name: str) -> dict:
    """What is known before the first question: the name given with the account, when it has two parts."""
    given, family = split_name(full_name)
    return {"name": {"given_names": given, "family_name": family}} if family else {}


def applicable(answers: dict) -> list[str]:
    """The questions that this person is asked. A number is asked of the registered, a reason of those who are not."""
    standing = answers.get("profession", {}).get("standing", REGISTERED)
    return [question for question in QUESTIONS if ONLY_FOR.get(question, standing) == standing]


def early(answers: dict) -> list[str]:
    """Those of the questions that can be answered before the address is confirmed."""
    return [question for question in applicable(answers) if question in EARLY]


def unanswered(answers: dict) -> list[str]:
    return [question for question in applicable(answers) if question not in answers]


def check_can_register(answers: dict) -> None:
    """Raise CannotRegister while a question is open."""
    if left := unanswered(answers):
        raise CannotRegister(left[0])


def before(question: str, answers: dict) -> str:
    """The question to which the back link leads; empty on the first."""
    asked = applicable(answers)
    place = asked.index(question) if question in asked else 0
    return asked[place - 1] if place else ""


def with_answer(answers: dict, question: str, answer: dict) -> dict:
    """The answers with one more. Another profession makes the number and the reason questions again."""
    changed = {**answers, question: answer}
    if question == "profession" and answers.get("profession") != answer:
        changed.pop("number", None)
        changed.pop("reason", None)
    return changed


def standing_after(answered: str, *, was: str, had_profession: bool) -> str:
    """Where somebody stands once they said again what their profession is.

    Whoever retired or went abroad with a profession, and now names another, is still retired or abroad. Why somebody is
    not registered is not asked here: what they said of it before stays.
    """
    if answered == NOT_REGISTERED or (answered == REGISTERED and had_profession):
        return was if was in OFF_REGISTER else answered
    return answered
