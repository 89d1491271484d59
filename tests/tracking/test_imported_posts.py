"""Lists of leadership posts: who may hand them in, what they record, what is wrong with them, and how they go back."""

import contextlib
import csv
import io
import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pathways.models import Role
from profiles.models import Clinician
from talent_register.accounts.actions import tokens
from talent_register.accounts.roles import ROLES
from talent_register.audit.models import Event
from talent_register.common.permissions import Scope
from talent_register.imports.actions import runs, work
from talent_register.imports.models import ImportRun
from talent_register.imports.resources import list_type_of, list_types_of
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, RegulatorFactory
from tests.factories.reference import load_reference
from tests.factories.tracking import LeadershipPostFactory, RoleFactory, TenureFactory
from tracking.models import LeadershipPost, Tenure
from tracking.reports import leaders

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HEAD = "ODS code,Role,From,To,Holder,Profession,GMC number,Route,Where published,WTE\n"
FIRST = "ZZ1,Medical director,01/04/2024,,Dr Ann Ng,Doctor,7000001,NHS,Annual report 2025,0.8\n"


@pytest.fixture
def body(db):
    load_reference()
    now = timezone.now()
    nation = OrganisationFactory(code="NAT", slug="nat", name="National programme", kind="NATIONAL")
    ImportRun.objects.create(
        reference="IMP-EARLIER",
        organisation=nation,
        list_type="posts",
        as_at=now.date(),
        uploaded_at=now,
        imported_at=now,
        state="UNDONE",
    )
    OrganisationFactory(code="ZZ1", slug="zz1", name="Northtown Trust", kind="TRUST", region=RegionFactory())
    RoleFactory(code="medical_director", title="Medical director")
    return nation


@pytest.fixture
def lead(body):
    user = UserFactory(second_factor=True)
    MembershipFactory(user=user, organisation=body, role="national_lead")
    return user


@pytest.fixture
def ann(body):
    person = ClinicianFactory(given_names="Ann", family_name="Ng", shares_with_nation=True)
    RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    return person


@pytest.fixture
def hand_in(lead, body):
    """hand_in(rows, …) → the run after its check."""

    def hand_in(text, by=lead, organisation=body):
        now = timezone.now()
        run = runs.start(organisation=organisation, list_type="posts", by=by, at=now)
        runs.take_file(run=run, name="posts.csv", content=(HEAD + text).encode(), by=by, at=now)
        return step(run)

    return hand_in


def step(run):
    work.carry_on(run_id=run.pk, list_type_of=list_type_of)
    run.refresh_from_db()
    return run


def approve(run):
    runs.settle_all(run=run, at=timezone.now())
    run.refresh_from_db()
    runs.confirm(run=run, by=None, at=timezone.now(), declared=True, zeros="ADD")
    return step(run)


def take_back(run):
    return step(runs.ask_undo(run=run, by=None, at=timezone.now()))


def held():
    return [list(model.objects.order_by("pk").values()) for model in (LeadershipPost, Tenure)]


def test_a_list_records_posts_and_their_holders(hand_in, ann):
    run = approve(hand_in(FIRST))
    tenure = Tenure.objects.select_related("post__role", "profession").get()
    assert (run.state, run.counts["posts"], run.counts["holders"]) == ("IMPORTED", 1, 1)
    assert (tenure.clinician, tenure.holder_name, tenure.profession.code) == (ann, "", "doctor")
    assert (tenure.started_on, tenure.ended_on, str(tenure.whole_time)) == (date(2024, 4, 1), None, "0.80")
    assert (tenure.route_in, tenure.source, tenure.import_reference) == ("NHS", "Annual report 2025", run.reference)
    figures = {table.code: table for table in leaders.counted(timezone.localdate()).tables}
    assert "leaders-by-profession" in figures


@pytest.mark.parametrize("state", ["nobody", "not agreed", "another name"])
def test_of_a_holder_who_cannot_be_linked_no_name_is_kept(state, hand_in, body):
    """Whether somebody is not here or does not agree to be seen is not told."""
    if state != "nobody":
        person = ClinicianFactory(family_name="Ng" if state == "not agreed" else "Om")
        Clinician.objects.update(shares_with_nation=state != "not agreed")
        RegistrationFactory(clinician=person, regulator=RegulatorFactory(code="gmc"), number="7000001")
    run = hand_in(FIRST)
    (issue,) = run.rows.get().issues
    assert issue["code"] == ("holder_differs" if state == "another name" else "holder_unknown")
    approve(run)
    tenure = Tenure.objects.get()
    assert (tenure.clinician, tenure.holder_name, tenure.profession.code) == (None, "", "doctor")


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (FIRST.replace("ZZ1", ""), "organisation", "required_missing"),
        (FIRST.replace("ZZ1", "Nowhere"), "organisation", "unknown_employer"),
        (FIRST.replace("Medical director", "Wizard"), "role", "unknown_value"),
        (FIRST.replace("01/04/2024", ""), "started_on", "start_missing"),
        (FIRST.replace("01/04/2024", "01/04/2099"), "started_on", "future_day"),
        (FIRST.replace(",,Dr", ",01/04/2020,Dr"), "ended_on", "end_before_start"),
        (FIRST.replace("7000001", "70000"), "registration_number@gmc", "registration_number_format"),
        (FIRST.replace("0.8", "lots"), "whole_time", "not_a_share"),
        (FIRST + FIRST, "role", "duplicate_in_file"),
        (FIRST + FIRST.replace("2024", "2025"), "started_on", "overlap"),
    ],
)
def test_what_is_wrong_with_a_row_is_named(row, column, code, hand_in, ann):
    run = hand_in(row)
    found = [(i["column"], i["code"]) for each in run.rows.filter(state="PROBLEM") for i in each.issues]
    assert (column, code) in found
    kind = list_type_of("posts")
    assert all(kind.sentence(i["code"], i["details"]) for each in run.rows.all() for i in each.issues)


