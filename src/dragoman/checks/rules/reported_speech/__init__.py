"""What others said, rendered as what might have been or as a fact."""

from dragoman.checks.rule import Rule
from dragoman.checks.rules.reported_speech import doubt_lost, reported_speech_as_conditional

RULES: tuple[Rule, ...] = (
    reported_speech_as_conditional.reported_speech_as_conditional,
    doubt_lost.doubt_lost,
)
