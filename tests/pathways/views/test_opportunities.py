from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from pathways import access
from pathways.actions.opportunities import apply
from pathways.models import Application, Participation, RecognitionDecision, RecognitionDispute, SavedOpportunity
from pathways.rules.opportunities import CannotApply
from talent_register.audit.models import Event, View
from tests.factories.pathways import (
    ApplicationFactory,
    OpportunityFactory,
    ParticipationFactory,
    ProgrammeFactory,
    RecognitionDecisionFactory,
)
from tests.factories.profiles import RegistrationFactory, RegulatorFactory, TrainingFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def test_the_list_says_what_is_open_and_why_one_sees_it(clinician, log_in):
    OpportunityFactory(title="For doctors", families=["medical"], closes_on=TODAY + timedelta(days=3))
    OpportunityFactory(title="Over", closes_on=TODAY - timedelta(days=1))
    page = log_in(clinician).get("/opportunities/").content.decode()
    assert "Closing soon" in page
    assert "Why you are seeing this: It is for your profession." in page
    assert "Over</a>" not in page
    assert "Closed</strong>" in log_in(clinician).get("/opportunities/?closing=all").content.decode()


def test_in_the_first_hour_of_a_summer_day_what_closed_the_day_before_is_closed(clinician):
    """London is an hour ahead of the clock that the register keeps."""
    open_until = OpportunityFactory(closes_on=date(2026, 7, 1))
    said = {"clinician": clinician.clinician, "opportunity": open_until, "statement": "I lead.", "by": clinician}
    with pytest.raises(CannotApply, match="closed"):
        apply(**said, at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    assert apply(**said, at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC)).pk


def test_an_empty_result_names_one_filter_to_remove(client):
    OpportunityFactory(families=["medical"], kind="SHADOWING")
    page = client.get("/opportunities/?profession=nursing&kind=SHADOWING").content.decode()
    assert "Without “Profession”: 1 opportunity" in page
    assert "?kind=SHADOWING" in page
    assert "Without “Kind”" not in page


def test_an_unknown_filter_says_so_and_shows_everything(client):
    OpportunityFactory(title="Still here")
    page = client.get("/opportunities/?kind=NOTHING").content.decode()
    assert "Select from the list" in page
    assert "Still here" in page


def test_queries_stay_the_same_for_more_rows(clinician, log_in, django_assert_max_num_queries):
    OpportunityFactory.create_batch(30)
    client = log_in(clinician)
    client.get("/opportunities/")
    with django_assert_max_num_queries(15):
        client.get("/opportunities/")


def test_save_and_forget(clinician, log_in):
    one, client = OpportunityFactory(), log_in(clinician)
    client.post(f"/opportunities/{one.slug}/save/")
    client.post(f"/opportunities/{one.slug}/save/")
    assert SavedOpportunity.objects.count() == 1
    assert one.title in client.get("/me/opportunities/").content.decode()
    client.post(f"/opportunities/{one.slug}/save/", {"forget": "1"})
    assert not SavedOpportunity.objects.exists()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"closes_on": TODAY - timedelta(days=1)}, "It is closed."),
        ({"opens_on": TODAY + timedelta(days=1)}, "It is not open yet."),
        ({"families": ["nursing"]}, "It is for other professions."),
    ],
)
def test_who_cannot_apply_reads_why(clinician, log_in, facts, words):
    one, client = OpportunityFactory(**facts), log_in(clinician)
    assert words in client.get(f"/opportunities/{one.slug}/").content.decode()
    assert words in client.post(f"/opportunities/{one.slug}/apply/", {"statement": "Let me"}).content.decode()
    assert not Application.objects.exists()


def test_apply_once_then_the_outcome_with_its_reason(clinician, log_in, regional_lead, regional_team):
    one = OpportunityFactory(organisation=regional_team, programme=ProgrammeFactory(), starts_on=TODAY)
    client = log_in(clinician)
    client.post(f"/opportunities/{one.slug}/apply/", {"statement": "I am ready"})
    again = client.post(f"/opportunities/{one.slug}/apply/", {"statement": "Once more"}).content.decode()
    assert "You have applied already." in again
    application = Application.objects.get()
    staff = log_in(regional_lead)
    assert clinician.clinician.full_name in staff.get("/applications/").content.decode()
    page = staff.post(f"/applications/{application.uuid}/outcome/", {"offered": "yes", "reason": "Good"})
    assert "must be 20 characters or more" in page.content.decode()
    reason = "A clear plan and good feedback from your team."
    staff.post(f"/applications/{application.uuid}/outcome/", {"offered": "yes", "reason": reason})
    assert reason in client.get("/me/opportunities/").content.decode()
    assert Participation.objects.get(clinician=clinician.clinician).state == Participation.State.ON_PROGRAMME
    assert Event.objects.filter(type="pathways.application_decided", person_ref=clinician.clinician.reference).exists()
    assert View.objects.filter(page="application", people=[clinician.clinician.reference]).exists()


def test_other_regions_see_no_application(clinician, log_in, stranger, regional_team):
    application = ApplicationFactory(
        clinician=clinician.clinician, opportunity=OpportunityFactory(organisation=regional_team)
    )
    assert log_in(stranger).get(f"/applications/{application.uuid}/outcome/").status_code == 404


def test_withdrawn_may_be_made_again(clinician, log_in):
    application = ApplicationFactory(clinician=clinician.clinician)
    client = log_in(clinician)
    client.post(f"/me/applications/{application.uuid}/withdraw/")
    application.refresh_from_db()
    assert application.state == Application.State.WITHDRAWN
    client.post(f"/opportunities/{application.opportunity.slug}/apply/", {"statement": "After all"})
    application.refresh_from_db()
    assert (application.state, application.statement) == (Application.State.APPLIED, "After all")


