"""A run as JUnit XML, as Jenkins, GitLab and most other CI servers read it.

A suite is an article, a case is a finding: failed if it counts, skipped if it is advisory,
suppressed or known. An article without findings is one case that passes; one that could not be
checked is an error.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from dragoman.model import Report
from dragoman.report.facts import line_column, path_of, safe_text
from dragoman.report.pieces import continues
from dragoman.standing import status

Json = Mapping[str, Any]


def render(report: Report, *, baseline: Collection[str] = frozenset()) -> Iterator[str]:
    """Yield the run as one XML document."""
    from xml.etree.ElementTree import Element, indent, tostring

    root = Element("testsuites", name="dragoman")
    for article in report.articles:
        if not (len(root) and continues(article, root[-1].get("name"))):
            root.append(Element("testsuite", name=_legal(article["id"])))
        _fill(root[-1], article, baseline)
    for suite in root:
        _count(suite)
    for failure in report.failures:
        suite = Element("testsuite", name=_legal(failure["id"]))
        case = _case(suite, name="readable", classname=failure["path"])
        _child(case, "error", kind="not checked", message=failure["message"])
        _count(suite)
        root.append(suite)
    for key in ("tests", "failures", "errors", "skipped"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    indent(root)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _fill(suite: Any, article: Json, baseline: Collection[str]) -> None:
    for finding in article["findings"]:
        path, (line, column) = path_of(article, finding), line_column(finding)
        name = f"{finding['code']} {path}:{line}:{column}"
        case = _case(suite, name=name, classname=path)
        case.set("file", _legal(path))
        case.set("line", str(line))
        kind = status(finding, baseline)
        if kind == "open":
            failure = _child(case, "failure", kind=finding["severity"], message=finding["message"])
            failure.text = "\n".join(map(_legal, _details(finding)))
        else:
            why = finding.get("suppressed") or finding["message"]
            _child(case, "skipped", kind=None, message=f"{kind}: {why}")
    if not article["findings"] and not len(suite):
        _case(suite, name="no findings", classname=article["target"]["path"])


def _details(finding: Json) -> Iterator[str]:
    for side in ("source", "target"):
        if finding[side] is not None:
            yield f"{side}: {finding[side]['text']}"
    if finding["suggestions"]:
        yield "try: " + " or ".join(finding["suggestions"])


def _case(suite: Any, *, name: str, classname: str) -> Any:
    from xml.etree.ElementTree import SubElement

    return SubElement(suite, "testcase", name=_legal(name), classname=_legal(classname), time="0")


def _child(case: Any, tag: str, *, kind: str | None, message: str) -> Any:
    from xml.etree.ElementTree import SubElement

    child = SubElement(case, tag, message=_legal(message))
    if kind is not None:
        child.set("type", kind)
    return child


def _count(suite: Any) -> None:
    suite.set("tests", str(len(suite)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(len(suite.findall(f"testcase/{tag}"))))
    suite.set("time", "0")


def _legal(text: str) -> str:
    """Return *text* without the characters XML 1.0 has no place for."""
    return safe_text(text).replace("\ufffe", "⟨FFFE⟩").replace("\uffff", "⟨FFFF⟩")
