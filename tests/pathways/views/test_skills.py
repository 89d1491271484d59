import pytest
from django.urls import reverse
from django.utils.timezone import now

from pathways.actions import skills
from pathways.models import Answer, Crosswalk, Evidence, SelfAssessment
from talent_register.audit.models import Event
from tests.factories.pathways import CompetencyFactory, EvidenceFactory, FrameworkFactory, LevelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework():
    framework = FrameworkFactory()
    LevelFactory(framework=framework, code="working", name="Working", rank=2)
    LevelFactory(framework=framework, code="expert", name="Expert", rank=4)
    CompetencyFactory(framework=framework, code="self", title="Leading yourself", wordings={"working": "You ask."})
    CompetencyFactory(framework=framework, code="team", title="Leading a team")
    return framework


@pytest.fixture
def client_of(log_in, person):
    return log_in(person.user)


def look(client, framework, *answers):
    """Answer the skills in order, then finish."""
    address = client.post(reverse("self-assessment-begin", args=[framework.code])).url
    for answer in answers:
        address = client.post(address, {"answer": answer}).url
    client.post(address)
    return SelfAssessment.objects.latest("pk")


def test_one_skill_a_page_to_the_summary(client_of, framework):
    begun = client_of.post(reverse("self-assessment-begin", args=[framework.code]))
    first = client_of.get(begun.url).content.decode()
    assert "Skill 1 of 2" in first
    assert "You ask." in first
    assert "I have had no chance to show this" in first
    found = look(client_of, framework, "working", "NO_CHANCE")
    assert found.completed_on is not None
    assert Event.objects.filter(type="pathways.self_assessment_finished").exists()


def test_no_chance_is_no_level(client_of, framework):
    found = look(client_of, framework, "expert", "NO_CHANCE")
    answers = {a.competency.code: a for a in found.answers.all()}
    assert (answers["team"].level, answers["team"].unknown) == (None, "NO_CHANCE")
    assert answers["self"].level.rank == 4


def test_nothing_chosen_is_told(client_of, framework):
    address = client_of.post(reverse("self-assessment-begin", args=[framework.code])).url
    assert "Select the words that fit you best" in client_of.post(address, {}).content.decode()
    assert not Answer.objects.exists()


def test_coming_back_goes_on_where_it_stopped(client_of, framework):
    address = client_of.post(reverse("self-assessment-begin", args=[framework.code])).url
    client_of.post(address, {"answer": "working"})
    assert client_of.post(reverse("self-assessment-begin", args=[framework.code])).url.endswith("/team/")
    assert SelfAssessment.objects.count() == 1


def test_finishing_early_leads_to_what_is_left(client_of, framework):
    client_of.post(reverse("self-assessment-begin", args=[framework.code]))
    answer = client_of.post(reverse("self-assessment", args=[SelfAssessment.objects.get().pk]))
    assert answer.url.endswith("/self/")


def test_this_year_stands_beside_last_year_and_its_version(client_of, framework):
    before = look(client_of, framework, "working", "UNSURE")
    newer = FrameworkFactory(code=framework.code, version="2")
    LevelFactory(framework=newer, code="expert", name="Expert", rank=4)
    for code in ("self", "team"):
        CompetencyFactory(framework=newer, code=code)
    after = look(client_of, newer, "expert", "expert")
    body = client_of.get(reverse("self-assessment", args=[after.pk])).content.decode()
    assert "Higher than before" in body
    assert "Nothing to compare" in body
    assert (before.framework.version, after.framework.version) == ("1", "2")


def test_a_finished_look_stays_as_it_is(client_of, framework):
    found = look(client_of, framework, "working", "working")
    address = reverse("self-assessment-skill", args=[found.pk, "self"])
    assert client_of.post(address, {"answer": "expert"}).status_code == 404
    assert found.answers.first().level.code == "working"


def test_an_example_is_told_once_and_shown_in_related_frameworks(client_of, person, framework):
    other = CompetencyFactory(framework=FrameworkFactory(code="other", version="1"), title="Elsewhere")
    own = framework.competencies.get(code="self")
    Crosswalk.objects.create(from_competency=own, to_competency=other, strength="related", basis="ours")
    client_of.post(reverse("example-add"), {"title": "Clinic redesign", "competencies": [own.pk]})
    assert Evidence.objects.get().competencies.get() == own
    found = skills.begin(clinician=person, framework=other.framework, by=person.user, at=now())
    assert "Clinic redesign" in client_of.get(reverse("self-assessment", args=[found.pk])).content.decode()


@pytest.mark.parametrize(
    ("data", "words"), [({}, "Enter what you did"), ({"title": "Clinic"}, "Select at least one skill")]
)
def test_a_wrong_example_is_told(client_of, framework, data, words):
    assert words in client_of.post(reverse("example-add"), data).content.decode()
    assert not Evidence.objects.exists()


def test_an_example_changes_and_goes(client_of, person, framework):
    example, own = EvidenceFactory(clinician=person), framework.competencies.first()
    client_of.post(reverse("example-change", args=[example.pk]), {"title": "Ward redesign", "competencies": [own.pk]})
    assert "Ward redesign" in client_of.get(reverse("self-assessment-list")).content.decode()
    client_of.post(reverse("example-remove", args=[example.pk]))
    assert not Evidence.objects.exists()


def test_what_others_said_of_themselves_is_not_found(client_of):
    example = EvidenceFactory()
    assert client_of.get(reverse("example-change", args=[example.pk])).status_code == 404
    assert client_of.post(reverse("self-assessment-begin", args=["nothing"])).status_code == 404
