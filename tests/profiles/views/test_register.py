"""Registering: 8 questions, kept page by page, with or without a number."""

import pytest
from django.urls import reverse

from profiles.models import Clinician, Profession, RegistrationDraft
from tests.factories.accounts import UserFactory
from tests.factories.organisations import OrganisationFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

STEPS = [
    ("name", {"given_names": "Siân", "family_name": "O'Brien"}),
    ("profession", {"group": "nurse", "which_nurse": "nurse_adult"}),
    ("number", {"number": "12a 3456e"}),
    ("role", {"title": "Ward manager", "employer": "Royal Devon University Healthcare NHS Foundation Trust"}),
    ("region", {"place": "south_west"}),
    ("stage", {"stage": "TEAM"}),
    ("next-step", {"next_step": "STEP_UP"}),
    ("consent", {"REGION": "yes", "NATION": "no", "COLLEGE": "yes", "RECRUITERS": "no"}),
    ("letters", {"purposes": ["REVIEW"], "language": "en-gb"}),
]


def answer(client, question, data):
    return client.post(reverse(f"register-{question}"), data)


def walk(client, steps=STEPS):
    response = None
    for question, data in steps:
        response = answer(client, question, data)
        assert response.status_code == 302, (question, response.context["form"].errors)
    return response


def test_start_page_is_for_everybody(client):
    page = client.get("/").content.decode()
    assert "Start now" in page
    assert page.count("<h1") == 1


