"""How a check names an assignment, a product and days to a person (Dutch)."""

from collections.abc import Iterable
from datetime import date

from gateway.policy.care_file import Zorg


def noem(zorg: Zorg) -> str:
    """ "toewijzing 4711 (02A02, 2026-01-01 t/m 2026-12-31)"; one without a number is "de nieuwe toewijzing (…)"."""
    wie = "de nieuwe toewijzing" if zorg.nummer is None else f"toewijzing {zorg.nummer}"
    stop = "" if zorg.gestopt_op is None else f", gestopt op {zorg.gestopt_op}"
    return f"{wie} ({product(zorg)}, {periode(zorg.ingangsdatum, zorg.einddatum)}{stop})"


def noem_met_aanbieder(zorg: Zorg, naast: Zorg) -> str:
    """Return the same, with the provider when that isn't the one of `naast`."""
    return noem(zorg) if zorg.aanbieder == naast.aanbieder else f"{noem(zorg)} van aanbieder {zorg.aanbieder}"


def product(zorg: Zorg) -> str:
    """Its code, or what stands in place of one."""
    if zorg.code is not None:
        return zorg.code
    return "zonder product" if zorg.categorie is None else f"categorie {zorg.categorie} zonder code"


def periode(eerste: date, laatste: date | None) -> str:
    """ "2026-01-01 t/m 2026-12-31", "2026-01-01" of one day, "vanaf 2026-01-01" when `laatste` is None or date.max."""
    if laatste is None or laatste == date.max:
        return f"vanaf {eerste}"
    return f"{eerste}" if eerste == laatste else f"{eerste} t/m {laatste}"


def wanneer(eerste: date, laatste: date) -> str:
    """Return the same within a sentence: "van 2026-01-01 t/m 2026-12-31", "op 2026-01-01", "vanaf 2026-01-01"."""
    if laatste == date.max:
        return f"vanaf {eerste}"
    return f"op {eerste}" if eerste == laatste else f"van {eerste} t/m {laatste}"


def perioden(reeksen: Iterable[tuple[date, date]]) -> str:
    """Return all of them within a sentence: "van 2026-01-01 t/m 2026-01-31 en vanaf 2026-03-01"."""
    return opsomming([wanneer(*reeks) for reeks in reeksen])


def in_maanden(n: int) -> str:
    """ "1 maand", "3 maanden"."""
    return "1 maand" if n == 1 else f"{n} maanden"


def opsomming(delen: list[str], laatste: str = "en") -> str:
    """ "a, b en c"; "" when there is nothing. `laatste`: the word before the last."""
    return f" {laatste} ".join(filter(None, (", ".join(delen[:-1]), *delen[-1:])))


def zin(tekst: str) -> str:
    """Return the text as a sentence begins."""
    return tekst[:1].upper() + tekst[1:]
