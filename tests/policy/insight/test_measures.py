"""Each measure has a code of its own and says all that a reader needs."""

import re

from gateway.policy.insight.measures import BY_CODE, MEASURES


def test_each_measure_has_a_code_of_its_own_and_says_all() -> None:
    assert len(BY_CODE) == len(MEASURES)
    for each in MEASURES:
        assert re.fullmatch("[a-z]+(-[a-z]+)*", each.code)
        for text in (each.noemer, each.teller, each.onzichtbaar):
            assert text.endswith(".")
        assert each.jaar
        assert each.naam


def test_measures_that_look_elsewhere_are_the_steps_after_the_end() -> None:
    assert [each.code for each in MEASURES if each.elsewhere] == ["doorstroom", "uitstroom", "terugkeer"]