@pytest.mark.parametrize("name", ["register", "register-name", "register-check", "register-done"])
def test_strangers_are_sent_to_log_in(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert "log-in" in response["Location"] or "login" in response["Location"]


def test_eight_questions_then_check_then_registered(newcomer, log_in):
    client = log_in(newcomer)
    assert client.get(reverse("register")).url == reverse("register-name")
    assert walk(client).url == reverse("register-check")
    page = client.get(reverse("register-check")).content.decode()
    assert "Ward manager" in page
    assert "Royal Devon" in page
    assert "Confirm and register" in page
    assert client.post(reverse("register-check")).url == reverse("register-done")
    assert "You have registered your interest" in client.get(reverse("register-done")).content.decode()
    clinician = Clinician.objects.get(user=newcomer)
    assert clinician.state == "REGISTERED"
    assert clinician.registrations.get().number_key == "12A3456E"
    assert not RegistrationDraft.objects.exists()


def test_the_button_pressed_twice_registers_once(newcomer, log_in):
    client = log_in(newcomer)
    walk(client)
    for _press in range(2):
        assert client.post(reverse("register-check")).url == reverse("register-done")
    assert Clinician.objects.filter(user=newcomer).count() == 1


def test_answers_survive_logging_out(newcomer, log_in):
    walk(log_in(newcomer), STEPS[:4])
    later = log_in(newcomer)
    assert later.get(reverse("register")).url == reverse("register-region")
    assert "Siân" in later.get(reverse("register-name")).content.decode()


@pytest.mark.parametrize(
    ("question", "sent", "sentence"),
    [
        ("name", {"given_names": "", "family_name": ""}, "Enter your last name"),
        ("profession", {}, "Select your profession"),
        ("profession", {"group": "ahp"}, "Select which one"),
        ("profession", {"group": "barber"}, "Select one of the options on this page"),
        ("number", {"number": ""}, "Enter your NMC PIN"),
        ("number", {"number": "123"}, "NMC PIN must be 8 characters"),
        ("number", {"number": "9" * 101}, "Registration number must be 30 characters or fewer"),
        ("role", {"title": "", "employer": ""}, "Enter your job title, or select that you are between roles"),
        ("region", {}, "Select which part of the UK you mostly work in"),
        ("stage", {}, "Select what stage you are at"),
        ("next-step", {}, "Select what you would like to do next"),
        ("consent", {"REGION": "yes"}, "Select yes or no for national programme teams"),
        ("letters", {"purposes": ["SPAM"], "language": "en-gb"}, "Select from the options on this page"),
    ],
)
def test_each_mistake_gets_a_sentence(newcomer, log_in, question, sent, sentence):
    client = log_in(newcomer)
    walk(client, STEPS[: [name for name, _data in STEPS].index(question)])
    response = answer(client, question, sent)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Error: " in page
    assert sentence in page


def test_a_wrong_number_stays_in_its_box(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, STEPS[:2])
    assert 'value="123"' in answer(client, "number", {"number": "123"}).content.decode()


def test_without_the_number_at_hand(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, [*STEPS[:2], ("number", {"number": "", "later": "yes"}), *STEPS[3:]])
    client.post(reverse("register-check"))
    assert not newcomer.clinician.registrations.exists()
    assert "Add your registration number" in client.get(reverse("home")).content.decode()


def test_not_registered_is_asked_why_and_no_number(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, [STEPS[0], ("profession", {"group": "not_registered"})])
    assert client.get(reverse("register-number")).url == reverse("register-reason")
    walk(client, [("reason", {"reason": "RETIRED"}), *STEPS[3:]])
    client.post(reverse("register-check"))
    assert newcomer.clinician.career_stage == "RETIRED"
    assert newcomer.clinician.profession is None


def test_a_student_is_asked_neither(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, [STEPS[0], ("profession", {"group": "student", "which_student": "midwife"})])
    assert client.get(reverse("register")).url == reverse("register-role")
    walk(client, STEPS[3:])
    client.post(reverse("register-check"))
    assert (newcomer.clinician.career_stage, newcomer.clinician.profession.code) == ("STUDENT", "midwife")


def test_between_roles_needs_no_employer(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, [*STEPS[:3], ("role", {"between": "on"}), *STEPS[4:]])
    client.post(reverse("register-check"))
    assert not newcomer.clinician.posts.exists()


def test_part_of_an_employers_name_leads_to_a_choice(newcomer, log_in, trust):
    client = log_in(newcomer)
    walk(client, STEPS[:3])
    assert answer(client, "role", {"title": "Nurse", "employer": "devon university"}).url == reverse(
        "register-employer"
    )
    page = client.get(reverse("register-employer")).content.decode()
    assert trust.name in page
    assert "My organisation is not listed" in page
    assert "Select where you work" in client.post(reverse("register-employer"), {}).content.decode()
    client.post(reverse("register-employer"), {"organisation": str(trust.pk)})
    assert RegistrationDraft.objects.get().answers["role"]["organisation"] == trust.pk


def test_an_employer_that_is_not_listed_is_kept_as_typed(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, STEPS[:3])
    answer(client, "role", {"title": "Nurse", "employer": "devon university"})
    client.post(reverse("register-employer"), {"organisation": "not_listed"})
    role = RegistrationDraft.objects.get().answers["role"]
    assert (role["organisation"], role["organisation_text"]) == (None, "devon university")


def test_the_employers_region_is_suggested(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, STEPS[:4])
    form = client.get(reverse("register-region")).context["form"]
    assert form.initial == {"place": "south_west"}


def test_another_profession_asks_for_its_number_again(newcomer, log_in):
    client = log_in(newcomer)
    walk(client)
    answer(client, "profession", {"group": "midwife"})
    assert client.get(reverse("register-check")).url == reverse("register")
    assert client.get(reverse("register")).url == reverse("register-number")


def test_change_from_the_check_page_returns_there(newcomer, log_in):
    client = log_in(newcomer)
    walk(client)
    assert answer(client, "stage", {"stage": "SERVICE"}).url == reverse("register-check")


def test_nothing_is_chosen_beforehand_but_the_review(newcomer, log_in):
    client = log_in(newcomer)
    walk(client, STEPS[:7])
    assert " checked" not in client.get(reverse("register-consent")).content.decode()
    walk(client, [STEPS[7]])
    assert client.get(reverse("register-letters")).context["form"].initial["purposes"] == ["REVIEW"]


def test_registered_people_are_not_asked_again(reference, clinician, log_in):
    client = log_in(clinician)
    for name in ("register", "register-stage"):
        assert client.get(reverse(name)).url == reverse("home")


def test_every_profession_can_be_chosen(newcomer, log_in):
    form = log_in(newcomer).get(reverse("register-profession")).context["form"]
    reachable = {p.code for group in form.fields["group"].choices for p in form.professions(group[0])}
    assert reachable == set(Profession.objects.values_list("code", flat=True))


def test_questions_cost_few_queries(newcomer, log_in, django_assert_max_num_queries):
    client = log_in(newcomer)
    walk(client, STEPS[:3])
    OrganisationFactory.create_batch(5)
    with django_assert_max_num_queries(20):
        client.get(reverse("register-role"))


def test_the_name_given_with_the_account_is_not_asked_again(newcomer, log_in):
    newcomer.name = "Siân O'Brien"
    newcomer.save()
    client = log_in(newcomer)
    assert client.get(reverse("register")).url == reverse("register-profession")
    assert walk(client, STEPS[1:]).url == reverse("register-check")
    assert "Last name: O&#x27;Brien" in client.get(reverse("register-check")).content.decode()


def test_two_people_do_not_share_answers(newcomer, log_in):
    walk(log_in(newcomer), STEPS[:4])
    other = log_in(UserFactory(name=""))
    assert other.get(reverse("register")).url == reverse("register-name")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["a\x00b", "x" * 5000, "<script>alert(1)</script>", "\u202e👩"])
def test_nothing_typed_breaks_a_page(newcomer, log_in, text):
    client = log_in(newcomer)
    for question, good in STEPS:
        response = answer(client, question, dict.fromkeys(good, text))
        assert response.status_code in {200, 302}
        assert "<script>alert(1)" not in response.content.decode()
        answer(client, question, good)
    assert client.get(reverse("register-check")).status_code == 200


def test_a_number_before_a_profession_is_kept(newcomer, log_in):
    assert answer(log_in(newcomer), "number", {"number": "7654321"}).status_code == 302
