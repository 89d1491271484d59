"""Which version runs: the file VERSION that a build writes, else the commit of the checkout."""

from pathlib import Path


def version_of(folder: Path) -> str:
    """The version of the code in this folder, in words."""
    written = folder / "VERSION"
    if written.exists():
        return written.read_text().strip()
    return _commit(folder / ".git") or "unknown"


def _commit(git: Path) -> str:
    """What HEAD leads to, read without git: loose, packed, or in a work tree beside the checkout."""
    if git.is_file():
        git = (git.parent / git.read_text().removeprefix("gitdir:").strip()).resolve()
    if not (git / "HEAD").exists():
        return ""
    head = (git / "HEAD").read_text().strip()
    name = head.removeprefix("ref: ")
    if name == head:
        return head
    shared = (git / (git / "commondir").read_text().strip()).resolve() if (git / "commondir").exists() else git
    return _loose(shared / name) or _packed(shared / "packed-refs", name)


def _loose(path: Path) -> str:
    return path.read_text().strip() if path.exists() else ""


def _packed(path: Path, name: str) -> str:
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.split()[0] for line in lines if line.endswith(f" {name}")), "")
