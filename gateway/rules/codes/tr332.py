"""TR332: a ToewijzingNummer stands for one assignment."""

from collections.abc import Iterator

from gateway.messages.kinds.toewijzing import Wmo301
from gateway.rules.card import Card
from gateway.rules.case import AssignmentIdentity, CaseFile, number_of, product_of
from gateway.rules.fault import Fault, fault
from gateway.standard.lexical import as_date, collapsed

card = Card(
    code="TR332",
    retourcode="9332",
    level=3,
    messages=frozenset({"WMO301"}),
    element="Client/ToegewezenProducten/ToegewezenProduct/ToewijzingNummer",
    source="iWmo 3.2, technische regel TR332",
    statement="Een gemeente gebruikt een ToewijzingNummer voor één toewijzing.",
    remedy=(
        "Geef de nieuwe toewijzing een eigen nummer. Een wijziging van een bestaande houdt het nummer, maar "
        "ook cliënt, aanbieder, product en Ingangsdatum."
    ),
    note=(
        "Een gewijzigde of herhaalde toewijzing houdt haar nummer (IV066), dus een bekend nummer is op zich "
        "niet fout. De standaard zegt niet wat een andere toewijzing is; wij kijken naar Bsn, aanbieder, "
        "Product en Ingangsdatum. Een aanbieder ziet alleen zijn eigen cliënten en kan dus minder vinden dan "
        "de gemeente (OP095)."
    ),
)


def check(message: Wmo301, case: CaseFile) -> Iterator[Fault]:
    """Yield every assignment whose number stood for another one before."""
    for product in message.client.toegewezen_producten:
        number = number_of(product.toewijzing_nummer)
        earlier = None if number is None else case.known_numbers.get(number)
        if earlier is None:
            continue
        categorie, code = product_of(product.product)
        now = AssignmentIdentity(
            bsn=collapsed(message.client.bsn),
            aanbieder=collapsed(message.header.ontvanger),
            categorie=categorie,
            code=code,
            ingangsdatum=as_date(product.ingangsdatum),
        )
        if now != earlier:
            told = ", ".join(_differences(now, earlier))
            yield fault(
                product,
                f"ToewijzingNummer {number} is eerder gebruikt voor een andere toewijzing: verschil in {told}.",
                {"ToewijzingNummer": product.toewijzing_nummer},
            )


def _differences(now: AssignmentIdentity, earlier: AssignmentIdentity) -> Iterator[str]:
    if now.bsn != earlier.bsn:
        yield "cliënt"
    if now.aanbieder != earlier.aanbieder:
        yield "aanbieder"
    if (now.categorie, now.code) != (earlier.categorie, earlier.code):
        yield "product"
    if now.ingangsdatum != earlier.ingangsdatum:
        yield "Ingangsdatum"
