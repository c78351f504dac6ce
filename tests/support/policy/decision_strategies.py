"""Hypothesis strategies: decisions and changes as the API can bring them, with any dossier around them.

besluiten() (nieuwe, wijzigingen, verkortingen, verwijderd), dossiers(), zorgen(). Days lie around the two texts of
Noord-Limburg, now and then at the ends of time.
"""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.policy.care_file import Besluit, Contract, Dossier, Zorg
from tests.support.policy.decisions import ELDERS, HIER, VENLO, beleid

PRODUCTEN = sorted(beleid().producten)
_VANAF = date(2023, 10, 1)
DAGEN = st.integers(0, 1000).map(lambda n: _VANAF + timedelta(n)) | st.sampled_from(
    [date(2024, 1, 31), date(2024, 2, 29), date(2025, 2, 28), date(2024, 12, 31), date(2025, 1, 1)]
)
ALLE_DAGEN = DAGEN | st.sampled_from([date.min, date.max, date(9999, 12, 30)])
CODES = st.sampled_from([*PRODUCTEN, "99Z99", None])


@cache
def zorgen(dagen: SearchStrategy[date] = ALLE_DAGEN, codes: SearchStrategy[str | None] = CODES) -> SearchStrategy[Zorg]:
    """Care of any kind; it ends on or after its first day, or never, or was stopped on any day."""
    return st.builds(
        _zorg,
        code=codes,
        begin=dagen,
        lengte=st.none() | st.integers(0, 500) | st.sampled_from([30, 58, 89, 364, 365]),
        aanbieder=st.sampled_from([HIER, ELDERS]),
        besloten_op=dagen,
        volume=st.none() | st.integers(0, 9),
        frequentie=st.sampled_from([None, "1", "2", "4", "6"]),
        budget=st.none() | st.integers(0, 900),
        gestart_op=st.none() | dagen,
        gestopt_op=st.none() | st.none() | dagen,
    )


@cache
def dossiers(dagen: SearchStrategy[date] = ALLE_DAGEN, meest: int = 4) -> SearchStrategy[Dossier]:
    """Up to so many assignments with a number each, and contracts or none kept."""
    contracten = st.builds(
        Contract,
        aanbieder=st.sampled_from([HIER, ELDERS]),
        segment=st.sampled_from(sorted(beleid().segmenten)),
        soort=st.sampled_from(["strategisch-regionaal", "basis-lokaal", None]),
        vanaf=dagen,
        tot=st.none() | dagen,
    )
    return st.builds(
        lambda zorg, contracten: Dossier(
            zorg=tuple(replace(each, nummer=nummer) for nummer, each in enumerate(zorg, start=1)),
            contracten=contracten,
        ),
        st.lists(zorgen(dagen), max_size=meest),
        st.none() | st.lists(contracten, max_size=5).map(tuple),
    )


@cache
def nieuwe(dagen: SearchStrategy[date] = ALLE_DAGEN) -> SearchStrategy[Besluit]:
    """A new assignment, decided on any day."""
    return st.builds(Besluit, zorg=zorgen(dagen), **_rest(dagen))


@cache
def wijzigingen(dagen: SearchStrategy[date] = ALLE_DAGEN) -> SearchStrategy[Besluit]:
    """A change of the last day, the volume, the Budget, all of them or none."""
    anders = {"einddatum": st.none() | dagen, "volume": st.integers(0, 9), "budget": st.integers(0, 900)}
    return st.builds(_wijziging, zorgen(dagen), st.fixed_dictionaries({}, optional=anders), **_rest(dagen))


@cache
def verkortingen(dagen: SearchStrategy[date] = ALLE_DAGEN) -> SearchStrategy[Besluit]:
    """A change to an earlier last day, or to the same, and of nothing else."""

    def korter(besluit: Besluit, dag: date) -> Besluit:
        was = besluit.was or besluit.zorg
        eind = max(was.ingangsdatum, min(dag, was.einddatum or date.max))
        return replace(besluit, zorg=replace(was, einddatum=eind))

    return st.builds(korter, wijzigingen(dagen), dagen)


@cache
def besluiten(dagen: SearchStrategy[date] = ALLE_DAGEN) -> SearchStrategy[Besluit]:
    """Any of these, or a removal."""
    return nieuwe(dagen) | wijzigingen(dagen) | wijzigingen(dagen).map(verwijderd)


def verwijderd(besluit: Besluit) -> Besluit:
    """The removal of what the change was to change."""
    was = besluit.was or besluit.zorg
    return replace(besluit, was=was, zorg=replace(was, einddatum=was.ingangsdatum), verwijderd=True)


def _rest(dagen: SearchStrategy[date]) -> dict[str, SearchStrategy[Any]]:
    return {
        "beslisdag": dagen,
        "grond": st.sampled_from([None, "levensgebeurtenis", "iets anders"]),
        "gemeente": st.sampled_from([VENLO, "0889", "1507"]),
    }


def _wijziging(was: Zorg, anders: dict[str, Any], **velden: Any) -> Besluit:
    was = replace(was, nummer=99)
    return Besluit(zorg=replace(was, **anders), was=was, **velden)


def _zorg(*, code: str | None, begin: date, lengte: int | None, volume: int | None, **anders: Any) -> Zorg:
    eind = None if lengte is None else date.fromordinal(min(begin.toordinal() + lengte, date.max.toordinal()))
    eenheid = None if volume is None else "01"
    velden = {"nummer": None, "categorie": code and code[:2], "volume": volume, "eenheid": eenheid, **anders}
    return Zorg(code=code, ingangsdatum=begin, einddatum=eind, **velden)
