"""Dutch words for people: an assignment, a product, days and lists."""

from collections.abc import Iterable
from datetime import date

from gateway.policy.care_file import Care, Contract


def describe(care: Care) -> str:
    """Return "toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31)"; without a number "de nieuwe toewijzing (…)"."""
    names = "de nieuwe toewijzing" if care.nummer is None else f"toewijzing {care.nummer}"
    first, last = care.assigned_days
    start = "" if first == care.ingangsdatum else f", gestart op {care.ingangsdatum}"
    stop = "" if care.gestopt_op is None else f", gestopt op {care.gestopt_op}"
    return f"{names} ({product_text(care)}, {period(first, last)}{start}{stop})"


def opening(care: Care) -> str:
    """Return the description of the assignment as a sentence begins with it: "Toewijzing 4711 (…)"."""
    text = describe(care)
    return text[:1].upper() + text[1:]


def describe_with_provider(care: Care, beside: Care) -> str:
    """Return the description, with the provider when it isn't the one of `beside`."""
    return describe(care) if care.aanbieder == beside.aanbieder else f"{describe(care)} van aanbieder {care.aanbieder}"


def product_text(care: Care) -> str:
    """Return the product code, or the category when there is no code."""
    if care.code is not None:
        return care.code
    return "zonder product" if care.categorie is None else f"categorie {care.categorie} zonder code"


def contract_subject(contract: Contract) -> str:
    """Return "segment 1B", or of one product "product 10B01 (segment 1B)"."""
    segment = f"segment {contract.segment}"
    return segment if contract.product is None else f"product {contract.product} ({segment})"


def unpriced_text(number: int) -> str:
    """Return a sentence on the assignments that can't be priced, after a space (Dutch); "" for none."""
    if not number:
        return ""
    which = "1 toewijzing" if number == 1 else f"{number} toewijzingen"
    return f" Van {which} is het bedrag niet of niet helemaal bekend; dat deel telt niet mee."


def period(first: date, last: date | None) -> str:
    """Return "2026-01-01 t/m 2026-12-31"; of one day "2026-01-01"; "vanaf 2026-01-01" for `last` None or `date.max`."""
    if last is None or last == date.max:
        return f"vanaf {first}"
    return f"{first}" if first == last else f"{first} t/m {last}"


def days_text(first: date, last: date) -> str:
    """Return days within a sentence: "van 2026-01-01 t/m 2026-12-31", "op 2026-01-01" or "vanaf 2026-01-01"."""
    if last == date.max:
        return f"vanaf {first}"
    return f"op {first}" if first == last else f"van {first} t/m {last}"


def periods(day_ranges: Iterable[tuple[date, date]]) -> str:
    """Return ranges within a sentence: "van 2026-01-01 t/m 2026-01-31 en vanaf 2026-03-01"."""
    return join_words([days_text(*day_range) for day_range in day_ranges])


def months_text(n: int) -> str:
    """Return "1 maand" or "3 maanden"."""
    return "1 maand" if n == 1 else f"{n} maanden"


def join_words(parts: list[str], last: str = "en") -> str:
    """Return "a, b en c"; "" without parts. `last`: the word before the last part."""
    return f" {last} ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))
