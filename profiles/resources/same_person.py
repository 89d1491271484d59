"""What two people said when they were asked whether they are one, as a list is matched. In the database."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from profiles import rules
from profiles.actions import claims, deaths, same_person
from profiles.choices import SameState
from profiles.models import ClaimRequest, Clinician, Registration, SamePersonQuestion
from talent_register.imports.actions.rows import identity, why_asked
from talent_register.imports.choices import Mode
from talent_register.imports.rules import CannotChange

from . import candidates

# A row waits only while somebody is being asked. Made of our own names only, as the other statement.
NOBODY_ASKED = f"""
    UPDATE imports_importrow r SET answer = '' WHERE r.run_id = %(run)s AND r.answer = 'ASK' AND NOT EXISTS (
        SELECT FROM profiles_samepersonquestion q WHERE q.organisation_id = %(organisation)s AND q.state = 'WAITING'
            AND q.row_print = {candidates.ASKED_PRINT})
"""  # noqa: S608
AGREED = f"""
    UPDATE import_who w SET person_id = q.clinician_id, is_sure = true
    FROM imports_importrow r, profiles_samepersonquestion q
    WHERE r.id = w.row_id AND q.organisation_id = %(organisation)s AND q.state = 'SAME'
        AND q.row_print = {candidates.ASKED_PRINT} AND NOT w.is_sure
        AND (w.why IS DISTINCT FROM 'number' OR w.person_id = q.clinician_id)
"""  # noqa: S608


def let_go(cursor, params: dict) -> None:
    """Rows for which nobody is asked any more wait no longer."""
    cursor.execute(NOBODY_ASKED, params)


def agree(cursor, params: dict) -> None:
    """Rows of which both said that they are one are that person, in this list and in later ones."""
    if SamePersonQuestion.objects.filter(organisation=params["organisation"], state=SameState.SAME).exists():
        cursor.execute(AGREED, params)


def asked(run, rows) -> dict[tuple[int, int], dict]:
    """What came of asking before, by (row key, person): words for the page, and whether they can be asked (again)."""
    prints = {identity(row): row.pk for row in rows}
    questions = SamePersonQuestion.objects.filter(organisation=run.organisation_id, row_print__in=list(prints))
    found: dict[tuple[int, int], dict] = {}
    for question in questions.order_by("asked_at", "pk"):
        until = date_format(question.answer_by, "j F Y")
        words = question.get_state_display()
        if question.state == SameState.WAITING:
            words = _("We asked them. They can answer until %(day)s") % {"day": until}
        found[prints[question.row_print], question.clinician_id] = {
            "words": words,
            "may_ask": question.state in rules.ASKABLE,
        }
    return found


def can_ask(run, row) -> bool:
    """Whether the list is to take effect, and says where the person of a row can be asked."""
    return run.mode != Mode.CHECK and bool(same_person.address_of(row.cleaned))


def ask(run, pairs, *, by, at) -> None:
    """Ask about these pairs of a row and a person."""
    people = Clinician.objects.select_related("user").in_bulk([person for _row, person in pairs])
    prints = candidates.prints(list(people))
    before = asked(run, [row for row, _person in pairs])
    for row, person in pairs:
        earlier = before.get((row.pk, person), {"may_ask": True})
        if person not in people or not can_ask(run, row) or not earlier["may_ask"] or by is None:
            raise CannotChange(_("These two cannot be asked. Decide yourself, or leave the row out."))
        same_person.ask(
            run=run,
            row=row,
            clinician=people[person],
            person_print=prints.get(person, ""),
            by_number=why_asked(row) == "number",
            by=by,
            at=at,
        )


def ask_team(run, rows, *, by, at) -> None:
    """Leave it to support who bears the numbers of these rows."""
    people = Clinician.objects.in_bulk([row.person_id for row in rows])
    for row in rows:
        kind = ClaimRequest.Kind.ON_A_LIST
        claims.ask_about_row(kind=kind, record=people[row.person_id], **_said_of(run, row), by=by, at=at)


def tell_of_deaths(run, *, by, at) -> None:
    """Leave to support whom a list reports as dead, where the register knows them by number and last name."""
    for row in run.rows.filter(issues__contains=[{"code": "deceased"}], cleaned__has_key="number_key"):
        same = {"number_key": row.cleaned["number_key"], "regulator__code": row.cleaned["regulator"]}
        held = Registration.objects.filter(**same).select_related("clinician").first()
        if held and held.clinician.family_key == row.cleaned.get("family_key"):
            deaths.report(record=held.clinician, **_said_of(run, row), by=by, at=at)


def _said_of(run, row) -> dict[str, str]:
    """Whom a row is about by its own words, and where it stands."""
    where = _("%(reference)s of %(organisation)s, row %(number)s")
    return {
        "name": " ".join(row.cleaned[key] for key in ("first_names", "last_name") if row.cleaned.get(key)),
        "regulator": row.cleaned["regulator"],
        "number_key": row.cleaned["number_key"],
        "row": where % {"reference": run.reference, "organisation": run.organisation, "number": row.number},
    }


def counts(run) -> dict[str, int]:
    """How many questions of an import stand how, but for those that were taken back."""
    found: dict[str, int] = {}
    states = SamePersonQuestion.objects.filter(import_reference=run.reference).values_list("state", flat=True)
    for state in states.order_by().exclude(state=SameState.WITHDRAWN):
        found[state] = found.get(state, 0) + 1
    return found
