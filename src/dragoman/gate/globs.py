"""Match a path as the user typed it against a glob of the configuration."""

from __future__ import annotations

from fnmatch import fnmatchcase


def matches(path: str, glob: str) -> bool:
    """Tell whether *glob* covers *path*, or the end of it from some folder on.

    A path is written as it was given: from here, from elsewhere or absolute. A glob that had to
    know which would hold on one machine and not on the next. ``*`` also matches ``/``.

    >>> matches("./articles/sport/a.en.txt", "sport/*"), matches("transport/a.en.txt", "sport/*")
    (True, False)
    """
    plain = path.replace("\\", "/").removeprefix("./")
    wanted = glob.removeprefix("./")
    return fnmatchcase(plain, wanted) or fnmatchcase(plain, f"*/{wanted}")
