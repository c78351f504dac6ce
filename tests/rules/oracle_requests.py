"""What the oracle says of requests, claims and the answers to them; see orakel.py."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from lxml import etree

from tests.rules.xpath import DAY, LATEST, among, filled, not_in_order


def _number(path: str) -> str:
    return f"number(translate({path}/text(), '-', ''))"


def _whole_number(path: str) -> str:
    return f"number(translate({path}, '-', ''))"


def _sum(text: str) -> str:
    """Return the debits less the credits; of each amount this part of its text."""
    plus, minus = (f"sum(//Prestatie/IngediendBedrag[{among('DebetCredit', each)}]/Bedrag{text})" for each in "DC")
    return f"({plus} - {minus})"


def _new(end: str) -> str:
    return f"(not({end}) or translate({end}/text(), '-', '') > 20201231)"


def _signed(amount: str, name: str) -> str:
    return f"(1 - 2 * {among(f'{amount}/DebetCredit', 'C')}) * number({amount}/{name}/text())"


def _digits(path: str, start: int, length: int) -> str:
    return f"substring(translate({path}/text(), '-', ''), {start}, {length})"


ASKED = "//AangevraagdProduct"
NEW = "//NieuwProduct"
OTHERS = f"(//TeWijzigenProduct | {NEW})"
CLAIMED = "/Bericht/Declaratie//Prestatie"
PERIODS = "(//DeclaratiePeriode | //ProductPeriode)"
_BOUND_UNIT = among("Omvang/Eenheid", "14", "16", "83", "84")
_FIT = among("Omvang/Frequentie", "2", "4", "6")
_CODED_TYPE = among("Type", "02", "03", "04", "05")
_UNLIKE = " or ".join(
    f"{_digits('Begindatum', *place)} != {_digits('Einddatum', *place)}" for place in ((1, 4), (5, 2))
)
_BEGIN = _number("Begindatum")
_MONTH = f"(floor({_BEGIN} div 100) mod 100)"
_LEAP = f"number({_MONTH} = 2 and floor({_BEGIN} div 10000) mod 4 = 0)"
_LAST = f"number(substring('312831303130313130313031', 2 * {_MONTH} - 1, 2)) + {_LEAP}"
_CLAIM_END = "translate(substring(/Bericht/Declaratie/DeclaratiePeriode/Einddatum/text(), 1, 10), '-', '')"
_SUBMITTED, _GRANTED = "TotaalIngediendBedrag", "TotaalToegekendBedrag"
_BALANCE = f"{_signed(_SUBMITTED, 'TotaalBedrag')} - {_signed(_GRANTED, 'TotaalBedrag')}"
_REJECTED = f"RetourCodes/RetourCode[not({among('.', '0200', '8001')})]"
_DAYS_5 = "(number(translate(/Bericht/Declaratie/DeclaratieDagtekening, '-', '')) - 50000)"
_FIRST_DAY = (
    "normalize-space(Begindatum/text()) = string(Begindatum/text())"
    " and substring-after(substring-after(Begindatum/text(), '-'), '-') = '01'"
)
_WRITTEN_ALIKE = "normalize-space(text())"

FAULTY = {
    "CD041": f"({ASKED} | {NEW})[{filled('Product/Code')}][not(Omvang)]",
    "CD043": f"{ASKED}[{filled('BeschikkingNummer')} != {filled('BeschikkingIngangsdatum')}]",
    "CD060": f"//Prestatie[{among('IngediendBedrag/DebetCredit', 'C')}"
    f" != {filled('ProductReferentie/VorigReferentieNummer')}]",
    "CD066": f"//Verwijzer[{_CODED_TYPE}][{filled('ZorgverlenerCode')}][{filled('Naam')}]",
    "CD067": f"//Verwijzer[{_CODED_TYPE}][not({filled('ZorgverlenerCode')})][not({filled('Naam')})]",
    "CD068": f"//Verwijzer[not({_CODED_TYPE})][{filled('ZorgverlenerCode')}]",
    "CD075": f"{ASKED}[{filled('Budget')}][not({filled('ToewijzingEinddatum')})]"
    f" | {OTHERS}[{filled('Budget')}][not({filled('Einddatum')})]",
    "CD076": f"{ASKED}[{among('Omvang/Frequentie', '2')}][not({filled('ToewijzingEinddatum')})]"
    f" | {OTHERS}[{among('Omvang/Frequentie', '2')}][not({filled('Einddatum')})]",
    "CD077": f"({ASKED} | {OTHERS})[{filled('Budget')}][Omvang]",
    "CD078": f"({ASKED} | {OTHERS})[Budget][Omvang]",
    "CD079": f"({ASKED} | {NEW})[not({filled('Budget')})][not(Product)]",
    "CD085": f"//Antwoord[{among('VerzoekAntwoord', '1')}][not({filled('RedenAfwijzingVerzoek')})]",
    "CD086": f"//Antwoord[{among('VerzoekAntwoord', '2')}][{filled('RedenAfwijzingVerzoek')}]",
    "CD087": f"{CLAIMED}[not({among('Eenheid', '83')}) != {filled('ProductTarief')}]",
    "CD095": f"{ASKED}[Omvang][{_new('ToewijzingEinddatum')}][not({filled('Product/Code')})]",
    "CD096": f"{NEW}[Omvang][{_new('Einddatum')}][not({filled('Product/Code')})]",
    "CS003": f"{ASKED}{not_in_order('ToewijzingIngangsdatum', 'ToewijzingEinddatum')}"
    f" | {OTHERS}{not_in_order('GewensteIngangsdatum', 'Einddatum')}",
    "CS100": f"/Bericht/Declaratie//Begindatum[{_number('.')} < 20210101]",
    "CS325": f"//*[{among('DebetCredit', 'C')}][number(*[1]) = 0]",
    "CS337": f"{CLAIMED}/ProductPeriode[{_UNLIKE}]",
    "CS338": f"{OTHERS}[{_new('Einddatum')}][{_BOUND_UNIT}][not({_FIT})]",
    "CS339": f"{CLAIMED}[{among('Eenheid', '83')}]"
    "[number(IngediendBedrag/Bedrag) < number(GeleverdVolume)"
    " or number(IngediendBedrag/Bedrag) > number(GeleverdVolume)]",
    "CS340": f"//DeclaratiePeriode[not({_FIRST_DAY} and {_number('Einddatum')} = {_BEGIN} - 1 + {_LAST})]",
    "CS343": f"{ASKED}[{_new('ToewijzingEinddatum')}][{_BOUND_UNIT}][not({_FIT})]",
    "TR134": f"{PERIODS}/Begindatum[translate(text(), '-', '') > {LATEST}]",
    "TR137": f"{PERIODS}{not_in_order('Begindatum', 'Einddatum')}"
    f" | {PERIODS}/Einddatum[translate(text(), '-', '') > {LATEST}]",
    "TR315": f"{CLAIMED}//VorigReferentieNummer[{_WRITTEN_ALIKE} = preceding::VorigReferentieNummer/text()[1]]",
    "TR316": f"{CLAIMED}//VorigReferentieNummer[{_WRITTEN_ALIKE} = preceding::ReferentieNummer/text()[1]]"
    f" | {CLAIMED}//ReferentieNummer[{_WRITTEN_ALIKE} = preceding::VorigReferentieNummer/text()[1]]"
    f" | {CLAIMED}//ReferentieNummer[{_WRITTEN_ALIKE} = normalize-space(../VorigReferentieNummer/text())]",
    "TR319": f"{CLAIMED}/ProductPeriode/*[translate(text(), '-', '') > {_CLAIM_END}]",
    "TR335": f"{CLAIMED}/ProductPeriode/Einddatum[{_whole_number('.')} < {_DAYS_5}"
    f" - number({_DAYS_5} mod 10000 = 229)]",
    "TR342": f"//DeclaratieAntwoord[not({_REJECTED})][{_BALANCE} != {_sum('/text()[1]')}]"
    f" | //DeclaratieAntwoord[{_REJECTED}][number({_GRANTED}/TotaalBedrag/text()) != 0]",
    "TR352": "//Verzoek[not(OngewijzigdeProducten)][not(TeWijzigenProducten)]",
    "TR353": "//Verzoek[not(TeWijzigenProducten)][not(NieuweProducten)]",
    "TR358": "/Bericht/Declaratie/TotaalIngediendBedrag[normalize-space(TotaalBedrag)"
    f" != string((1 - 2 * {among('DebetCredit', 'C')}) * {_sum('')})]",
    "TR380": f"{NEW}/GewensteIngangsdatum[translate({DAY}, '-', '') >= translate(text(), '-', '')]",
    "TR383": f"{ASKED}/ReferentieAanbieder[{_WRITTEN_ALIKE} = preceding::ReferentieAanbieder/text()[1]]",
}

_KEYS = {
    "AangevraagdeProducten": ("ReferentieAanbieder",),
    "OngewijzigdeProducten": ("ToewijzingNummer",),
    "TeWijzigenProducten": ("ToewijzingNummer",),
    "NieuweProducten": ("Product/Categorie", "Product/Code", "GewensteIngangsdatum"),
    "Clienten": ("Bsn",),
    "Prestaties": ("ProductReferentie/ReferentieNummer", "ProductReferentie/VorigReferentieNummer"),
}
_SAME_CARE = (
    "ToewijzingNummer",
    "ProductCategorie",
    "ProductCode",
    "ProductPeriode/Begindatum",
    "ProductPeriode/Einddatum",
)


def pairs(bare: etree._Element) -> Iterator[str]:
    """Return the codes of rules that compare siblings with each other."""
    for wrapper, parts in _KEYS.items():
        for parent in bare.iter(wrapper):
            members = parent.iterchildren(etree.Element)
            if any(_key(one, parts, "") == _key(other, parts, "") for one, other in combinations(members, 2)):
                yield "TR101"
    for parent in bare.xpath("/Bericht/Declaratie//Prestaties"):
        debits = parent.xpath(f"Prestatie[{among('IngediendBedrag/DebetCredit', 'D')}]")
        if any(
            _key(one, _SAME_CARE, "/text()") == _key(other, _SAME_CARE, "/text()")
            for one, other in combinations(debits, 2)
        ):
            yield "TR416"


def _key(member: etree._Element, parts: tuple[str, ...], text: str) -> list[Any]:
    return [member.xpath(f"string({part}{text})") if member.xpath(f"boolean({part})") else None for part in parts]
