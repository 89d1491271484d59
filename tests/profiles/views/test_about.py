"""Correcting who one is: names, profession, region and date of birth, on pages of one's own."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles import rules
from profiles.models import Fact, FactSource, Suggestion
from talent_register.audit.models import Event
from tests.factories.profiles import RegistrationFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def own(reference, regions, clinician):
    return clinician.clinician


@pytest.fixture
def client(own, log_in):
    return log_in(own.user)


def text(answer):
    return answer.content.decode()


def born(day, month, year):
    return {"birth_date_day": day, "birth_date_month": month, "birth_date_year": year}


def rename(client, **names):
    sent = {"given_names": "Ada", "family_name": "Moss", "preferred_name": "", **names}
    return client.post(reverse("own-name"), sent)


def test_names_are_changed_everywhere(client, own):
    answer = rename(client, given_names="Siân Mair", family_name="O'Brien", preferred_name="Siân")
    assert answer.url == reverse("own-about")
    own.refresh_from_db()
    assert (own.given_names, own.family_name, own.preferred_name) == ("Siân Mair", "O'Brien", "Siân")
    assert (own.given_key, own.family_key) == ("sian mair", "obrien")
    assert own.user.name == "Siân O'Brien"
    page = text(client.get(reverse("own-about")))
    assert "O&#x27;Brien" in page
    assert "You, " in page


def test_a_value_of_a_college_becomes_the_persons_own(client, own, college):
    given = {"clinician": own, "source": FactSource.COLLEGE, "organisation": college, "as_at": date(2026, 1, 5)}
    Fact.objects.create(field="clinician.family_name", **given)
    kept = Fact.objects.create(field="clinician.profession", **given)
    rename(client, family_name="Moss")
    fact = own.facts.get(field="clinician.family_name")
    assert (fact.source, fact.organisation, fact.as_at) == (FactSource.SELF, None, TODAY())
    kept.refresh_from_db()
    assert kept.source == FactSource.COLLEGE
    assert Event.objects.get(type="profiles.details_changed").details == {"question": "name"}


def test_the_same_again_changes_nothing(client, own):
    same = {"given_names": own.given_names, "family_name": own.family_name}
    rename(client, **same)
    assert not own.facts.exists()
    assert not Event.objects.filter(type="profiles.details_changed").exists()


def test_a_question_that_is_answered_by_it_is_closed(client, own, college):
    asked = {"clinician": own, "organisation": college, "created_at": timezone.now()}
    agreed = Suggestion.objects.create(field="clinician.family_name", value="MOSS", **asked)
    other = Suggestion.objects.create(field="clinician.given_names", value="Adele", **asked)
    rename(client, given_names="Ada", family_name="Moss")
    agreed.refresh_from_db()
    other.refresh_from_db()
    assert (agreed.state, other.state) == (Suggestion.State.ACCEPTED, Suggestion.State.OPEN)


@pytest.mark.parametrize(("family", "is_asked"), [("Moss", True), ("O’Dowd", False)])
def test_a_checked_number_is_looked_up_again_under_another_last_name(client, own, support, log_in, family, is_asked):
    own.family_name, own.family_key = "O'Dowd", rules.fold_name("O'Dowd")
    own.save()
    checked = {"verified_on": TODAY(), "verified_by": "Sam", "recheck_on": rules.recheck_on(TODAY())}
    number = RegistrationFactory(clinician=own, state="CURRENT", **checked)
    rename(client, given_names="Ada", family_name=family)
    number.refresh_from_db()
    assert (number.recheck_on == TODAY()) == is_asked
    assert number.verified_on == TODAY()
    assert ("To be checked again" in text(client.get(reverse("profile-registrations")))) == is_asked
    queue = text(log_in(support).get(reverse("registration-check-list"), {"heap": "again"}))
    assert (own.reference in queue) == is_asked


def test_a_profession_is_changed_and_standing_follows(client, own):
    client.post(reverse("own-profession"), {"group": "nurse", "which_nurse": "nurse_adult"})
    own.refresh_from_db()
    assert (own.profession.code, own.career_stage) == ("nurse_adult", "PRACTISING")
    assert 'value="nurse" ' in text(client.get(reverse("own-profession")))
    answer = client.post(reverse("own-profession"), {"group": "not_registered"})
    assert answer.url == reverse("profile-standing")
    own.refresh_from_db()
    assert (own.profession, own.career_stage) == (None, "NONE")


@pytest.mark.parametrize(
    ("answered", "was", "had_profession", "became"),
    [
        ("PRACTISING", "", False, "PRACTISING"),
        ("PRACTISING", "STUDENT", True, "PRACTISING"),
        ("PRACTISING", "RETIRED", True, "RETIRED"),
        ("PRACTISING", "RETIRED", False, "PRACTISING"),
        ("STUDENT", "PRACTISING", True, "STUDENT"),
        ("NONE", "OVERSEAS", False, "OVERSEAS"),
        ("NONE", "PRACTISING", True, "NONE"),
    ],
)
def test_where_somebody_stands_after_it(answered, was, had_profession, became):
    assert rules.standing_after(answered, was=was, had_profession=had_profession) == became


def test_after_a_move_the_old_team_sees_nobody(client, own, regional_lead, stranger, log_in):
    old, new = log_in(regional_lead), log_in(stranger)
    person = reverse("person", args=[own.reference])
    region = stranger.memberships.get().organisation.region
    assert (old.get(person).status_code, new.get(person).status_code) == (200, 404)
    client.post(reverse("own-region"), {"place": region.code})
    own.refresh_from_db()
    assert (own.nation, own.region) == ("ENGLAND", region)
    assert (old.get(person).status_code, new.get(person).status_code) == (404, 200)
    assert own.reference not in text(old.get(reverse("people")))


def test_a_move_to_another_nation(client, own):
    client.post(reverse("own-region"), {"place": "WALES"})
    own.refresh_from_db()
    assert own.nation == "WALES"
    assert own.region is None or own.region.nation == "WALES"
    assert "Wales" in text(client.get(reverse("own-about")))


def test_a_date_of_birth_is_given_and_taken_back(client, own):
    address = reverse("own-birth-date")
    client.post(address, born(29, 2, 1988))
    own.refresh_from_db()
    assert own.birth_date == date(1988, 2, 29)
    assert 'value="1988"' in text(client.get(address))
    client.post(address, born("", "", ""))
    own.refresh_from_db()
    assert own.birth_date is None


@pytest.mark.parametrize(
    ("page", "sent", "words"),
    [
        ("own-name", {"given_names": "Ada", "family_name": ""}, "Enter your last name"),
        ("own-profession", {}, "Select your profession"),
        ("own-region", {}, "Select which part of the UK"),
        (
            "own-birth-date",
            born(1, 1, 2025),
            "Check the year",
        ),
        ("own-birth-date", born(30, 2, 1980), "real date"),
    ],
)
def test_what_cannot_be_says_why(client, own, page, sent, words):
    before = own.updated_at
    assert words in text(client.post(reverse(page), sent))
    own.refresh_from_db()
    assert own.updated_at == before


def test_each_detail_leads_to_its_page(client, own):
    own.review_due_on = TODAY()
    own.save()
    held = text(client.get(reverse("own-profile")))
    pages = ("own-name", "own-profession", "own-region")
    assert all(f'href="{reverse(page)}"' in held for page in (*pages, "own-about"))
    review = text(client.get(reverse("review", args=[TODAY().year])))
    assert all(f'href="{reverse(page)}"' in review for page in pages)
    assert rename(client).url == reverse("review", args=[TODAY().year])


def test_somebody_without_a_record_registers_first(client, log_in, newcomer):
    for page in ("own-about", "own-name"):
        assert log_in(newcomer).get(reverse(page)).url == reverse("register")


def test_pictures_are_no_name_and_mixed_alphabets_are_asked_about(client, own):
    assert "must not have pictures in it" in text(rename(client, family_name="Moss \N{GRINNING FACE}"))
    answer = client.post(
        reverse("own-name"), {"given_names": "Anna", "family_name": "M\N{CYRILLIC SMALL LETTER O}ss"}, follow=True
    )
    assert "mixes two alphabets" in text(answer)
    own.refresh_from_db()
    assert own.family_name == "M\N{CYRILLIC SMALL LETTER O}ss"
