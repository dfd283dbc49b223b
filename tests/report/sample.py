# ruff: noqa: E501 - prose reads better unbroken
"""A run made by hand, so that reports are tested without a model: an invented summit.

The sentences are ours; the people, the town and the talks are not real. Findings are placed by
their words, so that offsets are counted here and nowhere written down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dragoman.model import (
    Article,
    ArticleReport,
    Bead,
    Block,
    Document,
    DriftScore,
    Finding,
    Report,
    Role,
    Scores,
    Sentence,
    Span,
    Text,
    TextMap,
    Verdict,
    WordLink,
)
from dragoman.report.build import article_json
from dragoman.report.facts import RuleHelp

Row = tuple[Role, Sequence[str], Sequence[str], float | None]
"""Role, source sentences, target sentences, drift (None: could not be judged)."""

SUMMIT: Sequence[Row] = (
    ("headline", ["Gipfel von Aldervik: Gespräche ohne Durchbruch"],
     ["Aldervik summit: talks without a breakthrough"], 0.04),
    ("caption", ["US-Vizeaußenministerin Carla Whitfield am Montag vor dem Kurhaus von Aldervik"],
     ["US Deputy Foreign Minister Carla Whitfield outside the spa house of Aldervik on Monday"], 0.11),
    ("boilerplate", [], ["Enlarge image"], None),
    ("body", ["Nach fast acht Stunden sind die Gespräche über die Nordsee-Häfen am Montagabend ohne "
              "Ergebnis unterbrochen worden."],
     ["After almost eight hours, the talks on the North Sea ports were adjourned without a result on "
      "Monday evening."], 0.05),
    ("body", ["Whitfield, die stellvertretende Außenministerin der USA, sprach von einem offenen, "
              "aber schwierigen Austausch."],
     ["Whitfield, the US Deputy Secretary of State, spoke of a frank but difficult exchange."], 0.08),
    ("body", ["Der ukrainische Unterhändler Mykola Schtscherban sagte, sein Land werde keinem Abkommen "
              "zustimmen, das die Getreideausfuhr begrenzt."],
     ["The Ukrainian negotiator Mykola Schtscherban said that his country would agree to any agreement "
      "that limits grain exports."], 0.47),
    ("body", ["Die Kosten für den Ausbau der Häfen schätzt die Kommission auf 2,4 Billionen Kronen.",
              "Davon sollen 40 Prozent aus privaten Mitteln kommen."],
     ["The Commission estimates the cost of expanding the ports at 2.4 billion kroner, of which 40 per "
      "cent is to come from private funds."], 0.31),
    ("body", ["Ein Sprecher des Auswärtigen Amtes bestätigte am Abend, dass die Bundesregierung eine "
              "zweite Runde noch im Februar anstrebt."], [], None),
    ("body", ["Die Bürgermeisterin von Aldervik, Ingrid Solheim, zeigte sich erleichtert."],
     ["The mayor of Aldervik, Ingrid Solheim, was relieved."], 0.06),
    ("body", ["„Wir haben zwei Jahre auf diesen Tag gewartet“, sagte sie."],
     ["“We have waited two years for this day,” she said.", "She thanked the volunteers."], 0.22),
    ("body", ["In der Altstadt protestierten rund 300 Menschen friedlich gegen die Hafenpläne."],
     ["In the Altstadt around 300 people protested peacefully against the port plans."], 0.13),
    ("body", ["Die Delegationen wollen sich am 3. Februar wiedersehen."],
     ["The delegations want to meet again on 2 March."], 0.28),
    ("body", ["Der Gipfel war mehrfach verschoben worden, zuletzt wegen eines Sturms."],
     ["The summit had been postponed several times, most recently because of a storm."], 0.03),
    ("body", ["Schtscherban reiste noch am Abend nach Kiew ab."],
     ["Shcherban left for Kiev that evening."], 0.17),
)  # fmt: skip

GAPS = ("sein Land", "She thanked", "Gefördert wurde", "What is")
"""Words that the sample's drift scores call unanswered."""

MARKET: Sequence[Row] = (
    ("headline", ["Neuer Fischmarkt eröffnet"], ["New fish market opens"], 0.02),
    ("body", ["Der Markt am Südkai hat nach drei Jahren Umbau wieder geöffnet."],
     ["The market on the south quay has reopened after three years of rebuilding."], 0.04),
    ("body", ["Die Händler zahlen im ersten Jahr keine Miete."],
     ["Traders pay no rent in the first year."], 0.05),
    ("body", ["Gefördert wurde das eventuell größte Projekt der Stadt vom Bund."],
     ["What is eventually the largest project of the city was funded by the federal government."],
     0.24),
)  # fmt: skip

