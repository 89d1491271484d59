"""The sections of a profile: added to page by page, changed, removed; two tabs, double sending, ended sessions."""

import re
import time
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pathways.models import OutOfProgrammeKind
from profiles.models import Aspiration, Fact, Interest, OwnTraining, Post, Suggestion, UnsentAnswer, WorkingPattern
from talent_register.audit.models import Event
from tests.factories.profiles import ClinicianFactory, PostFactory, TrainingFactory

pytestmark = pytest.mark.django_db

CHOSEN = re.compile(r"<input[^>]* checked")
SECTIONS = ["posts", "qualifications", "programmes", "training", "aspirations", "support"]
LISTS = ["posts", "qualifications", "programmes", "out-of-programme", "working-patterns"]


@pytest.fixture
def own(reference, clinician, trust):
    return clinician.clinician


@pytest.fixture
def client(own, log_in):
    return log_in(own.user)


def text(answer):
    return answer.content.decode()


def step(code, row, name):
    return reverse("profile-item-step", args=[code, row.uuid, name])


@pytest.mark.parametrize("code", SECTIONS)
def test_every_section_opens_empty(client, code):
    page = text(client.get(reverse(f"profile-{code}")))
    assert page.count("<h1") == 1
    assert "Have you finished this section?" in page


@pytest.mark.parametrize("code", LISTS)
def test_an_empty_first_page_says_what_is_missing(client, code):
    page = text(client.post(reverse(f"profile-{code}-add"), {}))
    assert "There is a problem" in page
    assert "<title>Error: " in page


def test_without_a_record_one_is_asked_to_register(log_in, reference, support):
    client = log_in(support)
    for name in ("profile-posts", "profile-posts-add", "profile-aspirations-when"):
        assert client.get(reverse(name)).url == reverse("register")


def add_role(client, title="Ward manager", employer="A hospice", **more):
    return client.post(reverse("profile-posts-add"), {"title": title, "employer": employer, **more})


def test_a_role_is_added_page_by_page_and_saved_at_each(client, own):
    answer = add_role(client)
    role = Post.objects.get()
    assert answer.url == step("posts", role, "dates") + "?new=yes"
    dates = {"started_on_month": "9", "started_on_year": "2021", "still": "yes"}
    answer = client.post(answer.url, dates)
    assert answer.url == step("posts", role, "leadership") + "?new=yes"
    answer = client.post(answer.url, {"leads": "yes", "duties": "12 nurses"})
    assert answer.url == reverse("profile-posts")
    page = text(client.get(answer.url))
    assert "September 2021 to now" in page
    assert "12 nurses" in page
    assert "You, " in page
    assert 'Remove<span class="nhsuk-u-visually-hidden"> Ward manager' in page
    assert Fact.objects.filter(field=f"post.{role.uuid.hex}.dates", source="SELF").exists()
    assert Event.objects.filter(type="profiles.section_changed", person_ref=own.reference).count() == 3


def test_nobody_says_of_a_role_whether_it_leads_but_its_person(client, own):
    post = PostFactory(clinician=own)
    assert "Does not lead" not in text(client.get(reverse("profile-posts")))
    page = reverse("profile-item-step", args=["posts", post.uuid, "leadership"])
    assert not CHOSEN.search(text(client.get(page)))
    assert "Select yes if you lead" in text(client.post(page, {}))
    client.post(page, {"leads": "no"})
    assert "Does not lead" in text(client.get(reverse("profile-posts")))
    assert CHOSEN.search(text(client.get(page)))


def test_two_present_roles_are_fine(client):
    add_role(client)
    add_role(client, title="Clinical lead")
    assert Post.objects.filter(ended_on=None).count() == 2


def test_sending_the_first_page_twice_makes_one_role(client):
    key = str(uuid.uuid4())
    for _time in range(2):
        assert add_role(client, key=key).status_code == 302
    assert Post.objects.count() == 1
    assert Event.objects.filter(type="profiles.section_changed").count() == 1


def test_somebody_elses_key_makes_a_row_of_ones_own(client, own):
    other = Post.objects.create(clinician=ClinicianFactory(), title="Theirs", created_at=own.created_at)
    add_role(client, key=str(other.uuid))
    other.refresh_from_db()
    assert other.title == "Theirs"
    assert own.posts.get().title == "Ward manager"


