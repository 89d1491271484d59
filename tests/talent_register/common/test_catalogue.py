import re

import pytest

pytestmark = pytest.mark.django_db


def test_catalogue_shows_every_component(client):
    page = client.get("/catalogue/").content.decode()
    assert page.count("<section id=") == 20
    assert page.count("<h1") == 1


def test_catalogue_has_no_inline_script_or_style(client):
    page = client.get("/catalogue/").content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", page)
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style", page)


def test_catalogue_has_no_double_ids(client):
    ids = re.findall(r'\sid="([^"]+)"', client.get("/catalogue/").content.decode())
    assert sorted({i for i in ids if ids.count(i) > 1}) == []
