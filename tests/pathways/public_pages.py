"""Every page that anybody may open, from the URLconf: a new one is looked at without being written down anywhere."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from pathways.choices import FAMILIES, SHARED, Patients, WillNeed
from pathways.models import Framework, Opportunity, OutOfProgrammeKind, Programme, SharedTitle
from pathways.models import Role as LeadershipRole
from profiles.models import Profession, Regulator
from talent_register.organisations.models import Organisation
from tests.house.test_strangers_see_nothing import ADDRESSES
from tracking.models import ReportSnapshot

PUBLIC = [address for address in ADDRESSES if getattr(address.view, "public", None)]
# What stands in the address of a page about one of many things.
WORDS = {
    "pathway": lambda: [(family.slug,) for family in (*FAMILIES, SHARED)],
    "role": lambda: LeadershipRole.objects.values_list("slug"),
    "role-which": lambda: SharedTitle.objects.values_list("slug"),
    "framework": lambda: Framework.objects.values_list("code", "version"),
    "programme": lambda: Programme.objects.values_list("code"),
    "opportunity": lambda: Opportunity.objects.values_list("slug"),
    "organisation": lambda: Organisation.objects.values_list("slug"),
    "statistic": lambda: ReportSnapshot.objects.published().values_list("code"),
    "statistic-as-at": lambda: ReportSnapshot.objects.published().values_list("code", "as_at"),
    "statistic-csv": lambda: ReportSnapshot.objects.published().values_list("code", "as_at"),
}


def _each_regulator() -> list[dict]:
    professions = [Profession.objects.filter(regulator=regulator).first() for regulator in Regulator.objects.all()]
    answers = {"needs": WillNeed.NO, "patients": Patients.NO}
    return [{"profession": one.code, **answers} for one in professions if one]


# What a page is asked in its address, beside nothing.
QUESTIONS = {
    "pathway": lambda: [{"view": "diagram"}, {"view": "table"}, {"view": "table", "format": "csv"}],
    "guidance": lambda: [{"format": "csv"}],
    "role-list": lambda: [{"q": "chief"}, {"profession": "nursing", "stage": "organisation"}],
    "programme-list": lambda: [{"page": 2}, {"q": "leader"}, {"profession": "medicine", "kind": "FELLOWSHIP"}],
    "opportunity-list": lambda: [{"page": 2}, {"closing": "all"}, {"q": "nothing is called so", "closing": "week"}],
    "role-compare": lambda: [{"r": ["chief-executive", "medical-director", "chief-nurse"]}],
    "licence": _each_regulator,
    "out-of-programme": lambda: [{"kind": one.code, "months": 12} for one in OutOfProgrammeKind.objects.all()],
    "pay": lambda: [{"now": "consultant", "then": "role-medical-director", "unchecked": "on"}],
    "organisation-list": lambda: [{"q": "trust"}],
}


def is_for_one(address) -> bool:
    """Whether only who holds a link gets there: nobody comes upon it on a first visit."""
    return "token" in address.words or address.name == "calendar-feed"  # its key stands in the question


def addresses_of(address) -> Iterable[str]:
    """The page of each thing, then what the page may be asked; for pages of many things that is asked of the first."""
    every = [reverse(address.name, args=words) for words in (WORDS[address.name]() if address.words else [()])]
    yield from every
    for question in QUESTIONS.get(address.name, list)():
        yield from (f"{path}?{urlencode(question, doseq=True)}" for path in every)


def library_addresses() -> list[str]:
    """The pages of log-in, of new accounts and of lost passwords, which a library makes."""
    return [reverse(one.name) for one in ADDRESSES if one.is_open and "<" not in one.route and one not in PUBLIC]


def public_addresses() -> dict[str, list[str]]:
    """All addresses of all public pages, by the name of the page."""
    return {address.name: list(addresses_of(address)) for address in PUBLIC if not is_for_one(address)}
