"""Hypothesis strategies for decisions and what stands around them: sensible ones, and any at all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.policy.care.months import laatste_dag
from gateway.policy.care_file import Besluit, Contract, Dossier, Zorg
from tests.support.policy.decisions import ELDERS, HIER, beleid, zorg

EERSTE = date(2026, 1, 1)
CODES = sorted(beleid().producten)
ZELFSTANDIG = ["02A02", "07A02", "10B01", "10B02", "10A06", "01B04", "04A01", "07A02", "10A06", "01B04"]
ERBIJ = {"02A02": "02C02", "07A02": "07C02", "10B01": "10M01"}
DRAGERS = ("07A02", "07C02", "10B02", "10A06")


def maand(n: int) -> date:
    """The first day of the n-th month from January 2026 on."""
    return date(2026 + n // 12, n % 12 + 1, 1)


def _zinnig(code: str, begin: int, maanden: int, stop: int, aanbieder: str) -> Zorg:
    eerste = maand(begin)
    return zorg(
        code,
        eerste,
        maand(begin + maanden) - timedelta(days=1) if maanden else None,
        aanbieder=aanbieder,
        gestart_op=eerste,
        gestopt_op=eerste + timedelta(days=stop) if stop else None,
    )


def zinnige_zorg(codes: Sequence[str] = CODES) -> SearchStrategy[Zorg]:
    """An assignment as a consulent might ask for it: whole months or open-ended, and started on its first day."""
    stops = st.sampled_from([0, 0, 0, 1, 31, 45])
    return st.builds(
        _zinnig, st.sampled_from(codes), st.integers(0, 8), st.integers(0, 12), stops, st.sampled_from([HIER, ELDERS])
    )


@st.composite
def samenhangende_zorg(draw: st.DrawFn) -> list[Zorg]:
    """Assignments of one client, with extensions and extra work that follow them and vervoer beside them.

    What others need comes first.
    """
    alle = draw(st.lists(zinnige_zorg(ZELFSTANDIG), max_size=5))
    volgt = [_erna(each, draw(st.integers(1, 4))) for each in alle if each.code in ERBIJ and draw(st.booleans())]
    alle += [each for each in volgt if each is not None]
    ritten = [_rit(each, draw(st.integers(0, 20))) for each in alle if each.code in DRAGERS and draw(st.booleans())]
    return alle + ritten


def _erna(basis: Zorg, maanden: int) -> Zorg | None:
    """What belongs to it, from the day after on; decided on while it runs."""
    if basis.laatste_dag == date.max:
        return None
    begin = basis.laatste_dag + timedelta(days=1)
    return zorg(
        ERBIJ[basis.code or ""],
        begin,
        laatste_dag(begin, maanden),
        aanbieder=basis.aanbieder,
        gestart_op=begin,
        besloten_op=basis.ingangsdatum,
    )


def _rit(drager: Zorg, later: int) -> Zorg:
    """Vervoer by the same provider, up to its end and so many days later than its begin."""
    begin = min(drager.ingangsdatum + timedelta(days=later), drager.laatste_dag)
    return replace(drager, code="08V02", categorie="08", ingangsdatum=begin, einddatum=drager.einddatum)


_UITERSTE = st.sampled_from([date.min, date.min + timedelta(days=1), date.max - timedelta(days=1), date.max])
_DAG = st.one_of(_UITERSTE, st.integers(-40, 1000).map(lambda n: EERSTE + timedelta(days=n)), st.dates())
_GETAL = st.none() | st.integers(0, 99999999)


def wilde_zorg() -> SearchStrategy[Zorg]:
    """Any assignment that the types allow: before its first day, on the edges of the calendar, without product."""
    velden: dict[str, Any] = {
        "nummer": st.none() | st.integers(0, 999999999),
        "aanbieder": st.sampled_from([HIER, ELDERS, ""]),
        "categorie": st.sampled_from([None, "01", "02", "10", "11", "99"]),
        "code": st.none() | st.sampled_from([*CODES, *CODES, "02A99", ""]),
        "ingangsdatum": _DAG,
        "einddatum": st.none() | _DAG,
        "besloten_op": _DAG,
        "volume": _GETAL,
        "eenheid": st.sampled_from([None, "82", "14", "?"]),
        "frequentie": st.sampled_from([None, "2", "6", "?"]),
        "budget": _GETAL,
        "gestart_op": st.none() | _DAG,
        "gestopt_op": st.none() | _DAG,
    }
    return st.builds(Zorg, **velden)


def wilde_dossiers() -> SearchStrategy[Dossier]:
    contracten = st.builds(
        Contract,
        aanbieder=st.sampled_from([HIER, ELDERS]),
        segment=st.sampled_from([*beleid().segmenten, "?"]),
        soort=st.sampled_from([None, "basis-lokaal", "strategisch-regionaal", "?"]),
        vanaf=_DAG,
        tot=st.none() | _DAG,
    )
    lijst = st.lists(contracten, max_size=4).map(tuple)
    return st.builds(Dossier, zorg=st.lists(wilde_zorg(), max_size=6).map(tuple), contracten=st.none() | lijst)


def wilde_besluiten() -> SearchStrategy[Besluit]:
    """Any decision at all: new, changed in every way, removed."""
    return st.builds(
        Besluit,
        gemeente=st.sampled_from(["0983", "0889", "1507", "0363", ""]),
        beslisdag=_DAG,
        zorg=wilde_zorg(),
        was=st.none() | wilde_zorg(),
        verwijderd=st.booleans(),
        grond=st.sampled_from([None, "levensgebeurtenis", "?"]),
    )