def test_the_catalogue_says_whether_it_counts_and_who_decided(client, college):
    programme = ProgrammeFactory(counts="NO")
    page = client.get(f"/programmes/{programme.code}/").content.decode()
    assert "No college or deanery has recorded a decision here yet" in page
    RecognitionDecisionFactory(programme=programme, organisation=college, counts="PARTLY", months_counted=6)
    page = client.get(f"/programmes/{programme.code}/").content.decode()
    assert "Counts in part: 6 months" in page
    assert "Decided by Royal College of X on 3 March 2026" in page


def test_small_numbers_of_alumni_are_hidden(client):
    programme = ProgrammeFactory()
    ParticipationFactory.create_batch(3, programme=programme)
    assert "Hidden (1 to 7)" in client.get(f"/programmes/{programme.code}/").content.decode()


def test_alumni_are_those_one_may_see_and_looking_is_noted(clinician, log_in, regional_lead, stranger):
    one = ParticipationFactory(clinician=clinician.clinician)
    address = f"/programmes/{one.programme.code}/alumni/"
    assert clinician.clinician.full_name in log_in(regional_lead).get(address).content.decode()
    assert View.objects.filter(people=[clinician.clinician.reference]).count() == 1
    assert clinician.clinician.full_name not in log_in(stranger).get(address).content.decode()


@pytest.fixture
def fellow(clinician, college):
    TrainingFactory(clinician=clinician.clinician, organisation=college)
    return ParticipationFactory(clinician=clinician.clinician)


DECISION = {"counts": "PARTLY", "reason": "Agreed in advance", "evidence": "Letter", "decided_on_day": "3"}
DECISION |= {"decided_on_month": "3", "decided_on_year": "2026"}


def test_a_college_decides_for_everybody(log_in, college_approver, college):
    programme = ProgrammeFactory()
    client, address = log_in(college_approver), f"/organisations/{college.slug}/recognition/add/"
    page = client.post(address, {**DECISION, "programme": programme.code}).content.decode()
    assert "Enter how many months count" in page
    client.post(address, {**DECISION, "programme": programme.code, "months_counted": "6"})
    decision = RecognitionDecision.objects.get()
    assert (decision.months_counted, decision.organisation, decision.participation) == (6, college, None)
    assert Event.objects.filter(type="pathways.recognition_decided", organisation=college.code).exists()


def test_decision_dispute_answer_and_statement(fellow, log_in, clinician, college_approver, college):
    staff, own = log_in(college_approver), log_in(clinician)
    address = f"/organisations/{college.slug}/recognition/{fellow.uuid}/"
    staff.post(address, {**DECISION, "counts": "NO"})
    first = RecognitionDecision.objects.get()
    own.post(f"/me/programmes/decisions/{first.uuid}/dispute/", {"words": "It was agreed that 6 months count"})
    assert "Disputed" in own.get("/me/programmes/").content.decode()
    assert "It was agreed that 6 months count" in staff.get(address).content.decode()
    staff.post(address, {**DECISION, "months_counted": "6"})
    assert RecognitionDispute.objects.get().answered_at is not None
    page = own.get(f"/me/programmes/{fellow.uuid}/statement/").content.decode()
    assert "Counts in part: 6 months" in page
    assert "Earlier decisions" in page
    assert "Rests on: Letter" in page
    assert clinician.clinician.full_name in page


def test_a_statement_says_by_the_ends_of_numbers_whom_it_means(fellow, log_in, clinician):
    """Each number by its last 3 signs, none whole; nobody's but the fellow's."""
    for label, number in (("GMC reference number", "7654321"), ("NMC PIN", "12A3456E")):
        regulator = RegulatorFactory(code=label[:3].lower(), number_label=label)
        RegistrationFactory(clinician=clinician.clinician, regulator=regulator, number=number)
    RegistrationFactory(number="7111999")
    page = log_in(clinician).get(f"/me/programmes/{fellow.uuid}/statement/").content.decode()
    assert "<p>GMC reference number: ending 321</p>" in page
    assert "<p>NMC PIN: ending 56E</p>" in page
    assert not [words for words in ("7654321", "12A3456E", "999") if words in page]


def test_what_somebody_entered_alone_is_shown_to_a_college_only_if_they_share(fellow, college):
    assert list(access.fellows_of(college)) == [fellow]
    fellow.clinician.shares_with_college = False
    fellow.clinician.save()
    assert not access.fellows_of(college).exists()


def test_another_college_decides_nothing_about_this_fellow(fellow, log_in, college_admin, college_approver, college):
    address = f"/organisations/{college.slug}/recognition/{fellow.uuid}/"
    assert log_in(college_admin).get(address).status_code == 403
    assert log_in(college_approver).get(f"/organisations/other/recognition/{fellow.uuid}/").status_code == 404


def test_a_supplied_award_can_be_disputed(fellow, log_in, clinician, college):
    fellow.source, fellow.organisation = "COLLEGE", college
    fellow.save()
    log_in(clinician).post(f"/me/programmes/{fellow.uuid}/dispute/", {"words": "Wrong year"})
    fellow.refresh_from_db()
    assert (fellow.dispute, str(fellow.state_words)) == ("Wrong year", "Disputed")


def test_saved_ones_stand_on_the_home_page(clinician, log_in):
    client = log_in(clinician)
    assert "You have not saved an opportunity yet" in client.get("/me/").content.decode()
    for title, days in (("Soon", 3), ("Over", -1)):
        one = OpportunityFactory(title=title, closes_on=TODAY + timedelta(days=days))
        SavedOpportunity.objects.create(clinician=clinician.clinician, opportunity=one, saved_at=timezone.now())
    page = client.get("/me/").content.decode()
    assert "Over: closed" in page
    assert "Soon: closes on " in page
