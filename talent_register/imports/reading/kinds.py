"""What a file really is, by its content; its name is not believed."""

import io
import zipfile

from .table import Limits, Pieces, Refused

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOTHING = b"\x00\xef\xbb\xbf\xff\xfe \t\r\n,;"
# What the first bytes say, and what people are told it is.
OTHER_KINDS = {
    b"%PDF": "pdf",
    **dict.fromkeys((b"\x89PNG", b"\xff\xd8\xff", b"GIF8"), "picture"),
    **dict.fromkeys((b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf"), "packed"),
    **dict.fromkeys((b"{\\rtf", b"\x7fELF", b"MZ\x90"), ""),
}
MARKUP = (b"<!doctype", b"<html", b"<?xml", b"<svg", b"<table", b"<meta", b"<style", b"<div")
# What a packed file of another program holds.
OTHER_PARTS = {"word/document.xml": "document", "Index/Document.iwa": "numbers"}
TEST_VIRUS = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
MOST_ENTRIES = 2_000
HIGHEST_RATIO = 100
RATIO_MATTERS_FROM = 20 * 1024 * 1024


def is_packed(start: bytes) -> bool:
    """Whether a file that begins so can only be read with all of it at hand."""
    return start.startswith((ZIP, OLE))


def kind_of(content: bytes | Pieces, limits: Limits) -> str:
    """text, xlsx, xlsb, xls or ods; or Refused."""
    is_whole = isinstance(content, bytes)
    start, size = (content[:200], len(content)) if is_whole else (content.start[:200], content.size)
    if not any(piece.strip(NOTHING) for piece in ([content] if is_whole else content)):
        raise Refused("empty")
    if size > limits.size:
        raise Refused("too_large", megabytes=limits.size // 1024 // 1024)
    if TEST_VIRUS in start:
        raise Refused("virus")
    if is_whole and is_packed(start):
        return _kind_of_zip(content, limits) if start.startswith(ZIP) else _kind_of_ole(content)
    if found := next((mark for mark in OTHER_KINDS if start.startswith(mark)), None):
        raise Refused("wrong_kind", found=OTHER_KINDS[found])
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise Refused("wrong_kind", found="web_page")
    return "text"


def _kind_of_zip(content: bytes, limits: Limits) -> str:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as broken:
        raise Refused("broken") from broken
    _check_bomb(entries, len(content), limits)
    names = {entry.filename for entry in entries}
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise Refused("wrong_kind")
    if "xl/vbaProject.bin" in names:
        raise Refused("macros")
    if "xl/workbook.xml" in names and "[Content_Types].xml" in names:
        _check_no_entities(archive, entries)
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return _kind_of_open_document(archive, entries)
    raise Refused("wrong_kind", found=next((OTHER_PARTS[name] for name in OTHER_PARTS if name in names), "packed"))


def _check_bomb(entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > RATIO_MATTERS_FROM and unpacked > HIGHEST_RATIO * packed
    if unpacked > limits.unpacked or swollen or len(entries) > MOST_ENTRIES:
        raise Refused("too_large_unpacked")


def _check_no_entities(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """A workbook has no business with a document type declaration: that is how entity bombs come in."""
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")):
            try:
                with archive.open(entry) as part:
                    start = part.read(1024)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as broken:
                raise Refused("broken") from broken
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
                raise Refused("wrong_kind")


def _kind_of_open_document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> str:
    try:
        if not archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
            raise Refused("wrong_kind")
        manifest = archive.read("META-INF/manifest.xml")
    except (KeyError, zipfile.BadZipFile) as broken:
        raise Refused("broken") from broken
    if b"encryption-data" in manifest:
        raise Refused("encrypted")
    if any(entry.filename.startswith("Basic/") and entry.file_size for entry in entries):
        raise Refused("macros")
    _check_no_entities(archive, entries)
    return "ods"


def _kind_of_ole(content: bytes) -> str:
    def holds(word: str) -> bool:
        return word.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        raise Refused("encrypted")
    if holds("_VBA_PROJECT"):
        raise Refused("macros")
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise Refused("wrong_kind")
