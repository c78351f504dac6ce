"""TR135: Dagtekening doesn't lie in the future."""

from collections.abc import Iterator

from gateway.rules.card import Card
from gateway.rules.fault import Fault, fault
from gateway.rules.outside import Outside
from gateway.rules.parts.shared import JudgedInFull
from gateway.standard.lexical import as_date

card = Card(
    code="TR135",
    retourcode="8848",
    level=4,
    messages=frozenset(
        {"WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319", "WMO323", "WMO325"},
    ),
    element="Header/BerichtIdentificatie/Dagtekening",
    source="iWmo 3.2, technische regel TR135",
    statement="De Dagtekening van het bericht ligt niet na de dag van ontvangst. Dezelfde dag mag.",
    remedy="Geef het bericht de dag waarop het is gemaakt, en kijk de klok van het verzendende systeem na.",
    note="De standaard noemt geen tijdzone. Wij rekenen met de datum in Nederland (Europe/Amsterdam).",
)


def check(message: JudgedInFull, outside: Outside) -> Iterator[Fault]:
    """Yield the Header when Dagtekening is later than today."""
    dagtekening = message.header.bericht_identificatie.dagtekening
    if as_date(dagtekening) > outside.today:
        yield fault(
            message.header,
            f"Dagtekening {as_date(dagtekening)} ligt in de toekomst: vandaag is het {outside.today}.",
            {"BerichtIdentificatie/Dagtekening": dagtekening},
        )
