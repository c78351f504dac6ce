"""NL-810: a WMO301 that the provider refused is mended."""

from datetime import date

from gateway.policy.watch_file import TroubledMessage
from tests.support.policy.watched import never, signals_of


def refused(*numbers):
    return TroubledMessage(
        bericht="b1",
        soort="WMO301",
        identificatie="G1",
        aanbieder="99990001",
        day=date(2024, 3, 1),
        toewijzingen=numbers,
    )


def test_names_the_assignments_that_count_as_never_sent():
    [one] = signals_of("NL-810", "2024-03-01", policy=never, refused=(refused(7),))
    assert one.text == "Aanbieder 99990001 keurde WMO301 G1 op 2024-03-01 af: toewijzing 7 geldt als niet verzonden."
    assert (one.toewijzing_nummer, one.bericht, one.sleutel) == (7, "b1", "b1")
    [two] = signals_of("NL-810", "2024-03-01", policy=never, refused=(refused(7, 9),))
    assert "toewijzing 7 en 9" in two.text
    assert two.toewijzing_nummer is None


def test_lapses_with_the_refusal():
    assert signals_of("NL-810", "2024-03-01") == []
