"""Turn a left-over into what is shown: the words concerned and what they should be."""

from __future__ import annotations

from dragoman.check.names.people import LeftOver, Reader
from dragoman.check.names.suggest import cased, companion, language_of, spellings, together


def propose(reader: Reader, found: LeftOver) -> tuple[int, int, tuple[str, ...]]:
    """Return start and end of the words to replace, and what to replace them with.

    A given name is taken in where the person's language spells it otherwise (Olga → Olha).
    """
    sentence = reader.article.target.sentences[found.name.sentence]
    originals = [judgement.originals[0] for judgement in found.judgements]
    language = language_of(originals, near=sentence.text, article=reader.text)
    columns: list[list[str]] = []
    for word, judgement in zip(found.words, found.judgements, strict=True):
        tail = "’s" if reader.genitive(word) else ""
        forms = spellings(judgement, language=language, used=reader.used)
        columns.append([cased(form, word) + tail for form in forms])
    start = found.words[0].start
    at = found.name.words.index(found.words[0])
    if at:
        given = found.name.words[at - 1]
        respelled = companion(reader.judge(given), language=language)
        if respelled is not None:
            start = given.start
            columns.insert(0, [cased(respelled, given)])
    return start, found.words[-1].end, together(columns)