@pytest.mark.parametrize(("days_ago", "problems"), [(0, [("role", "role_ended")]), (-1, [])])
def test_no_post_is_made_of_a_role_that_has_ended(days_ago, problems, hand_in, ann):
    Role.objects.filter(code="medical_director").update(valid_to=timezone.localdate() - timedelta(days=days_ago))
    (row,) = hand_in(FIRST).rows.all()
    assert [(issue["column"], issue["code"]) for issue in row.issues] == problems
    assert row.state == ("PROBLEM" if problems else "READY")
    assert "it has ended. Choose another" in list_type_of("posts").sentence("role_ended", {})


def test_a_post_that_is_known_goes_on_when_its_role_ends(hand_in, ann):
    approve(hand_in(FIRST))
    Role.objects.filter(code="medical_director").update(valid_to=timezone.localdate())
    run = hand_in(FIRST.replace(",,Dr", ",01/04/2025,Dr"))
    assert (run.counts["changed"], run.counts["problems"]) == (1, 0)


def test_one_leaves_and_the_next_comes_in_one_list_and_an_undo_puts_all_back(hand_in, ann):
    first = approve(hand_in(FIRST))
    before = held()
    run = hand_in(
        FIRST.replace(",,Dr", ",01/04/2025,Dr") + "ZZ1,Medical director,01/04/2025,,Bo Li,not clinical,,WITHIN,,\n"
    )
    assert (run.counts["changed"], run.counts["new"], run.counts["problems"]) == (1, 1, 0)
    run = approve(run)
    assert Tenure.objects.get(ended_on=None).is_clinical is False
    run = take_back(run)
    assert (run.state, run.counts["removed"], run.counts["restored"], run.counts["kept"]) == ("UNDONE", 1, 1, 0)
    assert held() == before
    take_back(first)
    assert held() == [[], []]


def test_an_undo_keeps_what_somebody_changed_since(hand_in, ann):
    run = approve(hand_in(FIRST))
    Tenure.objects.update(ended_on=date(2025, 1, 1))
    run = take_back(run)
    assert (run.counts["removed"], run.counts["kept"]) == (0, 1)
    assert Tenure.objects.count() == LeadershipPost.objects.count() == 1


def test_a_vacant_post_is_recorded_once(hand_in, ann):
    approve(hand_in("ZZ1,Medical director,,,,,,,,\n"))
    run = hand_in("ZZ1,Medical director,,,,,,,,\n")
    assert (run.counts["new"], run.counts["unchanged"], Tenure.objects.count()) == (0, 1, 0)


def test_the_present_posts_handed_in_again_change_nothing(hand_in, lead, ann, log_in):
    TenureFactory(post__organisation__code="ZZ2", holder_name="Bo Li", source="Board page", route_in="WITHIN")
    LeadershipPostFactory(organisation=Tenure.objects.get().post.organisation, title="Second")
    approve(hand_in(FIRST))
    content = b"".join(log_in(lead).get(reverse("import-present", args=["posts", "csv"])).streaming_content)
    assert b"Bo Li" not in content
    assert b"7000001" not in content
    assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == 4
    event = Event.objects.get(type="imports.list_exported")
    known = {"rows": 3, "ending": "csv", "allowed_by": "tracking.edit_pipeline"}
    assert (event.object_ref, event.details) == ("posts", known)
    now = timezone.now()
    run = runs.start(organisation=ImportRun.objects.first().organisation, list_type="posts", by=lead, at=now)
    runs.take_file(run=run, name="posts.csv", content=content, by=lead, at=now)
    run = step(run)
    assert (run.counts["new"], run.counts["changed"], run.counts["problems"]) == (0, 0, 0), [
        row.issues for row in run.rows.all()
    ]
    assert run.counts["unchanged"] == 3


def test_a_region_lists_its_own_posts_only(hand_in, body):
    region = OrganisationFactory(code="REG", slug="reg", kind="REGION", region=RegionFactory(code="elsewhere"))
    user = UserFactory(second_factor=True)
    MembershipFactory(user=user, organisation=region, role="regional_lead")
    (row,) = hand_in(FIRST, by=user, organisation=region).rows.all()
    assert "other_region" in [issue["code"] for issue in row.issues]
    assert row.state == "PROBLEM"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "clinician"])
