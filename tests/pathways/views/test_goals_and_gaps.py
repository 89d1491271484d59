import time
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from pathways.actions.goals import choose
from pathways.models import Goal, OtherWay, PlanAction, Route
from pathways.rules.goals import CannotAim
from talent_register.audit.models import Event
from tests.factories.pathways import CompetencyFactory, GoalFactory, RequirementFactory, SelfAssessmentFactory
from tests.factories.profiles import ClinicianFactory, PostFactory, ProfessionFactory, RegistrationFactory
from tests.factories.tracking import RoleFactory

pytestmark = pytest.mark.django_db


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query).content.decode()


def test_no_goal_is_fine(log_in, clinician):
    assert "You have no target role yet. That is fine" in page(log_in(clinician), "goal-list")


def test_a_goal_leads_to_what_it_needs(log_in, clinician, role):
    answer = log_in(clinician).post(reverse("goal-add"), {"role": role.slug, "horizon": "THREE"})
    assert answer.url == reverse("gap", args=[role.slug])
    assert Goal.objects.get().clinician.user == clinician
    assert Event.objects.filter(type="pathways.goal_chosen").exists()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Choose a role to aim for"),
        ({"role": "x", "horizon": "THREE"}, "Choose a role from the list"),
        ({"role": "medical-director"}, "Select when you would like to get there"),
    ],
)
def test_a_wrong_goal_is_told(log_in, clinician, role, data, words):
    answer = log_in(clinician).post(reverse("goal-add"), data)
    assert words in answer.content.decode()
    assert not Goal.objects.exists()


def test_a_fourth_goal_is_refused(log_in, person, role):
    for n in range(3):
        GoalFactory(clinician=person, role=RoleFactory(code=f"role_{n}"))
    answer = log_in(person.user).post(reverse("goal-add"), {"role": role.slug, "horizon": "THREE"})
    assert "You can aim for up to 3 roles at once" in answer.content.decode()
    assert "Add a goal" not in page(log_in(person.user), "goal-list")


def test_a_goal_changes_and_ends(log_in, person, role):
    goal, client = GoalFactory(clinician=person, role=role), log_in(person.user)
    client.post(reverse("goal-change", args=[goal.pk]), {"horizon": "ONE"})
    client.post(reverse("goal-end", args=[goal.pk]))
    goal.refresh_from_db()
    assert (goal.horizon, goal.ended_on is None) == ("ONE", False)
    assert "Goals you had before" in page(client, "goal-list")


def test_a_goal_for_an_ended_role_says_so_and_offers_the_next_step(log_in, person, role):
    goal, client = GoalFactory(clinician=person, role=role), log_in(person.user)
    like = RoleFactory(code="like_it", title="A role like it", tier=role.tier)
    role.valid_to = date(2026, 1, 31)
    role.save()
    assert "This role ended on 31 January 2026." in page(client, "goal-list")
    body = page(client, "gap", role.slug)
    assert "This role ended on 31 January 2026." in body
    assert f'href="{reverse("gap", args=[like.slug])}"' in body
    assert f'href="{reverse("goal-end", args=[goal.pk])}"' in body
    client.post(reverse("goal-end", args=[goal.pk]))
    assert role.title in page(client, "goal-list")
    assert "Make this role a goal" not in page(client, "gap", role.slug)


def test_an_ended_role_cannot_be_chosen_listed_or_compared(log_in, clinician, role):
    role.valid_to = timezone.localdate()
    role.save()
    client = log_in(clinician)
    answer = client.post(reverse("goal-add"), {"role": role.slug, "horizon": "THREE"})
    assert "Choose a role from the list" in answer.content.decode()
    with pytest.raises(CannotAim, match="This role has ended"):
        choose(clinician=ClinicianFactory(), role=role, horizon="ONE", by=clinician, at=timezone.now())
    assert f'href="/roles/{role.slug}/"' not in client.get("/roles/").content.decode()
    assert role.title not in client.get("/roles/compare/").content.decode()
    assert "This role ended on" in client.get(f"/roles/{role.slug}/").content.decode()


def test_the_goal_of_another_is_not_found(log_in, clinician, role):
    goal = GoalFactory(role=role)
    assert log_in(clinician).get(reverse("goal-end", args=[goal.pk])).status_code == 404


