"""NL-812: a message whose delivery was given up reaches its receiver after all."""

from datetime import date

from gateway.policy.watch_file import TroubledMessage
from tests.support.policy.watched import never, signals_of


def test_names_the_message_and_its_receiver():
    given_up = TroubledMessage(
        bericht="b1", soort="WMO301", identificatie="G1", aanbieder="99990001", day=date(2024, 3, 1)
    )
    [found] = signals_of("NL-812", "2024-03-01", policy=never, given_up=(given_up,))
    assert found.text.startswith("WMO301 G1 is niet afgeleverd bij 99990001")
    assert (found.bericht, found.sleutel) == ("b1", "b1")
    assert signals_of("NL-812", "2024-03-01", policy=never) == []


def test_says_when_it_was_on_its_way_to_the_municipality():
    given_up = TroubledMessage(
        bericht="b1",
        soort="WMO305",
        identificatie="S1",
        aanbieder="99990001",
        day=date(2024, 3, 1),
        to_municipality=True,
    )
    [found] = signals_of("NL-812", "2024-03-01", policy=never, given_up=(given_up,))
    assert found.text.startswith("WMO305 S1 van aanbieder 99990001 is niet afgeleverd bij de gemeente: na herhaalde")
