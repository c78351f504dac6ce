"""TR318: claims follow each other month by month."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.claim_lines import file_of
from gateway.standard.lexical import as_date

card = Card(
    code="TR318",
    retourcode="8214",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/DeclaratiePeriode",
    source="iWmo 3.2, technische regel TR318",
    statement=(
        "De declaratieperiode ligt niet voor de laatste maand die deze aanbieder bij deze gemeente declareerde."
    ),
    remedy=(
        "Declareer in de laatste gedeclareerde maand of een latere; de periode van een prestatie mag wel eerder "
        "liggen (IV090)."
    ),
    note=(
        "Dezelfde maand nog eens mag, voor een aanvulling of correctie. Of een maand ten onrechte is overgeslagen "
        "blijkt niet uit de berichten: daarvoor telt of er zorg is geleverd, en start- en stopberichten gelden "
        "daarbij niet als bewijs (OP364). Zo'n declaratie wordt niet afgewezen. Wat als geheel is afgewezen telt niet"
        " mee."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield a claim of a month before the latest one that was claimed."""
    latest = file_of(case).latest_period
    begin = message.declaratie.declaratie_periode.begindatum
    if latest is not None and as_date(begin) < latest:
        yield fault(
            message.declaratie,
            f"De declaratieperiode begint op {as_date(begin)}, maar de maand vanaf {latest} is al gedeclareerd.",
            {"DeclaratiePeriode/Begindatum": begin},
        )
