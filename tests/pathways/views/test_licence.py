import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from pathways.models import GuidanceNote, LicenceConsequence, LicenceEvidence, LicenceProgress, LicenceRule
from profiles.models import Regulator
from talent_register.audit.models import Event
from tests.factories.pathways import LicenceEvidenceFactory
from tests.factories.profiles import ProfessionFactory, RegistrationFactory, TrainingFactory
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db
MUST_NOT_SAY = ("you should", "you must give up", "give up your licence", "we advise", "we recommend")


@pytest.fixture(autouse=True)
def _facts():
    load_facts()


@pytest.fixture
def nurse(clinician):
    """A nurse with a PIN who told us when she last renewed."""
    record = clinician.clinician
    record.profession = ProfessionFactory(code="nurse")
    record.save()
    nmc = Regulator.objects.get(code="nmc")
    return RegistrationFactory(clinician=record, regulator=nmc, number="12A3456E")


def dated(name, day):
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def renewed(registration, days, **more):
    on = timezone.localdate() - timedelta(days=days)
    return LicenceProgress.objects.create(registration=registration, renewed_on=on, updated_at=timezone.now(), **more)


@pytest.mark.parametrize("needs", ["yes", "no", "unsure"])
@pytest.mark.parametrize("patients", ["yes", "some", "no"])
@pytest.mark.parametrize("profession", ["doctor", "nurse", "dentist"])
def test_3_questions_lead_to_an_answer_that_advises_nothing(client, profession, needs, patients):
    page = client.get(f"/licence/?profession={profession}&needs={needs}&patients={patients}").content.decode()
    assert "Your regulator decides. This is not legal advice." in page
    assert "Reviewed on" in page
    assert "The way back" in page
    assert "Print this page" in page
    assert not [words for words in MUST_NOT_SAY if words in page.lower()]


def test_each_consequence_says_where_it_was_read_and_whether_it_was_checked(client):
    asked = "/licence/?profession={}&needs=unsure&patients=no"
    doctor = client.get(asked.format("doctor")).content.decode()
    answer = doctor.split("<h1")[1].split("Your answers:")[0]
    assert answer.count("Source:") == answer.count("Not yet checked") == 2
    assert "read on 27 November 2026" in answer
    ends = doctor.split("If it ends</h3>")[1].split("Talk to your regulator")[0]
    assert "keeps 2 things apart" in ends
    assert "no middle way" not in ends
    assert ends.count("Source:") == ends.count("Not yet checked") == 2
    nurse = client.get(asked.format("nurse")).content.decode()
    assert "no middle way" in nurse
    assert "defence organisation" not in nurse
    day = timezone.localdate()
    LicenceConsequence.objects.filter(follows="ANSWER").update(is_verified=True, checked_on=day)
    answer = client.get(asked.format("doctor")).content.decode().split("Your answers:")[0]
    assert answer.count(f"Checked on {day.day} ") == 2


def test_a_nurse_reads_the_way_back_and_how_far_it_was_checked(client):
    """What the note on missing hours says stands under the way back too, with what of it nobody has checked."""
    page = client.get("/licence/?profession=nurse&needs=no&patients=no").content.decode()
    back = page.split("The way back</h2>")[1].split("<h2")[0]
    assert "You complete a return to practice programme that the NMC has approved" in back
    assert "The test of competence, and what follows if the rule is missed, are general knowledge" in back
    assert "We have found no rules yet" not in back


def test_how_rules_are_known_is_said_once_for_all_of_them(client):
    page = client.get("/licence/?profession=nurse&needs=no&patients=no").content.decode()
    shared = LicenceRule.objects.get(code="nmc-cpd")
    assert LicenceRule.objects.filter(regulator__code="nmc", management_note=shared.management_note).count() > 5
    assert page.count(shared.management_note.replace("'", "&#x27;")) == 1
    assert page.count(shared.source_covers) == 1
    assert ".. This holds" not in page


@pytest.mark.parametrize(("hours", "is_short"), [(40, True), (450, False)])
def test_a_nurse_who_will_be_short_of_hours_reads_what_follows(nurse, log_in, hours, is_short):
    renewed(nurse, 900)
    LicenceEvidenceFactory(
        clinician=nurse.clinician, on=timezone.localdate() - timedelta(days=30), practice_hours=hours
    )
    page = log_in(nurse.clinician.user).get("/me/licence/").content.decode()
    assert ("Your way back" in page) == is_short
    assert ("You complete a return to practice programme" in page) == is_short


def test_answers_left_out_are_asked_for(client):
    page = client.get("/licence/?profession=&needs=").content.decode()
    assert "Error: " in page
    assert "Select your profession" in page
    assert "Select whether the job will need your registration" in page


def test_a_profession_without_rules_says_so(client):
    page = client.get("/licence/?profession=healthcare_science_practitioner&needs=no&patients=no").content.decode()
    assert "We have no rules of this regulator yet" in page
    assert "Nobody has reviewed this page yet" in page


