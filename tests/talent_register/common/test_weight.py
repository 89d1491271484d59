"""Our own styles and scripts stay small beside the design system's."""

import gzip

import pytest
from django.conf import settings


@pytest.mark.parametrize(
    ("name", "most"), [("app.css", 3), ("print.css", 1), ("app.js", 3), ("in_place.js", 1), ("early.js", 1)]
)
def test_own_files_stay_small(name, most):
    """In KB as they travel: compressed."""
    assert len(gzip.compress((settings.BASE_DIR / "static" / name).read_bytes())) <= most * 1024


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/help/", "/account/create/"])
def test_first_visit_of_a_public_page_is_light(client, address):
    files = [
        "build/nhsuk-frontend.min.css",
        "build/nhsuk-frontend.min.js",
        "app.css",
        "print.css",
        "app.js",
        "early.js",
    ]
    contents = [(settings.BASE_DIR / "static" / name).read_bytes() for name in files] + [client.get(address).content]
    assert sum(len(gzip.compress(content)) for content in contents) <= 75 * 1024
