"""An extract of a regulator's register: which numbers of our people it confirms, and in what standing."""

import re
from datetime import date

from django.db import connection
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from profiles.actions.registrations import ExtractRow, apply_extract
from profiles.models import RegistrationStatus
from profiles.rules import fold_name
from talent_register.imports.checking.issues import Issue
from talent_register.imports.checking.lookups import Lookup
from talent_register.imports.resources import ChoiceColumn, DateColumn, NameColumn

from .by_number import REGULATOR, ByNumberResource
from .columns import NUMBERS

STATUSES = {
    "registered_with_licence": ("registered with licence", "registered with a licence"),
    "registered_without_licence": ("registered without licence", "registered without a licence"),
    "provisional_with_licence": ("provisionally registered with licence",),
    "not_registered_relinquished": ("not registered voluntarily erased", "voluntarily erased", "relinquished"),
    "not_registered_admin": ("not registered administrative reason", "not registered"),
    "erased": ("not registered erased after fitness to practise panel hearing", "erased"),
    "suspended": ("not registered suspended",),
}
DAYS = ("registered_on", "provisional_on", "specialist_on", "gp_on")
SQUEEZED = re.compile(r"^\d{7,8}$")
VERDICTS = """
    CREATE TEMPORARY TABLE import_verdict ON COMMIT DROP AS
    WITH known AS (
        SELECT f.row_id, f.clinician_id, g.verified_on, g.verified_on > %(as_at)s AS is_older,
            jsonb_strip_nulls(jsonb_build_object('status', s.code)) AS now,
            jsonb_build_object('status', r.cleaned -> 'status') AS wanted,
            md5(concat_ws('|', g.id, g.state, g.licence, g.status_id, g.verified_on)) AS version
        FROM import_found f JOIN imports_importrow r ON r.id = f.row_id
        JOIN profiles_registration g ON g.id = f.registration_id
        LEFT JOIN profiles_registrationstatus s ON s.id = g.status_id
    )
    SELECT row_id, clinician_id, version,
        CASE WHEN is_older OR (verified_on = %(as_at)s AND now = wanted) THEN 'UNCHANGED' ELSE 'CHANGED' END AS action,
        CASE WHEN now IS DISTINCT FROM wanted THEN jsonb_build_object('status', now -> 'status') END AS before,
        CASE WHEN now IS DISTINCT FROM wanted THEN wanted END AS after
    FROM known
"""
FINISH = "UPDATE imports_importrow SET state = 'APPLIED' WHERE run_id = %(run)s AND state = 'READY'"


class SqueezedDateColumn(DateColumn):
    """Dates written ddmmyyyy, of which a spreadsheet removed the first 0: 5071978 is 5 July 1978."""

    def clean(self, text, cell, context):
        if not SQUEEZED.match(text):
            return super().clean(text, cell, context)
        day, month, year = int(text[:-6]), int(text[-6:-4]), int(text[-4:])
        try:
            return date(year, month, day).isoformat(), None
        except ValueError:
            return None, Issue("not_a_date", details={"value": text})


class RegulatorResource(ByNumberResource):
    code = "regulator"
    name = _("Regulator register extract")
    nouns = (_("registration"), _("registrations"))
    can_be_undone = False
    verdicts = VERDICTS
    once = False  # each number has a standing of its own
    columns = (
        *NUMBERS[:1],
        REGULATOR,
        NameColumn("last_name", _("Last name"), example="Okoro", synonyms=("surname", "family name")),
        ChoiceColumn(
            "status",
            _("Registration status"),
            heading="registration_status",
            example="Registered with a licence to practise",
            is_required=True,
            lookup="status",
            synonyms=("status", "register status", "standing"),
        ),
        SqueezedDateColumn(
            "registered_on",
            _("Registered on"),
            heading="registered_on",
            example="5/7/1978",
            synonyms=("fr date", "full registration date", "registration date", "date of registration"),
        ),
        SqueezedDateColumn(
            "provisional_on",
            _("Provisionally registered on"),
            heading="provisional_on",
            example="1/8/1977",
            synonyms=("pr date", "provisional registration date"),
        ),
        SqueezedDateColumn(
            "specialist_on",
            _("On the specialist register since"),
            heading="specialist_on",
            example="1/2/1988",
            synonyms=("specialist register date", "sr date"),
        ),
        SqueezedDateColumn(
            "gp_on",
            _("On the GP register since"),
            heading="gp_on",
            example="1/4/2006",
            synonyms=("gp register date",),
        ),
        *NUMBERS[1:],
    )

    def own_lookups(self):
        return {
            "status": lambda: Lookup.of(
                (code, label, *STATUSES.get(code, ()))
                for code, label in RegistrationStatus.objects.in_use().values_list("code", "label")
            )
        }

    def apply(self, run, *, by, at, progress):
        """Each number gets the standing that the extract gives it; how is the register's own rule."""
        standings = {
            (regulator, code): (state, licence)
            for regulator, code, state, licence in RegistrationStatus.objects.values_list(
                "regulator__code", "code", "state", "licence"
            )
        }
        applied = apply_extract(
            rows=list(self._rows(run, standings)),
            as_at=run.as_at,
            source=f"{run.organisation}, {date_format(run.as_at, 'j F Y')}"[:100],
            by=by,
            at=at,
        )
        with connection.cursor() as cursor:
            cursor.execute(FINISH, {"run": run.pk})
        progress(run.ready_count)
        return {"confirmed": applied.confirmed, "name_differs": applied.name_differs}

    def _rows(self, run, standings):
        ready = run.rows.filter(state="READY", action="CHANGED").values_list("cleaned", flat=True)
        for cleaned in ready.iterator(2_000):
            regulator, status = cleaned["regulator"], cleaned["status"]
            if (regulator, status) not in standings:
                continue
            state, licence = standings[regulator, status]
            yield ExtractRow(
                regulator=regulator,
                number_key=cleaned["number_key"],
                state=state,
                licence=licence,
                status=status,
                family_key=fold_name(cleaned.get("last_name", "")),
                **{name: date.fromisoformat(cleaned[name]) for name in DAYS if name in cleaned},
            )
