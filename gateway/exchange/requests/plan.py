"""What is decided to grant a request: the assignment that is asked for, or all changes of a WMO317 (IV092 to IV094)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from gateway.exchange.assigning.changes import TOTAL, Change
from gateway.exchange.assigning.decide import ChangeOf, Item
from gateway.exchange.assigning.versions import NewAssignment
from gateway.exchange.kernel.refusals import Conflict, Invalid
from gateway.messages.common import Omvang
from gateway.messages.kinds.verzoek import AangevraagdProduct, NieuwProduct, TeWijzigenProduct, Verzoek
from gateway.messages.terms import AssignmentTerms
from gateway.rules.case import product_of
from gateway.standard.lexical import as_date, as_int, collapsed
from gateway.store.care.toewijzingen import NOTHING_RECORDED, DecisionRecord

_BY_REQUEST: Final = "12"
"""RedenWijziging of what changes on a request."""
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The choices of a municipality that grants a request."""

    instead: AssignmentTerms | None = None
    """Of a WMO315: care other than was asked (IV094); None: as asked. It needs no reference."""
    begins: date | None = None
    """Of a WMO317: what was wished from an earlier day begins on this one, as was agreed with the provider (IV093).

    Care that makes room for it goes on until the day before.
    """
    record: DecisionRecord = NOTHING_RECORDED


def items_of(
    asked: AangevraagdProduct | Verzoek,
    client: UUID,
    aanbieder: str,
    grant: Grant,
    current: Mapping[int, AssignmentTerms],
) -> Sequence[Item]:
    """Return the parts of the decision that grants what is asked.

    `current`: the terms of the client's assignments at this provider, by number. Raises Invalid or Conflict.
    """
    if isinstance(asked, AangevraagdProduct):
        if grant.begins is not None:
            raise Invalid(
                "vanaf-niet-van-toepassing", "'vanaf' hoort bij een WMO317; geef bij een WMO315 'anders' mee."
            )
        reference = collapsed(asked.referentie_aanbieder)
        as_asked = _terms(asked, as_date(asked.toewijzing_ingangsdatum), asked.toewijzing_einddatum)
        terms = replace(grant.instead or as_asked, referentie_aanbieder=reference)
        return [NewAssignment(client=client, aanbieder=aanbieder, terms=terms, record=grant.record)]
    if grant.instead is not None:
        raise Invalid(
            "anders-niet-van-toepassing",
            "Een WMO317 wordt toegekend zoals hij is gevraagd, of afgewezen (IV093). Laat 'anders' weg; alleen de "
            "dagen kunnen schuiven, met 'vanaf'.",
        )
    items = [
        item
        for each in asked.te_wijzigen_producten
        for item in _changes(each, asked.nieuwe_producten, client, aanbieder, grant, current)
    ]
    items += [
        NewAssignment(
            client=client,
            aanbieder=aanbieder,
            terms=_terms(each, _begin(each.gewenste_ingangsdatum, grant), each.einddatum),
            record=grant.record,
        )
        for each in asked.nieuwe_producten
    ]
    if not items:
        raise Conflict(
            "verzoek-zonder-wijziging",
            "Alles wat dit verzoek vraagt is al zo; er is niets toe te kennen. Wijs het af met de reden die past.",
        )
    reference = collapsed(asked.referentie_aanbieder)
    return [_with_reference(each, reference) for each in items]


def _with_reference(item: Item, reference: str) -> Item:
    if isinstance(item, ChangeOf):
        return replace(item, referentie=reference)
    return replace(item, terms=replace(item.terms, referentie_aanbieder=reference), grants_whole=True)


def _terms(asked: AangevraagdProduct | NieuwProduct, begins: date, last_day: str | None) -> AssignmentTerms:
    categorie, code = product_of(asked.product)
    volume, eenheid, frequentie = _size(asked.omvang)
    return AssignmentTerms(
        categorie=categorie,
        code=code,
        ingangsdatum=begins,
        einddatum=_day(last_day),
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        budget=None if asked.budget is None else as_int(asked.budget),
    )