def test_what_is_not_told_is_no_gap(log_in, clinician, need):
    body = page(log_in(clinician), "gap", need.role.slug)
    assert "You have not told us" in body
    assert "We do not know about 1." in body
    assert f'href="{reverse("gap-tell", args=[need.role.slug, need.code])}"' in body
    assert "%" not in body.split("<main>")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("rule", "options", "place"),
    [
        ("registration", {}, "registration-choose"),
        ("profession", {"families": ["nursing"]}, "profile-registrations"),
        ("held_role", {"roles": ["medical_director"]}, "profile-posts-add"),
        ("programme", {"programmes": ["x"]}, "profile-programmes-add"),
        ("qualification", {"qualifications": ["x"]}, "profile-qualifications-add"),
        ("scope", {"scope": "SYSTEM"}, "profile-stage-stage"),
        ("skill", {"competency": "x", "rank": 1}, "self-assessment-list"),
        ("evidence", {"competency": "x"}, "example-add"),
    ],
)
def test_what_is_not_told_leads_to_its_question(log_in, clinician, role, rule, options, place):
    need = RequirementFactory(role=role, rule=rule, options=options)
    answer = log_in(clinician).get(reverse("gap-tell", args=[role.slug, need.code]))
    assert answer.url == reverse(place)


def test_what_nobody_records_is_asked_in_ones_own_words(log_in, clinician, role):
    need = RequirementFactory(role=role, rule="own_word")
    answer = log_in(clinician).get(reverse("gap-tell", args=[role.slug, need.code]))
    assert answer.url == reverse("other-way", args=[role.slug, need.code])


def test_a_list_with_rows_is_asked_whether_it_is_complete(log_in, person, role):
    PostFactory(clinician=person)
    need = RequirementFactory(role=role, rule="held_role", options={"roles": ["x"]})
    answer = log_in(person.user).get(reverse("gap-tell", args=[role.slug, need.code]))
    assert answer.url == reverse("profile-posts")


@pytest.mark.parametrize(
    ("rule", "missing", "page"),
    [
        ("licence", {"licence": "UNKNOWN"}, "registration-licence"),
        ("years_qualified", {}, "registration-joined"),
    ],
)
def test_a_number_that_lacks_a_fact_is_asked_for_it(log_in, person, role, rule, missing, page):
    number = RegistrationFactory(clinician=person, state="CURRENT", **{"registered_on": None, **missing})
    need = RequirementFactory(role=role, rule=rule, options={"years": 5})
    answer = log_in(person.user).get(reverse("gap-tell", args=[role.slug, need.code]))
    assert answer.url == reverse(page, args=[number.pk])
    assert log_in(person.user).get(answer.url).status_code == 200


def test_a_look_that_is_under_way_goes_on_at_the_skill(log_in, person, role):
    skill = CompetencyFactory(code="direction")
    look = SelfAssessmentFactory(clinician=person, framework=skill.framework)
    need = RequirementFactory(role=role, rule="skill", options={"competency": "direction", "rank": 2})
    answer = log_in(person.user).get(reverse("gap-tell", args=[role.slug, need.code]))
    assert answer.url == reverse("self-assessment-skill", args=[look.pk, "direction"])


def test_an_answer_leads_back_to_its_requirement_once(log_in, clinician, role):
    need = RequirementFactory(role=role, rule="scope", options={"scope": "SYSTEM"})
    client, question = log_in(clinician), reverse("profile-stage-stage")
    client.get(reverse("gap-tell", args=[role.slug, need.code]))
    body = page(client, "profile-stage-stage")
    row = f"{reverse('gap', args=[role.slug])}#{need.code}"
    assert f'<a href="{row}">Back to: What you would need: Medical director</a>' in body
    assert client.post(question, {"stage": "TEAM"}).url == row
    assert client.post(question, {"stage": "SERVICE"}).url == reverse("profile-aspirations")


def test_after_an_hour_nobody_is_led_back(log_in, clinician, role):
    need = RequirementFactory(role=role, rule="scope", options={"scope": "SYSTEM"})
    client = log_in(clinician)
    client.get(reverse("gap-tell", args=[role.slug, need.code]))
    session = client.session
    session["way_back"] = {**session["way_back"], "at": time.time() - 3601}
    session.save()
    assert "Back to: What you would need" not in page(client, "profile-stage-stage")
    answer = client.post(reverse("profile-stage-stage"), {"stage": "TEAM"})
    assert answer.url == reverse("profile-stage-next")


def test_a_fact_is_named_where_it_counts(log_in, person, need):
    RegistrationFactory(clinician=person, number="7654321", state="CURRENT")
    body = page(log_in(person.user), "gap", need.role.slug)
    assert "GMC number ending 321, given by you" in body
    assert "You have all or part of 1 of the 1 thing" in body


def test_a_step_enters_the_plan_in_one_click_and_comes_back_to_its_row(log_in, clinician, need):
    client = log_in(clinician)
    answer = client.post(reverse("gap", args=[need.role.slug]), {"requirement": need.code, "step": "0"})
    assert answer.url == f"{reverse('gap', args=[need.role.slug])}#{need.code}"
    action = PlanAction.objects.get()
    assert (action.words, action.requirement, action.due_on is None) == ("Keep your registration", need, False)
    client.post(reverse("gap", args=[need.role.slug]), {"requirement": need.code, "step": "0"})
    assert PlanAction.objects.count() == 1
    assert "In your plan" in page(client, "gap", need.role.slug)


