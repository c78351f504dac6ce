"""The contract's rates of what a claim claims, by the tariffs that its municipality loaded."""

from collections.abc import Iterator, Sequence

from gateway.exchange.kernel.gateway import Gateway, off_loop
from gateway.messages.kinds.declaratie import Wmo323
from gateway.policy.care.amounts import rate_on
from gateway.policy.loading.load import PolicyError
from gateway.policy.loading.regions import Region, UnknownRegion, load_region
from gateway.policy.tariffs import Tariff, TariffBook
from gateway.rules.claim_file import NO_RATES, RateKey, Rates
from gateway.rules.parts.claim import prestaties
from gateway.rules.parts.claim_room import HOURS, MINUTES
from gateway.standard.lexical import as_date, collapsed
from gateway.store.care import tarieven
from gateway.store.db.database import Connection


async def find_rates(
    tx: Connection, gateway: Gateway, gemeente: str, aanbieder: str, beleid: str | None, message: Wmo323, size: int = 0
) -> Rates:
    """Return the cents per unit of each product in the claim on the first day of its period, as far as known.

    Extra work without a tariff of its own costs a month what its traject does by its average length, where the policy
    of the municipality says so (`beleid`: its region). A policy that can't be read gives no such rates. `size`: bytes
    of the message.
    """
    tariffs = await tarieven.list_for_provider(tx, gemeente, aanbieder)
    if not tariffs:
        return NO_RATES
    region = None if beleid is None else _region(gateway, beleid)
    return await off_loop(size, _rates, tariffs, region, aanbieder, message)


def _rates(tariffs: Sequence[Tariff], region: Region | None, aanbieder: str, message: Wmo323) -> Rates:
    found: dict[RateKey, int] = {}
    book = TariffBook(tariffs)
    for key in dict.fromkeys(_keys(message)):
        policy = None if region is None else region.policy_on(key.day)
        rate = rate_on(book, policy, key.code, key.eenheid, aanbieder, key.day)
        if rate is not None:
            found[key] = rate
    return found


def _keys(message: Wmo323) -> Iterator[RateKey]:
    """Yield what rates are asked of; a date that Python can't hold has none, and parks the message later."""
    for line in prestaties(message):
        try:
            day = as_date(line.product_periode.begindatum)
        except ValueError:
            continue
        code, eenheid = collapsed(line.product_code), collapsed(line.eenheid)
        yield RateKey(code, eenheid, day)
        if eenheid == MINUTES:
            yield RateKey(code, HOURS, day)


def _region(gateway: Gateway, beleid: str) -> Region | None:
    try:
        return load_region(beleid, gateway.policy_dir)
    except (UnknownRegion, PolicyError, OSError):
        return None
