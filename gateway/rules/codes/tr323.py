"""TR323: a credit takes back a debit that was granted."""

from collections.abc import Iterator

from gateway.messages.kinds.declaratie import Wmo323
from gateway.rules.card import Card
from gateway.rules.case import CaseFile
from gateway.rules.claim_file import EarlierDebit
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.rules.parts.claim_lines import Line, credit_lines, file_of
from gateway.standard.lexical import collapsed

card = Card(
    code="TR323",
    retourcode="8017",
    level=3,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie/VorigReferentieNummer",
    source="iWmo 3.2, technische regel TR323",
    statement="Een credit noemt met VorigReferentieNummer een debet dat in een WMO325 is toegekend.",
    remedy=(
        "Noem het ReferentieNummer van de toegekende prestatie. Wat is afgewezen wordt niet gecrediteerd maar opnieuw"
        " ingediend."
    ),
    note=(
        "Onbekend, afgewezen en nog niet beantwoord geven dezelfde code. Een credit is een volledige kopie van het "
        "debet (IV091, OP366); wijkt hij daarvan af, dan is er geen eigen regel en geven wij deze code. Verder kan "
        "een gemeente een credit niet betwisten (IV085): hij wordt alleen beoordeeld op TR304, TR314, TR323 en TR390."
    ),
)


def check(message: Wmo323, case: CaseFile) -> Iterator[Fault]:
    """Yield every credit that names no granted debit, or is no copy of it."""
    debits = file_of(case).debits
    for line in credit_lines(message, case):
        debit = debits.get(line.former)
        given = line.prestatie.product_referentie.vorig_referentie_nummer
        if debit is None or not debit.granted:
            wrong = "niet bekend" if debit is None else "afgewezen"
            text = f"{line.name} crediteert {quote(given or '')}, maar een debet met dat nummer is {wrong}."
        elif different := _differences(line, debit):
            text = f"{line.name} crediteert {quote(given or '')}, maar verschilt daarvan in {', '.join(different)}."
        else:
            continue
        yield fault(line.prestatie, text, {"ProductReferentie/VorigReferentieNummer": given})


def _differences(line: Line, debit: EarlierDebit) -> list[str]:
    """Return what a credit has that the debit hasn't (Dutch)."""
    compared = {
        "cliënt": (collapsed(line.client.bsn), debit.bsn),
        "toewijzing": (line.key.toewijzing_nummer, debit.toewijzing_nummer),
        "product": (line.key[1:3], (debit.categorie, debit.code)),
        "periode": (line.key[3:], (debit.begindatum, debit.einddatum)),
        "volume": ((line.volume, line.eenheid), (debit.volume, debit.eenheid)),
        "tarief": (line.tarief, debit.tarief),
        "bedrag": (line.bedrag, debit.bedrag),
    }
    return [name for name, (given, before) in compared.items() if given != before]
