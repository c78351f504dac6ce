"""TR314: a provider uses a ReferentieNummer once."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.claim_lines import file_of, lines

card = Card(
    code="TR314",
    retourcode="8021",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie/ReferentieNummer",
    source="iWmo 3.2, technische regel TR314",
    statement="De aanbieder gebruikt een ReferentieNummer één keer, voor een debet of een credit.",
    remedy="Geef de prestatie een nieuw ReferentieNummer. Is zij al toegekend, crediteer die dan eerst.",
    note=(
        "Binnen het bericht en over alle declaraties van de aanbieder op deze gateway. Ook het nummer van een "
        "afgewezen prestatie is gebruikt; de standaard laat dat open. De nummers in een declaratie die als geheel is "
        "afgewezen zijn weer vrij (OP286). Binnen het bericht is de latere fout."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every Prestatie whose number was used before, in this message or in an earlier one."""
    used, here = file_of(case).used_references, set[str]()
    for line in lines(message, case):
        if line.reference in used or line.reference in here:
            given = line.prestatie.product_referentie.referentie_nummer
            where = "eerder gebruikt" if line.reference in used else "al gebruikt in dit bericht"
            yield fault(
                line.prestatie,
                f"ReferentieNummer {quote(given)} is {where}.",
                {"ProductReferentie/ReferentieNummer": given},
            )
        here.add(line.reference)
