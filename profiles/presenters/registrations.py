"""Registrations as their person reads them, and as those do who look numbers up."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles import rules
from profiles.actions.facts import of_joined, of_licence, of_number
from profiles.models import Clinician, Fact, FactSource, Licence, Registration, RegistrationCheck, RegistrationState
from talent_register.audit import actions as audit
from talent_register.common.sections import Line

from .cards import facts_of, source
from .lines import month, several


def cards(clinician: Clinician) -> list[dict]:
    """One card a number: three dated facts, who supplied them, and what was known before."""
    given = facts_of(clinician)
    rows = (
        Registration.given.told_by(clinician).select_related("regulator", "status").prefetch_related("checks__status")
    )
    return [_card(row, given) for row in rows]


def _card(row: Registration, given: dict[str, Fact]) -> dict:
    number = _("Ending %(end)s") % {"end": rules.number_ending(row.number_key)}
    lines = [
        {
            "key": row.regulator.number_label or _("Number"),
            "value": number,
            "href": reverse("registration-change", args=[row.pk]),
            "note": source(given.get(of_number(row))),
        },
        {
            "key": _("Joined the register"),
            "value": month(row.registered_on),
            "href": reverse("registration-joined", args=[row.pk]),
            "note": source(given.get(of_joined(row))) if row.registered_on else "",
        },
        *_further_dates(row),
        {"key": _("Status"), "value": several(_status(row)), "note": _status_source(row)},
    ]
    if row.regulator.separates_licence:
        note = licence_source(row, given.get(of_licence(row)))
        licence = {"key": _("Licence to practise"), "value": several(row.get_licence_display()), "note": note}
        lines.append({**licence, "href": reverse("registration-licence", args=[row.pk])})
    lines.append({"key": _("Checked"), "value": _disagreement(row) or checked(row)})
    return {
        "title": row.regulator.name,
        "lines": lines,
        "remove": reverse("registration-remove", args=[row.pk]),
        "history": [history_row(check) for check in row.checks.all()],
    }


def _further_dates(row: Registration) -> list[dict]:
    """Days that only some regulators keep, where theirs gave one."""
    days = (
        (_("Provisional registration"), row.provisional_on),
        (_("Joined the specialist register"), row.specialist_on),
        (_("Joined the GP register"), row.gp_on),
    )
    return [{"key": key, "value": month(day), "note": _("From the regulator’s register")} for key, day in days if day]


def licence_source(row: Registration, told: Fact | None) -> str:
    """Who says so, and of which day: the register where somebody looked, else the person."""
    if row.licence not in (Licence.HELD, Licence.NOT_HELD):
        return ""
    if row.licence_checked_on:
        return _("Regulator check, %(day)s") % {"day": date_format(row.licence_checked_on, "DATE_FORMAT")}
    return source(told) or _("Not checked yet")


def _status_source(row: Registration) -> str:
    """Who says what standing it has, and of which day: whoever looked last and found it with its person's name."""
    if not row.status and row.state == RegistrationState.UNKNOWN:
        return ""
    looks = (look for look in row.checks.all() if look.source != FactSource.SELF and look.is_match)
    day = row.verified_on or next((look.as_at for look in looks), None)
    return _("Regulator check, %(day)s") % {"day": date_format(day, "DATE_FORMAT")} if day else ""


def _status(row: Registration | RegistrationCheck) -> str:
    """In the words of its register, else in ours."""
    return str(row.status.label if row.status else row.get_state_display())


def _disagreement(row: Registration) -> str:
    """What to do about a number that whoever looked last found with another name, or not at all."""
    last = next((look for look in row.checks.all() if look.source != FactSource.SELF), None)
    if last is None or last.is_match:
        return ""
    words = _("On %(day)s the name and the number did not agree. Correct the number here, or your name.")
    return words % {"day": date_format(last.as_at, "DATE_FORMAT")}


def checked(row: Registration) -> str:
    if row.verified_on is None:
        return _("Not checked yet. We check numbers before we show them to anyone")
    words = _("Regulator check, %(day)s") % {"day": date_format(row.verified_on, "DATE_FORMAT")}
    return several(words, _("To be checked again") if row.is_due_again else "")


def history_row(check: RegistrationCheck) -> dict:
    who = {FactSource.SELF: _("You"), FactSource.REGULATOR: check.by}.get(
        check.source, _("The register’s support team")
    )
    said = _status(check)
    if not check.is_match and check.source != FactSource.SELF:
        said = _("Name and number did not agree")
    licence = "" if check.licence in (Licence.NOT_APPLICABLE, Licence.UNKNOWN) else str(check.get_licence_display())
    return {"day": check.as_at, "said": said, "licence": licence, "who": who, "note": check.note}


def lines(clinician: Clinician) -> list[Line]:
    """For the yearly snapshot and the printed profile."""
    standing = Line("registration.standing", _("Registration"), str(clinician.get_career_stage_display()))
    rows = Registration.given.told_by(clinician).select_related("regulator", "status")
    return [standing] * bool(clinician.career_stage) + [
        Line(
            f"registration.{row.pk}",
            row.regulator.short_name,
            several(
                _("Ending %(end)s") % {"end": rules.number_ending(row.number_key)},
                _status(row) if row.status or row.state != RegistrationState.UNKNOWN else "",
                row.get_licence_display() if row.licence in (Licence.HELD, Licence.NOT_HELD) else "",
                checked(row) if row.verified_on else _("Not checked yet"),
            ),
        )
        for row in rows
    ]


def queue(today: date) -> dict:
    """The two heaps of those who look numbers up, as filters: {code: (words, function of a queryset)}."""
    soon = today + timedelta(days=rules.DUE_SOON_DAYS)
    return {
        "new": (_("Never checked"), lambda found: found.never_checked().order_by("created_at", "id")),
        "again": (_("To check again"), lambda found: found.due_again_by(soon).order_by("recheck_on", "id")),
    }


def queue_row(row: Registration, today: date) -> dict:
    due = row.recheck_on or row.created_at.date()
    return {
        "href": reverse("registration-check", args=[row.pk]),
        "reference": row.clinician.reference,
        "regulator": row.regulator.short_name,
        "due": due,
        "is_late": row.recheck_on is not None and row.recheck_on < today,
    }


def facts_to_check(row: Registration) -> list[dict]:
    person = row.clinician
    return [
        {"key": _("Name"), "value": f"{person.given_names} {person.family_name}"},
        {"key": _("Also known as"), "value": person.preferred_name},
        {"key": row.regulator.number_label or _("Number"), "value": row.number},
        {"key": _("Profession"), "value": str(person.profession or "")},
        {"key": _("Last checked"), "value": checked(row) if row.verified_on else _("Never")},
    ]


def note_look(row: Registration, by) -> None:
    """Somebody opened this record to check a number; the person can read that."""
    audit.viewed(
        [row.clinician.reference],
        page="registration check",
        by=by,
        organisation=_("The register’s support team"),
        role=_("Support"),
        purpose=_("Checking your registration number"),
    )
