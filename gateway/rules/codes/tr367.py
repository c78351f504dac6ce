"""TR367: a Prestatie in an answer is a copy."""

from collections.abc import Hashable, Iterator

from gateway.messages.claim_answer import signed_cents
from gateway.messages.kinds.declaratie import Prestatie, Wmo325
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.answered import copies
from gateway.rules.parts.claim import describe
from gateway.standard.lexical import as_date, as_int, collapsed

card = Card(
    code="TR367",
    retourcode="9367",
    level=3,
    messages=frozenset({"WMO325"}),
    element="DeclaratieAntwoord/Clienten/Client/Prestaties/Prestatie",
    source="iWmo 3.2, technische regel TR367",
    statement="Een prestatie in het antwoord is gelijk aan die in de declaratie.",
    remedy="Neem de prestatie ongewijzigd over uit de declaratie, en zet er alleen de retourcodes bij.",
    note=(
        "Gezocht op ReferentieNummer en VorigReferentieNummer; ook de cliënt moet dezelfde zijn. Getallen worden als "
        "getal vergeleken. Er is een retourcode, maar geen bericht om haar in te sturen (OP090x2)."
    ),
)


def check(message: Wmo325, case: CaseFile) -> Iterator[Fault]:
    """Yield every Prestatie that differs from the one in the claim; nothing where the claim isn't seen."""
    for copy in copies(message, case):
        if copy.claimed is None:
            continue
        client, claimed = copy.claimed
        here, there = _values(copy.prestatie), _values(claimed)
        different = [name for name, value in here.items() if value != there[name]]
        if collapsed(client.bsn) != collapsed(copy.client.bsn):
            different.append("cliënt")
        if different:
            yield fault(
                copy.prestatie,
                f"In het antwoord verschilt {describe(copy.prestatie)} van de declaratie in {', '.join(different)}.",
            )


def _values(prestatie: Prestatie) -> dict[str, Hashable]:
    period, rate = prestatie.product_periode, prestatie.product_tarief
    return {
        "ToewijzingNummer": as_int(prestatie.toewijzing_nummer),
        "ProductCategorie": collapsed(prestatie.product_categorie),
        "ProductCode": collapsed(prestatie.product_code),
        "ProductPeriode": (as_date(period.begindatum), as_date(period.einddatum)),
        "GeleverdVolume": as_int(prestatie.geleverd_volume),
        "Eenheid": collapsed(prestatie.eenheid),
        "ProductTarief": None if rate is None else as_int(rate),
        "IngediendBedrag": signed_cents(prestatie.ingediend_bedrag),
    }