def test_a_rule_checked_too_long_ago_is_not_shown(client):
    LicenceRule.objects.filter(code="nmc-cpd").update(checked_on=timezone.localdate() - timedelta(days=366))
    page = client.get("/licence/?profession=nurse&needs=no&patients=no").content.decode()
    assert "Hours of learning (CPD)" not in page
    assert "1 rule is not shown" in page


def test_time_out_shows_completion_and_licence_together(client):
    asked = "kind=oope&months=12&completion_day=1&completion_month=8&completion_year=2028"
    page = client.get(f"/licence/out-of-programme/?{asked}").content.decode()
    assert "1 August 2028 becomes 1 August 2029" in page
    assert "to keep a training number" in page
    assert "8 (Out of programme)" in page
    assert "These rules are those of the GMC." in page


def test_more_months_cannot_count_than_somebody_is_out(client):
    page = client.get("/licence/out-of-programme/?kind=oopr&months=6&months_counted=7").content.decode()
    assert "No more months can count than you are out: 6 or fewer" in page


def test_own_page_without_dates_has_no_gaps(nurse, log_in):
    page = log_in(nurse.clinician.user).get("/me/licence/").content.decode()
    assert "You have not told us when you last renewed" in page
    assert "Not yet</strong>" not in page
    assert "that you log" not in page


def test_own_page_says_the_next_date_what_is_missing_and_the_forecast(nurse, log_in):
    renewed(nurse, 730)
    on = timezone.localdate() - timedelta(days=30)
    LicenceEvidenceFactory(clinician=nurse.clinician, on=on, practice_hours=100)
    page = log_in(nurse.clinician.user).get("/me/licence/").content.decode()
    assert "Your next date is" in page
    assert "100 of 450 hours" in page
    assert "350 more hours by" in page
    assert "you will have about 150 of 450" in page


def test_a_second_register_gets_the_same_log(nurse, log_in):
    hcpc = Regulator.objects.get(code="hcpc")
    RegistrationFactory(clinician=nurse.clinician, regulator=hcpc, number="PH123456")
    renewed(nurse, 100)
    LicenceEvidenceFactory(
        clinician=nurse.clinician, on=timezone.localdate() - timedelta(days=3), cpd_hours=7, facets=["CPD"]
    )
    page = log_in(nurse.clinician.user).get("/me/licence/").content.decode()
    assert "NMC: Hours of learning (CPD); HCPC: CPD standards" in page


def test_queries_do_not_grow_with_the_log(nurse, log_in, django_assert_max_num_queries):
    renewed(nurse, 100)
    client = log_in(nurse.clinician.user)
    LicenceEvidenceFactory.create_batch(40, clinician=nurse.clinician, on=timezone.localdate(), cpd_hours=1)
    client.get("/me/licence/")
    with django_assert_max_num_queries(15):
        client.get("/me/licence/")


def test_telling_dates(nurse, log_in):
    client = log_in(nurse.clinician.user)
    answer = client.post(
        f"/me/licence/{nurse.pk}/",
        {
            "renewed_on_day": "1",
            "renewed_on_month": "3",
            "renewed_on_year": "2026",
            "keeping": "KEEP",
            "parts": ["nurse"],
        },
    )
    assert answer.status_code == 302
    assert str(nurse.licence_progress.renewed_on) == "2026-03-01"
    assert Event.objects.filter(type="pathways.licence_told", person_ref=nurse.clinician.reference).exists()


def test_a_next_day_before_the_last_renewal_is_refused(nurse, log_in):
    said = {"renewed_on_day": "1", "renewed_on_month": "3", "renewed_on_year": "2026", "keeping": "KEEP"}
    said |= {"told_due_on_day": "1", "told_due_on_month": "3", "told_due_on_year": "2026"}
    page = log_in(nurse.clinician.user).post(f"/me/licence/{nurse.pk}/", said).content.decode()
    assert "Next day must be later than your last renewal" in page
    assert not LicenceProgress.objects.exists()


def test_nobody_tells_the_dates_of_another(nurse, log_in, stranger):
    assert log_in(stranger).get(f"/me/licence/{nurse.pk}/").status_code == 404


def test_logging_once_names_all_that_it_serves(nurse, log_in):
    renewed(nurse, 100)
    day = timezone.localdate()
    said = {
        "on_day": day.day,
        "on_month": day.month,
        "on_year": day.year,
        "title": "Action learning set",
        "cpd_hours": "3",
    }
    client = log_in(nurse.clinician.user)
    page = client.post("/me/licence/log/add/", {**said, "facets": ["WITH_OTHERS", "REFLECTION"]}, follow=True)
    assert "It counts towards 3 things" in page.content.decode()
    evidence = LicenceEvidence.objects.get()
    assert Event.objects.filter(type="pathways.licence_evidence_logged").count() == 1
    client.post(f"/me/licence/log/{evidence.uuid}/", {**said, "cpd_hours": "4.5"})
    evidence.refresh_from_db()
    assert (str(evidence.cpd_hours), evidence.facets) == ("4.5", [])
    client.post(f"/me/licence/log/{evidence.uuid}/remove/")
    assert not LicenceEvidence.objects.exists()


