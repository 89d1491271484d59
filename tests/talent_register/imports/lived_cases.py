"""Cases of the catalogue about rows, states and exports: what a college sees, as (outcome, words, row, column, value).

`world` is the fixtures by name; see test_catalogue."""

import csv as csv_module
import io

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.models import Clinician, Suppression
from profiles.models.claim import suppression_hash
from talent_register.audit.models import Event, View
from talent_register.common import tables
from talent_register.imports.actions import runs
from talent_register.imports.models import ImportRun
from talent_register.imports.presenters.check import SECOND
from talent_register.imports.rules import CannotChange
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory
from tracking.models import Export

from . import lived_cells, lived_files
from .lived import (
    ANN,
    BO,
    KEPT,
    LEAVER,
    NOT_A_CELL,
    csv,
    finding,
    page,
    said,
    twice,
)

case_86 = twice("duplicate_in_file", ANN, ANN.replace("ann@", "a2@"))


def case_87(world):
    world.approve(world.upload(csv(ANN)))
    run = world.upload(csv("7000001,Li,Ann,ann9@x.example,ST4"))
    text = page(world, "import-duplicates", run)
    assert "Row 2: Ann Li" in text
    found = finding(run, "possible_match")
    return found[0], said("is already on the register, under another last name", text), *found[2:]


def case_88(world):
    person = ClinicianFactory(given_names="Zebedee", family_name="Strangeways", work_email="zs@secret.example")
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = world.upload(csv("7000001,Ng,Ann,ann9@x.example,ST4"))
    text = page(world, "import-duplicates", run)
    assert not any(word in text for word in ("Zebedee", "Strangeways", "secret"))
    found = finding(run, "possible_match")
    words = "Another organisation or the person gave these details, so we do not show them"
    return found[0], said(words, text), *found[2:]


def case_89(world):
    world.approve(world.upload(csv(ANN)))
    run = world.upload(csv(BO, ",Ng,Ann,ann@x.example,ST4"))
    assert Clinician.objects.count() == 1
    return finding(run, "possible_match")


def case_90(world):
    world.approve(world.upload(csv(ANN, BO), scope="2026"))
    run = world.upload(csv(ANN), scope="2026", mode="REPLACE")
    assert world.upload(csv(ANN), scope="2026").counts["leavers"] == 0
    assert (run.counts["leavers"], Clinician.objects.count()) == (1, 2)
    return "question", said("Marked as left", world.check(run)), None, "Last name", run.rows.last().cleaned["last_name"]


def many(count, grade="ST4"):
    return [f"70000{n:02},Ng{'abcdefghij'[n % 10]}{'klm'[n // 10]},Ann,ann{n}@x.example,{grade}" for n in range(count)]


def case_91(world):
    world.approve(world.upload(csv(*many(10)), scope="2026"))
    run = world.upload(csv(*many(8)), scope="2026", mode="REPLACE")
    words = world.check(run)
    assert str(SECOND["leavers"]) in words
    with pytest.raises(CannotChange, match="Somebody else has to approve this import"):
        runs.confirm(run=run, by=run.uploaded_by, at=timezone.now(), declared=True, leavers="END")
    return "question", said("2 of the 10 people on this list are not in the file: 20 in 100.", words)


def case_91_changed(world):
    world.approve(world.upload(csv(*many(30))))
    run = world.upload(csv(*many(30, "ST5")))
    assert run.counts["changed"] == 30
    words = world.check(run)
    with pytest.raises(CannotChange, match="Somebody else has to approve this import"):
        runs.confirm(run=run, by=run.uploaded_by, at=timezone.now(), declared=True)
    return "question", said(str(SECOND["changes"]), words)


def case_92(world):
    person = ClinicianFactory(given_names="Ann", family_name="Ng")
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = runs.settle_all(run=world.upload(csv(ANN)), at=timezone.now())
    Clinician.objects.update(updated_at=timezone.now())
    run = world.approve(run)
    assert (run.state, run.approved_at, person.trainings.count()) == ("READY", None, 0)
    text = world.check(run)
    return "question", said("1 record has changed since you checked this file. Nothing was imported", text)


def case_93(world):
    first, second = world.upload(csv(ANN)), world.upload(csv(ANN))
    second = runs.settle_all(run=second, at=timezone.now())
    first = world.approve(first)
    second = world.approve(second)
    assert (first.state, second.state, Clinician.objects.count()) == ("IMPORTED", "READY", 1)
    assert second.counts["new"] == 0
    text = world.check(second)
    assert f"See {first.reference}" in text
    return "accepted", said("Row 2: Ann Ng. They have come onto the register.", text)


def case_94_file(world):
    OrganisationFactory(code="RCY", slug="royal-college-of-y", name="Royal College of Y", kind="COLLEGE")
    run = world.upload(b"College code,GMC number,Last name\nCOLL-X,7000001,Ng\nRCY,7000002,Li\n")
    assert (run.state, run.rows.count(), Clinician.objects.count()) == ("REFUSED", 0, 0)
    event = Event.objects.get(type="imports.other_organisation_asked")
    assert event.details == {"asked": "list", "found": "RCY", "row": 3}
    own = world.upload(b"College code,GMC number,Last name\nCOLL-X,7000001,Ng\n")
    assert (own.counts["new"], own.counts["problems"]) == (1, 0)
    words = "Row 3 is of another organisation, “RCY”. Hand in only your own list: take out the rows of others"
    return "refused", said(words, page(world, "import-file", run)), 3, "College code", event.details["found"]


