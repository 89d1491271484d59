"""Every kind of fact can end: drafted by one, published by another, kept, and seen by readers no more."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from pathways import holidays, wordings
from pathways.content import kinds
from pathways.models import (
    BankHoliday,
    ContentChange,
    Framework,
    GuidanceNote,
    Pathway,
    PathwayStep,
    PayAward,
    Programme,
    Requirement,
    Role,
    Route,
    StatutoryNote,
    Wording,
)
from pathways.presenters.roles import role_page
from tests.factories.pathways import OpportunityFactory
from tests.factories.reference import load_facts
from tests.factories.talent import GridFactory
from tracking.forms.discussions import DiscussionForm
from tracking.forms.posts import PostForm

pytestmark = pytest.mark.django_db
PARTS = {"competency", "level"}


@pytest.fixture(autouse=True)
def _facts():
    load_facts()


def on(day):
    return {"day_day": day.day, "day_month": day.month, "day_year": day.year, "why": "It is no more"}


def read(address):
    return Client().get(address).content.decode()


def test_every_kind_ends_but_parts_of_frameworks(editor, second):
    OpportunityFactory()
    today = timezone.localdate()
    for kind in kinds().values():
        row = kind.model.objects.last()
        address = f"/content/{kind.name}/{row.pk}/end/"
        if kind.name in PARTS:
            assert (kind.end, editor.get(address).status_code) == ("", 404)
            continue
        editor.post(address, on(today))
        change = ContentChange.objects.get(kind=kind.name)
        second.post(f"/content/changes/{change.uuid}/", {"publish": "1"})
        assert kind.values(kind.model.objects.get(pk=row.pk))[kind.end] == today.isoformat(), kind.name
    assert set(PARTS) == {kind.name for kind in kinds().values() if not kind.end}


def test_the_end_is_offered_told_once_and_seen_in_the_list(editor, second):
    row = Programme.objects.first()
    address = f"/content/programme/{row.pk}/end/"
    assert address in editor.get(f"/content/programme/{row.pk}/").content.decode()
    assert "The day must include" in editor.post(address, {"day_day": "1", "why": "x"}).content.decode()
    editor.post(address, on(timezone.localdate()))
    second.post(f"/content/changes/{ContentChange.objects.get().uuid}/", {"publish": "1"})
    assert "It ends on this day already" in editor.post(address, on(timezone.localdate())).content.decode()
    assert "Ended" in editor.get("/content/programme/").content.decode()
    assert f"/programmes/{row.code}/" not in read("/programmes/")
    assert "This programme ended on" in read(f"/programmes/{row.code}/")


def test_a_fact_is_seen_until_its_last_day():
    today = timezone.localdate()
    Pathway.objects.update(valid_to=today + timedelta(days=1))
    assert Pathway.objects.current().exists()
    Pathway.objects.update(valid_to=today)
    assert not Pathway.objects.current().exists()
    assert not PathwayStep.objects.current().exists()


def test_routes_and_steps_end_with_their_role():
    role = Role.objects.get(code="medical_director")
    assert Route.objects.current().filter(to_role=role).exists()
    Role.objects.filter(pk=role.pk).update(valid_to=timezone.localdate())
    assert not Route.objects.current().filter(to_role=role).exists()
    assert not PathwayStep.objects.current().filter(role=role).exists()
    assert "Medical director</a>" not in read("/pathways/medicine/?view=list")


def test_readers_see_no_ended_law_need_award_note_day_or_wording(settings):
    today, role = timezone.localdate(), Role.objects.get(code="medical_director")
    note, need, award = (
        StatutoryNote.objects.first(),
        Requirement.objects.filter(role=role).first(),
        PayAward.objects.last(),
    )
    guidance, english = GuidanceNote.objects.first(), Wording.objects.first().english
    day = BankHoliday.objects.first()
    assert day.day in holidays.by_nation()[day.nation]
    StatutoryNote.objects.update(valid_to=today)
    Requirement.objects.filter(pk=need.pk).update(disabled_on=today)
    for row in (award, guidance, day):
        type(row).objects.filter(pk=row.pk).update(valid_to=today)
    Wording.objects.filter(english=english).update(valid_to=today)
    shown = role_page(role, None, today)
    assert (shown.notes, need in shown.asked) == ([], False)
    assert note.title not in read(f"/roles/{role.slug}/")
    assert guidance.question not in read("/guidance/")
    assert award.award not in [
        one.award for one in PayAward.objects.current().filter(year=award.year, group=award.group)
    ]
    assert day.day not in holidays.by_nation()[day.nation]
    assert english not in wordings.welsh()


def test_a_need_that_ends_tomorrow_is_asked_for_today():
    need = Requirement.objects.first()
    Requirement.objects.filter(pk=need.pk).update(disabled_on=timezone.localdate() + timedelta(days=1))
    assert need in Requirement.objects.in_use()


def test_the_page_of_an_ended_framework_says_so():
    row = Framework.objects.first()
    assert "This framework ended on" not in read(f"/frameworks/{row.code}/{row.version}/")
    Framework.objects.filter(pk=row.pk).update(valid_to=timezone.localdate())
    assert "This framework ended on" in read(f"/frameworks/{row.code}/{row.version}/")


def test_forms_of_staff_offer_no_role_that_has_ended(regional_lead):
    role = Role.objects.get(code="medical_director")

    def offered():
        need = Requirement.objects.to_choose().filter(role=role).exists()
        talked = DiscussionForm(grid=GridFactory(), today=timezone.localdate())
        post = PostForm(user=regional_lead)
        return need, (str(role.pk), role.title) in talked.fields["role_1"].choices, role.code in post.roles

    assert offered() == (True, True, True)
    Role.objects.filter(pk=role.pk).update(valid_to=timezone.localdate())
    assert offered() == (False, False, False)
