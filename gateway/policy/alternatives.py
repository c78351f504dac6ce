"""What the policy would allow instead of what is asked: other products, a last day, and how many months are left.

Every answer is found by asking the checks themselves, so that it can't differ from what they say when it is issued.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from gateway.policy.care.base_traject import product_van
from gateway.policy.care.days import nieuwe_dagen
from gateway.policy.care.months import laatste_dag, uiterste_dag, volle_maanden
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.engine import blokkades, toets
from gateway.policy.loading.regions import Regio
from gateway.policy.model import Beleid, Product, Soort
from gateway.standard.findings import Finding

_EEN_DAG: Final = timedelta(days=1)
_VER: Final = date.max - _EEN_DAG
"""A last day later than any that matters; `date.max` itself is no last day to the checks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mogelijk:
    """A product that may be assigned on the asked days."""

    code: str
    naam: str
    grond_nodig: bool
    """It is extra work, for which one of the grounds has to apply."""
    signalen: tuple[Finding, ...]
    """What a person should look at before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruimte:
    """What would be allowed, of each thing by itself."""

    producten: tuple[Mogelijk, ...]
    """On the days that are asked for beside what there is, in the order of the policy."""
    einddatum: date | None
    """The latest last day, inclusive, of the asked product; `date.max`: no limit; None: no last day will do."""
    open_einde: bool
    """It may also go without a last day."""
    maanden: int | None
    """Of an extension or extra work: how many whole months there may still be, beside those it has; None: no such
    product, or no limit."""


def ruimte(besluit: Besluit, dossier: Dossier, regio: Regio) -> Ruimte:
    """What the policy allows without a blokkade in the place of this decision.

    Each by the text in force on its first day; before the first text all is allowed, and no product is known. Where
    extra work lacks an accepted ground, it is taken that one applies. Of a removal: nothing.
    """
    if besluit.verwijderd:
        return Ruimte(producten=(), einddatum=None, open_einde=False, maanden=None)
    beleid = regio.op(besluit.zorg.ingangsdatum)
    if beleid is None:
        return Ruimte(producten=(), einddatum=date.max, open_einde=True, maanden=None)
    einde = _uiterste_einde(besluit, dossier, beleid)
    return Ruimte(
        producten=tuple(_mogelijk(besluit, dossier, regio)),
        einddatum=einde,
        open_einde=_mag(_met_einde(besluit, None), dossier, beleid),
        maanden=_maanden_over(besluit, einde, product_van(besluit.zorg, beleid)),
    )


def _mogelijk(besluit: Besluit, dossier: Dossier, regio: Regio) -> Iterator[Mogelijk]:
    """Return the products that may be newly assigned on the first range of days that the decision adds."""
    dagen = nieuwe_dagen(besluit)
    beleid = regio.op(dagen[0][0]) if dagen else None
    if beleid is None:
        return
    begin, eind = dagen[0]
    naast = dossier if besluit.was is None else replace(dossier, zorg=(*dossier.zorg, besluit.was))
    leeg = replace(
        besluit.zorg,
        nummer=None,
        ingangsdatum=begin,
        einddatum=None if eind == date.max else eind,
        besloten_op=besluit.beslisdag,
        gestart_op=None,
        gestopt_op=None,
    )
    for product in beleid.producten.values():
        zorg = replace(leeg, code=product.code, categorie=product.categorie)
        poging = _met_grond(replace(besluit, zorg=zorg, was=None, reden_wijziging=None), beleid)
        gevonden = toets(poging, naast, beleid)
        if not blokkades(gevonden):
            grond_nodig = product.code in beleid.meerwerk
            yield Mogelijk(code=product.code, naam=product.naam, grond_nodig=grond_nodig, signalen=gevonden)


def _uiterste_einde(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> date | None:
    """Return the latest last day that gives no blokkade, of a change not before the present one.

    Later days only add objections, and where they begin is known: so halving finds the last of the days in question.
    """
    dagen = sorted(_dagen_in_kwestie(besluit, dossier, beleid))
    goed, fout = -1, len(dagen)
    while fout - goed > 1:
        midden = (goed + fout) // 2
        if _mag(_met_einde(besluit, dagen[midden]), dossier, beleid):
            goed = midden
        else:
            fout = midden
    if goed < 0:
        return None
    return date.max if dagen[goed] >= _VER else dagen[goed]


def _dagen_in_kwestie(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> set[date]:
    """Return the last days after which something changes for the checks; of whole months, the last days that
    make them.
    """
    zorg, was, product = besluit.zorg, besluit.was, product_van(besluit.zorg, beleid)
    if was is not None and (was.einddatum is None or was.gestopt_op is not None):
        return {was.einddatum or _VER}
    eerste = zorg.ingangsdatum if was is None or was.einddatum is None else was.einddatum
    grenzen = {_VER, *_grenzen(zorg, dossier, product)}
    if product is not None and product.minstens is not None:
        grenzen = {dag for grens in grenzen for dag in _hele(zorg.ingangsdatum, grens, product.minstens)}
        # What it has now may stay, whole months or not.
        return {dag for dag in grenzen if dag >= eerste} | (set() if was is None else {eerste})
    return {dag for dag in grenzen if dag >= eerste} | {eerste}


def _grenzen(zorg: Zorg, dossier: Dossier, product: Product | None) -> Iterator[date]:
    """The last day before something else begins, and the last day of something else or of a length."""
    reeksen = [(each.ingangsdatum, each.laatste_dag) for each in dossier.zorg]
    reeksen += [(each.vanaf, each.tot or date.max) for each in dossier.contracten or ()]
    for begin, eind in reeksen:
        yield eind
        if begin > zorg.ingangsdatum:
            yield begin - _EEN_DAG
    if product is not None:
        yield from (uiterste_dag(zorg.ingangsdatum, n) for n in (product.gemiddeld, product.hoogstens) if n)


def _hele(begin: date, grens: date, minstens: int) -> Iterator[date]:
    """Return the latest last days up to and including `grens` that make whole months, the least at least."""
    n = volle_maanden(begin, grens)
    if n >= minstens:
        yield from (dag for dag in (laatste_dag(begin, n), uiterste_dag(begin, n)) if dag <= grens)


def _maanden_over(besluit: Besluit, einde: date | None, product: Product | None) -> int | None:
    if product is None or product.hoogstens is None or product.soort not in (Soort.VERLENGING, Soort.MEERWERK):
        return None
    was, begin = besluit.was, besluit.zorg.ingangsdatum
    heeft = 0 if was is None else volle_maanden(begin, was.laatste_dag)
    return max(0, 0 if einde is None else volle_maanden(begin, einde) - heeft)


def _met_einde(besluit: Besluit, einde: date | None) -> Besluit:
    return replace(besluit, zorg=replace(besluit.zorg, einddatum=einde))


def _met_grond(besluit: Besluit, beleid: Beleid) -> Besluit:
    """Return the decision with an accepted ground, where it is extra work that needs one and has none."""
    regel = beleid.meerwerk.get(besluit.zorg.code or "")
    if regel is None or not regel.gronden or besluit.grond in regel.gronden:
        return besluit
    return replace(besluit, grond=next(iter(regel.gronden)))


def _mag(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> bool:
    return not blokkades(toets(_met_grond(besluit, beleid), dossier, beleid))
