"""Every page of every section in two tabs, and sent twice: both values are shown, and nothing doubles."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from profiles.actions import retention, sent
from profiles.forms.parts import LISTS, PARTS
from profiles.models import (
    ClaimRequest,
    Clinician,
    Consent,
    DataCopy,
    OutOfProgrammeKind,
    Pause,
    RightsRequest,
    SentForm,
    Specialty,
)
from talent_register.audit.models import Event
from tests.profiles.tabs import MEANWHILE, Tab

pytestmark = pytest.mark.django_db


def dates(month, **more):
    return {"started_on_month": str(month), "started_on_year": "2020", "still": "yes", **more}


# What the first tab says of each page, and what the second one does.
SAID = {
    ("posts", "role"): ({"title": "Matron", "employer": "A hospice"}, {"title": "Sister", "employer": "A hospice"}),
    ("posts", "dates"): (dates(3), dates(4)),
    ("posts", "leadership"): ({"leads": "yes", "duties": "9 nurses"}, {"leads": "no"}),
    ("qualifications", "qualification"): (
        {"title": "MSc Leadership", "kind": "LEADERSHIP"},
        {"title": "MBA", "kind": "LEADERSHIP"},
    ),
    ("qualifications", "dates"): ({"is_held": "no"}, {"is_held": "yes"}),
    ("programmes", "programme"): ({"name": "Darzi", "kind": "FELLOWSHIP"}, {"name": "Gray", "kind": "FELLOWSHIP"}),
    ("programmes", "dates"): ({"outcome": "ON"}, {"outcome": "LEFT"}),
    ("out-of-programme", "kind"): ({"kind": "oope", "what": "A fellowship"}, {"kind": "oope", "what": "Research"}),
    ("out-of-programme", "dates"): (dates(3), dates(4)),
    ("working-patterns", "pattern"): ({"percent": "80"}, {"percent": "60"}),
    ("working-patterns", "dates"): (dates(3), dates(4)),
    ("training", "standing"): ({"standing": "IN_TRAINING"}, {"standing": "FINISHED"}),
    ("training", "specialty"): ({"specialty": 0}, {"specialty": 1}),
    ("training", "number"): ({"programme": "Renal"}, {"programme": "Cardiology"}),
    ("training", "dates"): (
        {"start_date_month": "3", "start_date_year": "2020"},
        {"start_date_month": "4", "start_date_year": "2020"},
    ),
    ("stage", "stage"): ({"stage": "TEAM"}, {"stage": "UNSURE"}),
    ("stage", "next"): ({"next_step": "BROADEN"}, {"next_step": "STEP_UP"}),
    ("aspirations", "when"): ({"horizon": "NOW"}, {"horizon": "LATER"}),
    ("aspirations", "where"): ({"places": ["ANYWHERE"]}, {"places": ["SCOTLAND"]}),
    ("aspirations", "how"): ({"pattern": "PART"}, {"pattern": "FULL"}),
    ("aspirations", "share"): ({"job_share": "YES"}, {"job_share": "NO"}),
    ("support", "kinds"): ({"kinds": ["MENTOR"], "note": ""}, {"kinds": ["COACHING"], "note": ""}),
}


def test_every_page_of_every_section_is_here():
    assert set(SAID) == {(part.code, step.code) for part in PARTS.values() for step in part.steps}


@pytest.fixture
def own(reference, clinician, trust):
    return clinician.clinician


@pytest.fixture
def client(own, log_in):
    return log_in(own.user)


def page_of(client, own, code, step):
    """The address of the page; of a list, of its only row."""
    if code not in LISTS:
        return reverse(f"profile-{code}-{step}")
    if not PARTS[code].model.objects.exists():
        first = PARTS[code].steps[0].code
        assert client.post(reverse(f"profile-{code}-add"), SAID[code, first][0]).status_code == 302
    return reverse("profile-item-step", args=[code, PARTS[code].model.objects.get().uuid, step])


def words(said):
    if isinstance(said.get("specialty"), int):
        return {"specialty": str(Specialty.objects.filter(disabled_on=None)[said["specialty"]].pk)}
    return said


def both_shown(html):
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    cells = [re.findall(r"<td[^>]*>\s*(.*?)\s*</td>", row, re.DOTALL) for row in rows]
    return any(len(set(values)) > 1 for values in cells)


@pytest.mark.parametrize(("code", "step"), SAID)
def test_two_tabs_show_both_and_ask(client, own, code, step):
    assert OutOfProgrammeKind.objects.exists()
    address, (one, other) = page_of(client, own, code, step), SAID[code, step]
    if PARTS[code].steps[0].code == step and code in LISTS:
        one, other = other, one  # the row says the first already
    first, second = Tab(client, address), Tab(client, address)
    assert first.sends(**words(one)).status_code == 302
    assert second.sends(**words(other)).status_code == 200, "the second tab overwrote the first without a word"
    assert MEANWHILE in second.html
    assert both_shown(second.html), "both say the same"
    # Sending it again decides.
    assert second.sends().status_code == 302


@pytest.mark.parametrize(("code", "step"), SAID)
def test_a_page_sent_twice_counts_once(client, own, code, step):
    address, (one, _other) = page_of(client, own, code, step), SAID[code, step]
    tab = Tab(client, address)
    led_to = [tab.sends(**words(one)).url for _press in range(2)]
    assert len(set(led_to)) == 1
    if code in LISTS:
        assert PARTS[code].model.objects.count() == 1


def test_two_tabs_that_say_the_same_do_not_clash(client, own):
    address = page_of(client, own, "posts", "role")
    tabs = [Tab(client, address) for _tab in range(2)]
    for tab in tabs:
        assert tab.sends(title="Charge nurse", employer="A hospice").status_code == 302


@pytest.fixture
def counted(own):
    """How many events of the record there are."""
    return lambda: Event.objects.count()


def audiences(tab, said):
    """Yes or no to every audience of the consent page."""
    return {name: [said] for name in tab.form.shows}


def test_two_tabs_of_consent(client, own, counted):
    first, second = (Tab(client, reverse("own-consent")) for _tab in range(2))
    assert first.sends(**audiences(first, "yes")).status_code == 302
    before = counted()
    assert second.sends(**audiences(second, "no")).status_code == 200
    assert MEANWHILE in second.html
    assert "Regional programme teams" in second.html
    assert (counted(), Clinician.objects.get(pk=own.pk).shares_with_region) == (before, True)
    for _press in range(2):
        assert second.sends().url == reverse("own-consent-receipt")
    assert not Clinician.objects.get(pk=own.pk).shares_with_region


def test_a_consent_sent_twice_is_one_decision(client, own):
    tab = Tab(client, reverse("own-consent"))
    for _press in range(2):
        assert tab.sends(**audiences(tab, "yes")).status_code == 302
    assert Consent.objects.filter(clinician=own, is_given=True).count() == len(tab.form.shows)


def test_two_tabs_of_letters(client, own):
    first, second = (Tab(client, reverse("own-letters")) for _tab in range(2))
    assert first.sends(language="cy").status_code == 302
    second.sends(purposes=["REVIEW"])
    assert MEANWHILE in second.html
    assert "Cymraeg" in second.html
    assert Clinician.objects.get(pk=own.pk).language == "cy"
    assert second.sends().status_code == 302


ONCE = [
    ("own-rights-ask", "", {"kind": "CORRECT", "message": "My start date"}, RightsRequest),
    ("own-data", "own-copy-ask", {}, DataCopy),
    ("own-pause", "", {"months": "3"}, Pause),
    ("own-twice", "", {"number": "1234567", "known": "1234567"}, ClaimRequest),
]


@pytest.mark.parametrize(("page", "path", "said", "model"), ONCE, ids=[case[0] for case in ONCE])
def test_what_is_asked_for_twice_by_one_form_is_asked_once(client, own, page, path, said, model):
    tab = Tab(client, reverse(page), reverse(path) if path else "")
    answers = [tab.sends(**said) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302], tab.html
    assert answers[0].url == answers[1].url
    assert model.objects.count() == 1


def test_another_answer_by_the_same_form_counts(client, own):
    tab = Tab(client, reverse("own-rights-ask"))
    for message in ("My start date", "My last name"):
        assert tab.sends(kind="CORRECT", message=message).status_code == 302
    assert RightsRequest.objects.count() == 2


def test_a_form_without_a_stamp_is_taken_each_time_it_comes(client, own):
    for _press in range(2):
        assert client.post(reverse("profile-posts-add"), SAID["posts", "role"][0]).status_code == 302
    assert own.posts.count() == 2


def test_to_note_what_was_sent_takes_one_statement_and_the_last_answers_stay(own, django_assert_num_queries):
    for address in ("/first/", "/second/"):
        with django_assert_num_queries(1):
            sent.note(user=own.user, once="one copy", said=address, led_to=address, at=timezone.now())
    assert SentForm.objects.get().led_to == "/second/"
    assert sent.led_to(user=own.user, once="one copy", said="/first/") == ""


def test_what_was_sent_is_forgotten_after_a_day(client, own, reference):
    Tab(client, reverse("own-rights-ask")).sends(kind="CORRECT", message="My start date")
    assert "My start date" not in str(SentForm.objects.values())
    SentForm.objects.update(at=timezone.now() - timedelta(days=2))
    retention.run(at=timezone.now())
    assert not SentForm.objects.exists()


def test_answers_about_equality_leave_nothing_with_the_forms_that_were_sent(client, own):
    tab = Tab(client, reverse("own-equality-question", args=["sex"]))
    name = next(iter(tab.form.shows))
    box = next(box for box in tab.form.form.boxes if box.name == name)
    assert tab.sends(**{name: box.has["value"]}).status_code == 302
    assert not SentForm.objects.exists()
