"""NL-813: a refused message about somebody the municipality doesn't know is looked at."""

from datetime import date

from gateway.policy.watch_file import TroubledMessage
from tests.support.policy.watched import never, signals_of


def test_names_the_message_and_gives_five_working_days():
    refused = TroubledMessage(
        bericht="b1", soort="WMO305", identificatie="S1", aanbieder="99990001", day=date(2024, 3, 1)
    )
    [found] = signals_of("NL-813", "2024-03-01", policy=never, refused_of_nobody=(refused,))
    assert (found.sleutel, found.bericht, str(found.uiterlijk)) == ("b1", "b1", "2024-03-08")
    assert found.text == (
        "WMO305 S1 van aanbieder 99990001 is op 2024-03-01 afgekeurd en gaat over iemand die de gemeente in de gateway "
        "niet kent."
    )
