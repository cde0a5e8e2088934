"""What a file really is, by its first bytes and never by its name."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum


class FileKind(StrEnum):
    """Kinds of files people hand in."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    TEXT = "text"
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"
    HEIC = "heic"
    HTML = "html"
    ZIP = "zip"
    EMPTY = "empty"
    UNKNOWN = "unknown"


WORKBOOKS = frozenset({FileKind.XLSX, FileKind.XLSB, FileKind.XLS, FileKind.ODS})

_BEGINNINGS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileKind.XLS),
    (b"%PDF-", FileKind.PDF),
    (b"\xff\xd8\xff", FileKind.JPEG),
    (b"\x89PNG\r\n\x1a\n", FileKind.PNG),
    (b"GIF87a", FileKind.GIF),
    (b"GIF89a", FileKind.GIF),
    # Excel before 1993 wrote its stream without a container: BOF records of BIFF2 to BIFF8.
    (b"\x09\x00\x04\x00", FileKind.XLS),
    (b"\x09\x02\x06\x00", FileKind.XLS),
    (b"\x09\x04\x06\x00", FileKind.XLS),
    (b"\x09\x08\x08\x00", FileKind.XLS),
    (b"\x09\x08\x10\x00", FileKind.XLS),
)
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"avif")
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta")
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def kind_of(data: bytes) -> FileKind:
    """Tell the kind of a file from its content."""
    if not data.strip():
        return FileKind.EMPTY
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_archive(data)
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return FileKind.HEIC
    return _kind_of_text(data)


def _kind_of_archive(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lstrip("/").lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return FileKind.ZIP
    if "word/document.xml" in names:
        return FileKind.DOCX
    if "content.xml" in names:
        return FileKind.ODS
    if any(name.startswith("xl/") and name.endswith(".bin") for name in names) and not any(
        name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names
    ):
        return FileKind.XLSB
    # A package may put its parts anywhere; its list of content types says what it is.
    if any(name.startswith("xl/") for name in names) or "[content_types].xml" in names:
        return FileKind.XLSX
    return FileKind.ZIP


def _kind_of_text(data: bytes) -> FileKind:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(_MARKUP):
        return FileKind.HTML
    if data[:2] in _UTF16_MARKS or b"\x00" not in data[:65536] or looks_like_utf16(data):
        return FileKind.TEXT
    return FileKind.UNKNOWN


def looks_like_utf16(data: bytes) -> bool:
    """Whether text without a mark is UTF-16: its line ends and commas have a zero on one side."""
    return utf16_without_mark(data) is not None


def utf16_without_mark(data: bytes) -> str | None:
    """The encoding name of UTF-16 text without a mark, or None."""
    head = data[: 65536 & ~1]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    if len(data) % 2 or not any(zeros) or all(zeros):
        return None
    encoding = "utf-16-be" if zeros[0] else "utf-16-le"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding
