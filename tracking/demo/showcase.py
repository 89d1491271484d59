"""The people one logs in as: a doctor with a full profile, and somebody whom a college has invited."""

from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse

from profiles.models import ClaimToken, Clinician, ClinicianState, Profession
from profiles.rules import anniversary, stub_erased_on
from talent_register.common.secret_links import token_hash
from talent_register.organisations.models import Organisation

from . import accounts
from .facts import Facts
from .people import Job, Person

HOSPITAL = "RK9"
TOKEN = "demo-claim-link-of-the-invited-person"  # noqa: S105 - published on purpose
RUN = "IMP-DEMO"


def person_of_the_demo(facts: Facts, drawn: Person, today: date) -> Person:
    """A consultant in the South West who leads a service, would like to step up, and whose review is due soon."""
    hospital, before = _hospital(facts), facts.employers["ENGLAND"].things[0]
    joined = anniversary(today + timedelta(days=12), -2)
    given, _space, family = accounts.CLINICIAN.name.partition(" ")
    this_year = today.year
    return replace(
        drawn,
        sex="F",
        given=given,
        preferred="",
        family=family,
        born=date(this_year - 43, 5, 14),
        profession=_profession("doctor"),
        qualified=this_year - 19,
        registration="9999991",
        state=ClinicianState.REGISTERED,
        employer=hospital,
        nation=hospital.nation,
        region=hospital.region,
        stage="SERVICE",
        next_step="STEP_UP",
        joined=joined,
        email=accounts.CLINICIAN.email,
        on_list="RCP",
        specialty="acute_internal_medicine",
        jobs=[
            Job("Clinical director, acute medicine", "Consultant", hospital, date(this_year - 2, 4, 1), None, True),
            Job(
                "Specialty clinical lead",
                "Consultant",
                hospital,
                date(this_year - 6, 9, 1),
                date(this_year - 2, 4, 1),
                True,
            ),
            Job("Leadership fellow", "ST6", before, date(this_year - 10, 8, 1), date(this_year - 9, 8, 1), True),
        ],
        agrees={"REGION": True, "NATION": True, "COLLEGE": True, "RECRUITERS": True},
        letters_off=["NEWS"],
        reviews=[(anniversary(joined, 1), anniversary(joined, 1) + timedelta(days=3))],
        review_due=anniversary(joined, 2),
    )


def invited_person(facts: Facts, drawn: Person, today: date) -> Person:
    """Somebody whom the Royal College of Physicians has supplied and who has an account but no record of their own."""
    hospital = _hospital(facts)
    given, _space, family = accounts.INVITED.name.partition(" ")
    return replace(
        drawn,
        given=given,
        preferred="",
        family=family,
        profession=_profession("doctor"),
        registration="9999992",
        state=ClinicianState.STUB,
        employer=hospital,
        nation=hospital.nation,
        region=hospital.region,
        qualified=today.year - 6,
        specialty="respiratory_medicine",
        email=accounts.INVITED.email,
        on_list="RCP",
        jobs=[],
        reviews=[],
        review_due=None,
    )


def invite(record: Clinician, today: date) -> None:
    """The link that a claim letter would carry, with a token that stays the same."""
    ClaimToken.objects.create(
        clinician=record,
        token_hash=token_hash(TOKEN),
        import_reference=RUN,
        created_at=record.created_at,
        expires_on=record.erase_on or stub_erased_on(today),
    )


def claim_link() -> str:
    return settings.PUBLIC_URL + reverse("claim", args=[TOKEN])


def _profession(code: str) -> Profession:
    return Profession.objects.select_related("regulator").get(code=code)


def _hospital(facts: Facts) -> Organisation:
    trusts = facts.employers["ENGLAND"].things
    return next((trust for trust in trusts if trust.code == HOSPITAL), trusts[0])