FERRY: Sequence[Row] = (
    ("headline", ["Fähre fährt wieder"], ["Ferry back in service"], 0.05),
    ("body", ["Nach der Reparatur verkehrt die Fähre seit Dienstag wieder im Halbstundentakt."],
     ["Since Tuesday the repaired ferry has been running every half hour again."], 0.06),
)  # fmt: skip

RULES: Mapping[str, RuleHelp] = {
    "TTL001": RuleHelp(
        "office-of-another-country",
        "An office named as another country names it",
        """An office named as another country names it.

What it flags
-------------
A title rendered word by word, where the country has a name of its own for the office: the US has
no ``foreign minister``.

Flagged
-------
- US-Außenminister → US Foreign Minister
- der britische Finanzminister → the British Finance Minister,
  in a text about the Treasury

Where it goes wrong
-------------------
Historical texts, where the office did bear that name.
""",
    ),
    "NAM001": RuleHelp(
        "left-over-transcription",
        "A name still spelt the source language's way",
        """A name still spelt the source language's way.

What it flags
-------------
A name from another script whose German spelling was carried over.
""",
    ),
}


class Builder:
    """Lays out rows as two files and places findings by their words."""

    def __init__(self, name: str, rows: Sequence[Row], *, sourceless: bool = False):
        self.name = name
        self.rows = rows
        self.source = (
            None if sourceless else _text(f"{name}.de.txt", "de", [row[1] for row in rows])
        )
        self.target = _text(f"{name}.en.txt", "en", [row[2] for row in rows])
        self.findings: list[Finding] = []

    def span(self, text: Text, words: str, nth: int = 0) -> Span:
        """Point at the *nth* occurrence of *words*."""
        at = -1
        for _ in range(nth + 1):
            at = text.document.text.index(words, at + 1)
        line, column = text.document.position(at)
        return Span(start=at, end=at + len(words), line=line, column=column, text=words)

    def add(self, code: str, rule: str, family: str, severity: str, **rest: Any) -> None:
        """Place a finding; *target* and *source* are words, *bead* is found from them."""
        target = rest.pop("target", None)
        source = rest.pop("source", None)
        spans = {
            "target": self.span(self.target, target, rest.pop("nth", 0)) if target else None,
            "source": self.span(self.source, source) if source and self.source else None,
        }
        key = "\x1f".join((self.name, code, target or "", source or "", str(len(self.findings))))
        finding = Finding(
            code=code, rule=rule, family=family, severity=severity,  # type: ignore[arg-type]
            fingerprint=hashlib.sha256(key.encode()).hexdigest()[:16],
            bead=self._bead(spans), **spans, **{"confidence": 0.9, **rest},
        )  # fmt: skip
        self.findings.append(finding)

    def _bead(self, spans: Mapping[str, Span | None]) -> int | None:
        if self.source is None:
            return None
        for side, text in (("target", self.target), ("source", self.source)):
            span = spans[side]
            if span is None:
                continue
            for number, bead in enumerate(self.beads()):
                for index in getattr(bead, side):
                    one = text.sentences[index]
                    if one.start <= span.start < one.end:
                        return number
        return None

    def beads(self) -> tuple[Bead, ...]:
        """Return one bead a row."""
        at, out = [0, 0], []
        for _, source, target, drift in self.rows:
            members = [
                tuple(range(at[0], at[0] + len(source))),
                tuple(range(at[1], at[1] + len(target))),
            ]
            at = [at[0] + len(source), at[1] + len(target)]
            likeness = None if drift is None else round(0.97 - 0.6 * drift, 4)
            out.append(Bead(source=members[0], target=members[1], similarity=likeness))
        return tuple(out)

    def report(self, **scores: Any) -> ArticleReport:
        """Return the checked article."""
        values = [row[3] for row in self.rows if row[3] is not None]
        return ArticleReport(
            article=Article(
                id=self.name, source=self.source, target=self.target, source_lang="de",
                beads=self.beads() if self.source else (),
                drift=self.drift() if self.source else (), links=self._links,
            ),
            findings=tuple(self.findings),
            scores=Scores(
                drift_mean=round(sum(values) / len(values), 4) if self.source else None,
                drift_p95=max(values) if self.source else None,
                mqm_per_100_words=scores.get("mqm", 0.0),
                coverage=scores.get("coverage", 1.0) if self.source else None,
                words=sum(len(one.text.split()) for one in self.target.sentences),
                unjudged=scores.get("unjudged", {}),
            ),
        )  # fmt: skip

    def drift(self) -> tuple[DriftScore, ...]:
        """Return a drift score a row, with the words of ``GAPS`` as unanswered."""
        out = []
        for bead, row in zip(self.beads(), self.rows, strict=True):
            value = row[3]
            out.append(
                DriftScore(
                    value=value,
                    reason=None if value is not None else "one side is empty",
                    source_gaps=_gaps(self.source, bead.source) if self.source else (),
                    target_gaps=_gaps(self.target, bead.target),
                )
            )
        return tuple(out)

    def _links(self, number: int) -> tuple[WordLink, ...]:
        """Link words that are the same on both sides, and pairs of equal rank beside them."""
        if self.source is None:
            return ()
        bead = self.beads()[number]
        links = []
        for one, other in zip(bead.source, bead.target, strict=False):
            left, right = _words(self.source, one), _words(self.target, other)
            seen = dict(reversed(right))
            links += [
                WordLink(source=place, target=seen[word], score=0.9)
                for word, place in left
                if word in seen
            ]
        return tuple(links)


