from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from pathways.models import Participation, Programme
from profiles.models.equality import EqualityAnswers
from talent_register.audit.models import Event
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.nominations import NominationFactory, NominationWindowFactory
from tests.factories.organisations import OrganisationFactory, RegionFactory
from tests.factories.profiles import ClinicianFactory, ProfessionFactory
from tests.factories.reference import load_professions
from tests.factories.tracking import (
    CohortMemberFactory,
    LeadershipPostFactory,
    ReportSnapshotFactory,
    RoleFactory,
    TenureFactory,
)
from tracking.actions import figures as snapshots
from tracking.models import ReportSnapshot
from tracking.reports import editions, leaders, progress
from tracking.rules.reports import CannotPublish

DAY = date(2026, 3, 31)
AT_WINTERS_END = datetime(2026, 3, 5, tzinfo=UTC)
AT = datetime(2026, 4, 5, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def analyst(national_team):
    return MembershipFactory(user=UserFactory(), organisation=national_team, role="national_analyst").user


def lead(number, *, profession="doctor", family="medical", role="medical_director", **more):
    region = RegionFactory(code="south_west", name="South West")
    for _n in range(number):
        post = LeadershipPostFactory(
            role=RoleFactory(code=role, families=[]), organisation=OrganisationFactory(region=region)
        )
        made = ProfessionFactory(code=profession, family=family) if profession else None
        TenureFactory(post=post, profession=made, is_clinical=bool(made), **more)


def freeze(by, day=DAY, family="leaders"):
    ready = editions.make(family, day)
    return snapshots.freeze(family=family, as_at=day, tables=ready.tables, most_change=ready.most_change, by=by, at=AT)


def figures(found, code):
    table = next(one for one in found if one.code == code).table
    return {
        (row[0], column[0]): figure
        for row, figures in zip(table["rows"], table["figures"], strict=True)
        for column, figure in zip(table["columns"], figures, strict=True)
    }


def test_counts_are_of_those_who_held_a_post_on_the_day_and_were_known():
    lead(1)
    lead(1, started_on=date(2026, 4, 1))
    lead(1, ended_on=DAY)
    lead(1, recorded_on=date(2026, 4, 1))
    lead(1, profession="", qualifications=["MBA", "MASTERS"], route_in="NHS")
    counts = leaders.counted(DAY).counts
    assert counts["leaders"] == 2
    assert counts["leaders|profession=medical|role=medical_director"] == 1
    assert counts["leaders|profession=not_clinical"] == counts["leaders|qualification=MBA"] == 1
    assert counts["leaders|region=south_west"] == 2


def test_parts_make_up_the_whole():
    lead(3)
    lead(2, profession="nurse", family="nursing", role="chief_nurse")
    counted = leaders.counted(DAY)
    for one in counted.sums():
        assert counted.counts[one.whole] == sum(counted.counts[part] for part in one.parts), one


def test_figures_are_never_counts(analyst):
    lead(3)
    lead(24, profession="nurse", family="nursing", role="chief_nurse")
    found = figures(freeze(analyst), "leaders-by-profession")
    assert found["medical_director", "medical"] is None
    assert found["chief_nurse", "nursing"] in (20, 25)
    assert {f for f in found.values() if isinstance(f, int)} <= {20, 25, 30}
    assert Event.objects.get(type="tracking.figures_frozen").object_ref == "leaders 2026-03-31"


def test_the_same_cell_is_the_same_in_every_table(analyst):
    lead(40)
    made = freeze(analyst)
    whole = {one.code: one.table["figures"][0][0] for one in made if "cells" in one.table}
    assert len(set(whole.values())) == 1


def test_a_role_closed_to_a_profession_is_said_without_counting(analyst):
    RoleFactory(code="chief_nurse", families=["nursing"])
    found = figures(freeze(analyst), "leaders-by-profession")
    assert found["chief_nurse", "medical"] == "x"
    assert found["chief_nurse", "nursing"] is None


def test_made_again_it_is_the_same_whatever_happened_since(analyst, national_lead):
    lead(24)
    first = freeze(analyst)
    lead(20)
    again = freeze(national_lead)
    assert [one.digest for one in again] == [one.digest for one in first]
    assert [one.pk for one in again] == [one.pk for one in first]


def test_even_unfrozen_figures_of_an_earlier_day_forget_what_came_later(analyst):
    lead(24)
    before = [one.table for one in editions.make("leaders", DAY).tables]
    lead(20, recorded_on=date(2026, 4, 2))
    assert [one.table for one in editions.make("leaders", DAY).tables] == before


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (date(2026, 3, 30), "end of a quarter only"),
        (date(2026, 6, 30), "not over yet"),
        (date(2025, 12, 31), "Later figures are frozen"),
    ],
)
def test_days_that_are_not_reported(analyst, day, problem):
    freeze(analyst)
    with pytest.raises(CannotPublish, match=problem):
        freeze(analyst, day)


def test_two_people_publish_and_nobody_changes(analyst, national_lead):
    lead(24)
    made = freeze(analyst)
    with pytest.raises(CannotPublish, match="Somebody else"):
        snapshots.publish(family="leaders", as_at=DAY, by=analyst, at=AT)
    assert snapshots.publish(family="leaders", as_at=DAY, by=national_lead, at=AT) == len(made)
    assert Event.objects.filter(type="tracking.figures_published").exists()
    with pytest.raises(CannotPublish, match="published already"):
        snapshots.publish(family="leaders", as_at=DAY, by=national_lead, at=AT)
    for change in (lambda: ReportSnapshot.objects.update(table={}), lambda: ReportSnapshot.objects.all().delete()):
        with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
            change()
    assert snapshots.discard(family="leaders", as_at=DAY, by=analyst) == 0


