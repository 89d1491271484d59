from datetime import date
from itertools import pairwise
from random import Random

import pytest

from pathways import reference
from tests.factories.organisations import OrganisationFactory
from tests.factories.profiles import ClinicianFactory
from tests.factories.reference import load_reference
from tracking.demo.leaders import Leaders
from tracking.models import LeadershipPost, Tenure

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def test_every_trust_has_its_posts_and_their_holders_follow_one_another(demo):
    posts = LeadershipPost.objects.all()
    assert {"chief_executive", "medical_director", "chief_nurse"} <= set(posts.values_list("role__code", flat=True))
    assert Tenure.objects.now().filter(expected_end_on__isnull=False).exists()
    for post in posts.prefetch_related("tenures")[:40]:
        stays = sorted((t.started_on, t.ended_on or date.max) for t in post.tenures.all())
        assert all(before[1] <= after[0] for before, after in pairwise(stays))


def test_professions_are_known_ones():
    load_reference()
    reference.load()
    OrganisationFactory(kind="TRUST")
    ClinicianFactory(stage="ORGANISATION")
    Leaders(Random(1), date(2026, 8, 6)).add()
    assert not Tenure.objects.filter(is_clinical=True, profession__isnull=True).exists()
    assert Tenure.objects.filter(profession__code="nurse_adult").exists()
