"""An alignment as the formats that other tools read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dragoman.model import Article, Bead, Text

WITH_DRIFT = frozenset({"tsv", "json"})
"""Formats that tell each bead's drift; the article must have it."""


def render(name: str, article: Article) -> str:
    """Return the alignment of *article* as "tsv", "tmx", "json" or "ladder"."""
    return _FORMATS[name](article)


def ladder(beads: Sequence[Bead]) -> str:
    """Return the ``[i,j]:[k]`` lines that sentence aligners share, indices from 0.

    >>> ladder([Bead(source=(0, 1), target=(0,)), Bead(source=(), target=(1,))])
    '[0, 1]:[0]\\n[]:[1]\\n'
    """
    return "".join(f"{list(bead.source)}:{list(bead.target)}\n" for bead in beads)


def _ladder(article: Article) -> str:
    return ladder(by_line(article))


def by_line(article: Article) -> tuple[Bead, ...]:
    """Return the beads of *article* as gold ladders count, from 0.

    Where the user's lines were kept (``--segment lines``) a number is that of the line in its
    file. Blank lines are counted and stand in no bead. Elsewhere it is that of the sentence.
    """
    if article.source is None:
        return article.beads
    source, target = _numbers(article.source), _numbers(article.target)
    return tuple(
        replace(
            bead,
            source=tuple(source[index] for index in bead.source),
            target=tuple(target[index] for index in bead.target),
        )
        for bead in article.beads
    )


def _numbers(text: Text) -> list[int]:
    """Return the ladder's number of each sentence of one side."""
    if all(block.whole for block in text.document.blocks):
        return [sentence.line - 1 for sentence in text.sentences]
    return [sentence.index for sentence in text.sentences]


def _tsv(article: Article) -> str:
    """One bead a line; sentences of a side are joined by a space."""
    rows = ["source\ttarget\tsource_sentences\ttarget_sentences\tsimilarity\tdrift"]
    for number, (bead, drift) in enumerate(zip(article.beads, article.drift, strict=True)):
        source, target = _sides(article, number)
        numbers = (",".join(map(str, bead.source)), ",".join(map(str, bead.target)))
        rows.append(
            "\t".join((source, target, *numbers, _number(bead.similarity), _number(drift.value)))
        )
    return "\n".join(rows) + "\n"


def _json(article: Article) -> str:
    """The ``alignment`` and the sentences' places, as in a run file."""
    table = {
        "schema": "dragoman.alignment/1",
        "id": article.id,
        "sentences": {
            "source": _places(article.source) if article.source else [],
            "target": _places(article.target),
        },
        "alignment": [
            {
                "source": list(bead.source),
                "target": list(bead.target),
                "similarity": bead.similarity,
                "drift": drift.value,
                **({"moved": True} if bead.moved else {}),
            }
            for bead, drift in zip(article.beads, article.drift, strict=True)
        ],
    }
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def _places(text: Text) -> list[dict[str, object]]:
    return [
        {"start": one.start, "end": one.end, "line": one.line, "text": one.text, "role": one.role}
        for one in text.sentences
    ]


def _tmx(article: Article) -> str:
    """TMX 1.4b: one translation unit per bead that has both sides."""
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root, "header", creationtool="dragoman", creationtoolversion="1", segtype="sentence",
        adminlang="en", srclang=article.source_lang, datatype="plaintext",
        **{"o-tmf": "dragoman"},
    )  # fmt: skip
    body = etree.SubElement(root, "body")
    for number, bead in enumerate(article.beads):
        if bead.source and bead.target:
            unit = etree.SubElement(body, "tu")
            for lang, text in zip(
                (article.source_lang, article.target.lang), _sides(article, number), strict=True
            ):
                variant = etree.SubElement(unit, "tuv")
                variant.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
                etree.SubElement(variant, "seg").text = _xml_text(text)
    written: bytes = etree.tostring(
        root, xml_declaration=True, encoding="UTF-8", pretty_print=True,
        doctype='<!DOCTYPE tmx SYSTEM "tmx14.dtd">',
    )  # fmt: skip
    return written.decode()


def _xml_text(text: str) -> str:
    """Leave out the control characters that XML 1.0 cannot carry."""
    return "".join(char for char in text if char >= " " or char in "\t\n")


def _sides(article: Article, number: int) -> tuple[str, str]:
    source = " ".join(one.text for one in article.source_sentences(number))
    target = " ".join(one.text for one in article.target_sentences(number))
    return source.replace("\t", " "), target.replace("\t", " ")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


_FORMATS: Mapping[str, Callable[[Article], str]] = {
    "tsv": _tsv,
    "tmx": _tmx,
    "json": _json,
    "ladder": _ladder,
}
