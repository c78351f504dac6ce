"""NL-815: a contract is near its end."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.care_file import Contract
from gateway.policy.checks.dates.term import ends_soon
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile
from gateway.policy.words import contract_subject

NATIONAL: Final = True
SOURCE: Final = "de contracten van de gemeente"

card = Card(
    code="NL-815",
    subject="contract eindigt",
    audience=Audience.CONTRACTBEHEER,
    statement="Voor het einde van een contract is besloten wat erop volgt.",
    remedy=(
        "Verleng het of sluit een ander, en laad de contracten opnieuw. Volgt er geen, regel dan voor die dag "
        "waar de cliënten van deze aanbieder heen gaan; daarna is er geen zorg meer toe te wijzen."
    ),
    note=(
        "Het signaal komt 90 dagen voor de laatste dag en vervalt als een contract van dezelfde aanbieder voor "
        "hetzelfde segment erop aansluit, en na die dag. Op een contract voor één product sluit er ook een voor dat "
        "product aan. Een contract zonder einde heeft er geen."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each contract that ends within the lead time, today and the last day inclusive."""
    of_provider: dict[tuple[str, str], list[Contract]] = {}
    for each in watch_file.contracts:
        of_provider.setdefault((each.aanbieder, each.segment), []).append(each)
    for each in watch_file.contracts:
        if each.tot is None or not ends_soon(each.tot, today):
            continue
        next_day = each.tot + timedelta(days=1)
        others = of_provider[each.aanbieder, each.segment]
        following = (other for other in others if other.product in (None, each.product))
        if not any(other.vanaf <= next_day <= (other.tot or date.max) for other in following):
            yield Signal(
                code=card.code,
                sleutel=":".join([*filter(None, each.key), str(each.tot)]),
                uiterlijk=each.tot,
                text=(
                    f"Het contract van aanbieder {each.aanbieder} voor {contract_subject(each)} eindigt op "
                    f"{each.tot}, en er sluit geen ander op aan."
                ),
                bron=SOURCE,
                aanbieder=each.aanbieder,
            )
