import os

from talent_register.embedded.accounts import Account
from talent_register.embedded.state import SYSTEM_HOME, State

STRANGER = Account(uid=os.geteuid() + 54321, gid=os.getegid() + 54321)
ME = Account(uid=os.geteuid(), gid=os.getegid())


def test_another_user_reaches_only_what_every_folder_lets_through(tmp_path):
    open_folder = tmp_path / "open"
    open_folder.mkdir(mode=0o711)
    tmp_path.chmod(0o700)
    assert ME.can_reach(open_folder / "data")
    assert not STRANGER.can_reach(open_folder / "data")


def test_data_goes_elsewhere_only_when_the_checkout_is_closed_to_the_servers(tmp_path, monkeypatch):
    monkeypatch.setattr("talent_register.embedded.state.SYSTEM_HOME", tmp_path / "system")
    state = State(tmp_path)
    state.prepare()
    tmp_path.chmod(0o700)
    assert state.data_folder(ME) == tmp_path / ".local"
    elsewhere = state.data_folder(STRANGER)
    assert elsewhere.parent == tmp_path / "system"
    assert tmp_path.stat().st_mode & 0o777 == 0o700, "nothing is opened up"
    assert SYSTEM_HOME.is_absolute()


def test_nobody_changes_user_to_stay_oneself():
    assert ME.identity() == {}
    assert STRANGER.identity()["user"] == STRANGER.uid
