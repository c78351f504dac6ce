"""GW003: of which Prestaties the contract's rate is not known."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import BEYOND, Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.claim import EUROS
from gateway.rules.parts.claim_lines import assigned_debits, file_of
from gateway.rules.parts.claim_rates import contract_rates

card = Card(
    code="GW003",
    retourcode="",
    level=BEYOND,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductTarief",
    source="Signaal GW003 van deze gateway",
    statement="Van elke prestatie met een tarief is ook het tarief van het contract geladen, om haar naast te leggen.",
    remedy=(
        "Gemeente: laad de tarieven van deze producten voor deze maanden, of kijk het tarief zelf na. "
        "Aanbieder: u hoeft niets te doen."
    ),
    note=(
        "Dit is geen regel van de standaard, maar een signaal van deze gateway: het zegt van hoeveel prestaties het "
        "tarief niet is beoordeeld. Van euro's (Eenheid 83) is er geen tarief, en een credit wordt niet beoordeeld."
    ),
)


def check(message: Wmo323, case: CaseFile, outside: Outside) -> Iterator[Fault]:
    """Yield the claim when the rate of any of its debits couldn't be judged."""
    rates = file_of(case).rates
    unjudged = [
        line
        for line, assignment in assigned_debits(message, case)
        if line.eenheid not in EUROS and not contract_rates(line, assignment, rates)
    ]
    if unjudged:
        codes = sorted({line.code for line in unjudged})
        told = ", ".join(codes[:5]) + (f" en {len(codes) - 5} andere" if len(codes) > 5 else "")
        yield fault(
            message.declaratie,
            f"Van {len(unjudged)} {'prestatie' if len(unjudged) == 1 else 'prestaties'} is het tarief niet beoordeeld: "
            f"van {told} is voor die maand geen tarief geladen.",
            {"DeclaratieNummer": message.declaratie.declaratie_nummer},
        )
