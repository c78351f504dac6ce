"""StUF messages of fictitious parties."""

from datetime import UTC, datetime

from gateway.standard.stuf.messages import Envelope, StufFault, StufParty, StufReceipt, Version

GEMEENTE = StufParty("0983", "iWmo gateway", "Gemeente Venlo")
AANBIEDER = StufParty("12345678", "GGk")
REFERENCE = "6c0b1f52-93d4-4a1e-8f37-2b9d5e6a7c10"
ANSWERED = "0f9e8d7c-6b5a-4493-8271-605f4e3d2c1b"
INSTANT = datetime(2026, 11, 28, 8, 30, 15, 123000, tzinfo=UTC)

DI01 = Envelope(
    code="Di01",
    zender=GEMEENTE,
    ontvanger=AANBIEDER,
    referentienummer=REFERENCE,
    tijdstip=INSTANT,
    functie="WMO301",
    applicatie_versie=Version(major=1, minor=0),
    functie_versie=Version(major=3, minor=2),
    content=b"<Bericht/>",
)
DU01 = Envelope(
    code="Du01",
    zender=StufParty("12345678", "ECD Zorg"),
    ontvanger=StufParty("0983", "GGk"),
    referentienummer=REFERENCE,
    tijdstip=INSTANT,
    functie="WMO302",
    applicatie_versie=Version(major=7, minor=12),
    functie_versie=Version(major=3, minor=2),
    content=b"<Bericht/>",
    cross_refnummer=ANSWERED,
)
BV03 = StufReceipt(
    code="Bv03",
    zender=AANBIEDER,
    ontvanger=GEMEENTE,
    referentienummer=REFERENCE,
    tijdstip=INSTANT,
    cross_refnummer=ANSWERED,
)
FO01 = StufFault(
    code="Fo01",
    zender=StufParty("VECOZO", "VECOZOWebservice"),
    ontvanger=StufParty("0983", "GGk"),
    referentienummer=REFERENCE,
    tijdstip=INSTANT,
    cross_refnummer=ANSWERED,
    fout="IB010",
    plek="client",
    omschrijving="Geadresseerde niet aangesloten",
    details="WMO301-00030002",
)
FO03 = StufFault(
    code="Fo03",
    zender=AANBIEDER,
    ontvanger=GEMEENTE,
    referentienummer=REFERENCE,
    tijdstip=INSTANT,
    cross_refnummer=ANSWERED,
    fout="StUF016",
    plek="client",
    omschrijving="Combinatie van zender en referentienummer niet uniek",
)
