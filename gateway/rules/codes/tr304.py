"""TR304: a client of a claim is known."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim import clients
from gateway.rules.parts.claim_lines import file_of
from gateway.standard.identifiers import mask_bsn
from gateway.standard.lexical import collapsed

card = Card(
    code="TR304",
    retourcode="8187",
    level=3,
    messages=frozenset({"WMO317", "WMO323", "WMO325"}),
    element="Declaratie/Clienten/Client/Bsn",
    source="iWmo 3.2, technische regel TR304",
    statement="De cliënt is bekend uit eerder berichtenverkeer tussen deze gemeente en deze aanbieder.",
    remedy="Controleer het BSN. Klopt het, dan heeft de gemeente deze zorg nog niet aan u toegewezen.",
    note=(
        "Bekend is een cliënt met een toewijzing die aan deze aanbieder is verzonden, ook als hij die afkeurde, of "
        "met een start of stop van hem. De cliënt gaat terug met 8187 en al zijn prestaties met 0233; de andere "
        "cliënten worden gewoon beoordeeld (IV087)."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every client who is unknown; nothing where claims aren't seen."""
    if case.claims is None:
        return
    for client in clients(message):
        if collapsed(client.bsn) not in file_of(case).known_clients:
            yield fault(
                client,
                f"De cliënt met BSN {mask_bsn(client.bsn)} is niet bekend uit eerder verkeer tussen gemeente "
                f"{message.header.ontvanger} en aanbieder {message.header.afzender}.",
                {"Bsn": mask_bsn(client.bsn)},
            )
