"""NL-302: an extension lasts a whole number of months."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extension import extension_not_in_whole_months
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-302",
    subject="verlenging",
    statement=(
        "Een verlenging heeft een Einddatum, en die ligt een heel aantal maanden na de Ingangsdatum, min een dag."
    ),
    remedy="Kies als Einddatum een van de genoemde dagen.",
    note=(
        "Een maand later is dezelfde dag van de volgende maand, of de laatste dag van die maand als die dag er "
        "niet is. In dat geval tellen twee dagen als Einddatum: 31 januari t/m 27 februari en 31 januari t/m 28 "
        "februari zijn allebei 1 maand. Wie verkort na een definitieve stop, of om een reden die niet over de duur "
        "gaat (RedenWijziging anders dan 04, 05 of 14, zoals 02 overleden of 07 verhuizing), mag op elke dag "
        "eindigen."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision gives the extension a length that is no whole number of months."""
    yield from extension_not_in_whole_months(decision, care_file, policy)
