"""How long an assignment is: whether its length has to be judged, and what is wrong with it."""

from datetime import date
from typing import Final

from gateway.policy.care.days import nieuwe_dagen, zelfde_opdracht
from gateway.policy.care.months import hele_maanden, laatste_dag, uiterste_dag, volle_maanden
from gateway.policy.care_file import Besluit, Zorg
from gateway.policy.model import Einddatum, Product
from gateway.policy.words import in_maanden, noem, zin

_OVER_DE_DUUR: Final = (None, "04", "05", "14")
"""RedenWijziging of a change that decides how long the care is to be: stretched, shortened, corrected, not told."""

PER_WEEK: Final = "2"


def duur_besloten(besluit: Besluit) -> bool:
    """Return True when the decision sets how long the care is to be: of a change, when it sets another period.

    Ending early isn't: after a final stop, or for a reason that has nothing to do with the length (the client died,
    moved, went to another provider), the last day is what it is.
    """
    zorg, was = besluit.zorg, besluit.was
    if besluit.verwijderd:
        return False
    if was is None or not zelfde_opdracht(zorg, was):
        return True
    if (zorg.ingangsdatum, zorg.einddatum) == (was.ingangsdatum, was.einddatum):
        return False
    verkort = (zorg.einddatum or date.max) < (was.einddatum or date.max)
    return not (verkort and (zorg.gestopt_op is not None or besluit.reden_wijziging not in _OVER_DE_DUUR))


def niet_in_hele_maanden(besluit: Besluit, product: Product) -> str | None:
    """What is wrong with it when it is no whole number of months, at least the least; None: nothing, or nothing new.

    A change that adds no days to what was no whole number of months either isn't objected to.
    """
    if product.minstens is None or not duur_besloten(besluit):
        return None
    was = besluit.was
    if was is not None and not nieuwe_dagen(besluit) and _geen_hele_maanden(was, product, product.minstens):
        return None
    return _geen_hele_maanden(besluit.zorg, product, product.minstens)


def te_lang(zorg: Zorg, maanden: int) -> bool:
    """Return True when it lasts longer than so many months; without a last day it does."""
    return zorg.einddatum is None or zorg.einddatum > uiterste_dag(zorg.ingangsdatum, maanden)


def duur(zorg: Zorg) -> str:
    """ "13 maanden" when they are whole, "ruim 12 maanden" or "minder dan een maand" when not; needs a last day."""
    eind = zorg.einddatum or date.max
    heel = hele_maanden(zorg.ingangsdatum, eind)
    if heel is not None:
        return in_maanden(heel)
    vol = volle_maanden(zorg.ingangsdatum, eind)
    return f"ruim {in_maanden(vol)}" if vol else "minder dan een maand"


def verlengd(besluit: Besluit) -> bool:
    """Return True of a change by which the care may run on after what was its last day."""
    was, zorg = besluit.was, besluit.zorg
    if was is None or besluit.verwijderd:
        return False
    return (zorg.einddatum or date.max) > (was.einddatum or date.max)


def langer_dan(besluit: Besluit, maanden: int) -> bool:
    """Return True when the decision adds days, and the care then lasts longer than so many months."""
    return bool(nieuwe_dagen(besluit)) and te_lang(besluit.zorg, maanden)


def einde_gemist(zorg: Zorg, product: Product | None) -> frozenset[str]:
    """Why it should have a last day where it has none: codes of the standard, or "beleid" (Dutch words elsewhere).

    The policy says nothing here of a length in whole months: that can't be judged without a last day anyway.
    """
    if zorg.einddatum is not None:
        return frozenset()
    redenen = {
        "CD075": zorg.budget is not None,
        "CD076": zorg.frequentie == PER_WEEK,
        "beleid": product is not None and product.einddatum is Einddatum.VERPLICHT and not product.hele_maanden,
    }
    return frozenset(reden for reden, geldt in redenen.items() if geldt)


def _geen_hele_maanden(zorg: Zorg, product: Product, minstens: int) -> str | None:
    if zorg.einddatum is None:
        wel = _tussen(zorg.ingangsdatum, minstens, product.hoogstens)
        return f"{zin(noem(zorg))} heeft geen Einddatum, en dus geen heel aantal maanden. {wel}"
    n = hele_maanden(zorg.ingangsdatum, zorg.einddatum)
    if n is None:
        wel = _wel(zorg.ingangsdatum, zorg.einddatum, minstens, product.hoogstens)
        return f"{zin(noem(zorg))} duurt geen heel aantal maanden. {wel}"
    if n < minstens:
        wel = _wel(zorg.ingangsdatum, zorg.einddatum, minstens, product.hoogstens)
        return f"{zin(noem(zorg))} duurt {in_maanden(n)}; het minste is {in_maanden(minstens)}. {wel}"
    return None


def _tussen(begin: date, minstens: int, hoogstens: int | None) -> str:
    """Return the first and the last of all last days that would do (Dutch)."""
    eerste = f"{laatste_dag(begin, minstens)} ({in_maanden(minstens)})"
    if hoogstens is None:
        return f"Wel kan t/m {eerste}, of een heel aantal maanden later."
    uiterlijk = f"{laatste_dag(begin, hoogstens)} ({in_maanden(hoogstens)})"
    return f"Wel kan een heel aantal maanden van t/m {eerste} tot t/m {uiterlijk}."


def _wel(begin: date, eind: date, minstens: int, hoogstens: int | None) -> str:
    """Return the nearest last days that do make an allowed number of whole months (Dutch)."""
    vol = volle_maanden(begin, eind)
    toegestaan = sorted({max(minstens, min(n, hoogstens or n)) for n in (vol, vol + 1)})
    return f"Wel kan t/m {' of '.join(f'{laatste_dag(begin, n)} ({in_maanden(n)})' for n in toegestaan)}."
