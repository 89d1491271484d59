"""What pages about oneself say, worked out beforehand."""

from django.urls import reverse
from django.utils.translation import gettext as _

from profiles import choices, rules
from profiles.models import Audience, NextStep, Profession, Stage
from talent_register.common.forms import look_alikes
from talent_register.letters.models import Purpose
from talent_register.organisations.models import Nation, Region


def check_rows(answers: dict) -> list[dict]:
    """The answers of a draft, one row a question, each with its way back."""
    rows = []
    for question in rules.applicable(answers):
        key, value = _words_of(question, answers)
        rows.append({"key": key, "value": value, "href": reverse(f"register-{question}")})
    return rows


def _words_of(question: str, answers: dict) -> tuple[str, str]:
    return _WORDS[question](answers.get(question, {}), answers)


def _name(answer, _answers):
    given, family = answer.get("given_names", ""), answer.get("family_name", "")
    said = [f"{given} {family}", _("Last name: %(name)s") % {"name": family}, look_alikes(given, family)]
    return _("Name"), "\n".join(filter(None, said))


def _profession(answer, _answers):
    profession = Profession.objects.filter(code=answer.get("code", "")).first()
    name = profession.name if profession else ""
    if answer.get("standing") == rules.STUDENT:
        return _("Profession"), _("Student or trainee: %(name)s") % {"name": name} if name else _("Student or trainee")
    return _("Profession"), name or _("Not registered")


def _number(answer, answers):
    found = Profession.objects.filter(code=answers["profession"].get("code", "")).select_related("regulator")
    profession = found.first()
    label = _("Registration number")
    if profession and profession.regulator:
        label = profession.regulator.number_label
    if answer.get("later"):
        return label, _("I do not have this now")
    code = profession.regulator.code if profession and profession.regulator else ""
    number = rules.normalise_number(code, answer.get("number", ""))
    return label, "\n".join(filter(None, [number, answer.get("warning", "")]))


def _reason(answer, _answers):
    return _("Why not registered"), str(dict(choices.REASONS).get(answer.get("reason"), ""))


def _role(answer, _answers):
    if answer.get("between"):
        return _("Role now"), _("I am between roles")
    return _("Role now"), "\n".join(filter(None, [answer.get("title", ""), answer.get("employer", "")]))


def _region(answer, _answers):
    region = Region.objects.filter(code=answer.get("region", ""), kind=Region.Kind.NHS_REGION).first()
    nation = answer.get("nation")
    return _("Where I mostly work"), region.name if region else str(Nation(nation).label) if nation else ""


def _stage(answer, _answers):
    return _("Stage in leadership"), str(Stage(answer["stage"]).label) if answer else ""


def _next_step(answer, _answers):
    return _("What I would like next"), str(NextStep(answer["next_step"]).label) if answer else ""


def _consent(answer, _answers):
    yes = [str(audience.label) for audience in Audience if answer.get(audience.value)]
    return _("Who can see my profile"), "\n".join(yes) if yes else _("No one")


def _letters(answer, _answers):
    chosen = [str(Purpose(purpose).label) for purpose in answer.get("purposes", [])]
    language = dict(choices.LANGUAGES).get(answer.get("language"), "")
    return _("Emails"), "\n".join([*(chosen or [_("Only account and security")]), language])


_WORDS = {
    "name": _name,
    "profession": _profession,
    "number": _number,
    "reason": _reason,
    "role": _role,
    "region": _region,
    "stage": _stage,
    "next-step": _next_step,
    "consent": _consent,
    "letters": _letters,
}
