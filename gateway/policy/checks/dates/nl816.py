"""NL-816: a tariff is near its end."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Audience, Card
from gateway.policy.checks.dates.term import ends_soon
from gateway.policy.tariffs import Tariff, TariffBook
from gateway.policy.watch_file import PolicyOn, Signal, WatchFile

NATIONAL: Final = True
SOURCE: Final = "de tarieven van de gemeente"

card = Card(
    code="NL-816",
    subject="tarief eindigt",
    audience=Audience.CONTRACTBEHEER,
    statement="Voor het einde van een tarief is vastgesteld wat daarna geldt.",
    remedy=(
        "Stel het nieuwe tarief vast en laad de tarieven opnieuw. "
        "Zonder tarief is van zorg na die dag niet te zeggen wat zij kost."
    ),
    note=(
        "Het signaal komt 90 dagen voor de laatste dag en vervalt als er de dag erna een tarief geldt voor hetzelfde "
        "product en dezelfde eenheid, van deze aanbieder of van alle, en na die dag."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each tariff that ends within the lead time, today and the last day inclusive."""
    book = TariffBook(watch_file.tariffs)
    for each in watch_file.tariffs:
        if each.tot is None or not ends_soon(each.tot, today):
            continue
        next_day = each.tot + timedelta(days=1)
        if book.on(each.code, each.eenheid, each.aanbieder or "", next_day) is None:
            yield Signal(
                code=card.code,
                sleutel=f"{':'.join(each.key)}:{each.tot}",
                uiterlijk=each.tot,
                text=f"Het tarief {_what(each)} eindigt op {each.tot}, en er is geen tarief voor de dag erna.",
                bron=SOURCE,
                aanbieder=each.aanbieder or "",
            )


def _what(tariff: Tariff) -> str:
    whose = "alle aanbieders" if tariff.aanbieder is None else f"aanbieder {tariff.aanbieder}"
    return f"van product {tariff.code} (eenheid {tariff.eenheid}) voor {whose}"
