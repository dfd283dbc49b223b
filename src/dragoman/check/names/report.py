"""Turn a left-over into what is shown: the words concerned and what they should be."""

from __future__ import annotations

from itertools import pairwise

from dragoman.check.names.people import LeftOver, Reader
from dragoman.check.names.spelling import transcription
from dragoman.check.names.suggest import cased, companion, language_of, spellings, together


def propose(reader: Reader, found: LeftOver) -> tuple[int, int, tuple[str, ...]]:
    """Return start and end of the words to replace, and what to replace them with.

    A given name is taken in where the person's language spells it otherwise (Olga → Olha).
    """
    sentence = reader.article.target.sentences[found.name.sentence]
    language = language_of(
        found.judgements,
        transcription(reader.language),
        near=sentence.text,
        article=reader.text,
    )
    columns: list[list[str]] = []
    for word, judgement in zip(found.words, found.judgements, strict=True):
        tail = "’s" if reader.genitive(word) else ""
        forms = spellings(judgement, language=language, used=reader.used)
        columns.append([cased(form, word) + tail for form in forms])
    parts = list(found.words)
    at = found.name.words.index(found.words[0])
    if at:
        given = found.name.words[at - 1]
        respelled = companion(reader.judge(given), language=language)
        if respelled is not None:
            parts.insert(0, given)
            columns.insert(0, [cased(respelled, given)])
    between = [sentence.text[one.end : other.start] for one, other in pairwise(parts)]
    return parts[0].start, parts[-1].end, together(columns, between)
