"""TR361: no product twice for the same days in a request for change."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gateway.messages.kinds.verzoek import Wmo317
from gateway.rules import words
from gateway.rules.card import Card
from gateway.rules.case import CaseFile, Toewijzing, product_of
from gateway.rules.fault import Fault, fault
from gateway.rules.parts.requested import standing
from gateway.standard.lexical import as_date, as_int

card = Card(
    code="TR361",
    retourcode="9361",
    level=3,
    messages=frozenset({"WMO317"}),
    element="Client/Verzoek",
    source="iWmo 3.2, technische regel TR361",
    statement=(
        "Na het verzoek is geen product twee keer toegewezen voor dezelfde dagen, over ongewijzigde, te wijzigen en "
        "nieuwe producten samen. Wat hetzelfde product is, staat bij TR302."
    ),
    remedy="Laat het ene product eindigen voordat het andere begint, of vraag één wijziging van de toewijzing.",
    note=(
        "Een ongewijzigd product heeft de dagen van zijn toewijzing, een te wijzigen product die van "
        "GewensteIngangsdatum tot en met Einddatum. Begint de wijziging na de Ingangsdatum, dan loopt het oude deel "
        "tot de dag ervoor, of tot zijn eigen Einddatum: het overlapt zijn eigen wijziging niet, andere producten "
        "wel. Categorieën 11 tot en met 14 zijn vrijgesteld. Een nummer zowel bij ongewijzigd als bij te wijzigen "
        "overlapt zichzelf. Een nummer dat geen actuele toewijzing is, is fout bij TR350 of TR351 en telt hier niet "
        "mee."
    ),
)

_EXEMPT: Final = ("11", "12", "13", "14")
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Period:
    name: str
    categorie: str | None
    code: str | None
    first: date
    last: date
    """`date.max`: without end."""

    def clashes_with(self, other: "_Period") -> bool:
        return self._is_same_product(other) and self.first <= other.last and other.first <= self.last

    def _is_same_product(self, other: "_Period") -> bool:
        if self.categorie is None or other.categorie is None:
            return True
        return self.categorie == other.categorie and (None in (self.code, other.code) or self.code == other.code)


def check(message: Wmo317, case: CaseFile) -> Iterator[Fault]:
    """Yield the request once for each two of its products that are the same and overlap."""
    periods = [each for each in _periods(message, case) if each.categorie not in _EXEMPT]
    for index, one in enumerate(periods):
        for other in periods[index + 1 :]:
            if one.clashes_with(other):
                told = f"{one.name} en {other.name} overlappen elkaar."
                yield fault(message.client.verzoek, f"{told[0].upper()}{told[1:]}")


def _periods(message: Wmo317, case: CaseFile) -> Iterator[_Period]:
    known, verzoek = standing(message, case), message.client.verzoek
    for unchanged in verzoek.ongewijzigde_producten:
        assigned = known.get(as_int(unchanged.toewijzing_nummer))
        if assigned is not None:
            yield _period(f"de ongewijzigde {_named(assigned)}", assigned, assigned.ingangsdatum, assigned.einddatum)
    for changed in verzoek.te_wijzigen_producten:
        assigned = known.get(as_int(changed.toewijzing_nummer))
        if assigned is not None:
            wished = as_date(changed.gewenste_ingangsdatum)
            last = None if changed.einddatum is None else as_date(changed.einddatum)
            if wished > assigned.ingangsdatum:
                until = min(wished - _ONE_DAY, assigned.einddatum or date.max)
                yield _period(f"het oude deel van {_named(assigned)}", assigned, assigned.ingangsdatum, until)
            yield _period(f"de gewijzigde {_named(assigned)}", assigned, wished, last)
    for new in verzoek.nieuwe_producten:
        categorie, code = product_of(new.product)
        last = None if new.einddatum is None else as_date(new.einddatum)
        name = f"wat nieuw wordt gevraagd, {words.product(categorie, code)} vanaf {new.gewenste_ingangsdatum},"
        yield _Period(name, categorie, code, as_date(new.gewenste_ingangsdatum), last or date.max)


def _period(name: str, assigned: Toewijzing, first: date, last: date | None) -> _Period:
    return _Period(name, assigned.categorie, assigned.code, first, last or date.max)


def _named(assigned: Toewijzing) -> str:
    return f"toewijzing {assigned.toewijzing_nummer}, {words.product(assigned.categorie, assigned.code)},"
