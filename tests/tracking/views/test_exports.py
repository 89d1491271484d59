import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from profiles.models import Clinician
from talent_register.audit.models import Event, View
from talent_register.letters.models import Letter
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import RegionFactory
from tests.factories.profiles import ClinicianFactory
from tracking.actions import exports as actions
from tracking.exporting import WAYS
from tracking.models import Export, ExportFile
from tracking.rules import exports as rules

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("export-create"), reverse("export-list")
ASKED = {"reason": "To prepare the regional talent board", "columns": ["name", "stage"], "format": "csv"}


@pytest.fixture
def client(log_in, regional_lead):
    return log_in(regional_lead)


@pytest.fixture
def colleague(regional_team):
    user = UserFactory(second_factor=True, name="Cy Colleague")
    MembershipFactory(user=user, organisation=regional_team, role="regional_lead")
    return user


def text(page):
    return page.content.decode()


def rows(page):
    return list(csv.reader(io.StringIO(page.content.decode("utf-8-sig"))))


def download(client):
    return client.post(reverse("export-download", args=[Export.objects.latest("pk").uuid]))


def test_a_list_leaves_with_its_reason_and_everybody_in_it_can_read_that(client):
    ada = ClinicianFactory(given_names="=Ada", family_name="Reed", stage="TEAM")
    ClinicianFactory(region=RegionFactory(code="london", name="London"))
    client.post(f"{NEW}?everyone=1&stage=TEAM", ASKED)
    header, line, mark = rows(download(client))
    assert header == ["Name", "Stage in leadership"]
    assert line == ["'=Ada Reed", "I lead a team or project"]
    for words in ("Rory Lead", "To prepare the regional talent board", "I lead a team or project"):
        assert words in mark[0]
    seen = View.objects.of_person(ada.reference).get(page="export")
    assert seen.purpose == "To prepare the regional talent board"
    done = Event.objects.filter(object_type="export").order_by("pk").values_list("type", flat=True)
    assert list(done) == ["tracking.export_asked", "tracking.export_written", "tracking.export_downloaded"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_workbooks_say_whose_they_are(client, ending):
    ClinicianFactory(given_names="=Ada", family_name="Reed")
    client.post(f"{NEW}?everyone=1", {**ASKED, "format": ending})
    answer = download(client)
    assert answer["Content-Disposition"].endswith(f'.{ending}"')
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["People", "About this file"]
    assert book.get_sheet_by_index(0).to_python()[1][0] == "'=Ada Reed"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"reason": ""}, "Enter why you need this list"),
        ({"reason": "Because"}, "must be 10 characters or more"),
        ({"columns": []}, "Select at least one column"),
        ({"columns": ["work_email"]}, "Select from the options on this page"),
        ({"format": ""}, "Select the kind of file"),
    ],
)
def test_what_is_missing_is_said(client, change, problem):
    ClinicianFactory()
    assert problem in text(client.post(f"{NEW}?everyone=1", {**ASKED, **change}))
    assert not Export.objects.exists()


def test_an_empty_list_is_no_export(client):
    assert "There is nobody to export" in text(client.post(f"{NEW}?everyone=1", ASKED))


def test_a_long_list_waits_for_another_person_of_the_team(client, log_in, colleague, stranger, monkeypatch):
    monkeypatch.setattr(rules, "MOST_ALONE", 1)
    for _n in range(2):
        ClinicianFactory()
    client.post(f"{NEW}?everyone=1", ASKED)
    export = Export.objects.get()
    assert (export.state, ExportFile.objects.count()) == ("ASKED", 0)
    address = reverse("export-decide", args=[export.uuid])
    assert client.get(address).status_code == 404
    assert log_in(stranger).get(address).status_code == 404
    second = log_in(colleague)
    assert "asks for 2 people" in text(second.get(LIST))
    assert "<dd>Name, Stage in leadership</dd>" in text(second.get(address))
    second.post(address, {"answer": "agree"})
    assert actions.write_queued(how=WAYS) == 1
    assert len(rows(download(client))) == 4
    assert Letter.objects.get(kind="tracking/export_answered").subject == "Your export is ready"
    assert second.post(reverse("export-download", args=[export.uuid])).status_code == 404


