"""What was reported is taken back under its own key, before what comes in its place."""

from datetime import date

import pytest

from gateway.exchange.kernel.refusals import Invalid
from gateway.exchange.receiving.examples.correction import join, take_back
from gateway.messages.common import BerichtIdentificatie
from gateway.messages.from_assignment import assigned_in, start_message
from gateway.rules.case import Start, Stop
from tests.support.messages.messages import as_read, toegewezen_product, wmo301

REFERENCE = BerichtIdentificatie(identificatie="VOORBEELD", dagtekening="2024-03-01")
MESSAGE = as_read(wmo301(toegewezen_producten=(toegewezen_product(toewijzing_nummer="7"),)))
ASSIGNED = assigned_in(MESSAGE, 7)
BEGUN = Start(toewijzing_nummer=7, categorie="02", code="02A02", begindatum=date(2024, 2, 1))


def test_what_is_taken_back_has_the_key_that_it_was_reported_with() -> None:
    assert ASSIGNED is not None
    other = Stop(
        toewijzing_nummer=7,
        categorie=None,
        code=None,
        begindatum=date(2024, 2, 1),
        reden_beeindiging="23",
        einddatum=date(2024, 2, 9),
    )
    [started] = as_read(take_back(MESSAGE, ASSIGNED, REFERENCE, BEGUN)).client.start_producten
    [stopped] = as_read(take_back(MESSAGE, ASSIGNED, REFERENCE, other)).client.stop_producten
    assert (started.status_aanlevering, started.product.code, started.begindatum) == ("3", "02A02", "2024-02-01")
    assert (stopped.status_aanlevering, stopped.product, stopped.einddatum) == ("3", None, "2024-02-09")


def test_what_comes_in_its_place_differs_and_comes_last() -> None:
    assert ASSIGNED is not None
    back = take_back(MESSAGE, ASSIGNED, REFERENCE, BEGUN)
    instead = start_message(MESSAGE, ASSIGNED, REFERENCE, date(2024, 2, 5))
    both = as_read(join(back, instead)).client.start_producten
    assert [(each.status_aanlevering, each.begindatum) for each in both] == [("3", "2024-02-01"), ("1", "2024-02-05")]
    with pytest.raises(Invalid, match="correctie-zonder-wijziging"):
        join(back, start_message(MESSAGE, ASSIGNED, REFERENCE, BEGUN.begindatum))
