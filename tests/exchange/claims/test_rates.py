"""The contract's rates of what a claim claims."""

from datetime import date

from gateway.exchange.claims.rates import find_rates
from gateway.exchange.kernel.gateway import Gateway
from gateway.policy.tariffs import Tariff
from gateway.rules.claim_file import RateKey
from gateway.store.care import tarieven
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.messages.claims import prestatie, wmo323
from tests.support.policy.chosen import REGION

FEBRUARY = date(2024, 2, 1)


def tariff(code: str, eenheid: str, bedrag: int, aanbieder: str | None = None) -> Tariff:
    return Tariff(
        categorie=code[:2],
        code=code,
        aanbieder=aanbieder,
        eenheid=eenheid,
        bedrag=bedrag,
        vanaf=date(2024, 1, 1),
        tot=None,
    )


MESSAGE = wmo323(
    prestaties=(
        prestatie("A"),
        prestatie("B", product_categorie="10", product_code="10M01", eenheid="82"),
        prestatie("C", product_code="02A09", eenheid="04"),
    )
)


async def test_rates_are_those_of_the_provider_or_of_all_and_minutes_go_by_the_hour(gateway: Gateway) -> None:
    loaded = [tariff("02A02", "04", 1), tariff("02A02", "04", 3000, ZORG), tariff("02A09", "04", 9, THUIS)]
    async with gateway.db.transaction() as tx:
        assert await find_rates(tx, gateway, VENLO, ZORG, None, MESSAGE) == {}
        await tarieven.replace(tx, VENLO, loaded)
        assert await find_rates(tx, gateway, VENLO, ZORG, None, MESSAGE) == {RateKey("02A02", "04", FEBRUARY): 3000}


async def test_extra_work_costs_what_its_trajectory_does_by_its_average_length(gateway: Gateway) -> None:
    async with gateway.db.transaction() as tx:
        await tarieven.replace(tx, VENLO, [tariff("10B01", "82", 240000)])
        found = await find_rates(tx, gateway, VENLO, ZORG, REGION, MESSAGE)
        assert found == {RateKey("10M01", "82", FEBRUARY): 30000}
        assert await find_rates(tx, gateway, VENLO, ZORG, "nergens", MESSAGE) == {}