def test_a_refused_list_is_told_and_never_written(client, log_in, colleague, monkeypatch):
    monkeypatch.setattr(rules, "MOST_ALONE", 0)
    ClinicianFactory()
    client.post(f"{NEW}?everyone=1", ASKED)
    log_in(colleague).post(reverse("export-decide", args=[Export.objects.get().uuid]), {"answer": "refuse"})
    assert actions.write_queued(how=WAYS) == 0
    assert Letter.objects.get().subject == "Your export was refused"
    assert "Refused" in text(client.get(LIST))


def test_whoever_withdraws_is_not_in_the_file_any_more(client):
    ada, bo = ClinicianFactory(family_name="Reed"), ClinicianFactory(family_name="Lund")
    client.post(f"{NEW}?everyone=1", ASKED)
    Clinician.objects.filter(pk=ada.pk).update(shares_with_region=False)
    assert [row[0] for row in rows(download(client))][1:-1] == [bo.full_name]
    Clinician.objects.filter(pk=bo.pk).update(shares_with_region=False)
    page = client.post(reverse("export-download", args=[Export.objects.get().uuid]), follow=True)
    assert "no longer share their profile" in text(page)
    assert not ExportFile.objects.exists()


def test_who_has_lost_the_role_gets_nothing(regional_lead, regional_team):
    ClinicianFactory()
    export = actions.ask(
        query="everyone=1",
        said="",
        people=1,
        columns=["name"],
        format="csv",
        reason="For the board",
        team=regional_team,
        by=regional_lead,
        at=timezone.now(),
    )
    regional_lead.memberships.update(to_date=timezone.localdate())
    assert actions.write_queued(how=WAYS) == 1
    export.refresh_from_db()
    assert export.state == "EMPTY"


def test_files_go_after_7_days(client):
    ClinicianFactory()
    client.post(f"{NEW}?everyone=1", ASKED)
    assert not actions.old(timezone.now() + timedelta(days=6)).exists()
    over = actions.old(timezone.now() + timedelta(days=7, minutes=1))
    assert actions.forget(keys=list(over.values_list("pk", flat=True))) == 1
    assert not ExportFile.objects.exists()
    assert "File deleted" in text(client.get(LIST))


@pytest.mark.parametrize(("people", "problem"), [(0, "nobody"), (20_001, "20,000 people at a time")])
def test_sizes_that_cannot_be(people, problem):
    with pytest.raises(rules.CannotExport, match=problem):
        rules.check_size(people)


def test_a_large_list_is_written_in_the_background_and_told_then(client, regional_lead, monkeypatch):
    monkeypatch.setattr(rules, "MOST_AT_ONCE", 1)
    people = [ClinicianFactory() for _n in range(2)]
    page = client.post(f"{NEW}?everyone=1", ASKED, follow=True)
    assert "The file is being written. We will email you when it is ready" in text(page)
    assert "Being written" in text(page)
    assert not ExportFile.objects.exists()
    assert not Letter.objects.exists()
    assert not View.objects.filter(page="export").exists()
    assert actions.write_queued(how=WAYS) == 1
    letter = Letter.objects.get()
    assert (letter.subject, letter.to_email, letter.purpose) == (
        "Your export is ready",
        regional_lead.email,
        "SECURITY",
    )
    assert LIST in letter.body
    for person in people:
        seen = View.objects.of_person(person.reference).get(page="export")
        assert (seen.purpose, seen.actor) == (ASKED["reason"], regional_lead.audit_name)
        assert person.family_name not in letter.body
    assert len(rows(download(client))) == 4


def test_a_small_list_needs_no_letter(client):
    ClinicianFactory()
    client.post(f"{NEW}?everyone=1", ASKED)
    assert Export.objects.get().state == "READY"
    assert not Letter.objects.exists()


def test_the_person_in_the_list_reads_who_took_it_and_why(client, log_in):
    person = ClinicianFactory()
    client.post(f"{NEW}?everyone=1", ASKED)
    page = text(log_in(person.user).get(reverse("clinician-visibility")))
    assert ASKED["reason"] in page
    assert "South West" in page


def test_over_its_7_days_a_file_is_gone_even_before_it_is_swept_away(client):
    ClinicianFactory()
    client.post(f"{NEW}?everyone=1", ASKED)
    export = Export.objects.get()
    assert "Download" in text(client.get(LIST))
    export.kept_until = timezone.now() - timedelta(minutes=1)
    export.save()
    listed = text(client.get(LIST))
    assert "File deleted" in listed
    assert "Download" not in listed
    page = client.post(reverse("export-download", args=[export.uuid]), follow=True)
    assert "File deleted" in text(page)
    export.refresh_from_db()
    assert export.downloaded_at is None
