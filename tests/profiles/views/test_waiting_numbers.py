"""Whether a number stands on another record is told nobody: pages and copies read the same either way."""

import json
import re
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import copies, merges, registrations, support
from profiles.models import ClaimRequest, Registration, Regulator
from tests.factories.profiles import ClinicianFactory, RegistrationFactory, StubFactory

pytestmark = pytest.mark.django_db

FREE, HELD = "7654321", "7654329"
PAGES = (
    *("profile-registrations", "own-profile", "home", "portfolio", "portfolio-text", "own-data", "own-licence"),
    *("registration-choose", "own-number"),
)


@pytest.fixture
def holder(reference):
    return RegistrationFactory(number=HELD).clinician


@pytest.fixture
def own(holder, clinician):
    own = clinician.clinician
    own.career_stage = "PRACTISING"
    own.save()
    return own


@pytest.fixture
def client(own, log_in):
    return log_in(own.user)


def text(answer):
    return answer.content.decode()


def give(client, number):
    """Add a number and answer what is asked of it."""
    asked = client.post(reverse("registration-add", args=["gmc"]), {"number": number})
    asked = client.post(asked.url, {})
    client.post(asked.url, {"licence": "HELD"}, follow=True)


def pages(client, number):
    """Every page of one's own, without what differs from each to each: keys, stamps and the number itself."""
    own = Registration.given.filter(number=number).last()
    addresses = [reverse(page) for page in PAGES]
    addresses += [reverse(f"registration-{page}", args=[own.pk]) for page in ("change", "joined", "licence", "remove")]
    addresses += [reverse("licence-standing", args=[own.pk])]
    return [plain(text(client.get(address)), own, number) for address in addresses]


def plain(page, own, number):
    page = re.sub(r'name="(csrfmiddlewaretoken|as-seen)" value="[^"]*"', "", page)
    page = page.replace(f"/{own.pk}/", "/KEY/").replace(f'held-{own.pk}"', 'held-KEY"').replace(number, "NUMBER")
    return page.replace(f"nding {number[-3:]}", "nding END")


def test_a_number_of_another_record_reads_as_any_other(client, own):
    give(client, FREE)
    free = pages(client, FREE)
    registrations.remove(registration=own.registrations.get(), by=own.user, at=timezone.now())
    give(client, HELD)
    held = pages(client, HELD)
    assert held == free
    assert "Ending END" in held[0]
    assert "Completed" in held[1]


def test_it_is_nobody_elses(client, own, support, log_in, national_lead):
    give(client, HELD)
    assert not own.registrations.exists()
    assert own.reference not in text(log_in(support).get(reverse("registration-check-list")))
    page = text(log_in(national_lead).get(reverse("person", args=[own.reference])))
    assert "No registration number is known" in page
    assert own.reference not in text(log_in(national_lead).get(reverse("people"), {"q": HELD}))


def change(client, row, number):
    return client.post(reverse("registration-change", args=[row.pk]), {"number": number}, follow=True)


@pytest.fixture
def checked(own):
    return RegistrationFactory(
        clinician=own, number="7000001", state="CURRENT", verified_on=timezone.localdate(), verified_by="Sam"
    )


@pytest.mark.parametrize("number", [FREE, HELD])
def test_a_checked_number_is_changed(client, own, checked, number):
    """Its page tells of the new one alone, which nobody has checked; another's number takes nothing away."""
    assert "We have your number" in text(change(client, checked, number))
    page = text(client.get(reverse("profile-registrations")))
    assert f"Ending {number[-3:]}" in page
    assert "Ending 001" not in page
    assert "Regulator check" not in page
    assert own.registrations.filter(verified_by="Sam").exists() == (number == HELD)
    change(client, Registration.given.told_by(own).get(), "7000001")
    page = text(client.get(reverse("profile-registrations")))
    assert "Ending 001" in page
    assert "Regulator check" not in page
    assert Registration.given.filter(clinician=own).count() == 1
    assert not ClaimRequest.objects.open().exists()


@pytest.mark.parametrize("number", [FREE, HELD])
def test_what_is_removed_is_gone(client, own, checked, number):
    change(client, checked, number)
    client.post(reverse("registration-remove", args=[Registration.given.told_by(own).get().pk]))
    assert "You have not added a number" in text(client.get(reverse("profile-registrations")))
    assert not Registration.given.filter(clinician=own).exists()
    assert not ClaimRequest.objects.open().exists()


def test_the_old_number_stands_again_when_support_refuses(client, own, checked, support):
    change(client, checked, HELD)
    settle(ClaimRequest.State.REFUSED, support)
    assert own.registrations.get() == checked
    assert list(Registration.given.told_by(own)) == [checked]


def test_the_new_number_comes_in_its_place_when_records_are_joined(reference, clinician, log_in, support):
    own, client = clinician.clinician, log_in(clinician)
    theirs = RegistrationFactory(clinician=StubFactory(), number=HELD)
    old = RegistrationFactory(clinician=own, number="7000001")
    change(client, old, HELD)
    settle(ClaimRequest.State.JOINED, support)
    assert list(Registration.given.filter(clinician=own)) == [theirs]


def test_a_merge_of_two_that_joined_settles_it_too(client, own, holder, support):
    give(client, HELD)
    merges.merge(kept=own, lost=holder, take=(), reason="Same", by=support, at=timezone.now())
    assert Registration.given.get(clinician=own).number_key == HELD


def settle(outcome, by):
    request = ClaimRequest.objects.get(kind="NUMBER_HELD")
    support.settle(request=request, outcome=outcome, note="Looked", by=by, at=timezone.now())


def test_a_copy_tells_of_neither(own, holder):
    for number in (FREE, HELD):
        registrations.add(
            clinician=own, regulator=Regulator.objects.get(code="gmc"), typed=number, by=own.user, at=timezone.now()
        )
    copy = copies.ask(clinician=own, by=own.user, at=timezone.now())
    with zipfile.ZipFile(BytesIO(copies.hand_over(copy=copy, by=own.user))) as files:
        name = next(name for name in files.namelist() if name.endswith(".json"))
        content = files.read(name).decode()
    assert FREE in content
    assert HELD in content
    assert "~" not in content
    for word in ("is_waiting", "NUMBER_HELD", "on another record", "claim_questioned", holder.reference):
        assert word not in content
    numbers = json.loads(content)["tables"]["registration"]
    assert len({tuple(sorted(row)) for row in numbers}) == 1


def test_a_hidden_number_that_is_given_again_is_new(client, own, checked):
    change(client, checked, HELD)
    give(client, "7000001")
    page = text(client.get(reverse("profile-registrations")))
    assert "Ending 329" in page
    assert "Ending 001" in page
    assert "Regulator check" not in page


def test_twice_is_once(client, own):
    give(client, HELD)
    give(client, HELD)
    assert Registration.given.filter(clinician=own).count() == 1
    assert ClaimRequest.objects.count() == 1


def test_registering_with_it_reads_the_same(holder):
    newcomer = ClinicianFactory(career_stage="PRACTISING")
    registrations.add(
        clinician=newcomer,
        regulator=Regulator.objects.get(code="gmc"),
        typed=HELD,
        by=newcomer.user,
        at=timezone.now(),
    )
    assert newcomer.facts.filter(field__startswith="registration.").exists()
