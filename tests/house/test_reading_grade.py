"""The pages of clinicians and of everybody read at grade 8 or lower: an age of 13 or 14."""

import pytest
from django.urls import reverse

from talent_register.common.permissions import Permission
from tests.factories.accounts import UserFactory
from tests.house.examples import EXAMPLES, build
from tests.house.reading import grade, running_text
from tests.house.test_strangers_see_nothing import ADDRESSES

HARDEST = 8
FEWEST_WORDS = 40  # of less nobody can say how hard it is


def pages():
    return [a for a in ADDRESSES if a.is_open or a.requires is Permission.OWN_RECORD]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("who", ["a registered clinician", "somebody new"])
def test_pages_are_easy_to_read(who, log_in):
    world = build()
    client = log_in(world.users["clinician"] if who == "a registered clinician" else UserFactory())
    hard = []
    for address in pages():
        words = EXAMPLES[address.name].words(world) if address.name in EXAMPLES else {}
        answer = client.get(reverse(address.name, kwargs=words))
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            sentences = running_text(answer.content.decode())
            if sum(len(s.split()) for s in sentences) >= FEWEST_WORDS and grade(sentences) > HARDEST:
                hard.append(f"{address.route}: grade {grade(sentences):.1f}. {' | '.join(sentences)}")
    assert hard == [], "\n".join(hard)


def test_the_grade_tells_plain_from_hard():
    assert grade(["We keep your answers safe.", "You can change them at any time."]) < 4
    assert grade(["Organisational transformation necessitates multidisciplinary leadership capability."]) > 15


def test_only_running_text_is_read():
    page = (
        "<main><h1>Your goal now</h1><p>You can change it when you like.</p><table><td>Not this one at all</td></table>"
    )
    assert running_text(page + "</main><p>Nor what stands outside of it.</p>") == ["You can change it when you like."]