def case_94(world):
    body = {"list_type": "trainees", "organisation": "RCY", "rows": [{"Last name": "Ng"}]}
    answer = world.program.post("/api/v1/imports/", body, content_type="application/json")
    assert (answer.status_code, ImportRun.objects.filter(list_type="trainees", state="CHECKING").count()) == (400, 0)
    assert Event.objects.filter(type="imports.other_organisation_asked").count() == 1
    mistake = answer.json()["errors"][0]
    return "refused", mistake["message"], None, mistake["where"], mistake["found"]


def case_95(world):
    Suppression.objects.create(fingerprint=suppression_hash("gmc", "7000001"), created_at=timezone.now())
    run = world.upload(csv(ANN))
    assert run.counts["new"] == 0
    return finding(run, "suppressed")


def written(value, ending="csv"):
    """A value as it stands in a file that leaves, and the whole file."""
    sheet = ("People", ["Number", "Name"], [["0012345", value]])
    if ending == "csv":
        text = "".join(tables.csv_lines(*sheet[1:]))
        return list(csv_module.reader(io.StringIO(text.removeprefix("\ufeff"))))[1], text
    content = tables.workbook([sheet])
    return next(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)), content


def case_96(world):
    for sign in ("=", "+", "-", "@", "\t", "\r", "＝", "＋"):
        (_number, name), _text = written(f"{sign}1+1")
        assert name == f"'{sign}1+1"
        assert tables.unguarded(name) == f"{sign}1+1"
    return "written", "", 2, "Name", written("=1+1")[0][1]


def case_97(world):
    (_number, cell), _content = written("=1+1", "xlsx")
    return "written", cell.data_type, 2, "Name", cell.value


def case_98(world):
    (cell, _name), _content = written("Ng", "xlsx")
    return "written", cell.data_type, 2, "Number", cell.value


def case_99(world):
    (_number, name), text = written("Zoë")
    return "written", text[0], 2, "Name", name


def case_100(world):
    region = world.regional_lead.memberships.get().organisation.region
    ClinicianFactory(given_names="Ann", family_name="Ng", stage="TEAM", region=region)
    client = world.logged_in(world.regional_lead)
    asked = {"reason": "To prepare the talent board", "columns": ["name", "stage"], "format": "csv"}
    client.post(f"{reverse('export-create')}?everyone=1&stage=TEAM", asked)
    export = Export.objects.get()
    answer = client.post(reverse("export-download", args=[export.uuid]))
    _header, line, mark = csv_module.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    event, look = Event.objects.get(type="tracking.export_written"), View.objects.get(page="export")
    assert (event.details["rows"], event.reason, look.purpose) == (1, asked["reason"], asked["reason"])
    assert "I lead a team or project" in event.details["filters"]
    assert f"Export: {export.uuid}" in mark[0], "the watermark bears the export's own id"
    return "written", mark[0], 2, "Name", line[0]


def case_100_own_list(world):
    run = world.approve(world.upload(csv(ANN)))
    answer = world.client.get(reverse("import-present", args=["trainees", "csv"]))
    rows = list(csv_module.reader(io.StringIO(b"".join(answer).decode().removeprefix("\ufeff"))))
    event, look = Event.objects.filter(type="imports.list_exported").get(), View.objects.get(page="export")
    assert (run.counts["new"], len(look.people)) == (1, 1)
    words, name = f"{event.details['rows']} row by {event.actor_name}", rows[1][rows[0].index("last_name")]
    return "written", words, 2, "last_name", name


# Case, fixture, (outcome, words, row, column, value), why no place, why no words
TABLE = [
    *lived_files.TABLE,
    *lived_cells.TABLE,
    (86, case_86, ("problem", "Rows 2 and 3 have the same GMC number. Keep one", 3, "GMC number", "7000001"), "", ""),
    (87, case_87, ("question", "on the register, under another last name", 2, "GMC number", "7000001"), "", ""),
    (88, case_88, ("question", "so we do not show them", 2, "GMC number", "7000001"), "", ""),
    (
        89,
        case_89,
        ("question", "This may be somebody who is already on the register", 3, "Email", "ann@x.example"),
        "",
        "",
    ),
    (90, case_90, ("question", "Marked as left", None, "Last name", "Li"), LEAVER, ""),
    (91, case_91, ("question", "2 of the 10 people on this list are not in the file: 20 in 100."), NOT_A_CELL, ""),
    (91.5, case_91_changed, ("question", "More than 1 in 5 people on this list would be changed"), NOT_A_CELL, ""),
    (92, case_92, ("question", "1 record has changed since you checked this file"), NOT_A_CELL, ""),
    (93, case_93, ("accepted", "Row 2: Ann Ng. They have come onto the register."), NOT_A_CELL, ""),
    (
        94,
        case_94,
        ("refused", "“RCY” is not the organisation of this token. Leave it out", None, "organisation", "RCY"),
        "The whole list is refused, before its rows.",
        "",
    ),
    (94.5, case_94_file, ("refused", "Row 3 is of another organisation", 3, "College code", "RCY"), "", ""),
    (95, case_95, ("warning", "This person asked not to be on the register", 2, "GMC number", "7000001"), "", ""),
    (96, case_96, ("written", "", 2, "Name", "'=1+1"), "", KEPT),
    (97, case_97, ("written", "s", 2, "Name", "'=1+1"), "", ""),
    (98, case_98, ("written", "s", 2, "Number", "0012345"), "", ""),
    (99, case_99, ("written", "\ufeff", 2, "Name", "Zoë"), "", ""),
    (100, case_100, ("written", "Official-sensitive: personal. Exported by: Rory Lead", 2, "Name", "Ann Ng"), "", ""),
    (100.5, case_100_own_list, ("written", "1 row by ", 2, "last_name", "Ng"), "", ""),
]
