"""NL-701: care begins soon after the first day of its assignment."""

from dataclasses import replace
from types import MappingProxyType

from tests.support.policy.decisions import beleid, dag, zorg
from tests.support.policy.reports import de_enige, start, tijdelijk, vindt

TRAJECT = zorg("02A02", "2026-01-01", "2026-12-31", nummer=4711)


def test_passes_up_to_the_last_day_of_four_weeks():
    assert vindt("NL-701", start(TRAJECT, "2026-01-01"), TRAJECT) == []
    assert vindt("NL-701", start(TRAJECT, "2026-01-29"), TRAJECT) == []


def test_fails_the_day_after():
    gevonden = de_enige("NL-701", start(TRAJECT, "2026-01-30"), TRAJECT)
    assert gevonden.explanation == (
        "De zorg van toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31) begon op 2026-01-30, 29 dagen na de "
        "Ingangsdatum; binnen 4 weken is gebruikelijk."
    )
    assert gevonden.path == "/Bericht/Client/StartProducten/StartProduct/Begindatum"
    assert gevonden.line
    assert gevonden.voor_aanbieder


def test_passes_a_restart():
    gestart = zorg("02A02", "2026-01-01", "2026-12-31", nummer=4711, gestart_op=dag("2026-01-05"))
    assert vindt("NL-701", start(gestart, "2026-06-01"), gestart, stops=(tijdelijk(gestart, "2026-03-01"),)) == []


def test_fails_a_start_that_is_taken_back_and_delivered_anew_for_a_later_day():
    gestart = zorg("02A02", "2026-01-01", "2026-12-31", nummer=4711, gestart_op=dag("2026-01-05"))
    terug = start(gestart, "2026-01-05", status_aanlevering="3")
    assert de_enige("NL-701", [terug, start(gestart, "2026-03-01")], gestart).path.endswith("[2]/Begindatum")


def test_passes_what_is_not_assigned_here():
    assert vindt("NL-701", start(TRAJECT, "2026-06-01")) == []


def test_term_and_segments_are_those_of_the_policy():
    hier = beleid()

    def met(**changes):
        bewaking = {**hier.bewaking, "NL-701": replace(hier.bewaking["NL-701"], **changes)}
        return replace(hier, bewaking=MappingProxyType(bewaking))

    laat = start(TRAJECT, "2026-02-10")
    assert vindt("NL-701", laat, TRAJECT, volgens=met(termijn=6)) == []
    assert vindt("NL-701", laat, TRAJECT, volgens=met(segmenten=frozenset({"1B"}))) == []
    assert de_enige("NL-701", laat, TRAJECT, volgens=met(segmenten=frozenset({"1A1"})))
