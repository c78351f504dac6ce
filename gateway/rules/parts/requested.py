"""What a WMO315 or WMO317 asks: its references, and the assignments that a WMO317 names."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from gateway.messages.common import Omvang
from gateway.messages.kinds.verzoek import (
    AangevraagdProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verzoek,
    Wmo315,
    Wmo317,
)
from gateway.rules.case import CaseFile, Toewijzing
from gateway.rules.fault import Fault, fault
from gateway.rules.kit import quote
from gateway.standard.lexical import as_date, as_int, collapsed

LAST_WITHOUT_BAR: Final = date(2020, 12, 31)
"""An assignment without a Code that ended on this day or earlier may have an Omvang."""


def with_reference(message: Wmo315 | Wmo317) -> Sequence[AangevraagdProduct | Verzoek]:
    """Return the classes that have a ReferentieAanbieder of their own."""
    return message.client.aangevraagde_producten if isinstance(message, Wmo315) else (message.client.verzoek,)


def signed_on(message: Wmo315 | Wmo317) -> date:
    """Return the Dagtekening of the message."""
    return as_date(message.header.bericht_identificatie.dagtekening)


def standing(message: Wmo317, case: CaseFile) -> dict[int, Toewijzing]:
    """Return by number the assignments that stood for the provider on the Dagtekening of its request (TR349).

    These end on that day or later, were not removed, and were sent on that day or before: the provider could know
    no others (OP095). The case file holds them in their versions of that day.
    """
    day = signed_on(message)
    return {
        nummer: each
        for nummer, each in case.toewijzingen.items()
        if not each.verwijderd
        and (each.einddatum is None or each.einddatum >= day)
        and (each.sent_on is None or each.sent_on <= day)
    }


def not_standing(
    message: Wmo317, case: CaseFile, named: Sequence[OngewijzigdProduct | TeWijzigenProduct]
) -> Iterator[Fault]:
    """Yield each of these products of the request that names no assignment that stands."""
    known = standing(message, case)
    for product in named:
        if as_int(product.toewijzing_nummer) not in known:
            yield fault(
                product,
                f"Deze cliënt heeft bij deze aanbieder geen actuele toewijzing {quote(product.toewijzing_nummer)}.",
                {"ToewijzingNummer": product.toewijzing_nummer},
            )


def changes(message: Wmo317, case: CaseFile) -> Iterator[tuple[TeWijzigenProduct, Toewijzing]]:
    """Yield every change that is asked of an assignment that stands, with that assignment; the rest is for TR351."""
    known = standing(message, case)
    for product in message.client.verzoek.te_wijzigen_producten:
        assigned = known.get(as_int(product.toewijzing_nummer))
        if assigned is not None:
            yield product, assigned


def size_of(omvang: Omvang | None) -> tuple[int, str, str] | None:
    """Return the volume, unit and frequency of an Omvang; None when absent."""
    return None if omvang is None else (as_int(omvang.volume), collapsed(omvang.eenheid), collapsed(omvang.frequentie))


def without_code_is_barred(assigned: Toewijzing) -> bool:
    """Return True when an Omvang is barred on this assignment, if it has no Code: by its last day."""
    return assigned.einddatum is None or assigned.einddatum > LAST_WITHOUT_BAR