def _gaps(text: Text, members: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    return tuple(
        (index, at, at + len(words))
        for index in members
        for words in GAPS
        if (at := text.sentences[index].text.find(words)) >= 0
    )


def _words(text: Text, number: int) -> list[tuple[str, tuple[int, int, int]]]:
    out, at = [], 0
    sentence = text.sentences[number].text
    for word in sentence.split():
        at = sentence.index(word, at)
        out.append((word.strip("„“”,.:").lower(), (number, at, at + len(word))))
        at += len(word)
    return out


def _text(path: str, lang: str, rows: Sequence[Sequence[str]]) -> Text:
    sentences: list[Sentence] = []
    blocks: list[Block] = []
    content = ""
    roles: list[Role] = [role for role, *_ in SUMMIT] if len(rows) == len(SUMMIT) else []
    for number, row in enumerate(rows):
        for one in row:
            start = len(content)
            origin = TextMap.identity(start, len(one))
            role: Role = roles[number] if roles else ("headline" if not number else "body")
            sentences.append(
                Sentence(index=len(sentences), start=start, end=start + len(one), text=one,
                         line=content.count("\n") + 1, role=role, block=len(blocks), origin=origin)
            )  # fmt: skip
            blocks.append(Block(text=one, role=role, origin=origin))
            content += one + " "
        content = content.rstrip(" ") + ("\n\n" if row else "")
    document = Document(path=path, text=content, blocks=tuple(blocks), lang=lang)
    return Text(document=document, lang=lang, sentences=tuple(sentences))


def summit() -> ArticleReport:
    """Return the article with something of everything."""
    make = Builder("summit", SUMMIT)
    make.add(
        "TTL001",
        "office-of-another-country",
        "title",
        "major",
        confidence=0.97,
        message="The US has no foreign minister: “Vizeaußenministerin” is the Deputy Secretary of State",
        target="US Deputy Foreign Minister",
        source="US-Vizeaußenministerin",
        safe=True,
        suggestions=("US Deputy Secretary of State",),
        evidence={"country": "US", "source office": "Vizeaußenminister", "from": "noun phrase"},
    )
    make.add(
        "NAM001",
        "left-over-transcription",
        "name",
        "major",
        confidence=0.94,
        message="“Schtscherban” is the German spelling of a Ukrainian name",
        target="Schtscherban",
        source="Schtscherban",
        suggestions=("Shcherban",),
        safe=True,
        evidence={"cyrillic": "Щербан", "standard": "Ukrainian national 2010"},
    )
    make.add(
        "NEG001",
        "lost-negation",
        "negation",
        "critical",
        confidence=0.88,
        message="The source denies (“keinem”), the translation does not",
        target="would agree to any agreement",
        source="keinem Abkommen zustimmen",
    )
    make.add(
        "NUM002",
        "billion-for-trillion",
        "number",
        "critical",
        confidence=0.99,
        message="German “Billionen” are trillions: 2.4 · 10¹² became 2.4 · 10⁹",
        target="2.4 billion",
        source="2,4 Billionen",
        suggestions=("2.4 trillion",),
        safe=True,
        evidence={"source value": 2.4e12, "target value": 2.4e9, "ratio": 1000},
    )
    make.add(
        "OMI001",
        "omission",
        "omission",
        "major",
        confidence=0.93,
        message="A sentence of the source has no translation",
        source="Ein Sprecher des Auswärtigen Amtes bestätigte am Abend, dass die Bundesregierung "
        "eine zweite Runde noch im Februar anstrebt.",
    )
    make.add(
        "ADD001",
        "addition",
        "addition",
        "minor",
        confidence=0.71,
        message="Nothing in the source says this",
        target="She thanked the volunteers.",
    )
    make.add(
        "UNT001",
        "untranslated-word",
        "untranslated",
        "minor",
        confidence=0.83,
        message="“Altstadt” was left in German",
        target="Altstadt",
        source="Altstadt",
        suggestions=("old town", "historic centre"),
    )
    make.add(
        "DAT001",
        "date-mismatch",
        "date",
        "major",
        confidence=0.96,
        message="The source has 3 February, the translation 2 March",
        target="2 March",
        source="3. Februar",
        suggestions=("3 February",),
    )
    make.add(
        "INC001",
        "two-spellings",
        "inconsistency",
        "minor",
        confidence=0.9,
        message="“Schtscherban” and “Shcherban” are one person",
        target="Shcherban",
        suggestions=("Shcherban",),
    )
    make.add(
        "PLC001",
        "outdated-exonym",
        "place",
        "minor",
        confidence=0.42,
        message="“Kiev” is now usually “Kyiv”",
        target="Kiev",
        source="Kiew",
        suggestions=("Kyiv",),
    )
    make.add(
        "TYP001",
        "decimal-comma",
        "typography",
        "minor",
        confidence=0.8,
        message="Spelling of “per cent” differs from the house style",
        target="40 per cent",
    )
    make.findings[-1] = replace(make.findings[-1], suppressed="house style")
    return make.report(mqm=18.2, coverage=0.87,
                       unjudged={"one side is empty": 2})  # fmt: skip


def articles() -> list[ArticleReport]:
    """Return the sample's articles: one bad, one fair, one clean, one without its source."""
    market = Builder("market", MARKET)
    market.add("FAL001", "false-friend", "false-friend", "minor", confidence=0.86,
               message="“eventuell” is “possibly”, not “eventually”", target="eventually",
               source="eventuell", suggestions=("possibly",))  # fmt: skip
    alone = Builder("statement", SUMMIT[1:6], sourceless=True)
    alone.add("NAM001", "left-over-transcription", "name", "major", confidence=0.9,
              message="“Schtscherban” is the German spelling of a Ukrainian name",
              target="Schtscherban", suggestions=("Shcherban",))  # fmt: skip
    return [
        summit(),
        market.report(mqm=2.6),
        Builder("ferry", FERRY).report(),
        alone.report(mqm=7.5),
    ]


def report(*, words: bool = True) -> Report:
    """Return the sample run."""
    return Report(
        signature="dragoman 0.1.0|sample",
        articles=[article_json(one, words=words) for one in articles()],
        failures=[{"id": "gala", "path": "gala.en.txt",
                   "message": "gala.en.txt: empty; give a file with text"}],
        verdict=Verdict(
            passed=False, exit_code=2,
            reasons=(
                "6 findings of severity major or worse, 0 allowed: summit.en.txt:3 TTL001, "
                "summit.en.txt:11 NEG001, summit.en.txt:13 NUM002, …",
                "1 article could not be checked; mend or leave out what is listed",
            ),
        ),
    )  # fmt: skip


def scaled(count: int, findings: int) -> Report:
    """Return a run of *count* articles with about *findings* findings, for size and speed."""
    base = report().articles[0]
    each = max(findings // count, 1)
    return Report(signature="scaled", articles=[_copy(base, n, each) for n in range(count)])


def _copy(base: Mapping[str, Any], number: int, findings: int) -> dict[str, Any]:
    return {
        **base,
        "id": f"article-{number:05d}",
        "target": {**base["target"], "path": f"out/article-{number:05d}.en.txt"},
        "findings": [_finding(base, number, n) for n in range(findings)],
    }


def _finding(base: Mapping[str, Any], number: int, index: int) -> dict[str, Any]:
    chosen: Sequence[Mapping[str, Any]] = base["findings"]
    digest = hashlib.sha256(f"{number}/{index}".encode()).hexdigest()[:16]
    return {**chosen[index % len(chosen)], "fingerprint": digest}


def finding(**changes: Any) -> dict[str, Any]:
    """Return one finding's object with *changes*, for tests that need just one."""
    return {**report().articles[0]["findings"][0], **changes}


def run_of(findings: Iterable[Mapping[str, Any]]) -> Report:
    """Return a run whose only article is the summit with *findings* in place of its own."""
    article = {**report().articles[0], "findings": list(findings)}
    return Report(signature="one", articles=[article])
