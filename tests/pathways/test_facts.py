"""Every fact that the register ships is loaded with how far it can be trusted, and no page says more than that."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.template import Context, Template
from django.utils import timezone

from pathways.models import (
    GuidanceNote,
    LicenceRule,
    OutOfProgrammeKind,
    PracticeSetting,
    Programme,
    RenewalWindow,
    TrainingOutcome,
)
from pathways.reference.files import rows
from talent_register.common.models import Sourced
from talent_register.common.reference import sourced
from tests.factories.reference import load_facts

pytestmark = pytest.mark.django_db
FILES = {
    "licence_rules": LicenceRule,
    "renewal_windows": RenewalWindow,
    "guidance_notes": GuidanceNote,
    "out_of_programme": OutOfProgrammeKind,
    "training_outcomes": TrainingOutcome,
    "practice_settings": PracticeSetting,
    "programmes": Programme,
}
SOURCED = [model for model in apps.get_app_config("pathways").get_models() if issubclass(model, Sourced)]


@pytest.fixture
def _facts():
    load_facts()


@pytest.mark.usefixtures("_facts")
@pytest.mark.parametrize("name", FILES)
def test_all_rows_are_loaded_with_their_trust(name):
    said = {row["code"]: sourced(row) for row in rows(name)}
    kept = {row.code: row for row in FILES[name].objects.all()}
    assert said.keys() == kept.keys()
    for code, row in kept.items():
        assert (row.source, row.is_verified, row.checked_on) == (
            said[code]["source"],
            said[code]["is_verified"],
            said[code]["checked_on"],
        )


@pytest.mark.usefixtures("_facts")
@pytest.mark.parametrize("name", FILES)
def test_a_row_from_general_knowledge_is_never_verified(name):
    recalled = FILES[name].objects.filter(checked__contains="verify")
    assert not recalled.filter(is_verified=True).exists()


def words(fact) -> str:
    return Template("{% load facts %}{% trust fact %}").render(Context({"fact": fact}))


@pytest.mark.parametrize("model", SOURCED, ids=lambda model: model.__name__)
def test_no_unverified_row_renders_as_verified(model):
    today = timezone.localdate()
    assert "Not yet checked" in words(model(is_verified=False, checked_on=today))
    assert "app-checked" not in words(model(is_verified=False, checked_on=today))
    assert "app-checked" in words(model(is_verified=True, checked_on=today))
    stale = words(model(is_verified=True, checked_on=date(2020, 1, 1)))
    assert "Checked too long ago" in stale
    assert "app-checked" not in stale


@pytest.mark.usefixtures("_facts")
@pytest.mark.parametrize("profession", ["optometrist", "chiropractor", "nurse", "physiotherapist"])
def test_the_licence_page_claims_no_more_checks_than_there_are(client, profession):
    page = client.get(f"/licence/?profession={profession}&needs=no&patients=no").content.decode()
    regulators = {"optometrist": "goc", "chiropractor": "gcc", "nurse": "nmc", "physiotherapist": "hcpc"}
    code = regulators[profession]
    verified = LicenceRule.objects.filter(regulator__code=code, is_verified=True).count()
    verified += GuidanceNote.objects.filter(regulator__code=code, is_verified=True).count()
    verified += RenewalWindow.objects.filter(regulator__code=code, number_prefix="PH").count()
    assert len(re.findall("app-checked", page)) == verified
    unverified = LicenceRule.objects.filter(regulator__code=code, is_verified=False).count()
    assert page.count("Not yet checked") == unverified
