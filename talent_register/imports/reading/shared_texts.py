"""The texts that the cells of a workbook share, packed in little memory: a stretch of rows is given its own alone.

Cells name a text by its place in the list, so they get new names. Where a cell is not written as usual, the stretch is
given all texts under the names that they have.
"""

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator

from .table import Refused

PACKED_AT_ONCE, AT_ONCE, LONGEST = 500, 256 * 1024, 4 * 1024 * 1024
TEXT = re.compile(rb"<(?:\w+:)?si(?:\s[^>]*?)?(?:/>|>.*?</(?:\w+:)?si\s*>)", re.DOTALL)
NAME = re.compile(rb'( t="s"[^<>]*><v>)(\d+)(?=</v>)')
MARKS = (b't="s"', b"t='s'")
BETWEEN = b"\0"  # stands in no XML


class SharedTexts:
    """The list of a workbook. Its texts are kept as they are written, for calamine to read."""

    def __init__(self, archive: zipfile.ZipFile, path: str) -> None:
        self.head, self.tail = b"", b""
        self.packed: list[bytes] = []
        self.count = 0
        texts: list[bytes] = []
        for text in self._read(archive, path):
            texts.append(text)
            if len(texts) == PACKED_AT_ONCE:
                self._pack(texts)
                texts = []
        self._pack(texts)

    def _read(self, archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
        with archive.open(path) as part:
            rest, is_first = b"", True
            while piece := part.read(AT_ONCE):
                rest, end = rest + piece, 0
                for found in TEXT.finditer(rest):
                    if is_first:
                        self.head, is_first = rest[: found.start()], False
                    end = found.end()
                    yield found[0]
                rest = rest[end:]
                if len(rest) > LONGEST:
                    raise Refused("broken")
        self.tail = rest

    def _pack(self, texts: list[bytes]) -> None:
        self.packed.append(zlib.compress(BETWEEN.join(texts), 1))
        self.count += len(texts)

    def given_to(self, sheet: bytes) -> tuple[bytes, bytes]:
        """The sheet, whose cells have new names for their texts, and the list of those."""
        new: dict[bytes, bytes] = {}

        def rename(found: re.Match[bytes]) -> bytes:
            name = found[2]
            if name not in new:
                new[name] = b"%d" % len(new)
            return found[1] + new[name]

        renamed, count = NAME.subn(rename, sheet)
        places = [int(name) for name in new]
        if count != sum(map(sheet.count, MARKS)) or max(places, default=0) >= self.count:
            return sheet, b"".join([self.head, *self._texts(range(self.count)), self.tail])
        return renamed, b"".join([self.head, *self._texts(places), self.tail])

    def _texts(self, places: Iterable[int]) -> list[bytes]:
        """The texts in these places. Each block is unpacked once."""
        found: dict[int, bytes] = {}
        blocks: dict[int, set[int]] = {}
        for place in places:
            blocks.setdefault(place // PACKED_AT_ONCE, set()).add(place)
        for block, wanted in blocks.items():
            texts = zlib.decompress(self.packed[block]).split(BETWEEN)
            found |= {place: texts[place % PACKED_AT_ONCE] for place in wanted}
        return [found[place] for place in places]
