"""Every column of the register says what it is: personal, special, operational or public."""

from importlib import import_module

import pytest
from django.apps import apps

from profiles.reference import DATA
from talent_register.common.reference import read_rows

OURS = ("talent_register.", "profiles", "pathways", "tracking")
MODELS = [model for model in apps.get_models() if model.__module__.startswith(OURS)]


def classified(model):
    """The entry of a model in the privacy.py of its app, or nothing."""
    try:
        privacy = import_module(f"{model._meta.app_config.name}.privacy")
    except ModuleNotFoundError:
        return None
    return privacy.FIELDS.get(model.__name__)


def columns(model):
    return [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_every_column_is_classified_once(model):
    where = f"{model._meta.app_config.name}/privacy.py"
    fields = classified(model)
    assert fields is not None, f'{where}: FIELDS has no entry for "{model.__name__}".'
    names = fields.names()
    missing = sorted(set(columns(model)) - set(names))
    unknown = sorted(set(names) - set(columns(model)))
    repeated = sorted({name for name in names if names.count(name) > 1})
    assert not missing, f"{where}: classify {', '.join(missing)} of {model.__name__}."
    assert not unknown, f"{where}: {model.__name__} has no column {', '.join(unknown)}."
    assert not repeated, f"{where}: {', '.join(repeated)} of {model.__name__} is classified twice."
    assert fields.purpose, f"{where}: {model.__name__} says no purpose."
    assert fields.retention, f"{where}: {model.__name__} says no retention."


def test_the_privacy_notice_tells_of_every_table_with_special_data():
    """Each names its purpose, and where the data is of Article 9 the notice says by which of its conditions."""
    notice = {row["code"]: row for row in read_rows(DATA / "purposes.csv")}
    special = {model: classified(model).notice for model in MODELS if classified(model).special}
    assert special, "There are such tables."
    untold = {model._meta.label: code for model, code in special.items() if code not in notice}
    assert not untold, "Name its purpose in privacy.py (notice=…), and word it in profiles/data/purposes.csv."
    assert all("Article 9(2)" in notice[code]["basis"] for code in special.values())
    told = {classified(model).notice for model in MODELS if classified(model)} - {""}
    assert {"equality", "mentoring"} <= told <= set(notice)


def test_no_entry_outlives_its_model():
    for app in {model._meta.app_config for model in MODELS}:
        known = {model.__name__ for model in app.get_models()}
        privacy = import_module(f"{app.name}.privacy")
        assert set(privacy.FIELDS) <= known, f"{app.name}/privacy.py names models that are gone."
