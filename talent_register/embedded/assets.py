"""The third-party styles and scripts: fetched by npm at set-up, rewritten, put into static/build/.

What is served asks nothing of any other machine: no web fonts, no source maps, relative addresses.
Standard library only: this runs before anything is installed.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from .errors import CannotStart

NHSUK = "nhsuk-frontend/dist/nhsuk"
FILES = {
    f"{NHSUK}/nhsuk-frontend.min.css": "nhsuk-frontend.min.css",
    f"{NHSUK}/nhsuk-frontend.min.js": "nhsuk-frontend.min.js",
    "accessible-autocomplete/dist/accessible-autocomplete.min.css": "accessible-autocomplete.min.css",
    "accessible-autocomplete/dist/accessible-autocomplete.min.js": "accessible-autocomplete.min.js",
    "accessible-autocomplete/LICENSE.txt": "accessible-autocomplete.licence.txt",
}
FOLDERS = {f"{NHSUK}/assets": "assets"}
SOURCE_MAP = re.compile(r"\s*(//# sourceMappingURL=\S+|/\*# sourceMappingURL=[^*]*\*/)\s*$")
WEB_FONT = re.compile(r"@font-face\s*\{[^}]*\}")
ABSOLUTE_ADDRESS = re.compile(r"""url\((["']?)/assets/""")


def are_built(checkout: Path) -> bool:
    stamp = _built(checkout) / "stamp"
    return stamp.exists() and stamp.read_text() == _wanted(checkout)


def build(checkout: Path, npms: Iterable[Sequence[str]]) -> None:
    """Fetch with the first npm that can, and put what is served into place."""
    fetched = _fetch(checkout, npms)
    place(checkout, fetched)
    shutil.rmtree(fetched)


def place(checkout: Path, fetched: Path) -> None:
    """Put what is served of the fetched packages into place, as a whole or not at all."""
    half = _built(checkout).with_name("build.half")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(parents=True)
    for source, target in FOLDERS.items():
        shutil.copytree(fetched / source, half / target)
    for source, target in FILES.items():
        text = (fetched / source).read_text(encoding="utf-8")
        (half / target).write_text(served_form(text, target), encoding="utf-8")
    (half / "stamp").write_text(_wanted(checkout))
    shutil.rmtree(_built(checkout), ignore_errors=True)
    half.rename(_built(checkout))


def served_form(text: str, name: str) -> str:
    """The text of a file without what would make a browser ask elsewhere or in vain."""
    text = SOURCE_MAP.sub("\n", text)
    if name.endswith(".css"):
        text = ABSOLUTE_ADDRESS.sub(r"url(\1assets/", WEB_FONT.sub("", text))
    return text


def fingerprint(checkout: Path) -> str:
    """Changes when collectstatic has something to do: our files, or the packages that bring theirs."""
    found = hashlib.sha256((checkout / "requirements" / "demo.txt").read_bytes())
    for path in sorted((checkout / "static").rglob("*")):
        facts = path.stat()
        found.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _fetch(checkout: Path, npms: Iterable[Sequence[str]]) -> Path:
    folder = checkout / ".tools" / "npm"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(checkout / name, folder / name)
    for npm in npms:
        done = subprocess.run([*npm, "ci", "--ignore-scripts"], cwd=folder, stdout=subprocess.DEVNULL, check=False)
        if done.returncode == 0:
            return folder / "node_modules"
    raise CannotStart("npm could not fetch what package-lock.json lists; the reason is above. Is the network there?")


def _built(checkout: Path) -> Path:
    return checkout / "static" / "build"


def _wanted(checkout: Path) -> str:
    """Of the versions and of this file: a change in either builds anew."""
    parts = ((checkout / "package-lock.json").read_bytes(), Path(__file__).read_bytes())
    return hashlib.sha256(b"".join(parts)).hexdigest()


if __name__ == "__main__":
    # The image of production has a Node stage of its own: python -m embedded.assets NODE_MODULES
    place(Path.cwd(), Path(sys.argv[1]))
