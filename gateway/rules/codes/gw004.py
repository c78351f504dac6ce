"""GW004: of a product on an assignment a month is claimed once, whatever its days."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.outside import Outside
from gateway.rules.parts.claim_lines import assigned_debits, file_of, freed

card = Card(
    code="GW004",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductPeriode/Einddatum",
    source="Signaal GW004 van deze gateway",
    statement=(
        "Van een product op een toewijzing staat per maand één debet, ook als de toewijzing sindsdien is gewijzigd."
    ),
    remedy=(
        "Ga na welke van beide klopt. Komt deze prestatie in de plaats van de eerdere, dan crediteert de aanbieder die."
    ),
    note=(
        "Dit is geen regel van de standaard, maar een signaal van deze gateway. TR389 vergelijkt de hele periode; "
        "wordt een toewijzing langer of korter, dan heeft de prestatie van die maand andere dagen (TR388), en dan telt "
        "zij naast de eerdere. Volgens IV089 is alles van een product op een toewijzing in een maand één prestatie."
    ),
)


def check(message: Wmo323, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield every debit beside which one of the same care with other days of that month stands."""
    if not file_of(case).standing:
        return
    back = freed(message, case)
    standing = {key._replace(einddatum=key.begindatum): (key, name) for key, name in file_of(case).standing.items()}
    for line, _ in assigned_debits(message, case):
        key = line.key
        before, name = standing.get(key._replace(einddatum=key.begindatum), (key, ""))
        if before.einddatum != key.einddatum and name not in back:
            yield fault(
                line.prestatie,
                f"{line.name} is van {key.begindatum} tot en met {key.einddatum}; {quote(name)}, van "
                f"{before.begindatum} tot en met {before.einddatum}, is al toegekend en niet gecrediteerd.",
                {"ProductPeriode/Einddatum": line.prestatie.product_periode.einddatum},
            )
