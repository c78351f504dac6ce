"""Hypothesis strategies for what stands beside the header of requests, claims and the answers to them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.messages.kinds.antwoord import Antwoord
from gateway.messages.kinds.declaratie import (
    BedragMetDC,
    Client,
    Declaratie,
    DeclaratieAntwoord,
    GeslotenPeriode,
    Prestatie,
    Referentie,
    TotaalBedragMetDC,
)
from gateway.messages.kinds.verzoek import (
    AangevraagdProduct,
    AanvraagClient,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verwijzer,
    Verzoek,
    WijzigingClient,
)
from tests.support.messages.building_blocks import GEBOORTEDATUM, OMVANG, PRODUCT, VERKORT, build, list_of, retour_codes
from tests.support.messages.texts import BSNS, COMMENT, DATE, code, number, text

_AGB = st.text("0123456789", min_size=8, max_size=8)
_DC = code("LDT_DebetCredit")
_PERIODE = build(GeslotenPeriode, begindatum=DATE, einddatum=DATE)
_NUMBER = st.sampled_from(["P1", "P2", " ", "P1 "]) | text(20)
_AMOUNT = number(3) | number(99999999)
_TOTAL = build(TotaalBedragMetDC, totaal_bedrag=number(9) | number(999999999999), debet_credit=_DC)


def requests(*, retour: bool) -> SearchStrategy[Any]:
    producten = build(
        AangevraagdProduct,
        referentie_aanbieder=text(36),
        beschikking_nummer=number(999999999),
        product=PRODUCT,
        beschikking_ingangsdatum=DATE,
        toewijzing_ingangsdatum=DATE,
        toewijzing_einddatum=DATE,
        omvang=OMVANG,
        budget=number(99999999),
        verwijzer=build(Verwijzer, type=code("LDT_TypeVerwijzer"), naam=text(64), zorgverlener_code=_AGB),
        raamcontract=code("LDT_JaNee"),
        commentaar=COMMENT,
        retour_codes=retour_codes(retour=retour),
    )
    return build(
        AanvraagClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=VERKORT,
        commentaar=COMMENT,
        aangevraagde_producten=list_of(producten),
        retour_codes=retour_codes(retour=retour),
    )


def change_requests(*, retour: bool) -> SearchStrategy[Any]:
    codes = retour_codes(retour=retour)
    hoeveel = {"einddatum": DATE, "omvang": OMVANG, "budget": number(99999999), "retour_codes": codes}
    nummer = number(5) | number(999999999)
    verzoek = build(
        Verzoek,
        referentie_aanbieder=text(36),
        reden_verzoek=code("LDT_RedenVerzoek"),
        ongewijzigde_producten=list_of(build(OngewijzigdProduct, toewijzing_nummer=nummer, retour_codes=codes), 0),
        te_wijzigen_producten=list_of(
            build(TeWijzigenProduct, toewijzing_nummer=nummer, gewenste_ingangsdatum=DATE, **hoeveel), 0
        ),
        nieuwe_producten=list_of(build(NieuwProduct, product=PRODUCT, gewenste_ingangsdatum=DATE, **hoeveel), 0),
        retour_codes=codes,
    )
    return build(WijzigingClient, bsn=BSNS, verzoek=verzoek, retour_codes=codes)


def answers(*, retour: bool) -> SearchStrategy[Any]:
    return build(
        Antwoord,
        referentie_aanbieder=text(36),
        verzoek_antwoord=code("LDT_VerzoekAntwoord"),
        reden_afwijzing_verzoek=code("LDT_RedenAfwijzingVerzoek"),
        retour_codes=retour_codes(retour=retour),
    )


def _clients(*, retour: bool) -> SearchStrategy[Any]:
    codes = retour_codes(retour=retour)
    prestaties = build(
        Prestatie,
        product_referentie=build(Referentie, referentie_nummer=_NUMBER, vorig_referentie_nummer=_NUMBER),
        toewijzing_nummer=number(5) | number(999999999),
        product_categorie=code("LDT_ProductCategorie"),
        product_code=text(5),
        product_periode=_PERIODE,
        geleverd_volume=_AMOUNT,
        eenheid=code("LDT_Eenheid"),
        product_tarief=number(99999999),
        ingediend_bedrag=build(BedragMetDC, bedrag=_AMOUNT, debet_credit=_DC),
        retour_codes=codes,
    )
    return build(Client, bsn=BSNS, prestaties=list_of(prestaties), retour_codes=codes)


def claims_of(*, retour: bool) -> SearchStrategy[Any]:
    return build(
        Declaratie,
        declaratie_nummer=st.text("aZ09", min_size=1, max_size=12),
        declaratie_periode=_PERIODE,
        declaratie_dagtekening=DATE,
        totaal_ingediend_bedrag=_TOTAL,
        clienten=list_of(_clients(retour=retour)),
    )


def claim_answers(*, retour: bool) -> SearchStrategy[Any]:
    return build(
        DeclaratieAntwoord,
        declaratie_nummer=text(12),
        totaal_ingediend_bedrag=_TOTAL,
        totaal_toegekend_bedrag=_TOTAL,
        clienten=list_of(_clients(retour=retour), 0),
        retour_codes=st.just(("0200",)) | retour_codes(retour=retour),
    )
