"""The example that the description of `GET /v1/voorbeelden` shows."""

from typing import Final

START: Final = """\
<?xml version="1.0" encoding="UTF-8"?>
<wmo305:Bericht xmlns:wmo305="http://www.istandaarden.nl/iwmo/3_2/wmo305/schema"
    xmlns:iwmo="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
  <wmo305:Header>
    <wmo305:BerichtCode>418</wmo305:BerichtCode>
    <wmo305:BerichtVersie>3</wmo305:BerichtVersie>
    <wmo305:BerichtSubversie>2</wmo305:BerichtSubversie>
    <wmo305:Afzender>01234567</wmo305:Afzender>
    <wmo305:Ontvanger>0983</wmo305:Ontvanger>
    <wmo305:BerichtIdentificatie>
      <iwmo:Identificatie>QKZTHWBRMDXA</iwmo:Identificatie>
      <iwmo:Dagtekening>2025-01-14</iwmo:Dagtekening>
    </wmo305:BerichtIdentificatie>
    <wmo305:XsdVersie>
      <iwmo:BasisschemaXsdVersie>1.0.0</iwmo:BasisschemaXsdVersie>
      <iwmo:BerichtXsdVersie>1.0.0</iwmo:BerichtXsdVersie>
    </wmo305:XsdVersie>
  </wmo305:Header>
  <wmo305:Client>
    <wmo305:Bsn>999900006</wmo305:Bsn>
    <wmo305:Geboortedatum>
      <iwmo:Datum>1948-03-17</iwmo:Datum>
    </wmo305:Geboortedatum>
    <wmo305:Geslacht>2</wmo305:Geslacht>
    <wmo305:Naam>
      <iwmo:Geslachtsnaam>
        <iwmo:Achternaam>Proefpersoon</iwmo:Achternaam>
      </iwmo:Geslachtsnaam>
      <iwmo:Voorletters>F</iwmo:Voorletters>
    </wmo305:Naam>
    <wmo305:StartProducten>
      <wmo305:StartProduct>
        <wmo305:ToewijzingNummer>1</wmo305:ToewijzingNummer>
        <wmo305:Product>
          <iwmo:Categorie>02</iwmo:Categorie>
          <iwmo:Code>02A02</iwmo:Code>
        </wmo305:Product>
        <wmo305:ToewijzingIngangsdatum>2025-01-06</wmo305:ToewijzingIngangsdatum>
        <wmo305:Begindatum>2025-01-06</wmo305:Begindatum>
        <wmo305:StatusAanlevering>1</wmo305:StatusAanlevering>
      </wmo305:StartProduct>
    </wmo305:StartProducten>
  </wmo305:Client>
</wmo305:Bericht>
"""
"""A WMO305 about a made-up person."""
