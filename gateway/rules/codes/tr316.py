"""TR316: a claim doesn't take back what it brings."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from gateway.messages.kinds.declaratie import Prestatie, Wmo323
from gateway.rules.card import Card
from gateway.rules.fault import MAX_PLACES, Fault
from gateway.rules.kit import quote
from gateway.rules.parts.claim import describe, prestaties
from gateway.standard.lexical import collapsed

card = Card(
    code="TR316",
    retourcode="0001",
    level=2,
    messages=frozenset({"WMO323"}),
    element="Declaratie/Clienten/Client/Prestaties/Prestatie/ProductReferentie",
    source="iWmo 3.2, technische regel TR316",
    statement="Een prestatie wordt niet gecrediteerd in de declaratie waarin zij staat.",
    remedy="Laat de prestatie en haar creditering allebei weg, of crediteer haar in een volgende declaratie.",
    note=(
        "In beide richtingen, en ook binnen één prestatie. Eigenaardigheden van de officiële controle, die wij "
        "volgen: van twee prestaties vergelijkt zij het nummer van de eerste zoals het er staat met dat van de "
        "tweede zonder witruimte eromheen; binnen één prestatie laat zij bij beide de witruimte weg, en een "
        "ReferentieNummer van alleen witruimte is dan gelijk aan een VorigReferentieNummer dat er niet is. Zij meldt "
        "elk paar; wij melden elk nummer één keer, op de eerste prestatie die het crediteert."
    ),
)

_NEW: Final = ("ProductReferentie", "ReferentieNummer")
_OLD: Final = ("ProductReferentie", "VorigReferentieNummer")


@dataclass(frozen=True, slots=True)
class _Clash:
    """A number that the claim both brings and takes back."""

    taken_back: list[Prestatie] = field(default_factory=list)
    brought: dict[str, Prestatie] = field(default_factory=dict)
    """By path, at most MOST_PLACES."""

    def add(self, taken_back: Iterable[Prestatie], brought: Iterable[Prestatie]) -> None:
        self.taken_back.extend(taken_back)
        for each in brought:
            if len(self.brought) < MAX_PLACES:
                self.brought.setdefault(each.path, each)


def check(message: Wmo323) -> Iterator[Fault]:
    """Yield every number that one Prestatie has as its own and one, maybe the same, takes back."""
    for number, clash in _clashes(message).items():
        places = [(each, _NEW) for each in clash.brought.values()]
        if not clash.taken_back:
            (brought,) = clash.brought.values()
            text = "Het ReferentieNummer van een prestatie zonder VorigReferentieNummer bestaat uit alleen witruimte."
            yield Fault(at=brought, text=text, elements=(_NEW,), values=_values(brought))
            continue
        first = clash.taken_back[0]
        yield Fault(
            at=first,
            text=(
                f"VorigReferentieNummer {quote(number)} van {describe(first)} is het ReferentieNummer van een "
                "prestatie in dezelfde declaratie."
            ),
            elements=(_OLD,),
            values=_values(first),
            also_at=tuple(places),
        )


def _values(prestatie: Prestatie) -> dict[str, str]:
    referentie = prestatie.product_referentie
    if referentie.vorig_referentie_nummer is None:
        return {"ReferentieNummer": referentie.referentie_nummer}
    return {"VorigReferentieNummer": referentie.vorig_referentie_nummer}


def _clashes(message: Wmo323) -> dict[str, _Clash]:
    """Return every such number as it is spelt alike; per Prestatie there are three ways to find one."""
    brought: dict[str, list[Prestatie]] = {}
    taken_back: dict[str, Prestatie] = {}
    found: defaultdict[str, _Clash] = defaultdict(_Clash)
    for prestatie in prestaties(message):
        new, old = prestatie.product_referentie.referentie_nummer, prestatie.product_referentie.vorig_referentie_nummer
        spelt_new, spelt_old = collapsed(new), collapsed(old or "")
        if old is not None and spelt_old in brought:
            found[spelt_old].add([prestatie], brought[spelt_old])
        if spelt_new in taken_back:
            found[spelt_new].add([taken_back[spelt_new]], [prestatie])
        if spelt_new == spelt_old:
            found[spelt_new if old is not None else prestatie.path].add([] if old is None else [prestatie], [prestatie])
        if old is not None:
            taken_back.setdefault(old, prestatie)
        earlier = brought.setdefault(new, [])
        if len(earlier) < MAX_PLACES:
            earlier.append(prestatie)
    return found
