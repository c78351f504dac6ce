"""Watch files for tests of the checks on dates, a policy to watch by, and the signals that follow."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from gateway.policy.care_file import Care
from gateway.policy.model import CheckSetting, EndDateUse, Policy, Product, ProductKind, WatchSetting
from gateway.policy.watch import date_checks
from gateway.policy.watch_file import PolicyOn, SentVersion, Signal, Unanswered, WatchFile
from gateway.standard.findings import Severity

PRODUCTS: Mapping[str, tuple[str, ProductKind, str | None]] = {
    "02A02": ("1A1", ProductKind.TRAJECT, None),
    "02C02": ("1A1", ProductKind.VERLENGING, "02A02"),
    "02M02": ("1A1", ProductKind.MEERWERK, "02A02"),
    "07A02": ("1A2", ProductKind.TRAJECT, None),
    "07C02": ("1A2", ProductKind.VERLENGING, "07A02"),
    "10B01": ("1B", ProductKind.TRAJECT, None),
    "10B02": ("2A", ProductKind.JAARTRAJECT, None),
    "10A06": ("2B", ProductKind.JAARTRAJECT, None),
    "01B04": ("3A", ProductKind.JAARTRAJECT, None),
    "08V02": ("vervoer", ProductKind.VERVOER, None),
}
WATCHED = {
    "NL-801": (frozenset({"1A1", "1A2", "1B", "2A", "2B", "3A"}), 3),
    "NL-802": (frozenset(), 14),
    "NL-803": (frozenset({"2A"}), 12),
    "NL-804": (frozenset(), 42),
    "NL-809": (frozenset({"1B"}), 30),
}


def policy(*off: str, bewaking: Mapping[str, tuple[frozenset[str], int]] | None = None) -> Policy:
    """Return a policy with the terms in WATCHED and these checks switched off."""
    toetsen = {
        check.card.code: CheckSetting(
            gevolg=None if check.card.code in off else Severity.SIGNAAL,
            overrulebaar=False,
            bron="H 5",
            open_vraag="",
        )
        for check in date_checks()
    }
    return Policy(
        regio="proef",
        naam="Proef",
        geldig_vanaf=date(2022, 1, 1),
        bron="",
        gemeenten={},
        segmenten={},
        producten={code: _product(code, *rest) for code, rest in PRODUCTS.items()},
        stapeling={},
        meerwerk={},
        aanbiedersoorten=(),
        bewaking={
            code: WatchSetting(segmenten=segmenten, termijn=termijn, bron="H 5")
            for code, (segmenten, termijn) in {**WATCHED, **(bewaking or {})}.items()
        },
        toetsen=toetsen,
    )


def _product(code: str, segment: str, soort: ProductKind, basis: str | None) -> Product:
    return Product(
        code=code,
        naam=code,
        segment=segment,
        soort=soort,
        categorie=code[:2],
        basis=basis,
        eenheid=None,
        einddatum=EndDateUse.OPEN,
        gemiddeld=None,
        minstens=None,
        hoogstens=None,
        nieuw_tot=None,
        bron="",
    )


POLICY = policy()


def always(day: date) -> Policy | None:
    """Return the same policy on every day."""
    return POLICY


def never(day: date) -> Policy | None:
    """Return no policy."""
    return None


def day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def care(code: str | None = "02A02", begin: str = "2024-01-01", end: str | None = "2024-12-31", **changes: Any) -> Care:
    """Return assignment 1; days as text."""
    fields_ = {"nummer": 1, "aanbieder": "99990001", "besloten_op": "2023-12-15", **changes}
    for item in ("besloten_op", "gestart_op", "gestopt_op"):
        fields_[item] = day(fields_.get(item))
    return Care(
        categorie=None if code is None else code[:2],
        code=code,
        ingangsdatum=date.fromisoformat(begin),
        einddatum=day(end),
        **fields_,
    )


def sent_version(
    since: str = "2023-12-15", end: str | None = "2024-12-31", end_since: str | None = None
) -> SentVersion:
    return SentVersion(
        since=date.fromisoformat(since),
        einddatum=day(end),
        end_since=date.fromisoformat(end_since or since),
    )


def unanswered(day: str, soort: str = "WMO301", bericht: str = "b1") -> Unanswered:
    return Unanswered(
        bericht=bericht, soort=soort, identificatie="G1", aanbieder="99990001", day=date.fromisoformat(day)
    )


def find_signals(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> tuple[Signal, ...]:
    """Return the signals that hold on this day, one for each cause, in the order of the codes."""
    return tuple(each for date_check in date_checks() for each in date_check.check(watch_file, policy_on, today))


def signals_of(
    code: str, today: str, *care: Care, policy: PolicyOn = always, sent_as: SentVersion | None = None, **watch_file: Any
) -> list[Signal]:
    """Return the signals of this check on this day; by default each assignment was sent as it is."""
    watch_file.setdefault("sent", {each.nummer: sent_as or _as_it_is(each) for each in care})
    found = find_signals(WatchFile(care=care, **watch_file), policy, date.fromisoformat(today))
    return [each for each in found if each.code == code]


def _as_it_is(care: Care) -> SentVersion:
    return SentVersion(since=care.besloten_op, einddatum=care.einddatum, end_since=care.besloten_op)


def days(code: str, first: str, last: str, *care: Care, **kwargs: Any) -> list[str]:
    """Return the days between first and last, inclusive, on which the check signals."""
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    all_care = [str(begin + timedelta(days=n)) for n in range((end - begin).days + 1)]
    return [each for each in all_care if signals_of(code, each, *care, **kwargs)]


def period(code: str, first: str, last: str, *care: Care, **kwargs: Any) -> tuple[str, str] | None:
    """Return the first and last of those days, after checking that all days between them have a signal."""
    found = days(code, first, last, *care, **kwargs)
    if not found:
        return None
    assert len(found) == (date.fromisoformat(found[-1]) - date.fromisoformat(found[0])).days + 1, "a day in between"
    return found[0], found[-1]
