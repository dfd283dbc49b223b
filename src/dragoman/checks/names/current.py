"""How current a spelling is in English."""

from __future__ import annotations

import gzip
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def _centibels() -> dict[str, int]:
    """Load wordfreq's large English list: word → hundredths of a bel below certainty.

    The file is read without importing wordfreq, whose import costs as much as the file (0.1 s,
    40 MB). Its format is wordfreq's "cBpack": a header, then one list of words per level.
    """
    import msgpack  # type: ignore[import-untyped]

    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("wordfreq is not installed")
    path = Path(spec.submodule_search_locations[0], "data", "large_en.msgpack.gz")
    header, *levels = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)
    if header != {"format": "cB", "version": 1}:
        raise ValueError(f"wordfreq's {path.name} has an unknown format: {header}")
    return {word: level for level, words in enumerate(levels) for word in words}


def zipf(word: str) -> float:
    """Return the Zipf frequency of a lower-case English *word*, 0 when it is not listed.

    >>> zipf("sergei") > zipf("sergej")
    True
    """
    level = _centibels().get(word)
    return 0.0 if level is None else max(0.0, 9.0 - level / 100)