def test_nobody_reaches_anothers_role(client, own):
    other = Post.objects.create(clinician=ClinicianFactory(), title="Theirs", created_at=own.created_at)
    assert client.get(step("posts", other, "role")).status_code == 404
    assert client.post(reverse("profile-item-remove", args=["posts", other.uuid])).status_code == 404


def test_a_listed_employer_is_chosen(client, trust):
    answer = add_role(client, employer="Royal Devon")
    assert "/employer/" in answer.url
    assert "Royal Devon University Healthcare" in text(client.get(answer.url))
    answer = client.post(answer.url, {"organisation": str(trust.pk)})
    assert "/dates/" in answer.url
    assert Post.objects.get().organisation == trust


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Select yes if you still do this role"),
        ({"still": "no"}, "Enter the month and year in which it ended"),
        (
            {
                "still": "no",
                "started_on_month": "5",
                "started_on_year": "2020",
                "ended_on_month": "4",
                "ended_on_year": "2020",
            },
            "The end must be the same as or after the start",
        ),
        ({"still": "yes", "started_on_month": "13", "started_on_year": "2020"}, "The start must be a real date"),
    ],
)
def test_dates_that_cannot_be_say_why(client, sent, words):
    assert words in text(client.post(add_role(client).url, sent))


def test_a_role_is_removed_after_a_question(client):
    add_role(client)
    address = reverse("profile-item-remove", args=["posts", Post.objects.get().uuid])
    assert "Remove Ward manager?" in text(client.get(address))
    assert Post.objects.exists()
    assert "Ward manager removed" in text(client.post(address, follow=True))
    assert not Post.objects.exists()
    assert not Fact.objects.filter(field__startswith="post.").exists()
    assert client.post(address).status_code == 404


def test_what_was_typed_when_the_session_ended_is_kept_for_its_own_user(client, own, log_in):
    session = client.session
    session["began_at"], session["active_at"] = time.time() - 7200, time.time() - 7200
    session.save()
    assert "/account/log-in/" in add_role(client, title="Typed before").url
    assert not Post.objects.exists()
    assert UnsentAnswer.objects.get().user == own.user
    stranger = log_in(ClinicianFactory().user)
    assert "Typed before" not in text(stranger.get(reverse("profile-posts-add")))
    back = log_in(own.user)
    page = text(back.get(reverse("profile-posts-add")))
    assert "We kept what you typed" in page
    assert "Typed before" in page
    add_role(back, title="Typed before")
    assert not UnsentAnswer.objects.exists()


def test_a_finished_section_counts(client, own):
    address = reverse("profile-qualifications")
    assert "Select yes if you have finished" in text(client.post(address, {}))
    assert client.post(address, {"done": "yes"}).url == reverse("own-profile")
    assert "Completed 1 of" in text(client.get(reverse("own-profile")))
    client.post(address, {"done": "no"})
    assert "In progress" in text(client.get(reverse("own-profile")))


def test_a_qualification_and_a_programme_are_added(client, own):
    answer = client.post(reverse("profile-qualifications-add"), {"title": "MSc Leadership", "kind": "LEADERSHIP"})
    client.post(answer.url, {"is_held": "no"})
    answer = client.post(reverse("profile-programmes-add"), {"name": "Darzi Fellowship", "kind": "FELLOWSHIP"})
    client.post(
        answer.url,
        {
            "outcome": "COMPLETED",
            "started_on_month": "9",
            "started_on_year": "2020",
            "ended_on_month": "8",
            "ended_on_year": "2021",
        },
    )
    assert "Studying for it" in text(client.get(reverse("profile-qualifications")))
    page = text(client.get(reverse("profile-programmes")))
    assert "Started September 2020" in page
    assert "Ended August 2021" in page


def test_training_time_out_and_patterns(client, own):
    OutOfProgrammeKind.objects.filter(code="oope").update(is_verified=False, approval_words="")
    asked = text(client.get(reverse("profile-out-of-programme-add")))
    assert "It does not count towards completion. Not yet checked." in asked
    assert "It counts towards completion. Approval by the regulator beforehand: yes" in asked
    assert "It does not count towards completion. The regulator does not have to approve it first." in asked
    answer = client.post(reverse("profile-out-of-programme-add"), {"kind": "oope", "what": "Leadership fellowship"})
    client.post(answer.url, {"started_on_month": "9", "started_on_year": "2025", "still": "yes"})
    answer = client.post(reverse("profile-working-patterns-add"), {"percent": "80"})
    client.post(answer.url, {"started_on_month": "1", "started_on_year": "2024", "still": "yes"})
    page = text(client.get(reverse("profile-training")))
    assert "Out of programme experience" in page
    assert page.index("Your training") < page.index("Expected completion") < page.index("Time out of programme")
    assert "September 2025 to now" in page
    assert "80%" in page
    assert WorkingPattern.objects.get().percent == 80


