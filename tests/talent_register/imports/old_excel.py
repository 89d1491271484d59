"""The least that is a workbook of Excel 97 to 2003: a stream of records in a compound file of sectors."""

import struct

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
BOF, EOF, SHEET, SIZE, NUMBER, LABEL = 0x0809, 0x000A, 0x0085, 0x0200, 0x0203, 0x0204
SMALLEST = 4_096  # shorter streams live elsewhere in the file


def old_excel(*rows, sheet="Trainees") -> bytes:
    """An .xls of these rows: texts, and numbers."""
    return _compound(_workbook(rows, sheet))


def _record(kind: int, content: bytes) -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def _text(words: str) -> bytes:
    return struct.pack("<HB", len(words), 1) + words.encode("utf-16-le")


def _cell(row: int, column: int, value) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(LABEL, place + _text(value))
    return _record(NUMBER, place + struct.pack("<d", value))


def _workbook(rows, sheet: str) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    name = struct.pack("<BB", len(sheet), 1) + sheet.encode("utf-16-le")
    head = _record(BOF, begin)
    place = len(head) + 4 + 6 + len(name) + 4
    head += _record(SHEET, struct.pack("<IBB", place, 0, 0) + name) + _record(EOF, b"")
    size = struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0)
    body = _record(BOF, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + _record(SIZE, size)
    cells = (_cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value != "")
    return head + body + b"".join(cells) + _record(EOF, b"")


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBBIII", len(letters), kind, 1, FREE, FREE, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(SMALLEST, b"\0")
    stream += bytes(-len(stream) % SECTOR)
    count = len(stream) // SECTOR
    assert count + 2 <= SECTOR // 4, "one sector of the table of sectors is enough here"
    chain = [FAT, END, *range(3, count + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    folder = _entry("Root Entry", 5, END, 0, child=1) + _entry("Workbook", 2, 2, len(stream)) + bytes(2 * 128)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x003E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, SMALLEST, END, 0, END, 0)
    head += struct.pack("<109I", 0, *[FREE] * 108)
    return head + table + folder + stream
