"""Level 2 of requests, claims and the answers to them: on messages nobody has seen, the rules say what XPath says."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.messages.common import Geboortedatum, Omvang, Product
from gateway.messages.kinds.verzoek import Verwijzer
from tests.rules.comparison import agree, spoilt
from tests.support.examples import times
from tests.support.messages.claims import client, client_rejected, periode, prestatie, total, wmo323, wmo325
from tests.support.messages.messages import BSN, BSN_2, xml
from tests.support.messages.requests import (
    aangevraagd_product,
    nieuw_product,
    te_wijzigen_product,
    unchanged,
    wmo315,
    wmo317,
    wmo319,
)
from tests.support.messages.texts import code

DAY = st.sampled_from(["2024-02-29", "2024-03-01", "2024-03-02", "2024-04-01", "2020-12-31", "2021-01-01"])
NUMBER = st.sampled_from(["1", "1", "01", "2"])
PRODUCT = st.none() | st.builds(
    Product, categorie=st.sampled_from(["02", "03", "12"]), code=st.sampled_from([None, "02A02", "02A03"])
)
BORN = st.builds(
    Geboortedatum,
    datum=st.sampled_from(["1904-02-29", "1904-03-01", "1900-01-01", "1950-01-01", "2024-03-02"]),
    datum_gebruik=st.sampled_from([None, "1", "2", "3"]),
)
OMVANG = st.none() | st.builds(
    Omvang, volume=st.just("1"), eenheid=st.sampled_from(["01", "14"]), frequentie=code("LDT_Frequentie")
)
BUDGET = st.sampled_from([None, "0"])
REFERRER = st.builds(
    Verwijzer,
    type=code("LDT_TypeVerwijzer"),
    naam=st.sampled_from([None, "x"]),
    zorgverlener_code=st.sampled_from([None, "01000001"]),
)


def some(members, least=1):
    return st.lists(members, min_size=least, max_size=3).map(tuple)


ASKED = st.builds(
    wmo315,
    bsn=st.sampled_from([BSN, "999900016"]),
    geboortedatum=BORN,
    aangevraagde_producten=some(
        st.builds(
            aangevraagd_product,
            referentie_aanbieder=NUMBER,
            beschikking_nummer=st.none() | NUMBER,
            beschikking_ingangsdatum=st.none() | DAY,
            product=PRODUCT,
            toewijzing_ingangsdatum=DAY,
            toewijzing_einddatum=st.none() | DAY,
            omvang=OMVANG,
            budget=BUDGET,
            verwijzer=REFERRER,
        )
    ),
)
AMOUNT = {"gewenste_ingangsdatum": DAY, "einddatum": st.none() | DAY, "omvang": OMVANG, "budget": BUDGET}
CHANGED = st.builds(
    wmo317,
    ongewijzigde_producten=st.lists(NUMBER, max_size=2).map(lambda numbers: unchanged(*numbers)),
    te_wijzigen_producten=some(st.builds(te_wijzigen_product, toewijzing_nummer=NUMBER, **AMOUNT), 0),
    nieuwe_producten=some(st.builds(nieuw_product, product=PRODUCT, **AMOUNT), 0),
)
ANSWERED = st.builds(
    wmo319,
    verzoek_antwoord=code("LDT_VerzoekAntwoord"),
    reden_afwijzing_verzoek=st.none() | code("LDT_RedenAfwijzingVerzoek"),
)

MONTHS = st.sampled_from(
    [
        ("2024-02-01", "2024-02-29"),
        ("2024-02-01", "2024-02-28"),
        ("2023-12-01", "2023-12-31"),
        ("2024-01-01", "2024-01-31"),
        ("2024-01-02", "2024-02-01"),
        ("2023-12-01", "2024-02-29"),
        ("2023-02-01", "2024-02-29"),
        ("2020-12-01", "2020-12-31"),
        ("2024-03-01", "2024-03-01"),
        ("2024-03-01", "2024-03-31"),
        ("2019-01-01", "2019-02-28"),
        ("2019-01-01", "2019-03-01"),
        ("2024-02-02", "2024-02-01"),
        ("2100-02-01", "2100-02-28"),
    ]
)
PERIOD = MONTHS.map(lambda days: periode(*days)) | st.just(periode())
LINE = st.builds(
    prestatie,
    st.sampled_from(["P1", "P2", "P3", "p1", " "]),
    st.sampled_from([None, None, "P1", "P9", " "]),
    bedrag=st.sampled_from(["0", "1", "5", "05"]),
    dc=st.sampled_from("DDDC"),
    toewijzing_nummer=NUMBER,
    product_periode=PERIOD,
    geleverd_volume=st.sampled_from(["1", "5"]),
    eenheid=st.sampled_from(["01", "83"]),
    product_tarief=st.sampled_from([None, "5"]),
)
TOTAL = st.builds(total, st.sampled_from(["0", "1", "5", "6", "05"]), st.sampled_from("DDC"))
CLIENTS = some(st.builds(lambda lines, bsn: client(*lines, bsn=bsn), some(LINE), st.sampled_from([BSN, BSN_2])))
CLAIMED = st.builds(
    wmo323,
    clienten=CLIENTS,
    total=st.none() | TOTAL,
    declaratie_periode=PERIOD,
    declaratie_dagtekening=st.sampled_from(["2024-02-29", "2024-03-01", "2026-01-01"]),
)
DECIDED = st.builds(
    wmo325,
    clienten=CLIENTS.map(lambda clients: tuple(client_rejected(*each.prestaties, bsn=each.bsn) for each in clients))
    | st.just(()),
    totaal_ingediend_bedrag=TOTAL,
    totaal_toegekend_bedrag=TOTAL,
    retour_codes=st.sampled_from([("0200",), ("0200", "8001"), ("9333",), ("0200", "9333")]),
)
NEAR_THE_EDGE = st.one_of(ASKED, CHANGED, ANSWERED, CLAIMED, CLAIMED, DECIDED)


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
