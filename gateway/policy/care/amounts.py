"""The amount to expect of an assignment: its volume by the tariffs, or its Budget."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import count, islice
from typing import Final

from gateway.policy.care.months import add_months
from gateway.policy.model import Policy
from gateway.policy.tariffs import EUROS, PIECES, Tariff, TariffBook, month_tariff

MAX_UNITS: Final = 20_000
"""Days, weeks or months of an assignment that are counted; a longer one has no amount."""
_DAY: Final = "1"
_WEEK: Final = "2"
_MONTH: Final = "4"
IN_TOTAL: Final = "6"


def rate_on(
    tariffs: TariffBook, policy: Policy | None, code: str, eenheid: str, aanbieder: str, day: date
) -> int | None:
    """Return the cents that a unit of the product costs on this day; None when no tariff is known.

    A volume in euros is in cents, so a unit of it costs one. Extra work without a tariff of its own costs, a month, the
    tariff of its traject as a whole by the traject's average length, where the policy has rules for that extra work
    (1B: 8 months).
    """
    if eenheid in EUROS:
        return 1
    found = tariffs.on(code, eenheid, aanbieder, day)
    if found is not None:
        return found.bedrag
    basis = None if policy is None or eenheid != PIECES else month_basis(policy, code)
    if basis is None:
        return None
    traject = tariffs.on(basis[0], eenheid, aanbieder, day)
    return None if traject is None else month_tariff(traject.bedrag, basis[1])


def month_basis(policy: Policy, code: str) -> tuple[str, int] | None:
    """Return the traject of this extra work, and its average months, by which a month of it costs; None: nothing is."""
    product = policy.product(code) if code in policy.meerwerk else None
    base = None if product is None else policy.product(product.basis)
    return None if base is None or base.gemiddeld is None else (base.code, base.gemiddeld)


def expected_amount(
    tariffs: Sequence[Tariff],
    policy: Policy | None,
    *,
    code: str | None,
    aanbieder: str,
    days: tuple[date, date | None],
    omvang: tuple[int | None, str | None, str | None],
) -> int | None:
    """Return the cents to expect of an assignment; None without a tariff for each part, or without an end.

    `days`: Ingangsdatum and Einddatum, inclusive. `omvang`: volume, Eenheid and Frequentie. A total is priced on the
    first day; a volume per day, week or month once for each that begins, by the tariff of the day on which it begins.
    """
    volume, eenheid, frequentie = omvang
    if code is None or volume is None or eenheid is None or frequentie is None:
        return None
    amount, book = 0, TariffBook(tariffs)
    for number, day in enumerate(begins(days, frequentie)):
        rate = rate_on(book, policy, code, eenheid, aanbieder, day)
        if rate is None or number >= MAX_UNITS:
            return None
        amount += volume * rate
    return amount if frequentie == IN_TOTAL or days[1] is not None else None


def count_periods(days: tuple[date, date | None], frequentie: str) -> int | None:
    """Return how many periods of the Frequentie begin on these days, 1 for a total.

    None without an end, or for more than `MAX_UNITS`.
    """
    if frequentie == IN_TOTAL:
        return 1
    if days[1] is None:
        return None
    number = sum(1 for _ in islice(begins(days, frequentie), MAX_UNITS + 1))
    return number if number <= MAX_UNITS else None


def begins(days: tuple[date, date | None], frequentie: str, since: date = date.min) -> Iterator[date]:
    """Yield the first day of each period of the Frequentie; of one without an end, or in total, the first alone.

    Periods but the first that begin before `since` may be left out.
    """
    first, last = days
    yield first
    if last is None or frequentie == IN_TOTAL:
        return
    passed = max(0, (since - first).days)
    for number in count(max(1, passed // {_DAY: 1, _WEEK: 7, _MONTH: 31}[frequentie])):
        if frequentie == _MONTH:
            day = add_months(first, number)
        else:
            ordinal = first.toordinal() + number * {_DAY: 1, _WEEK: 7}[frequentie]
            day = date.fromordinal(min(ordinal, date.max.toordinal()))
        if day > last or day > date.max - timedelta(1):
            return
        yield day