def test_an_entry_that_counts_for_nothing_is_asked_again(nurse, log_in):
    day = timezone.localdate()
    said = {"on_day": day.day, "on_month": day.month, "on_year": day.year, "title": "Meeting"}
    page = log_in(nurse.clinician.user).post("/me/licence/log/add/", said).content.decode()
    assert "Enter hours, or tick what it was" in page
    assert "Meeting" in page


def test_points_are_asked_for_where_a_rule_counts_them(nurse, log_in):
    """Whichever regulator it is: an editor may enter such a rule for any."""
    client = log_in(nurse.clinician.user)
    assert 'name="points"' not in client.get("/me/licence/log/add/").content.decode()
    rule = LicenceRule.objects.filter(regulator=nurse.regulator, measure="CPD_HOURS", facets__contains=[]).first()
    LicenceRule.objects.filter(pk=rule.pk).update(measure="POINTS")
    assert 'name="points"' in client.get("/me/licence/log/add/").content.decode()
    LicenceRule.objects.filter(pk=rule.pk).update(measure="CPD_HOURS")
    kept = LicenceEvidenceFactory(clinician=nurse.clinician, on=timezone.localdate(), points=3)
    assert 'name="points"' in client.get(f"/me/licence/log/{kept.uuid}/").content.decode(), (
        "what is there can be changed"
    )


def test_the_log_of_another_is_not_found(nurse, log_in, stranger):
    evidence = LicenceEvidenceFactory(clinician=nurse.clinician, on=timezone.localdate())
    assert log_in(stranger).get(f"/me/licence/log/{evidence.uuid}/").status_code == 404


def test_away_from_practice_shows_the_days_owed(clinician, log_in):
    hcpc = Regulator.objects.get(code="hcpc")
    registration = RegistrationFactory(clinician=clinician.clinician, regulator=hcpc, number="PH123456")
    renewed(registration, 100, last_practised_on=timezone.localdate() - timedelta(days=3 * 365), keeping="THINKING")
    page = log_in(clinician).get("/me/licence/").content.decode()
    assert "Update your practice: away 2 to 5 years" in page


@pytest.mark.parametrize(("months", "words"), [(24, "2 years"), (18, "18 months"), (36, "3 years")])
def test_for_how_long_nobody_asks_for_updating_is_what_the_rule_says(clinician, log_in, months, words):
    """Whatever an editor enters for the first step back, and with its mark."""
    LicenceRule.objects.filter(code="hcpc-rtp-30").update(away_from_months=months, is_verified=False)
    hcpc = Regulator.objects.get(code="hcpc")
    registration = RegistrationFactory(clinician=clinician.clinician, regulator=hcpc, number="PH123456")
    renewed(registration, 100, last_practised_on=timezone.localdate() - timedelta(days=400), keeping="THINKING")
    page = log_in(clinician).get("/me/licence/").content.decode()
    said = page.partition(f"You have been away less than {words}.")[2]
    assert "asks for no updating yet" in said[:200]
    assert "Not yet checked" in said[:400]


def test_trainees_are_led_to_both_effects(clinician, log_in):
    TrainingFactory(clinician=clinician.clinician, expected_completion_date="2029-08-01")
    client = log_in(clinician)
    assert "You are in training" in client.get("/me/licence/").content.decode()
    assert 'value="2029"' in client.get("/licence/out-of-programme/").content.decode()


def test_the_register_of_guidance_lists_every_regulator_and_adds_up(client):
    page = client.get("/guidance/").content.decode()
    assert all(regulator.name.replace("'", "&#x27;") in page for regulator in Regulator.objects.exclude(code="none"))
    assert "Statutory barring of managers" in page


def names_by_answer(client):
    groups = client.get("/guidance/").context["page"].groups
    return {heading: {row.name for row in rows} for heading, rows in groups}


def test_who_leaves_leaders_unanswered_is_named_and_at_whom_nobody_looked(client):
    council = Regulator.objects.get(code="gosc")
    GuidanceNote.objects.filter(regulator=council).update(stance="SILENT")
    silent = names_by_answer(client)
    assert council.name in silent["They leave leaders unanswered"]
    page = client.get("/guidance/").content.decode()
    assert f'{council.name}</a> <span class="app-quiet">(says nothing about leaders, not yet checked)</span>' in page
    GuidanceNote.objects.filter(regulator=council).delete()
    unseen = names_by_answer(client)
    assert unseen["Nobody has looked yet"] == {council.name}
    assert sum(map(len, unseen.values())) == sum(map(len, silent.values()))


def test_what_nobody_checked_of_guidance_says_the_day_it_was_read():
    """A note that was read in a stored copy is no checked note, and says when and where it was read."""
    for note in GuidanceNote.objects.filter(is_verified=False):
        assert "read on " in note.source, note.code


def test_the_register_of_guidance_as_a_file(client):
    text = b"".join(client.get("/guidance/?format=csv").streaming_content).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["Trust"] for line in lines} == {"CHECKED", "UNCHECKED"}
    assert {line["Leaders answered"] for line in lines} == {"Yes", "No"}
    assert len(lines) >= Regulator.objects.exclude(code="none").count()
