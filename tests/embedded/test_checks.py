import pytest

from talent_register.embedded import checks, chromium
from talent_register.embedded.errors import CannotStart


@pytest.fixture
def ran(monkeypatch):
    """What would have been run, instead of running it."""
    calls = []
    monkeypatch.setattr(checks, "pytest", lambda *words: calls.append(["pytest", *words]) or 0)
    monkeypatch.setattr(checks, "lint", lambda names: calls.append(["lint", *names]) or 0)
    monkeypatch.setattr(checks.chromium, "find_or_install", lambda: calls.append(["chromium"]))
    return calls


def test_everything_is_linters_chromium_and_every_test(ran):
    assert checks.main([]) == 0
    assert ran[0] == ["chromium"]
    assert sorted(ran[1:]) == [["lint", *checks.LINTERS], ["pytest", *checks.BOTH_CORES]]


def test_quick_does_without_browser_load_pages_and_types(ran):
    checks.main(["quick", "-x"])
    assert ["chromium"] not in ran
    linted, tested = sorted(ran)
    assert linted == ["lint", *(name for name in checks.LINTERS if name != "mypy")]
    assert tested == ["pytest", *checks.BOTH_CORES, "-m", "not browser and not load and not pages and not slow", "-x"]


def test_a_path_goes_to_pytest_as_it_is(ran):
    checks.main(["tests/house", "-k", "floors"])
    assert ran[-1] == ["pytest", "tests/house", "-k", "floors"]


def test_a_linters_finding_fails_the_run_though_all_tests_pass(ran, monkeypatch):
    monkeypatch.setattr(checks, "lint", lambda names: 1)
    assert checks.main([]) == 1
    assert checks.main(["quick"]) == 1


def test_a_linters_findings_are_shown_and_counted(monkeypatch, capfd):
    monkeypatch.setattr(checks, "LINTERS", {"good": ("python", "-c", ""), "bad": ("python", "-c", "print(7); exit(1)")})
    assert checks.lint(["good"]) == 0
    assert checks.lint(["good", "bad"]) == 1
    assert "7\n" in capfd.readouterr().out


def test_an_unknown_benchmark_names_the_known(capsys):
    assert checks.main(["bench", "nothing"]) == 2
    assert "./test bench NAME   one of: " in capsys.readouterr().out


def test_without_chromium_who_is_not_root_gets_a_sentence_and_no_skip(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(CannotStart, match=f"apt-get install {chromium.SHELL}"):
        chromium.find_or_install()


def test_root_has_chromium_installed_with_package_lists_when_those_are_empty(monkeypatch, tmp_path):
    """apt knows no package before its lists are fetched."""
    apt = tmp_path / "apt-get"
    apt.write_text(
        f"#!/bin/sh\necho $1 >> {tmp_path}/said\n[ $1 = update ] && exec /bin/touch {tmp_path}/lists\n"
        f"[ -e {tmp_path}/lists ] || exit 100\nexec /bin/ln -s /bin/true {tmp_path}/{chromium.SHELL}\n"
    )
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert chromium.find_or_install() == tmp_path / chromium.SHELL
    assert (tmp_path / "said").read_text().split() == ["install", "update", "install"]


def test_any_chromium_does_where_debians_cannot_be_had(monkeypatch, tmp_path):
    for name, ends in (("chromium", 0), ("apt-get", 100)):
        (tmp_path / name).write_text(f"#!/bin/sh\nexit {ends}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert chromium.find_or_install() == tmp_path / "chromium"
