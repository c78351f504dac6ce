"""Level 2 as a whole: on messages nobody has seen, the rules say what XPath 1.0 says."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.messages.common import Adres, Geboortedatum, Huis, Omvang, OpenPeriode, Product
from gateway.rules.engine import JUDGED
from tests.rules.comparison import agree, spoilt
from tests.support.examples import times
from tests.support.messages.messages import (
    contact,
    relatie,
    start_product,
    stop_product,
    toegewezen_product,
    wmo301,
    wmo305,
    wmo307,
    xml,
)
from tests.support.messages.strategies import messages_of
from tests.support.messages.texts import code

DAY = st.sampled_from(["2024-01-01", "2024-02-29", "2024-03-01", "2024-03-02", "2020-12-31", "2021-01-01"])
NUMBER = st.sampled_from(["1", "1", "01", "2", "3"])
PRODUCT = st.none() | st.builds(
    Product, categorie=st.sampled_from(["02", "03", "12"]), code=st.sampled_from([None, "02A02", "02A03", "A "])
)
BORN = st.builds(
    Geboortedatum,
    datum=st.sampled_from(["1904-02-29", "1904-03-01", "1900-01-01", "1950-06-01", "1950-01-01", "1950-06-15"]),
    datum_gebruik=st.sampled_from([None, "1", "2", "3"]),
)
ADDRESS = st.none() | st.builds(
    Adres,
    huis=st.sampled_from([None, Huis(huisnummer="0")]),
    postcode=st.sampled_from([None, "5911AB", "5911ab", "0911AB", "5911 AB", "59 1AB", "B-1000"]),
    land_code=st.sampled_from([None, "NL", "NL", "BE"]),
)
PERIOD = st.none() | st.builds(OpenPeriode, begindatum=st.none() | DAY, einddatum=st.none() | DAY)
CONTACTS = st.builds(contact, soort=code("LDT_AdresSoort"), adres=ADDRESS, periode=PERIOD)
OMVANG = st.none() | st.builds(
    Omvang,
    volume=st.just("1"),
    eenheid=st.sampled_from(["01", "14", "84"]),
    frequentie=code("LDT_Frequentie"),
)
ASSIGNED = st.builds(
    toegewezen_product,
    toewijzing_nummer=NUMBER,
    product=PRODUCT,
    toewijzingsdatum=DAY,
    ingangsdatum=DAY,
    einddatum=st.none() | DAY,
    reden_wijziging=st.sampled_from([None, None, "01", "13", "14"]),
    omvang=OMVANG,
    budget=st.sampled_from([None, "0", "500"]),
)
STATUS = code("LDT_StatusAanlevering")
STARTED = st.builds(
    start_product,
    toewijzing_nummer=st.none() | NUMBER,
    product=PRODUCT,
    begindatum=DAY,
    status_aanlevering=STATUS,
)
STOPPED = st.builds(
    stop_product,
    toewijzing_nummer=st.none() | NUMBER,
    product=PRODUCT,
    begindatum=DAY,
    reden_beeindiging=st.sampled_from(["20", "31"]),
    einddatum=DAY,
    status_aanlevering=STATUS,
)


def some(members):
    return st.lists(members, min_size=1, max_size=4).map(tuple)


BSN = st.sampled_from(["999900006", "999900016", "000000000", "000000012"])
RELATION = st.builds(
    relatie, nummer=NUMBER, contact=CONTACTS, geboortedatum=st.none() | BORN, naam=st.just(relatie().naam)
)
NEAR_THE_EDGE = st.one_of(
    st.builds(
        wmo301,
        bsn=BSN,
        geboortedatum=BORN,
        contactgegevens=some(CONTACTS),
        relaties=st.just(()) | some(RELATION),
        toegewezen_producten=some(ASSIGNED),
        naam=code("LDT_NaamGebruik").map(lambda gebruik: replace(relatie().naam, naam_gebruik=gebruik)),
    ),
    st.builds(wmo305, bsn=BSN, geboortedatum=BORN, start_producten=some(STARTED)),
    st.builds(wmo307, bsn=BSN, geboortedatum=BORN, stop_producten=some(STOPPED)),
)


@pytest.mark.parametrize("soort", JUDGED)
@given(st.data())
@settings(max_examples=times(0.5), deadline=None)
def test_agrees_on_any_message(soort, data):
    agree(xml(data.draw(messages_of(soort))))


@given(NEAR_THE_EDGE)
@settings(max_examples=times(1.5), deadline=None)
def test_agrees_on_messages_near_the_edge_of_every_rule(message):
    agree(xml(message))


@given(NEAR_THE_EDGE, st.data())
@settings(
    max_examples=times(1.5), deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
def test_agrees_on_messages_with_odd_spellings_and_cut_values(message, data):
    agree(spoilt(xml(message), data))
