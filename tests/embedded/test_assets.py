import json

import pytest

from talent_register.embedded import assets
from talent_register.embedded.errors import CannotStart
from talent_register.embedded.state import CHECKOUT

CSS = '@font-face{font-family:X;src:url(https://fonts.example/x.woff2)}a{background:url("/assets/i.svg")}\n'


def test_what_is_served_asks_nothing_of_other_machines():
    served = assets.served_form(CSS + "/*# sourceMappingURL=x.css.map */\n", "x.css")
    assert served == 'a{background:url("assets/i.svg")}\n'


def test_scripts_lose_only_their_source_map():
    assert assets.served_form("go();//# sourceMappingURL=x.js.map", "x.js") == "go();\n"


def test_the_lock_names_no_address_and_a_hash_for_everything():
    lock = json.loads((CHECKOUT / "package-lock.json").read_text())
    packages = {name: facts for name, facts in lock["packages"].items() if name}
    assert set(packages) == {"node_modules/accessible-autocomplete", "node_modules/nhsuk-frontend"}
    assert all(facts["integrity"].startswith("sha512-") for facts in packages.values())
    assert not any("resolved" in facts for facts in packages.values())


@pytest.fixture
def checkout(tmp_path):
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (tmp_path / name).write_text(name)
    return tmp_path


def npm(tmp_path, files):
    """A program that puts `files` into node_modules/, as npm would."""
    lines = ["#!/bin/sh", *(f"mkdir -p node_modules/$(dirname {f}); echo '{f}' > node_modules/{f}" for f in files)]
    program = tmp_path / "npm"
    program.write_text("\n".join(lines))
    program.chmod(0o755)
    return [str(program)]


def test_builds_with_the_first_npm_that_can_and_only_once(checkout, tmp_path):
    files = [*assets.FILES, *(f"{folder}/images/icon.svg" for folder in assets.FOLDERS)]
    assert not assets.are_built(checkout)
    assets.build(checkout, [["false"], npm(tmp_path, files)])
    assert assets.are_built(checkout)
    assert (checkout / "static/build/assets/images/icon.svg").exists()
    assert "nhsuk-frontend.min.css" in (checkout / "static/build/nhsuk-frontend.min.css").read_text()
    (checkout / "package-lock.json").write_text("a new version")
    assert not assets.are_built(checkout)


def test_says_so_when_no_npm_can(checkout):
    with pytest.raises(CannotStart, match="npm could not fetch"):
        assets.build(checkout, [["false"]])
    assert not assets.are_built(checkout)
