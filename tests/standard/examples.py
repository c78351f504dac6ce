"""Small fictitious messages to break in tests."""

from gateway.standard.releases import BASIS_NAMESPACE, IWMO_3_2

BSN = "999990019"

START = (
    "<w:StartProduct><w:Begindatum>2025-02-03</w:Begindatum>"
    "<w:StatusAanlevering>1</w:StatusAanlevering></w:StartProduct>"
)

_HEADER = (
    "<w:Header><w:BerichtCode>{code}</w:BerichtCode><w:BerichtVersie>3</w:BerichtVersie>"
    "<w:BerichtSubversie>2</w:BerichtSubversie><w:Afzender>12345678</w:Afzender><w:Ontvanger>0983</w:Ontvanger>"
    "<w:BerichtIdentificatie><i:Identificatie>START-1</i:Identificatie>"
    "<i:Dagtekening>2025-02-04</i:Dagtekening></w:BerichtIdentificatie>"
    "<w:XsdVersie><i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie>"
    "<i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></w:XsdVersie>{more}</w:Header>"
)
_RETOUR = (
    "<w:IdentificatieRetour>R1</w:IdentificatieRetour><w:DagtekeningRetour>2025-02-05</w:DagtekeningRetour>"
    "<w:XsdVersieRetour><i:BasisschemaXsdVersie>1.0.0</i:BasisschemaXsdVersie>"
    "<i:BerichtXsdVersie>1.0.0</i:BerichtXsdVersie></w:XsdVersieRetour>"
)


def _bericht(naam: str, more: str, body: str) -> bytes:
    soort = IWMO_3_2.kinds[naam]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<w:Bericht xmlns:w="{soort.namespace}"'
        f' xmlns:i="{BASIS_NAMESPACE}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{_HEADER.format(code=soort.code, more=more)}\n{body}</w:Bericht>"
    ).encode()


def wmo305(starts: str = START) -> bytes:
    """Return a valid WMO305, or one with these start products."""
    return _bericht(
        "WMO305",
        "",
        f"<w:Client>\n<w:Bsn>{BSN}</w:Bsn>\n<w:Geboortedatum><i:Datum>1950-01-31</i:Datum></w:Geboortedatum>\n"
        "<w:Geslacht>1</w:Geslacht>\n<w:Naam><i:Geslachtsnaam><i:Achternaam>Jansen</i:Achternaam>"
        f"</i:Geslachtsnaam></w:Naam>\n<w:StartProducten>{starts}</w:StartProducten>\n</w:Client>",
    )


def wmo306(codes: str = "") -> bytes:
    """Return a valid WMO306 without client, with these elements in RetourCodes of the header."""
    return _bericht("WMO306", _RETOUR + (f"<w:RetourCodes>{codes}</w:RetourCodes>" if codes else ""), "")


def changed(old: str, new: str) -> bytes:
    """Return the valid WMO305 with one piece of text replaced, which must be there."""
    data = wmo305()
    assert data.count(old.encode()) == 1, old
    return data.replace(old.encode(), new.encode())
