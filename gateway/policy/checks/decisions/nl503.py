"""NL-503: an assignment has a last day where the standard or the policy wants one."""

from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import einde_gemist
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, opsomming, zin

kaart = Kaart(
    code="NL-503",
    onderwerp="einddatum",
    statement=(
        "Een toewijzing met een Budget, met Frequentie 2 (per week) of van een product dat volgens het beleid een "
        "Einddatum heeft, heeft een Einddatum."
    ),
    remedy="Vul de Einddatum in.",
    note=(
        "Zonder Einddatum zou het bericht op CD075 of CD076 worden afgekeurd. Bij verlengingen en meerwerk in hele "
        "maanden zeggen NL-302 en NL-403 dat de Einddatum ontbreekt. Een wijziging wordt alleen getoetst op wat "
        "zij zelf weglaat of toevoegt."
    ),
)


_WAAROM: Final = {
    "CD075": "er is een Budget (CD075)",
    "CD076": "de Frequentie is 2, per week (CD076)",
    "beleid": "het beleid verplicht hem bij dit product",
}


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection with every reason for which a last day is missed, of a change the new ones."""
    if besluit.verwijderd:
        return
    product = product_van(besluit.zorg, beleid)
    al = frozenset[str]() if besluit.was is None else einde_gemist(besluit.was, product)
    redenen = sorted(einde_gemist(besluit.zorg, product) - al)
    if redenen:
        waarom = opsomming([_WAAROM[each] for each in redenen])
        yield Bezwaar(
            text=f"{zin(noem(besluit.zorg))} heeft geen Einddatum, maar {waarom}.",
            path="einddatum",
            values={"Einddatum": ""},
        )
