"""Hypothesis strategies for what stands beside the header of requests, claims and the answers to them."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.messages.antwoord import Antwoord
from gateway.messages.declaratie import (
    BedragMetDC,
    Client,
    Declaratie,
    DeclaratieAntwoord,
    GeslotenPeriode,
    Prestatie,
    Referentie,
    TotaalBedragMetDC,
)
from gateway.messages.verzoek import (
    AangevraagdProduct,
    AanvraagClient,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verwijzer,
    Verzoek,
    WijzigingClient,
)
from tests.support.messages.building_blocks import GEBOORTEDATUM, OMVANG, PRODUCT, VERKORT, bouw, lijst, retour_codes
from tests.support.messages.texts import BSNS, COMMENTAAR, DATUM, code, getal, tekst

_AGB = st.text("0123456789", min_size=8, max_size=8)
_DC = code("LDT_DebetCredit")
_PERIODE = bouw(GeslotenPeriode, begindatum=DATUM, einddatum=DATUM)
_NUMMER = st.sampled_from(["P1", "P2", " ", "P1 "]) | tekst(20)
_BEDRAG = getal(3) | getal(99999999)
_TOTAAL = bouw(TotaalBedragMetDC, totaal_bedrag=getal(9) | getal(999999999999), debet_credit=_DC)


def aanvragen(*, retour: bool) -> SearchStrategy[Any]:
    producten = bouw(
        AangevraagdProduct,
        referentie_aanbieder=tekst(36),
        beschikking_nummer=getal(999999999),
        product=PRODUCT,
        beschikking_ingangsdatum=DATUM,
        toewijzing_ingangsdatum=DATUM,
        toewijzing_einddatum=DATUM,
        omvang=OMVANG,
        budget=getal(99999999),
        verwijzer=bouw(Verwijzer, type=code("LDT_TypeVerwijzer"), naam=tekst(64), zorgverlener_code=_AGB),
        raamcontract=code("LDT_JaNee"),
        commentaar=COMMENTAAR,
        retour_codes=retour_codes(retour=retour),
    )
    return bouw(
        AanvraagClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=VERKORT,
        commentaar=COMMENTAAR,
        aangevraagde_producten=lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


def wijzigingen(*, retour: bool) -> SearchStrategy[Any]:
    codes = retour_codes(retour=retour)
    hoeveel = {"einddatum": DATUM, "omvang": OMVANG, "budget": getal(99999999), "retour_codes": codes}
    nummer = getal(5) | getal(999999999)
    verzoek = bouw(
        Verzoek,
        referentie_aanbieder=tekst(36),
        reden_verzoek=code("LDT_RedenVerzoek"),
        ongewijzigde_producten=lijst(bouw(OngewijzigdProduct, toewijzing_nummer=nummer, retour_codes=codes), 0),
        te_wijzigen_producten=lijst(
            bouw(TeWijzigenProduct, toewijzing_nummer=nummer, gewenste_ingangsdatum=DATUM, **hoeveel), 0
        ),
        nieuwe_producten=lijst(bouw(NieuwProduct, product=PRODUCT, gewenste_ingangsdatum=DATUM, **hoeveel), 0),
        retour_codes=codes,
    )
    return bouw(WijzigingClient, bsn=BSNS, verzoek=verzoek, retour_codes=codes)


def antwoorden(*, retour: bool) -> SearchStrategy[Any]:
    return bouw(
        Antwoord,
        referentie_aanbieder=tekst(36),
        verzoek_antwoord=code("LDT_VerzoekAntwoord"),
        reden_afwijzing_verzoek=code("LDT_RedenAfwijzingVerzoek"),
        retour_codes=retour_codes(retour=retour),
    )


def _clienten(*, retour: bool) -> SearchStrategy[Any]:
    codes = retour_codes(retour=retour)
    prestaties = bouw(
        Prestatie,
        product_referentie=bouw(Referentie, referentie_nummer=_NUMMER, vorig_referentie_nummer=_NUMMER),
        toewijzing_nummer=getal(5) | getal(999999999),
        product_categorie=code("LDT_ProductCategorie"),
        product_code=tekst(5),
        product_periode=_PERIODE,
        geleverd_volume=_BEDRAG,
        eenheid=code("LDT_Eenheid"),
        product_tarief=getal(99999999),
        ingediend_bedrag=bouw(BedragMetDC, bedrag=_BEDRAG, debet_credit=_DC),
        retour_codes=codes,
    )
    return bouw(Client, bsn=BSNS, prestaties=lijst(prestaties), retour_codes=codes)


def declaraties(*, retour: bool) -> SearchStrategy[Any]:
    return bouw(
        Declaratie,
        declaratie_nummer=st.text("aZ09", min_size=1, max_size=12),
        declaratie_periode=_PERIODE,
        declaratie_dagtekening=DATUM,
        totaal_ingediend_bedrag=_TOTAAL,
        clienten=lijst(_clienten(retour=retour)),
    )


def besluiten(*, retour: bool) -> SearchStrategy[Any]:
    return bouw(
        DeclaratieAntwoord,
        declaratie_nummer=tekst(12),
        totaal_ingediend_bedrag=_TOTAAL,
        totaal_toegekend_bedrag=_TOTAAL,
        clienten=lijst(_clienten(retour=retour), 0),
        retour_codes=st.just(("0200",)) | retour_codes(retour=retour),
    )
