<?xml version="1.0" encoding="UTF-8"?>
<!-- Three rules in the form of the official sheet, to try out the comparison with. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns="http://www.istandaarden.nl/validatie/1_1/rapport/schema">
  <xsl:output method="xml" encoding="UTF-8" indent="yes"/>
  <xsl:template match="/*[local-name() = 'Bericht']">
    <Rapport>
      <Header>
        <BerichtCode><xsl:value-of select="*[local-name() = 'Header']/*[local-name() = 'BerichtCode']"/></BerichtCode>
        <XSLTVersie>0.0.1</XSLTVersie>
      </Header>
      <Fouten><xsl:apply-templates select="descendant::*"/></Fouten>
    </Rapport>
  </xsl:template>
  <xsl:template match="*[local-name() = 'StatusAanlevering']">
    <xsl:variable name="value" select="normalize-space(text())"/>
    <xsl:if test="not($value = '1' or $value = '3')">
      <Fout><Code>CS058</Code><Details>StatusAanlevering is 1 of 3.</Details></Fout>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*[local-name() = 'RedenWijziging']">
    <xsl:if test="normalize-space(text()) = '01'">
      <Fout><Code>CS336</Code><Details>RedenWijziging 01 mag niet meer.</Details></Fout>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*[local-name() = 'Antwoord']">
    <xsl:if test="normalize-space(*[local-name() = 'VerzoekAntwoord']/text()) = '2'
                  and normalize-space(*[local-name() = 'RedenAfwijzingVerzoek']/text()) != ''">
      <Fout><Code>CD086</Code><Details>Zonder afwijzing geen reden.</Details></Fout>
    </xsl:if>
  </xsl:template>
  <xsl:template match="*"/>
</xsl:stylesheet>