@pytest.mark.parametrize("data", [{}, {"requirement": "registration"}, {"requirement": "registration", "step": "9"}])
def test_a_step_that_is_none_is_not_found(log_in, clinician, need, data):
    assert log_in(clinician).post(reverse("gap", args=[need.role.slug]), data).status_code == 404


def test_another_profession_is_told_and_shown_the_like(log_in, person, role):
    RoleFactory(code="chief_executive", title="Chief executive", families=[], tier=7)
    RoleFactory(code="chief_nurse", title="Chief nurse", families=["nursing"])
    body = page(log_in(person.user), "gap", "chief-nurse")
    assert "This role is for people from: Nursing." in body
    assert reverse("gap", args=["medical-director"]) in body


def test_routes_are_drawn_where_most_lead_there(log_in, person, role):
    """Of a role that no route of one's own profession leads to, the page of the profession with the most of them."""
    ways = [("midwifery", "a"), ("nursing", "b"), ("nursing", "c")]
    for family, code in ways:
        feeder = RoleFactory(code=code, slug=code)
        Route.objects.create(from_role=feeder, to_role=role, family=family, commonness="COMMON", basis="Expert view")
    assert f"{reverse('pathway', args=['nursing'])}?view=diagram" in page(log_in(person.user), "gap", role.slug)


def test_meeting_it_another_way_is_the_persons_own_word(log_in, clinician, need):
    client, address = log_in(clinician), reverse("other-way", args=[need.role.slug, need.code])
    assert "Enter how you meet this" in client.post(address, {}).content.decode()
    client.post(address, {"note": "I am on a register abroad."})
    body = page(client, "gap", need.role.slug)
    assert "You say you meet this another way" in body
    assert "I am on a register abroad." in body
    client.post(address, {"take-back": "yes"})
    assert not OtherWay.objects.exists()


def test_the_number_of_queries_does_not_grow_with_needs(log_in, clinician, role, django_assert_max_num_queries):
    client = log_in(clinician)
    for n in range(20):
        RequirementFactory(role=role, position=n)
    PostFactory(clinician=clinician.clinician)
    assert "Registration with your regulator" in page(client, "gap", role.slug)
    with django_assert_max_num_queries(21):
        page(client, "gap", role.slug)


def test_an_edited_need_or_name_shows_at_once_though_facts_are_kept(log_in, clinician, role, need):
    client = log_in(clinician)
    PostFactory(clinician=clinician.clinician, title="Head of everything")
    need.rule, need.options, need.words = "held_role", {"roles": ["head_of_everything"]}, "Led everything"
    need.save()
    assert "You have not told us that your list is complete." in page(client, "gap", role.slug)
    RoleFactory(code="head_of_everything", title="Head of everything")
    assert "You have not told us that your list is complete." not in page(client, "gap", role.slug)
    need.words = "Led everything for years"
    need.save()
    assert "Led everything for years" in page(client, "gap", role.slug)


def test_roles_before_say_how_much_of_them_one_has(log_in, person, role):
    """The one with least to go comes first; what nobody told is no gap."""
    far, near, closed = (
        RoleFactory(code=code, slug=code, title=code.capitalize(), families=families)
        for code, families in (("far", []), ("near", []), ("closed", ["dental"]))
    )
    person.profession = ProfessionFactory(code="doctor", family="medical")
    person.save()
    for before in (far, near, closed):
        Route.objects.create(from_role=before, to_role=role, family="medical", commonness="COMMON", basis="Expert view")
    asked = {"rule": "profession", "options": {"families": ["medical"]}}
    RequirementFactory(role=near, code="profession", **asked)
    RequirementFactory(role=far, code="profession", **asked)
    RequirementFactory(role=far, code="check", rule="own_word", options={}, position=2)
    body = page(log_in(person.user), "gap", role.slug)
    assert "Near</a>. You have all or part of 1 of the 1 thing people usually have." in body
    assert "Far</a>. You have all or part of 1 of the 2 things people usually have. We do not know about 1." in body
    assert body.index("Near</a>") < body.index("Far</a>")
    assert "Closed</a>" not in body


def test_who_has_no_record_is_asked_to_register(log_in, regional_lead, role):
    assert log_in(regional_lead).get(reverse("gap", args=[role.slug])).url == reverse("register")


def test_goals_stand_in_the_task_list(log_in, person, role):
    body = page(log_in(person.user), "own-profile")
    assert reverse("goal-list") in body
    assert reverse("self-assessment-list") in body


def test_somebody_elses_goals_do_not_count(log_in, clinician, role):
    GoalFactory(clinician=ClinicianFactory(), role=role)
    assert "Make this role a goal" in page(log_in(clinician), "gap", role.slug)