def _changes(
    asked: TeWijzigenProduct,
    beside: Sequence[NieuwProduct],
    client: UUID,
    aanbieder: str,
    grant: Grant,
    current: Mapping[int, AssignmentTerms],
) -> list[Item]:
    """Return what grants this change: one of the assignment itself, or its end and an assignment that follows on it.

    A last day, a Budget and a total change on the same number, any other size on a new one (OP257, IV066). A last day
    does so from whatever day it is wished (OP380), unless nothing runs just before that. `beside`: the new products of
    the request.
    """
    nummer = as_int(asked.toewijzing_nummer)
    terms = current.get(nummer)
    if terms is None:
        raise Conflict(
            "toewijzing-onbekend",
            f"Toewijzing {nummer}, die dit verzoek wil wijzigen, geldt niet meer: zij is afgelopen of verwijderd. Wijs "
            "het verzoek af; de aanbieder kan dan vragen wat nu nodig is.",
            details={"toewijzingNummers": [nummer]},
        )
    wished = as_date(asked.gewenste_ingangsdatum)
    size, last = _size(asked.omvang), _last_day(asked, terms, beside, grant)
    budget = None if asked.budget is None else as_int(asked.budget)
    same_size = size == (terms.volume, terms.eenheid, terms.frequentie)
    only_end = same_size and budget in (None, terms.budget) and not _leaves_gap(terms, wished)
    if only_end or (wished == terms.ingangsdatum and (same_size or size[2] == terms.frequentie == TOTAL)):
        change = Change(
            einddatum=None if last == terms.einddatum else last,
            open_ended=last is None and terms.einddatum is not None,
            volume=None if same_size else size[0],
            budget=None if budget == terms.budget else budget,
            reden_wijziging=_BY_REQUEST,
            record=grant.record,
        )
        unchanged = last == terms.einddatum and same_size and budget in (None, terms.budget)
        return [] if unchanged else [ChangeOf(nummer, change)]
    begins = wished if wished == terms.ingangsdatum else _begin(asked.gewenste_ingangsdatum, grant)
    volume, eenheid, frequentie = size
    following = replace(
        terms,
        ingangsdatum=begins,
        einddatum=last,
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        budget=budget,
        commentaar=None,
    )
    new = NewAssignment(client=client, aanbieder=aanbieder, terms=following, record=grant.record)
    ends_before = terms.einddatum is not None and terms.einddatum < begins
    return [new] if ends_before else [ChangeOf(nummer, _end_before(begins, terms, grant)), new]


def _leaves_gap(terms: AssignmentTerms, begins: date) -> bool:
    """Return True when the assignment is over more than a day before this one."""
    return terms.einddatum is not None and terms.einddatum + _ONE_DAY < begins


def _last_day(
    asked: TeWijzigenProduct, terms: AssignmentTerms, beside: Sequence[NieuwProduct], grant: Grant
) -> date | None:
    """Return the last day: as wished, or when it makes room for care that begins later than wished, as it was at most.

    Then it is the day before that care begins, so that no day is without (IV093, example 2a).
    """
    wished = _day(asked.einddatum)
    if wished is None or all(as_date(each.gewenste_ingangsdatum) - _ONE_DAY != wished for each in beside):
        return wished
    last = _begin((wished + _ONE_DAY).isoformat(), grant) - _ONE_DAY
    return last if terms.einddatum is None else max(wished, min(last, terms.einddatum))


def _end_before(day: date, terms: AssignmentTerms, grant: Grant) -> Change:
    if day == terms.ingangsdatum:
        return Change(remove=True, record=grant.record)
    return Change(einddatum=day - _ONE_DAY, reden_wijziging=_BY_REQUEST, record=grant.record)


def _begin(wished: str, grant: Grant) -> date:
    day = as_date(wished)
    return day if grant.begins is None else max(day, grant.begins)


def _day(text: str | None) -> date | None:
    return None if text is None else as_date(text)


def _size(omvang: Omvang | None) -> tuple[int | None, str | None, str | None]:
    if omvang is None:
        return None, None, None
    return as_int(omvang.volume), collapsed(omvang.eenheid), collapsed(omvang.frequentie)
