"""Affairs of a client to watch, and a policy to watch them by, to change at will."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from gateway.policy.care_file import Zorg
from gateway.policy.model import Beleid, Bewaking, Einddatum, Product, Soort, Toets
from gateway.policy.watch import signalen, wachten
from gateway.policy.watch_file import BeleidOp, Signaal, Verzending, Wachtend, Zaken
from gateway.standard.findings import Severity

PRODUCTEN: Mapping[str, tuple[str, Soort, str | None]] = {
    "02A02": ("1A1", Soort.TRAJECT, None),
    "02C02": ("1A1", Soort.VERLENGING, "02A02"),
    "02M02": ("1A1", Soort.MEERWERK, "02A02"),
    "07A02": ("1A2", Soort.TRAJECT, None),
    "07C02": ("1A2", Soort.VERLENGING, "07A02"),
    "10B01": ("1B", Soort.TRAJECT, None),
    "10B02": ("2A", Soort.JAARTRAJECT, None),
    "10A06": ("2B", Soort.JAARTRAJECT, None),
    "01B04": ("3A", Soort.JAARTRAJECT, None),
    "08V02": ("vervoer", Soort.VERVOER, None),
}
BEWAKING = {
    "NL-801": (frozenset({"1A1", "1A2", "1B", "2A", "2B", "3A"}), 3),
    "NL-802": (frozenset(), 14),
    "NL-803": (frozenset({"2A"}), 12),
    "NL-804": (frozenset(), 42),
}


def beleid(*uit: str, bewaking: Mapping[str, tuple[frozenset[str], int]] | None = None) -> Beleid:
    """A policy that watches as BEWAKING says, with these checks switched off."""
    toetsen = {
        wacht.kaart.code: Toets(
            gevolg=None if wacht.kaart.code in uit else Severity.SIGNAAL, overrulebaar=False, bron="H 5", open_vraag=""
        )
        for wacht in wachten()
    }
    return Beleid(
        regio="proef",
        naam="Proef",
        geldig_vanaf=date(2022, 1, 1),
        bron="",
        gemeenten={},
        segmenten={},
        producten={code: _product(code, *rest) for code, rest in PRODUCTEN.items()},
        stapeling={},
        meerwerk={},
        aanbiedersoorten=(),
        bewaking={
            code: Bewaking(segmenten=segmenten, termijn=termijn, bron="H 5")
            for code, (segmenten, termijn) in {**BEWAKING, **(bewaking or {})}.items()
        },
        toetsen=toetsen,
    )


def _product(code: str, segment: str, soort: Soort, basis: str | None) -> Product:
    return Product(
        code=code,
        naam=code,
        segment=segment,
        soort=soort,
        categorie=code[:2],
        basis=basis,
        eenheid=None,
        einddatum=Einddatum.OPEN,
        gemiddeld=None,
        minstens=None,
        hoogstens=None,
        nieuw_tot=None,
        bron="",
    )


BELEID = beleid()


def altijd(dag: date) -> Beleid | None:
    """The same policy on every day."""
    return BELEID


def nooit(dag: date) -> Beleid | None:
    """No policy."""
    return None


def dag(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def zorg(
    code: str | None = "02A02", begin: str = "2024-01-01", eind: str | None = "2024-12-31", **changes: Any
) -> Zorg:
    """Assignment 1; days as text."""
    velden = {"nummer": 1, "aanbieder": "99990001", "besloten_op": "2023-12-15", **changes}
    for veld in ("besloten_op", "gestart_op", "gestopt_op"):
        velden[veld] = dag(velden.get(veld))
    return Zorg(
        categorie=None if code is None else code[:2],
        code=code,
        ingangsdatum=date.fromisoformat(begin),
        einddatum=dag(eind),
        **velden,
    )


def verzending(
    sinds: str = "2023-12-15", eind: str | None = "2024-12-31", einde_sinds: str | None = None
) -> Verzending:
    return Verzending(
        sinds=date.fromisoformat(sinds),
        einddatum=dag(eind),
        einde_sinds=date.fromisoformat(einde_sinds or sinds),
    )


def wachtend(op: str, soort: str = "WMO301", bericht: str = "b1") -> Wachtend:
    return Wachtend(bericht=bericht, soort=soort, identificatie="G1", aanbieder="99990001", op=date.fromisoformat(op))


def gevonden(
    code: str, vandaag: str, *zorg: Zorg, beleid: BeleidOp = altijd, verzonden: Verzending | None = None, **zaken: Any
) -> list[Signaal]:
    """What this check signals on this day; every assignment was sent as it is unless `verzendingen` says otherwise."""
    zaken.setdefault("verzendingen", {each.nummer: verzonden or _zoals(each) for each in zorg})
    found = signalen(Zaken(zorg=zorg, **zaken), beleid, date.fromisoformat(vandaag))
    return [each for each in found if each.code == code]


def _zoals(zorg: Zorg) -> Verzending:
    return Verzending(sinds=zorg.besloten_op, einddatum=zorg.einddatum, einde_sinds=zorg.besloten_op)


def dagen(code: str, eerste: str, laatste: str, *zorg: Zorg, **kwargs: Any) -> list[str]:
    """The days from the first to the last, inclusive, on which the check signals something."""
    begin, eind = date.fromisoformat(eerste), date.fromisoformat(laatste)
    alle = [str(begin + timedelta(days=n)) for n in range((eind - begin).days + 1)]
    return [each for each in alle if gevonden(code, each, *zorg, **kwargs)]


def periode(code: str, eerste: str, laatste: str, *zorg: Zorg, **kwargs: Any) -> tuple[str, str] | None:
    """The first and last of those days, between which there is none without; None when there are none."""
    found = dagen(code, eerste, laatste, *zorg, **kwargs)
    if not found:
        return None
    assert len(found) == (date.fromisoformat(found[-1]) - date.fromisoformat(found[0])).days + 1, "a day in between"
    return found[0], found[-1]
