import pytest

from talent_register.common.version import version_of


@pytest.fixture
def git(tmp_path):
    (tmp_path / ".git/refs/heads").mkdir(parents=True)
    (tmp_path / ".git/HEAD").write_text("ref: refs/heads/main\n")
    return tmp_path / ".git"


def test_a_build_says_its_version(tmp_path, git):
    (tmp_path / "VERSION").write_text("2026.11\n")
    assert version_of(tmp_path) == "2026.11"


def test_a_loose_commit(tmp_path, git):
    (git / "refs/heads/main").write_text("abc123\n")
    assert version_of(tmp_path) == "abc123"


def test_a_packed_commit(tmp_path, git):
    (git / "packed-refs").write_text("# pack-refs\nabc123 refs/heads/main\ndef456 refs/heads/other\n")
    assert version_of(tmp_path) == "abc123"


def test_a_detached_commit(tmp_path, git):
    (git / "HEAD").write_text("abc123\n")
    assert version_of(tmp_path) == "abc123"


def test_a_work_tree(tmp_path, git):
    beside, own = tmp_path / "beside", git / "worktrees/beside"
    beside.mkdir()
    own.mkdir(parents=True)
    (beside / ".git").write_text(f"gitdir: {own}\n")
    (own / "HEAD").write_text("ref: refs/heads/other\n")
    (own / "commondir").write_text("../..\n")
    (git / "refs/heads/other").write_text("def456\n")
    assert version_of(beside) == "def456"


def test_nothing_known(tmp_path):
    assert version_of(tmp_path) == "unknown"