def test_the_table_itself_demands_two_people(analyst):
    with pytest.raises(IntegrityError, match="report_snapshot_two_people"), transaction.atomic():
        ReportSnapshotFactory(built_by=analyst, published_by=analyst)


def test_a_draft_may_be_thrown_away_and_made_anew(analyst):
    lead(24)
    freeze(analyst)
    assert snapshots.discard(family="leaders", as_at=DAY, by=analyst) > 0
    lead(24)
    assert figures(freeze(analyst), "leaders-by-profession")["all", "all"] in (45, 50)


def test_progress_counts_stages_by_one_characteristic_at_a_time():
    person = ClinicianFactory()
    CohortMemberFactory(clinician=person)
    TenureFactory(clinician=person)
    later = ClinicianFactory(registered_at=datetime(2026, 4, 1, tzinfo=UTC))
    march, april = datetime(2026, 3, 20, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)
    for nominee, withdrawn in ((later, None), (person, march), (person, april)):
        NominationFactory(
            clinician=nominee, window=NominationWindowFactory(), at=AT_WINTERS_END, withdrawn_at=withdrawn
        )
    ClinicianFactory(profession__code="nurse", profession__family="nursing")
    ClinicianFactory(registered_at=datetime(2026, 4, 1, tzinfo=UTC))
    counts = progress.counted(DAY).counts
    assert counts["people"] == 2
    assert counts["people|stage=cohort"] == counts["people|stage=appointed"] == counts["people|stage=nominated"] == 1
    assert counts["people|profession=medical|stage=cohort"] == 1
    assert not [cell for cell in counts if "profession" in cell and "region" in cell]


def test_waiting_times_of_few_are_hidden():
    people = [ClinicianFactory() for _n in range(24)]
    for person in people[:12]:
        CohortMemberFactory(clinician=person, from_date=date(2026, 3, 6))
    for person in people[12:15]:
        TenureFactory(clinician=person, started_on=date(2025, 1, 1))
    shown = {"people": 25, "people|stage=cohort": 15, "people|stage=appointed": 15}
    cohort, _discussed, _nominated, programme, appointed = progress.waiting(DAY, shown)["figures"]
    assert cohort == [2, "50%", "50%", "50%"]
    assert programme == appointed == [None, None, None, None]
    assert progress.waiting(DAY, {**shown, "people|stage=cohort": None})["figures"][0] == [None] * 4


def test_an_edition_tells_no_waits_of_a_stage_whose_number_it_hides(settings):
    """12 of 60 were in a cohort: enough for a row by themselves, but their number is hidden by its shift."""
    for person in [ClinicianFactory() for _n in range(60)][:12]:
        CohortMemberFactory(clinician=person, from_date=date(2026, 3, 6))
    rows = set()
    for secret in range(12):
        settings.HASH_KEY = f"{secret}".encode()
        ready = editions.make("progress", DAY)
        number = figures(ready.tables, "progress-by-region")["all", "cohort"]
        rows.add((number is None, figures(ready.tables, "progress-waiting-times")["cohort", "12"] is None))
    assert rows == {(True, True), (False, False)}


def test_programmes_say_what_became_of_people():
    programme = Programme.objects.create(code="seacole", name="Seacole")
    finished, withdrew, applied = (ClinicianFactory() for _n in range(3))
    days = {"started_on": date(2025, 1, 6), "created_at": AT, "updated_at": AT, "programme": programme}
    over = {"ended_on": date(2025, 7, 6)}
    Participation.objects.create(clinician=finished, state="COMPLETED", **over, **days)
    Participation.objects.create(clinician=withdrew, state="WITHDRAWN", **over, **days)
    Participation.objects.create(clinician=applied, state="APPLIED", **days)
    TenureFactory(clinician=finished, started_on=date(2025, 9, 1))
    TenureFactory(clinician=withdrew, started_on=date(2024, 9, 1))
    counts = progress.counted(DAY).counts
    assert counts["places"] == counts["places|programme=seacole"] == 2
    assert counts["places|outcome=finished"] == counts["places|outcome=withdrew"] == 1
    assert counts["places|outcome=appointed|programme=seacole"] == 1
    assert counts["people|stage=programme"] == 2


def test_fairness_is_told_by_wide_groups_and_only_where_many_are():
    """27 women of whom 21 were in a cohort, 4 men: of the men nothing is said, and nobody stands in two tables."""
    load_professions()
    registered = datetime(2026, 1, 5, tzinfo=UTC)
    for number in range(31):
        person = ClinicianFactory(registered_at=registered)
        sex = "female" if number < 27 else "male"
        EqualityAnswers.objects.create(clinician=person, updated_at=AT, sex=sex, ethnicity="sc_scottish")
        if number < 21:
            CohortMemberFactory(clinician=person, from_date=DAY)
    ready = editions.make("progress", DAY)
    by_sex = figures(ready.tables, "progress-by-sex")
    assert by_sex["female", "all"] in {25, 30}
    assert by_sex["female", "cohort"] in {20, 25}
    assert by_sex["male", "all"] is None
    assert figures(ready.tables, "progress-by-ethnicity")["white", "all"] in {30, 35}
    assert "discussed" in {column for _row, column in by_sex}
