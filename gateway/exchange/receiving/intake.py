"""Intake: read the bytes of a message, and refuse those that break level 1 or come from another sender."""

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden, Invalid
from gateway.exchange.parties.access import check_mandate
from gateway.exchange.receiving.arrived import Arrived, read_message
from gateway.exchange.receiving.flows import flow_of, kinds_from
from gateway.standard.municipalities import municipality_name
from gateway.standard.xml.parse import Document, XmlProblem, parse
from gateway.store.parties.organisaties import Organisatie


def parse_valid(gateway: Gateway, data: bytes) -> Document:
    """Return the document in these bytes. Raises Invalid with all that is wrong with it on level 1."""
    try:
        document = parse(data)
    except XmlProblem as problem:
        gegevens = {} if problem.line is None else {"regel": problem.line}
        raise Invalid(f"xml-{problem.code}", problem.text, details=gegevens) from None
    if not gateway.schemas.valid(document):
        raise Invalid(
            "schema-ongeldig",
            f"De {document.soort.name} voldoet niet aan het schema, dus er komt geen retourbericht. "
            "Herstel de bevindingen en bied het bericht opnieuw aan.",
            gateway.schemas.findings(document),
        )
    return document


def open_message(gateway: Gateway, caller: Organisatie, data: bytes) -> Arrived:
    """Return the message in these bytes. Raises Invalid, and Forbidden when the caller isn't its sender."""
    _check_not_hosted(caller)
    return open_document(caller, parse_valid(gateway, data))


def open_document(caller: Organisatie, document: Document) -> Arrived:
    """Return the message in this document, which passed its schema. Raises as `open_message` does."""
    _check_not_hosted(caller)
    flow = flow_of(document.soort.name)
    if flow is None or flow.sender != caller.soort:
        raise Invalid(
            "bericht-niet-ondersteund",
            f"Een {document.soort.name} kan door een {caller.soort} niet worden aangeboden; wel een "
            f"{', '.join(kinds_from(caller.soort))}.",
        )
    check_mandate(caller, document.soort.name)
    arrived = read_message(document)
    if arrived.verzender != caller.code:
        soort = document.soort
        raise Forbidden(
            "andere-verzender",
            f"Het bericht komt volgens {'Afzender' if soort.afzender == soort.sender else 'Ontvanger'} van "
            f"{arrived.verzender}, maar de API-sleutel hoort bij {caller.code}. Gebruik de sleutel van de verzendende "
            f"{soort.sender}.",
        )
    return arrived


def _check_not_hosted(caller: Organisatie) -> None:
    if caller.soort == "gemeente" and not caller.extern:
        raise refuse_hosted(caller.code)


def refuse_hosted(gemeente: str) -> Forbidden:
    """Return the refusal of a message from a municipality whose messages the gateway makes itself."""
    return Forbidden(
        "gemeente-aangesloten",
        f"Gemeente {gemeente} gebruikt deze gateway zelf: die maakt haar berichten. Ken zorg toe met "
        "POST /v1/toewijzingen en beslis op een verzoek bij /v1/verzoeken; retourberichten gaan vanzelf.",
    )


def tell_absent(gemeente: str) -> tuple[str, str]:
    """Return what is wrong with a message to or from a municipality that takes no part here, and what to do."""
    return (
        f"Gemeente {gemeente} ({municipality_name(gemeente)}) is niet aangesloten op deze gateway.",
        "Controleer Ontvanger, of bied het bericht aan bij de gateway van die gemeente.",
    )
