"""What the judge of reports does with all of its checks."""

from collections.abc import Iterator
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.policy import report
from gateway.policy.care_file import Zorg
from gateway.policy.codes import REPORTS, toetscodes
from gateway.policy.report import MEESTE, Meldingstoets, meldingtoetsen
from gateway.standard.findings import Severity
from tests.support.examples import keer
from tests.support.policy.decisions import ELDERS, HIER, beleid, dag, zorg
from tests.support.policy.reports import gemeld, start, stop

CODES = ("02A02", "02C02", "07A02", "08V02", "10B01", "10M01", "10B02", "01B04", "04A01")
dagen = st.dates(dag("2025-10-01"), dag("2026-10-01"))


@st.composite
def dossiers(draw: st.DrawFn) -> tuple[Zorg, ...]:
    """Some care of one client, of which the first is the usual provider's and really started."""
    gevonden = []
    for nummer in range(1, draw(st.integers(2, 5)) + 1):
        begin = draw(dagen)
        eind = draw(st.none() | st.dates(begin, dag("2027-06-30")))
        gestart = begin if nummer == 1 else draw(st.none() | st.dates(begin, dag("2026-12-31")))
        aanbieder = HIER if nummer == 1 else draw(st.sampled_from([HIER, ELDERS]))
        gevonden.append(
            zorg(draw(st.sampled_from(CODES)), begin, eind, nummer=nummer, aanbieder=aanbieder, gestart_op=gestart)
        )
    return tuple(gevonden)


@settings(max_examples=keer(1.5), deadline=None)
@given(
    alle=dossiers(), op=dagen, reden=st.sampled_from(["02", "19", "20", "23", "31", "38", "39"]), is_start=st.booleans()
)
def test_what_a_provider_sees_is_the_same_whatever_the_client_has_elsewhere(
    alle: tuple[Zorg, ...], op: Any, reden: str, is_start: bool
) -> None:
    eerste, *_ = alle
    if is_start:
        eerste = replace(eerste, gestart_op=None)
        bericht: Any = start(eerste, max(op, eerste.ingangsdatum))
    else:
        bericht = stop(eerste, max(op, eerste.ingangsdatum), reden)
    ziet = [each for each in gemeld(bericht, eerste, *alle[1:]) if each.voor_aanbieder]
    alleen = [each for each in gemeld(bericht, eerste) if each.voor_aanbieder]
    assert ziet == alleen
    assert all(not each.betreft and ELDERS not in each.explanation for each in ziet)


def test_every_check_is_found_and_only_signals() -> None:
    assert [each.kaart.code for each in meldingtoetsen()] == sorted(toetscodes(REPORTS))
    laat = zorg("02A02", "2026-01-01", "2026-12-31")
    (gevonden,) = gemeld(start(laat, "2026-06-01"), laat)
    assert (gevonden.severity, gevonden.level, gevonden.source) == (
        Severity.SIGNAAL,
        5,
        beleid().toetsen["NL-701"].bron,
    )


def test_a_check_that_is_switched_off_says_nothing() -> None:
    hier = beleid()
    uit = replace(hier.toetsen["NL-701"], gevolg=None)
    volgens = replace(hier, toetsen=MappingProxyType({**hier.toetsen, "NL-701": uit}))
    laat = zorg("02A02", "2026-01-01", "2026-12-31")
    assert gemeld(start(laat, "2026-06-01"), laat, volgens=volgens) == ()


def test_the_text_in_force_on_the_ingangsdatum_governs() -> None:
    basis = zorg("02A02", "2022-01-01", "2022-12-31", nummer=1)
    verlenging = zorg("02C02", "2023-06-01", "2023-08-31", nummer=2)
    assert gemeld(start(verlenging, "2023-06-01"), basis, verlenging) == ()


def test_a_check_that_crashes_hides_no_other_and_tells_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def kapot(*_: object) -> Iterator[Any]:
        raise KeyError("999900006")
        yield

    eerste, *rest = meldingtoetsen()
    monkeypatch.setattr(report, "meldingtoetsen", lambda: (Meldingstoets(rest[0].kaart, kapot), eerste))
    laat = zorg("02A02", "2026-01-01", "2026-12-31")
    crash, gewoon = gemeld(start(laat, "2026-06-01"), laat)
    assert (crash.code, gewoon.code) == ("NL-702", "NL-701")
    assert "KeyError" in crash.explanation
    assert "9999" not in crash.explanation
    assert not crash.voor_aanbieder


def test_one_check_does_not_flood_a_message() -> None:
    alle = [zorg("02A02", "2026-01-01", "2026-12-31", nummer=n) for n in range(1, MEESTE + 11)]
    assert len(gemeld([start(each, "2026-06-01") for each in alle], *alle)) == MEESTE


def test_what_is_assigned_to_another_provider_is_not_judged() -> None:
    elders = zorg("02A02", "2026-01-01", "2026-12-31", aanbieder=ELDERS)
    assert gemeld(start(elders, "2026-06-01"), elders) == ()