@pytest.mark.parametrize(("typed", "words"), [("0", "1 or more"), ("101", "100 or less"), ("half", "a whole number")])
def test_a_percentage_that_cannot_be_says_why(client, typed, words):
    assert words in text(client.post(reverse("profile-working-patterns-add"), {"percent": typed}))


def test_a_colleges_other_value_becomes_a_question(client, own, college):
    TrainingFactory(clinician=own, organisation=college, programme="Cardiology")
    client.post(reverse("profile-training-standing"), {"standing": "IN_TRAINING"})
    client.post(reverse("profile-training-number"), {"programme": "Renal medicine", "number": "SWN/001/7654321/C"})
    asked = Suggestion.objects.get()
    assert (asked.field, asked.value) == ("own_training.programme", "Cardiology")
    page = text(client.get(reverse("suggestion", args=[asked.pk])))
    assert "Renal medicine" in page
    assert "Cardiology" in page
    client.post(reverse("suggestion", args=[asked.pk]), {"choice": "ACCEPTED"})
    assert OwnTraining.objects.get().programme == "Cardiology"
    assert "7654321" not in text(client.get(reverse("profile-training")))


def test_aspirations_are_kept_by_the_day(client, own):
    client.post(reverse("profile-aspirations-when"), {"horizon": "COMPLETION"})
    client.post(reverse("profile-aspirations-where"), {"places": ["south_west", "ANYWHERE"]})
    client.post(reverse("profile-aspirations-how"), {"pattern": "PART"})
    client.post(reverse("profile-aspirations-share"), {"job_share": "YES"})
    kept = Aspiration.objects.get()
    assert (kept.horizon, kept.places, kept.pattern, kept.job_share) == ("COMPLETION", ["ANYWHERE"], "PART", "YES")
    Aspiration.objects.update(from_date="2025-01-01")
    client.post(reverse("profile-aspirations-when"), {"horizon": "NOW"})
    newest, oldest = Aspiration.objects.all()
    assert (newest.horizon, newest.pattern, oldest.horizon) == ("NOW", "PART", "COMPLETION")
    page = text(client.get(reverse("profile-aspirations")))
    assert "Within 12 months" in page
    assert "Anywhere in the UK" in page


def test_first_answers_follow_each_other_and_a_changed_one_stands_alone(client):
    when, where, how, share = (reverse(f"profile-aspirations-{step}") for step in ("when", "where", "how", "share"))
    assert client.post(when, {"horizon": "NOW"}).url == where
    assert client.post(where, {"places": ["south_west"]}).url == how
    section = reverse("profile-aspirations")
    assert client.post(how, {"pattern": "PART"}).url == share
    assert client.post(share, {"job_share": "YES"}).url == section
    assert client.post(when, {"horizon": "SOON"}).url == section
    Aspiration.objects.update(pattern="", job_share="", horizon="")
    assert client.post(when, {"horizon": "SOON"}).url == how


def test_another_interest_is_a_new_row(client, own):
    client.post(reverse("profile-stage-next"), {"next_step": "BROADEN"})
    own.refresh_from_db()
    assert own.next_step == "BROADEN"
    assert Interest.objects.get().how == "profile"


def test_support_wanted_is_kept(client):
    client.post(reverse("profile-support-kinds"), {"kinds": ["MENTOR", "SHADOWING"], "note": "Board work"})
    page = text(client.get(reverse("profile-support")))
    assert "A mentor" in page
    assert "Board work" in page


def test_a_long_list_takes_no_more_queries(client, own):
    def queries(count):
        for n in range(count):
            Post.objects.create(clinician=own, title=f"Role {n}", created_at=own.created_at)
        client.get(reverse("profile-posts"))
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("profile-posts"))
        return len(seen)

    assert queries(1) == queries(12)
