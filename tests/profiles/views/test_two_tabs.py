"""Every page of every section in two tabs, and sent twice: both values are shown, and nothing doubles."""

import re

import pytest
from django.urls import reverse

from profiles.forms.parts import LISTS, PARTS
from profiles.models import OutOfProgrammeKind, Specialty

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
    ("aspirations", "how"): ({"pattern": "PART", "job_share": "NO"}, {"pattern": "FULL", "job_share": "NO"}),
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


def seen(page):
    return re.search(r'name="seen" value="([^"]*)"', page)[1]


def sends(client, address, said, seen):
    data = {**said, "seen": seen}
    if isinstance(data.get("specialty"), int):
        data["specialty"] = str(Specialty.objects.filter(disabled_on=None)[data["specialty"]].pk)
    return client.post(address, data)


@pytest.mark.parametrize(("code", "step"), SAID)
def test_two_tabs_show_both_and_ask(client, own, code, step):
    assert OutOfProgrammeKind.objects.exists()
    address, (one, other) = page_of(client, own, code, step), SAID[code, step]
    if PARTS[code].steps[0].code == step and code in LISTS:
        one, other = other, one  # the row says the first already
    opened = [seen(client.get(address).content.decode()) for _tab in range(2)]
    assert sends(client, address, one, opened[0]).status_code == 302
    answer = sends(client, address, other, opened[1])
    page = answer.content.decode()
    assert answer.status_code == 200, "the second tab overwrote the first without a word"
    assert "This was changed while you had it open" in page
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    assert any(len(set(re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL))) > 1 for row in rows), "both say the same"
    # Sending it again decides.
    assert sends(client, address, other, seen(page)).status_code == 302


@pytest.mark.parametrize(("code", "step"), SAID)
def test_a_page_sent_twice_counts_once(client, own, code, step):
    address, (one, _other) = page_of(client, own, code, step), SAID[code, step]
    opened = seen(client.get(address).content.decode())
    for _press in range(2):
        assert sends(client, address, one, opened).status_code == 302
    if code in LISTS:
        assert PARTS[code].model.objects.count() == 1
