"""Judge one bead: how far its meaning moved, and at which words."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.languages import base
from dragoman.model import DriftScore, WordLink
from dragoman.score import model
from dragoman.score.centres import Centres
from dragoman.score.features import cosines, features, of_words
from dragoman.score.gaps import gaps
from dragoman.score.passage import Passage
from dragoman.score.reader import read
from dragoman.score.states import states
from dragoman.vectors import Vectors

FEWEST_WORDS = 3
"""Below this many words on either side a sentence vector stands for a name or a label, and says
little: a score of "Foto: dpa" would be noise."""

COPIED = 0.5
"""A target half of whose words are the source's own is not translated. Of English words only a few
short ones are words of its neighbours too ("in", "was", "a"): none of the 160 good translations of
DEMETR's unseen half in six languages has three of them and half of its words."""


def judge(
    source: Passage,
    target: Passage,
    links: Sequence[WordLink],
    *,
    centres: tuple[Centres, Centres],
) -> DriftScore:
    """Return the drift of *target* against *source*, in [0, 1], 0 = same meaning.

    *links* are the word links between them, *centres* the means of the source and target side.
    The value is None, with a reason, where a side is empty, too short or was cut by the encoder,
    and with an encoder that the drift model was not trained on: its numbers would mean nothing.
    """
    reason = unjudgeable(source, target)
    if reason is None and not model.load().reads(centres[0].weights):
        reason = "no drift model for this encoder"
    if reason is not None:
        return DriftScore(value=None, reason=reason)
    planes = cosines(source, target, centres)
    value = model.load().drift(raw(source, target, centres, planes), source.lang)
    middle = of_words(source, target, planes)[1]
    return DriftScore(
        value=round(max(value, copied(source, target)), 4),
        source_gaps=gaps(source, middle.max(axis=1), frozenset(link.source for link in links)),
        target_gaps=gaps(target, middle.max(axis=0), frozenset(link.target for link in links)),
    )


def raw(
    source: Passage,
    target: Passage,
    centres: tuple[Centres, Centres],
    planes: tuple[Vectors, Vectors, Vectors],
) -> float:
    """Return the model's score before calibration; higher is better.

    *planes* are the centred cosines of the tokens, as ``features.cosines`` gives them.
    """
    fitted = model.load()
    pair = source, target, centres, planes
    line = fitted.line(features(*pair))
    if share := fitted.states_share.get(base(source.lang)):
        line += share * float(states(*pair) @ fitted.states)
    return line + fitted.share(source.lang) * read(*pair)


def copied(source: Passage, target: Passage) -> float:
    """Return how much of *target* is untranslated, in [0, 1]; 0 below ``COPIED``.

    The share of its words that stand in the source letter for letter, names and figures aside.
    The model cannot see this: a copy has the meaning of its original.
    """
    if base(source.lang) == base(target.lang):
        return 0.0
    theirs = set(source.word_texts)
    words = [word for word in target.word_texts if word[0].isalpha() and not word[0].isupper()]
    same = [word for word in words if word in theirs]
    share = len(same) / len(words) if words else 0.0
    # Dutch "is", "in" and "was" are English too: at least one longer word has to be left.
    enough = len(same) >= FEWEST_WORDS and max(map(len, same)) > FEWEST_WORDS
    return share if enough and share >= COPIED else 0.0


def unjudgeable(source: Passage, target: Passage) -> str | None:
    """Say why a bead cannot be judged; None if it can."""
    if not source.sentences:
        return "no source sentence"
    if not target.sentences:
        return "no target sentence"
    if source.truncated or target.truncated:
        return "longer than the model reads"
    if min(len(source.words), len(target.words)) < FEWEST_WORDS:
        return "too short"
    return None
