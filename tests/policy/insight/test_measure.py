"""A measure says what it counts in words with the terms of the region."""

from gateway.policy.insight.measures import BY_CODE, MEASURES
from gateway.policy.loading.regions import load_region


def test_the_terms_of_the_region_stand_in_the_words() -> None:
    rules = load_region("noord-limburg").versions[-1].indicatoren
    onward = BY_CODE["doorstroom"]
    assert onward.worded(onward.naam, rules) == "door naar 2A"
    assert BY_CODE["start"].worded(BY_CODE["start"].naam, rules) == "gestart binnen 4 weken"
    for each in MEASURES:
        for text in (each.naam, each.noemer, each.teller, each.jaar, each.onzichtbaar):
            assert "{" not in each.worded(text, rules)
    assert onward.worded(onward.naam, None) == "door naar het segment erna"
