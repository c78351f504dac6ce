"""NL-819: of a message that was delivered something is heard."""

from datetime import date

from gateway.policy.watch_file import TroubledMessage
from tests.support.policy.watched import never, signals_of

SILENT = TroubledMessage(
    bericht="b1", soort="WMO301", identificatie="G1", aanbieder="99990001", day=date(2024, 3, 1), silent=True
)


def test_names_the_message_its_receiver_and_what_does_not_come():
    [found] = signals_of("NL-819", "2024-03-09", policy=never, given_up=(SILENT,))
    assert found.text.startswith(
        "WMO301 G1 voor aanbieder 99990001 is op 2024-03-01 aangenomen. Sindsdien kwam er geen"
    )
    assert "geen WMO302" in found.text
    assert (found.bericht, found.sleutel, found.uiterlijk) == ("b1", "b1", date(2024, 3, 1))


def test_is_another_signal_than_that_of_a_message_that_was_given_up():
    assert signals_of("NL-812", "2024-03-09", policy=never, given_up=(SILENT,)) == []
    given_up = TroubledMessage(
        bericht="b2",
        soort="WMO305",
        identificatie="S1",
        aanbieder="99990001",
        day=date(2024, 3, 1),
        to_municipality=True,
    )
    assert signals_of("NL-819", "2024-03-09", policy=never, given_up=(given_up,)) == []
