"""How current a word is in a language, by wordfreq's lists, read without importing wordfreq."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def centibels(lang: str) -> Mapping[str, int]:
    """Load wordfreq's large list of a language: word → hundredths of a bel below certainty.

    The import of wordfreq costs as much as the file (0.1 s, 40 MB), so the file is read as it is:
    a header, then one list of words per level ("cBpack"). A language without a list knows no word.
    """
    import msgpack  # type: ignore[import-untyped]

    spec = find_spec("wordfreq")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("wordfreq is not installed")
    folder = Path(spec.submodule_search_locations[0], "data")
    for size in ("large", "small"):
        path = folder / f"{size}_{lang}.msgpack.gz"
        if path.exists():
            header, *levels = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)
            if header != {"format": "cB", "version": 1}:
                raise ValueError(f"wordfreq's {path.name} has an unknown format: {header}")
            return {word: level for level, words in enumerate(levels) for word in words}
    return {}


def zipf(word: str, lang: str) -> float:
    """Return the Zipf frequency of a lower-case *word* in *lang*, 0 when it is not listed.

    The Zipf scale is the logarithm of occurrences in 10⁹ words: 3 is once in a million.

    >>> zipf("brisant", "de") > 3 > zipf("brisant", "en")
    True
    """
    level = centibels(lang).get(word)
    if level is None and "'" in word:  # the lists cut at apostrophes: "aujourd", "hui"
        return min((zipf(part, lang) for part in word.split("'") if part), default=0.0)
    return 0.0 if level is None else max(0.0, 9.0 - level / 100)
