"""What the given names and the text around say for or against a left-over."""

from __future__ import annotations

import re

from dragoman.checks.names.given import Origin, at_home, origin
from dragoman.checks.names.home import may_be_native, own_given
from dragoman.checks.names.judgement import Status, Tier
from dragoman.checks.names.setting import by_surname
from dragoman.checks.names.whole import Whole

SHARED = re.compile("[sz]k[iy]$")
"""An ending of Poles and Czechs that every Russian adjective has too: it tells nothing."""


def company(whole: Whole, start: int, end: int) -> Origin:
    """Tell where the given names point to that stand with these words, or else the text around."""
    judged = whole.judged
    if whole.setting.at_home:
        return Origin.HOME
    given = _given_company(whole, start)
    region = whole.setting.region
    weak = all(judgement.tier is Tier.WEAK for judgement in judged[start:end])
    if whole.table.slavic and weak and not whole.setting.asserted:
        # Jagoda Strzelecka: a Slavic language's own names are all like that, given names too.
        first, *others = whole.name.words[whole.setting.titles :]
        own = bool(others) and own_given(first.key, whole.language)
        return Origin.EITHER if own else given
    if region is None:
        return given
    ours = [whole.of(region, judgement) for judgement in judged[start:end]]
    if whole.setting.asserted and any(ours):
        guess = whole.setting.thing and not whole.listed(start, end)
        return Origin.NEAR if guess else Origin.CITIZEN
    if given is Origin.EASTERN:
        return given
    if all(ours):
        # With a given name of elsewhere, or of nowhere we know, the text is no evidence.
        alone = start == 0 or not region.cyrillic or whole.listed(start, end)
        alone |= given is Origin.EITHER and whole.looks_eastern(judged[start])
        elsewhere = given is Origin.WESTERN and not whole.setting.by_given
        if given is Origin.UNKNOWN and _chance(whole, start, end):
            return Origin.WESTERN
        return Origin.NEAR if alone and not elsewhere else given
    if whole.setting.here and not region.cyrillic:
        # An Afghan Amirjan is no Armenian.
        return Origin.WESTERN
    return given


def _chance(whole: Whole, start: int, end: int) -> bool:
    """Tell whether a word alone is as good a name of a neighbour: Naujokas, Wujek, Gronskis.

    So is one that nothing but a w makes look transcribed (Waluk), and an unlisted one in -jan where
    the text does not speak of Armenia (Kiljan, Hozjan).
    """
    judgement, key = whole.judged[start], whole.name.words[start].key
    if len(whole.name.words) > 1 or whole.setting.asserted:
        return False
    if judgement.tier is Tier.COMPUTED:
        ending = by_surname(judgement.originals)
        return (
            ending is not None and ending != whole.setting.region and not whole.listed(start, end)
        )
    native = may_be_native(key) or not whole.table.foreign.search(key)
    likely = judgement.tier is Tier.LIKELY and not SHARED.search(key) and native
    return judgement.tier is Tier.WEAK or likely


def _given_company(whole: Whole, start: int) -> Origin:
    """Tell where the given names point to that stand with this name, here or elsewhere."""
    judged, words = whole.judged, whole.name.words
    met = set(whole.register.company.get(whole.register.stem(words[start]), ()))
    given = start + 1 < len(words)
    if given and at_home(words[start].key, whole.language):
        # Ewa, Dawid: the surname behind is no evidence for the given name, nor this for that.
        return Origin.EITHER
    if given and origin(words[start].key, whole.language) is Origin.EASTERN:
        met.add(Origin.EASTERN)
    if any(j.eastern and j.status in (Status.ENGLISH, Status.LEFT) for j in judged[start + 1 :]):
        met.add(Origin.EASTERN)
    for kind in (Origin.EASTERN, Origin.EITHER, Origin.WESTERN):
        if kind in met:
            sure = judged[start].eastern and whole.table.surely.search(judged[start].word)
            if kind is Origin.EITHER and not whole.looks_eastern(judged[start]):
                # Anita Woda: nothing but the letters of the surname speaks for the East.
                return Origin.WESTERN
            return Origin.EITHER if kind is Origin.WESTERN and sure else kind
    return Origin.UNKNOWN
