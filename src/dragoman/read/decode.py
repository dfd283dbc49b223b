"""Bytes to text: UTF-8, UTF-16 and Windows-1252, told apart without guessing wildly.

The byte order mark is not part of the text; line ends are left as they are. What is read under
one of the names below is written back byte for byte by ``encode_text``.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from dragoman.errors import InputError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le-sig"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le-sig"),
    (codecs.BOM_UTF16_BE, "utf-16-be-sig"),
)

_META = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]{0,100}?encoding=["']([\w.-]+)""",
    re.IGNORECASE,
)
_SINGLE_BYTE = re.compile(r"(?:iso-?8859-|windows-125|cp125|koi8-)", re.IGNORECASE)
_LATIN = {"iso-8859-1", "iso8859-1", "latin1", "ascii", "us-ascii"}
"""Labels that mean Windows-1252 on the web (WHATWG Encoding Standard, section 4.2)."""

_PLAIN_CONTROLS = "\t\n\r\f\v\x85\x1a"
_ODD = frozenset({"Cc", "Cn", "Co", "Cs"})

_SAMPLE = 65_536
"""How much is looked at to tell what a file is; a page of text is 3,000 characters."""

_FOREIGN_SHARE = 0.4
"""Share of accented letters above which Western text is none. French, the richest, stays under
.06; Cyrillic or Greek read as Windows-1252 gives .9 and more. Anything in between works alike."""

_MISREAD = re.compile(r"[a-z][¹³¿¼¾][a-z]")
"""Central European bytes read as Windows-1252: Polish ł becomes ³ within a word."""


def decode(data: bytes, path: str, *, html: bool = False) -> tuple[str, str]:
    """Return the text of *data* and the name of its encoding.

    *html* also believes a charset that the page declares, when it is not UTF-8 already.

    Raises:
        InputError: binary, broken in its declared encoding, or in an encoding not recognised.
    """
    if name := marked_encoding(data):
        return _strict(data[bom_length(name) :], name, path), name
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        return _unmarked_utf16(data, path)
    try:
        text, name = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        declared = _declared(sample) if html else None
        if declared:
            return _strict(data, declared, path), declared
        text, name = _windows_1252(data, path, error)
    if _odd_share(text[:_SAMPLE]) > 0.02:
        raise InputError(f"{path}: is binary, not text")
    return text, name


def encode_text(text: str, encoding: str) -> bytes:
    """Encode *text* under a name that ``decode`` returned, byte order mark included.

    >>> encode_text("ä", "utf-16-le-sig")
    b'\\xff\\xfe\\xe4\\x00'
    """
    mark = {name: mark for mark, name in _MARKS}.get(encoding, b"")
    return mark + text.encode(encoding.removesuffix("-sig"))


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that a byte order mark gives, None if there is none."""
    return next((name for mark, name in _MARKS if data.startswith(mark)), None)


def bom_length(encoding: str) -> int:
    """Return how many bytes the byte order mark of *encoding* (a name of ``decode``) takes."""
    return next((len(mark) for mark, name in _MARKS if name == encoding), 0)


def _strict(data: bytes, name: str, path: str) -> str:
    try:
        return data.decode(name.removesuffix("-sig"))
    except UnicodeDecodeError as error:
        raise InputError(_broken(data, name.removesuffix("-sig"), path, error)) from None


def _broken(data: bytes, name: str, path: str, error: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    return (
        f"{path}:{line}: broken {name.upper()} at byte {error.start} ({error.reason}): "
        "the file is cut short or mixes encodings; save it as UTF-8 again"
    )


def _odd_share(text: str) -> float:
    """Share of characters that no text holds: controls, unassigned, private use, lone marks."""
    if not text:
        return 0.0
    counts = Counter(text)
    odd = sum(
        number
        for char, number in counts.items()
        if char not in _PLAIN_CONTROLS and unicodedata.category(char) in _ODD
    )
    return odd / len(text)


def _unmarked_utf16(data: bytes, path: str) -> tuple[str, str]:
    """Read UTF-16 that has no mark: every NUL is the high byte of a space, digit or letter."""
    sample = data[: _SAMPLE & ~1]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    # Spaces and line ends alone make 1 unit in 10 of any language; 5 % leaves room for a list of
    # long words. In the other half of the bytes a NUL is a letter of U+xx00 or an emoji such as
    # U+1F600; a quarter allows for a text full of those.
    most, other = max(odd, even), min(odd, even)
    if len(data) % 2 == 0 and most > 0.05 * (len(sample) // 2) and other <= 0.25 * most:
        name = "utf-16-le" if odd > even else "utf-16-be"
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            text = ""
        if text and _odd_share(text[:_SAMPLE]) == 0:
            return text, name
    raise InputError(f"{path}: is binary, not text (it holds NUL bytes)")


def _declared(sample: bytes) -> str | None:
    found = _META.search(sample[:4096])
    if not found:
        return None
    label = (found.group(1) or found.group(2)).decode("ascii", "replace").lower()
    if label in _LATIN:
        return "cp1252"
    if not _SINGLE_BYTE.match(label):
        return None
    try:
        return codecs.lookup(label).name
    except LookupError:
        return None


def _windows_1252(data: bytes, path: str, error: UnicodeDecodeError) -> tuple[str, str]:
    """Fall back to Windows-1252 if the bytes make Western text that way."""
    sample = data[max(0, error.start - _SAMPLE // 2) :][:_SAMPLE]
    lenient = sample.decode("utf-8", "replace")
    bad = lenient.count("\ufffd")
    good = sum(char > "\x7f" for char in lenient) - bad
    if good > 3 * bad:  # nearly all of it is UTF-8: read as anything else it would be gibberish
        raise InputError(_broken(data, "utf-8", path, error))
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise InputError(_unknown(path)) from None
    letters = [char for char in text[:_SAMPLE] if char.isalpha()]
    foreign = sum(char > "\x7f" for char in letters)
    if foreign > _FOREIGN_SHARE * max(len(letters), 1) or _MISREAD.search(text):
        raise InputError(_unknown(path))
    return text, "cp1252"


def _unknown(path: str) -> str:
    return f"{path}: is neither UTF-8, UTF-16 nor Windows-1252: save it as UTF-8"
