"""Pages of docs/ that are made from code say what the code says."""

from pathlib import Path

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", settings.DOCUMENTS)
def test_page_is_current(name):
    path, text = import_string(name)()
    assert (ROOT / path).read_text(encoding="utf-8") == text, "run: manage.py write_docs"


def test_decisions_are_numbered_one_by_one():
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "adr").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))
