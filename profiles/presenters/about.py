"""Who somebody is, as they read it themselves: each detail with who gave it, and where it is changed."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles.models import Clinician

from .cards import facts_of, source

# Column of the record → the page on which its person changes it.
PAGES = {
    "given_names": "own-name",
    "family_name": "own-name",
    "preferred_name": "own-name",
    "birth_date": "own-birth-date",
    "profession": "own-profession",
    "region": "own-region",
    "nation": "own-region",
    "work_email": "own-addresses",
    "personal_email": "own-addresses",
    "stage": "profile-stage-stage",
    "next_step": "profile-stage-next",
}


def rows(clinician: Clinician) -> list[dict]:
    """One row a detail."""
    facts = facts_of(clinician)
    return [
        {
            "key": key,
            "value": value,
            "href": reverse(PAGES[name]),
            "note": source(facts.get(f"clinician.{name}")) if value else "",
        }
        for key, value, name in (
            (_("First names"), clinician.given_names, "given_names"),
            (_("Last name"), clinician.family_name, "family_name"),
            (_("Name I go by"), clinician.preferred_name, "preferred_name"),
            (_("Date of birth"), _day(clinician.birth_date), "birth_date"),
            (_("Profession"), str(clinician.profession or ""), "profession"),
            (_("Where I mostly work"), str(clinician.region or clinician.get_nation_display()), "region"),
        )
    ]


def _day(day) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""
