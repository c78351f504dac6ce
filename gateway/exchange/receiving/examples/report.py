"""The WMO305 or WMO307 that would be approved now, filled from the WMO301 that went out; nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Conflict, Gone, Invalid, NotFound
from gateway.exchange.parties.access import check_mandate
from gateway.exchange.receiving.examples.correction import join, take_back
from gateway.exchange.receiving.examples.defaults import (
    BY_PLAN,
    check_may_start,
    first_day,
    last_day,
    new_identificatie,
    start_to_stop,
)
from gateway.messages.common import BerichtIdentificatie, Product
from gateway.messages.from_assignment import ReportKind, assigned_in, start_message, stop_message
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.read import read
from gateway.messages.write import InvalidMessage, write
from gateway.rules.case import CaseFile, Start, Stop
from gateway.rules.engine import judge
from gateway.rules.outside import Outside
from gateway.standard.findings import Outcome, Severity
from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import parse
from gateway.store.care import casefile, toewijzing_verzendingen, toewijzingen
from gateway.store.care.casefile import LoadedCase
from gateway.store.ledger import berichten
from gateway.store.parties.organisaties import Organisatie


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenValues:
    """The values that the caller chose; None: the gateway does."""

    begindatum: date | None = None
    """Of a WMO305."""
    einddatum: date | None = None
    """Of a WMO307: the last day of the care, inclusive."""
    reden: str | None = None
    """RedenBeeindiging of a WMO307."""
    identificatie: str | None = None
    former: Start | Stop | None = None
    """As it stands, to be taken back in the same message."""
    only_back: bool = False
    """Nothing is reported in the place of `former`."""


@dataclass(frozen=True, slots=True)
class Issued:
    """An assignment that the caller may see, and the last WMO301 that told it and was not refused."""

    gemeente: str
    aanbieder: str
    nummer: int
    client_id: UUID
    message: Wmo301
    assigned: ToegewezenProduct


async def find_issued(gateway: Gateway, caller: Organisatie, gemeente: str, nummer: int, soort: ReportKind) -> Issued:
    """Return the assignment as the provider knows it.

    Raises Forbidden without a mandate for this kind and the WMO301, NotFound when it isn't the caller's, Conflict when
    no WMO301 with it stands, and Gone when the content of that was erased.
    """
    for each in (Wmo301.soort.name, soort):
        check_mandate(caller, each)
    async with gateway.db.reading() as tx:
        found = await toewijzingen.find(tx, gemeente, nummer)
        if found is None or caller.code not in (found.gemeente, found.aanbieder):
            raise NotFound(
                "toewijzing-onbekend",
                f"Er is hier geen toewijzing {nummer} van gemeente {gemeente} waar {caller.code} partij bij is. Zoek "
                "het nummer op in de WMO301. Van een gemeente met een andere gateway staan hier geen toewijzingen.",
            )
        id = await toewijzing_verzendingen.find_last_message_with(tx, gemeente, nummer)
        sent = None if id is None else await berichten.find(tx, id)
    if sent is None:
        raise _not_sent(nummer)
    if not sent.inhoud:
        raise Gone(
            "bericht-gewist",
            f"De WMO301 met toewijzing {nummer} is gewist, omdat de bewaartermijn voorbij was. Er valt geen bericht "
            "meer uit te maken.",
        )
    message = read(parse(sent.inhoud))
    assert isinstance(message, Wmo301)
    assigned = assigned_in(message, nummer)
    assert assigned is not None, "the message is on record with this assignment in it"
    return Issued(gemeente, found.aanbieder, nummer, found.client_id, message, assigned)


def _not_sent(nummer: int) -> Conflict:
    """Return the refusal of an assignment that stands in no WMO301 that holds."""
    return Conflict(
        "toewijzing-niet-verzonden",
        f"Toewijzing {nummer} staat in geen WMO301 die geldt: de aanbieder keurde haar af, en dan telt zij als "
        "niet verzonden (OP286). De gemeente stuurt haar eerst opnieuw.",
    )


async def fill_report(gateway: Gateway, issued: Issued, soort: ReportKind, asked: ChosenValues) -> bytes:
    """Return the message, approved on levels 1 to 4 as of today.

    Raises Invalid for a value that doesn't go with the kind or that the rules refuse, Conflict when there is nothing to
    report.
    """
    _check_asked(soort, asked)
    today = gateway.today()
    reference = BerichtIdentificatie(
        identificatie=asked.identificatie or new_identificatie(), dagtekening=today.isoformat()
    )
    loaded = await _load(gateway, issued, soort, reference.identificatie)
    case = loaded.case
    toewijzing = case.toewijzingen.get(issued.nummer)
    if toewijzing is None:  # refused since it was found
        raise _not_sent(issued.nummer)
    outside = Outside(today=today, worked=loaded.gewerkte_feestdagen)
    back = None if asked.former is None else take_back(issued.message, issued.assigned, reference, asked.former)
    if back is not None and asked.only_back:
        return _approved(gateway, back, case, outside)
    starts, stops = _standing(case, issued.nummer, asked.former)
    message: Wmo305 | Wmo307
    if soort == Wmo305.soort.name:
        check_may_start(toewijzing, starts, stops)
        begindatum = asked.begindatum or first_day(toewijzing, starts, stops, today)
        message = start_message(issued.message, issued.assigned, reference, begindatum)
    else:
        reden = asked.reden or BY_PLAN
        start = start_to_stop(issued.nummer, starts, stops, reden)
        einddatum = asked.einddatum or last_day(toewijzing, start, stops, today)
        product = Product(categorie=start.categorie, code=start.code) if start.categorie is not None else None
        message = stop_message(
            issued.message, issued.assigned, reference, (product, start.begindatum), reden, einddatum
        )
    return _approved(gateway, message if back is None else join(back, message), case, outside)


async def list_reported(gateway: Gateway, issued: Issued, soort: ReportKind) -> Sequence[Start | Stop]:
    """Return the starts, or the stops, of the assignment that stand and can be taken back; the last one first."""
    case = (await _load(gateway, issued, soort, new_identificatie())).case
    starts, stops = _standing(case, issued.nummer, None)
    if soort == Wmo305.soort.name:
        return sorted(starts, key=lambda each: each.begindatum, reverse=True)
    return sorted(stops, key=lambda each: (each.begindatum, each.einddatum), reverse=True)


def _standing(case: CaseFile, nummer: int, former: Start | Stop | None) -> tuple[list[Start], list[Stop]]:
    """Return the starts and stops of this assignment, but for `former`."""
    starts = [each for each in case.starts if each.toewijzing_nummer == nummer and each != former]
    return starts, [each for each in case.stops if each.toewijzing_nummer == nummer and each != former]


def _check_asked(soort: ReportKind, asked: ChosenValues) -> None:
    """Raise Invalid for a value that the kind of message has no choice in."""
    if soort == Wmo305.soort.name:
        wrong = {"einddatum": asked.einddatum, "redenBeeindiging": asked.reden}
        advice = "Een WMO305 kent alleen begindatum."
    else:
        wrong = {"begindatum": asked.begindatum}
        advice = "De Begindatum van een WMO307 is die van de start die er staat; kies einddatum en redenBeeindiging."
    given = [name for name, value in wrong.items() if value is not None]
    if given:
        raise Invalid("keuze-past-niet", f"{' en '.join(given)} hoort niet bij een {soort}. {advice}")


async def _load(gateway: Gateway, issued: Issued, soort: ReportKind, identificatie: str) -> LoadedCase:
    """Return the case that a message of this kind under this Identificatie would be judged on."""
    entry = berichten.new_entry(
        IWMO_3_2.kinds[soort],
        gemeente=issued.gemeente,
        aanbieder=issued.aanbieder,
        identificatie=identificatie,
        inhoud=b"",
        vastgelegd_op=gateway.now(),
    )
    async with gateway.db.reading() as tx:
        [loaded] = await casefile.load(tx, [(entry, issued.message.client.bsn)], numbered=False)
    return loaded


def _approved(gateway: Gateway, message: Wmo305 | Wmo307, case: CaseFile, outside: Outside) -> bytes:
    """Return the bytes of the message. Raises Invalid with all that schema or rules have against it."""
    soort = message.soort.name
    refused = f"De {soort} die hieruit volgt zou worden afgekeurd door {{}}. De bevindingen zeggen wat er anders moet."
    try:
        data = write(message, gateway.schemas)
    except InvalidMessage as error:
        raise Invalid("schema-ongeldig", refused.format("het schema"), error.findings) from None
    verdict = judge(read(parse(data)), case=case, outside=outside)
    if verdict.crashes:
        codes = ", ".join(crash.code for crash in verdict.crashes)
        raise Invalid("regel-niet-te-beoordelen", f"Niet te beoordelen door regel {codes}. Meld dit aan de beheerder.")
    if verdict.outcome is not Outcome.GOEDGEKEURD:
        findings = [each for each in verdict.findings if each.severity is Severity.AFKEUR]
        raise Invalid("regels-geschonden", refused.format("de regels van de standaard"), findings)
    return data
