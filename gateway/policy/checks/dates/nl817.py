"""NL-817: more is committed than the ceiling of a contract."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import contract_subject, period, unpriced_text
from gateway.standard.money import euros

NATIONAL: Final = True
SOURCE: Final = "de contracten van de gemeente"

card = Card(
    code="NL-817",
    subject="plafond overschreden",
    audience=Audience.CONTRACTBEHEER,
    statement="Onder een contract is niet meer toegezegd dan het plafond.",
    remedy=(
        "Spreek met de aanbieder een hoger plafond af en laad de contracten opnieuw, of ga met de consulenten na welke "
        "zorg naar een ander kan."
    ),
    note=(
        "Geteld wordt als bij NL-112. Het signaal vervalt als er niet meer dan het plafond is toegezegd, en na de "
        "laatste dag van het contract."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each ceiling that is passed, until the last day of its contract, inclusive."""
    for each in watch_file.commitments:
        contract = each.contract
        if contract.plafond is None or each.cents <= contract.plafond or today > (contract.tot or date.max):
            continue
        yield Signal(
            code=card.code,
            sleutel=":".join([*filter(None, contract.key), str(contract.vanaf)]),
            uiterlijk=contract.tot or date.max,
            text=(
                f"Onder het contract van aanbieder {contract.aanbieder} voor {contract_subject(contract)} "
                f"({period(contract.vanaf, contract.tot)}) is {euros(each.cents)} toegezegd, "
                f"{euros(each.cents - contract.plafond)} boven het plafond van {euros(contract.plafond)}."
                f"{unpriced_text(each.unpriced)}"
            ),
            bron=SOURCE,
            aanbieder=contract.aanbieder,
        )