def test_only_programme_teams_hand_in_posts_and_only_colleges_hand_in_people(role, log_in, body):
    kind = sorted(ROLES[role].held_in)[0]
    user = UserFactory(second_factor=True)
    MembershipFactory(user=user, organisation=OrganisationFactory(kind=kind), role=role)
    answer = log_in(user).get(reverse("import-new"))
    offered = set(answer.context["form"].kinds) if answer.status_code == 200 else set()
    colleges, programme = {"college_administrator", "college_approver"}, {"regional_lead", "national_lead"}
    people = {"trainees", "awards", "completions", "regulator"}
    assert offered == (people if role in colleges else {"posts"} if role in programme else set())


def test_programs_hand_in_what_their_organisation_may():
    assert set(list_types_of("COLLEGE")) == {"trainees", "awards", "completions", "regulator"}
    assert set(list_types_of("NATIONAL")) == set(list_types_of("REGION")) == {"posts"}


def test_programme_teams_are_asked_only_what_their_lists_need(lead, log_in):
    client = log_in(lead)
    form = client.get(reverse("import-new")).context["form"]
    assert list(form.fields) == ["mode"]
    assert [code for code, _label in form.fields["mode"].choices] == ["ADD", "CHECK"]
    assert client.post(reverse("import-new"), {"mode": "REPLACE"}).context["form"].has_error("mode")
    client.post(reverse("import-new"), {"mode": "ADD"})
    assert ImportRun.objects.exclude(reference="IMP-EARLIER").get().list_type == "posts"


def test_the_shell_imports_a_list_of_posts(body, ann, tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text(HEAD + FIRST)
    out = io.StringIO()
    call_command(
        "import_list", str(path), "--organisation", "NAT", "--type", "posts", "--dates", "DMY", "--json", stdout=out
    )
    assert Tenure.objects.get().clinician == ann


@pytest.mark.parametrize("refused", ["no_posts_with_nation", "restricted_at", "not sharing"])
def test_the_shell_links_nobody_who_did_not_agree(body, ann, tmp_path, refused):
    wishes = {"no_posts_with_nation": True, "restricted_at": timezone.now(), "not sharing": False}
    field = "shares_with_nation" if refused == "not sharing" else refused
    Clinician.objects.filter(pk=ann.pk).update(**{field: wishes[refused]})
    path = tmp_path / "posts.csv"
    path.write_text(HEAD + FIRST)
    call_command(
        "import_list",
        str(path),
        "--organisation",
        "NAT",
        "--type",
        "posts",
        "--dates",
        "DMY",
        "--json",
        stdout=io.StringIO(),
    )
    tenure = Tenure.objects.get()
    assert (tenure.clinician, tenure.holder_name) == (None, "")
    assert not tenure.is_verified, "that a list names its source does not mean that anybody looked there"


def test_a_program_is_told_of_posts_what_the_shell_is_told(lead, body, tmp_path):
    made = {"name": "Board register", "scopes": list(Scope), "days": 30, "by": lead, "at": timezone.now()}
    _token, secret = tokens.create(organisation=body, **made)
    program = Client(headers={"Authorization": f"Bearer {secret}"})
    rows = [
        {"ODS code": "ZZ1", "Role": "Medical director", "From": "01/04/2024", "Profession": "Doctor"},
        {"ODS code": "ZZ1", "Role": "Medical director", "From": "31/02/2024", "Profession": "Doctor"},
    ]
    answer = program.post("/api/v1/imports/", {"list_type": "posts", "rows": rows}, content_type="application/json")
    step(ImportRun.objects.get(list_type="posts", state="CHECKING"))
    summary = program.get(answer["Location"]).json()
    found = program.get(summary["links"]["problems"]).json()["issues"]
    path, told = tmp_path / "posts.csv", io.StringIO()
    path.write_text("ODS code,Role,From,Profession\n" + "\n".join(",".join(row.values()) for row in rows))
    args = ("--organisation", "NAT", "--type", "posts", "--check", "--json")
    with contextlib.suppress(SystemExit):
        call_command("import_list", str(path), *args, stdout=told)
    shell = json.loads(told.getvalue())
    assert found == shell["issues"]
    assert [(issue["row"], issue["column"], issue["value"]) for issue in found] == [(3, "From", "31/02/2024")]
    assert {key: summary[key] for key in ("rows", "new", "problems")} == {"rows": 2, "new": 1, "problems": 1}
    assert {key: shell[key] for key in ("rows", "new", "problems")} == {"rows": 2, "new": 1, "problems": 1}


def test_the_example_of_the_docs_has_no_problem(lead, body):
    RoleFactory(code="chief_nurse", title="Chief nurse")
    content = (settings.BASE_DIR / "docs/examples/leadership-posts.csv").read_bytes()
    run = runs.start(organisation=body, list_type="posts", by=lead, at=timezone.now())
    runs.take_file(run=run, name="posts.csv", content=content, by=lead, at=timezone.now())
    run = step(run)
    assert (run.counts["new"], run.counts["problems"]) == (3, 0), [row.issues for row in run.rows.all()]
