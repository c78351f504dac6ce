"""TR304: the client is known from earlier messages."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Client, Wmo323, Wmo325
from gateway.messages.kinds.verzoek import WijzigingClient, Wmo317
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.answered import claim_of
from gateway.rules.parts.claim import clients
from gateway.rules.parts.claim_lines import file_of
from gateway.standard.identifiers import mask_bsn
from gateway.standard.lexical import collapsed

card = Card(
    code="TR304",
    retourcode="8187",
    level=3,
    messages=frozenset({"WMO317", "WMO323", "WMO325"}),
    element="Client/Bsn; Declaratie/Clienten/Client/Bsn; DeclaratieAntwoord/Clienten/Client/Bsn",
    source="iWmo 3.2, technische regel TR304",
    statement="De cliënt is bekend uit eerder berichtenverkeer tussen deze gemeente en deze aanbieder.",
    remedy="Controleer het BSN. Klopt het, dan heeft de gemeente deze zorg nog niet aan u toegewezen.",
    note=(
        "Bekend is een cliënt met een toewijzing die aan deze aanbieder is verzonden, met een start of stop van hem, "
        "of met een verzoek van hem dat niet is afgekeurd; voor een WMO323 ook als hij de toewijzing afkeurde. In een "
        "WMO323 gaat de cliënt terug met 8187 en al zijn prestaties met 0233; de andere cliënten worden gewoon "
        "beoordeeld (IV087). In een WMO325 staan alleen cliënten uit de declaratie."
    ),
)


def check(message: Wmo317 | Wmo323 | Wmo325, case: CaseFile) -> Iterator[Fault]:
    """Yield every client who is unknown; nothing where claims aren't seen."""
    header = message.header
    of_provider = (header.ontvanger, header.afzender)
    gemeente, aanbieder = of_provider if message.soort.sender == "aanbieder" else reversed(of_provider)
    for client in _unknown(message, case):
        yield fault(
            client,
            f"De cliënt met BSN {mask_bsn(client.bsn)} is niet bekend uit eerder verkeer tussen gemeente "
            f"{gemeente} en aanbieder {aanbieder}.",
            {"Bsn": mask_bsn(client.bsn)},
        )


def _unknown(message: Wmo317 | Wmo323 | Wmo325, case: CaseFile) -> Iterator[WijzigingClient | Client]:
    if isinstance(message, Wmo317):
        if not case.knows_client:
            yield message.client
    elif isinstance(message, Wmo325):
        claim = claim_of(case)
        claimed = None if claim is None else {collapsed(each.bsn) for each in clients(claim)}
        yield from (each for each in clients(message) if claimed is not None and collapsed(each.bsn) not in claimed)
    elif case.claims is not None:
        known = file_of(case).known_clients
        yield from (each for each in clients(message) if collapsed(each.bsn) not in known)
