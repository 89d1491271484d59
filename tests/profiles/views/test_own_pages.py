"""Home, consent, visibility, what is held, and answers to colleges: one's own and nobody else's."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from profiles.models import ClaimRequest, Clinician, Consent, Fact, Regulator, Suggestion
from profiles.presenters import cards
from talent_register.audit import actions as audit
from talent_register.audit.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, TrainingFactory

pytestmark = pytest.mark.django_db

OWN = [
    "home",
    "own-profile",
    "clinician-visibility",
    "own-data",
    "own-rights-ask",
    "own-restriction",
    "own-departure",
    "own-consent",
    "own-consent-receipt",
    "suggestion-list",
]


def suggest(clinician, organisation, field="clinician.preferred_name", value="Jo"):
    return Suggestion.objects.create(
        clinician=clinician, organisation=organisation, field=field, value=value, created_at=timezone.now()
    )


@pytest.mark.parametrize("name", OWN)
def test_own_pages_open_and_strangers_log_in(reference, client, clinician, log_in, name):
    assert client.get(reverse(name)).status_code == 302
    page = log_in(clinician).get(reverse(name))
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


@pytest.mark.parametrize(
    "name", ["own-profile", "clinician-visibility", "own-data", "own-rights-ask", "own-departure", "own-consent"]
)
def test_without_a_record_one_is_asked_to_register(log_in, reference, name):
    assert log_in(UserFactory()).get(reverse(name)).url == reverse("register")


def test_home_names_the_person_and_who_can_see_them(clinician, log_in):
    page = log_in(clinician).get(reverse("home")).content.decode()
    assert f"Hello {clinician.clinician.given_names}" in page
    assert "Regional programme teams" in page


def test_somebody_with_one_name_is_called_by_it(log_in):
    only = ClinicianFactory(given_names="", family_name="Madonna", preferred_name="")
    assert "Hello Madonna" in log_in(only.user).get(reverse("home")).content.decode()


def test_home_says_when_the_review_is_near(clinician, log_in):
    own = clinician.clinician
    own.review_due_on = timezone.localdate() + timezone.timedelta(days=20)
    own.save()
    assert "Your yearly review is due on" in log_in(clinician).get(reverse("home")).content.decode()


def test_a_no_hides_the_person_on_the_very_next_request(reference, clinician, regional_lead, log_in):
    assert Clinician.objects.visible_to(regional_lead).filter(user=clinician).exists()
    no = {audience: "no" for audience in ("REGION", "NATION", "COLLEGE", "RECRUITERS")}
    assert log_in(clinician).post(reverse("own-consent"), no).url == reverse("own-consent-receipt")
    assert not Clinician.objects.visible_to(regional_lead).filter(user=clinician).exists()
    assert Consent.objects.filter(clinician__user=clinician).count() == 4
    assert Event.objects.filter(type="profiles.consent_decided").exists()


def test_consent_without_an_answer_says_which(reference, clinician, log_in):
    page = log_in(clinician).post(reverse("own-consent"), {"REGION": "yes"}).content.decode()
    assert "Select yes or no for people hiring for leadership posts" in page
    assert not Consent.objects.exists()


def test_the_receipt_shows_day_and_wording(reference, clinician, log_in):
    client = log_in(clinician)
    client.post(reverse("own-consent"), dict.fromkeys(("REGION", "NATION", "COLLEGE", "RECRUITERS"), "yes"))
    client.post(reverse("own-consent"), dict.fromkeys(("REGION", "NATION", "COLLEGE", "RECRUITERS"), "no"))
    page = client.get(reverse("own-consent-receipt")).content.decode()
    assert "Regional programme teams: No" in page
    assert "Wording version 1" in page
    assert "Everything you decided before" in page


def test_visibility_names_the_team_and_the_day(clinician, regional_lead, log_in):
    audit.viewed(
        [clinician.clinician.reference],
        page="person",
        by=regional_lead,
        organisation="South West",
        role="Regional lead",
        purpose="Talent discussion",
    )
    page = log_in(clinician).get(reverse("clinician-visibility")).content.decode()
    assert "Viewed by South West, " in page
    assert "Purpose: Talent discussion" in page


def test_visibility_without_a_look(clinician, log_in):
    assert "No one has viewed your profile" in log_in(clinician).get(reverse("clinician-visibility")).content.decode()


def test_profile_says_who_gave_each_value(reference, clinician, college, log_in):
    own = clinician.clinician
    RegistrationFactory(clinician=own, number="7654321", number_key="7654321")
    TrainingFactory(clinician=own, organisation=college, programme="Core training", as_at="2026-03-03")
    page = log_in(clinician).get(reverse("own-profile")).content.decode()
    assert "Royal College of X, 3 March 2026" in page
    assert "Number ending 321, not checked yet" in page
    assert "7654321" not in page


def test_profile_says_from_whose_list_a_value_came(reference, clinician, college, log_in):
    own, day = clinician.clinician, "2026-03-03"
    listed = {"as_at": day, "import_reference": "IMP-2026-00417"}
    TrainingFactory(clinician=own, organisation=college, programme="Core training", **listed)
    Fact.objects.update_or_create(
        clinician=own, field="clinician.family_name", defaults={"source": "COLLEGE", "organisation": college, **listed}
    )
    words = "From Royal College of X’s list of 3 March 2026"
    page = log_in(clinician).get(reverse("own-profile")).text
    assert page.count(words) >= 2
    assert words in log_in(clinician).get(reverse("profile-training")).text
    with translation.override("cy"):
        assert cards.source(own.facts.get(field="clinician.family_name")) == "O restr Royal College of X, 3 Mawrth 2026"


def test_a_number_of_a_list_is_no_number_of_whoever_handed_it_in(reference, clinician, log_in):
    ClaimRequest.objects.create(
        reference="CLM-9",
        kind="ON_A_LIST",
        asked_by=clinician,
        regulator=Regulator.objects.get(code="gmc"),
        number_key="7654999",
        created_at=timezone.now(),
    )
    assert "999" not in log_in(clinician).get(reverse("own-profile")).text


@pytest.mark.parametrize(
    ("choice", "name", "state"),
    [("ACCEPTED", "Jo", "ACCEPTED"), ("KEPT", "", "KEPT"), ("WRONG", "", "WRONG")],
)
def test_answering_a_suggestion(clinician, college, log_in, choice, name, state):
    suggestion = suggest(clinician.clinician, college)
    client = log_in(clinician)
    assert client.get(reverse("suggestion", args=[suggestion.pk])).status_code == 200
    assert client.post(reverse("suggestion", args=[suggestion.pk]), {"choice": choice}).url == reverse("home")
    suggestion.refresh_from_db()
    own = Clinician.objects.get(user=clinician)
    assert (own.preferred_name, suggestion.state) == (name, state)
    assert Event.objects.filter(type="profiles.suggestion_answered", person_ref=own.reference).exists()


def test_a_suggestion_without_an_answer(clinician, college, log_in):
    suggestion = suggest(clinician.clinician, college)
    page = log_in(clinician).post(reverse("suggestion", args=[suggestion.pk]), {}).content.decode()
    assert "Select what you want to do" in page


@pytest.mark.parametrize(("field", "value"), [("clinician.profession", "wizard"), ("clinician.nonsense", "x")])
def test_a_value_that_does_not_fit_is_not_used(clinician, college, log_in, field, value):
    suggestion = suggest(clinician.clinician, college, field=field, value=value)
    page = log_in(clinician).post(reverse("suggestion", args=[suggestion.pk]), {"choice": "ACCEPTED"})
    assert "Their value does not fit here" in page.content.decode()


def test_somebody_elses_suggestion_is_not_found(clinician, college, log_in):
    suggestion = suggest(ClinicianFactory(), college)
    assert log_in(clinician).get(reverse("suggestion", args=[suggestion.pk])).status_code == 404


def test_a_number_can_be_added_later(reference, clinician, log_in):
    client = log_in(clinician)
    assert (
        "GMC reference number must be 7 digits" in client.post(reverse("own-number"), {"number": "1"}).content.decode()
    )
    assert client.post(reverse("own-number"), {"number": "765 4321"}).url == reverse("home")
    assert clinician.clinician.registrations.get().number_key == "7654321"
