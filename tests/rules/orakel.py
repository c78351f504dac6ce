"""The rules of level 2 once more, as XPath 1.0 for libxml2: what the official kit is written in.

Written from the description of the kit, apart from the rules of the gateway, to hold those against. Namespaces are
left out; pairwise rules try every pair.
"""

from itertools import combinations
from typing import Any

from lxml import etree

_DAG = "/Bericht/Header/BerichtIdentificatie/Dagtekening/text()"
_LATEST = f"translate(substring({_DAG}, 1, 10), '-', '')"


def _in(path: str, *codes: str) -> str:
    return "(" + " or ".join(f"normalize-space({path}/text()) = '{code}'" for code in codes) + ")"


def _filled(path: str) -> str:
    return f"(normalize-space({path}/text()) != '')"


def _not_in_order(begin: str, end: str) -> str:
    number = f"translate({begin}/text(), '-', '') > translate(substring({end}/text(), 1, 10), '-', '')"
    return f"[{end}][not({begin}) or {number}]"


_NEW = "(not(Einddatum) or translate(Einddatum/text(), '-', '') > 20201231)"
_DIGITS = " + ".join(f"{10 - n} * (floor(number(text()) div {10 ** (9 - n)}) mod 10)" for n in range(1, 9))
_ELEVEN = f"({_DIGITS} - (floor(number(text())) mod 10)) mod 11"
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CHARACTERS = ["123456789", *["0123456789"] * 3, *[_LETTERS] * 2]
_POSTCODE = "string-length(../Postcode/text()) = 6 and " + " and ".join(
    f"translate(substring(../Postcode/text(), {n}, 1), '{allowed}', '') = ''"
    for n, allowed in enumerate(_CHARACTERS, 1)
)
_DATED = (
    "//Geboortedatum/Datum | //ToegewezenProduct/Toewijzingsdatum | //StartProduct/Begindatum | //StopProduct/Einddatum"
)
_UNKNOWN = "string(text()) = '1900-01-01' and string(../DatumGebruik/text()) = '3'"
_EXACT = (
    "string(DatumGebruik/text()) = '3' and not(string(Datum/text()) = '1900-01-01')"
    " or string(DatumGebruik/text()) = '2' and not(substring-after(Datum/text(), '-') = '01-01')"
    " or string(DatumGebruik/text()) = '1'"
    " and not(substring-after(substring-after(Datum/text(), '-'), '-') = '01')"
)

FAULTY = {
    "CD005": f"//Postcode[{_filled('.')}][not({_filled('../LandCode')})]"
    f" | //LandCode[{_filled('.')}][not({_filled('../Postcode')})]",
    "CD007": f"//Communicatie[{_filled('Taal')} != {_in('Vorm', '1')}]",
    "CD009": f"//Contact/Periode[not({_in('../Soort', '04')})]",
    "CD025": f"//LandCode[{_in('.', 'NL')}][not({_filled('../Huis/Huisnummer')})]",
    "CD034": f"//Contact[{_in('Soort', '01', '03')}][not({_filled('Adres/Postcode')})]",
    "CD041": f"//ToegewezenProduct[{_filled('Product/Code')}][not(Omvang)]",
    "CD075": f"//ToegewezenProduct[{_filled('Budget')}][not({_filled('Einddatum')})]",
    "CD076": f"//ToegewezenProduct[{_in('Omvang/Frequentie', '2')}][not({_filled('Einddatum')})]",
    "CD077": f"//ToegewezenProduct[{_filled('Budget')}][Omvang]",
    "CD078": "//ToegewezenProduct[Budget][Omvang]",
    "CD079": f"//ToegewezenProduct[not({_filled('Budget')})][not(Product)]",
    "CD080": f"//ToegewezenProduct[Omvang][{_NEW}][not({_filled('Product/Code')})]",
    "CS002": f"//Bsn[{_ELEVEN} != 0]",
    "CS003": f"//ToegewezenProduct{_not_in_order('Ingangsdatum', 'Einddatum')}"
    f" | //Contact/Periode{_not_in_order('Begindatum', 'Einddatum')}",
    "CS050": f"//NaamGebruik[../Partnernaam][not({_in('.', '1', '2', '3', '4')})]"
    f" | //NaamGebruik[not(../Partnernaam)][not({_in('.', '1')})]",
    "CS058": f"//StatusAanlevering[not({_in('.', '1', '3')})]",
    "CS089": f"//LandCode[{_in('.', 'NL')}][not({_POSTCODE})]",
    "CS139": f"//*[Datum][DatumGebruik][{_EXACT}]",
    "CS335": f"//ToegewezenProduct[{_in('RedenWijziging', '13')}][Einddatum]"
    "[string(Ingangsdatum/text()) != string(Einddatum/text())]",
    "CS336": f"//RedenWijziging[{_in('.', '01')}]",
    "CS338": f"//ToegewezenProduct[Omvang][{_NEW}][{_in('Omvang/Eenheid', '14', '16', '83', '84')}]"
    f"[not({_in('Omvang/Frequentie', '2', '4', '6')})]",
    "TR002": f"//Geboortedatum/Datum[not({_UNKNOWN})]"
    f"[translate(text(), '-', '') + 1200000 < translate({_DAG}, '-', '')]",
    "TR006": "//Contact[not(Telefoon)][not(Adres/Huis) or not(Adres/Postcode)]",
    "TR018": f"//StopProduct{_not_in_order('Begindatum', 'Einddatum')}",
    "TR061": f"/Bericht/Client/Contactgegevens[not(Contact[{_in('Soort', '01', '02', '03')}])]",
    "TR134": f"({_DATED})[translate(text(), '-', '') > {_LATEST}]",
}

_START_KEY = ("ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum")
_KEYS = {
    "Contactgegevens/Contact": ("Soort",),
    "Relatie": ("Nummer",),
    "ToegewezenProduct": ("ToewijzingNummer",),
    "StartProduct": _START_KEY,
    "StopProduct": (*_START_KEY, "RedenBeeindiging", "Einddatum"),
}


def codes(root: etree._Element) -> set[str]:
    """The codes that the message breaks."""
    bare = etree.fromstring(etree.tostring(root))
    for element in bare.iter(etree.Element):
        element.tag = etree.QName(element).localname
    found = {code for code, path in FAULTY.items() if bare.xpath(path)}
    if any(_same_key(bare, name, parts) for name, parts in _KEYS.items()):
        found.add("TR101")
    if any(_clash(*pair) for pair in combinations(bare.iter("ToegewezenProduct"), 2)):
        found.add("TR302")
    return found


def _same_key(root: etree._Element, name: str, parts: tuple[str, ...]) -> bool:
    def part(member: etree._Element, path: str) -> Any:
        return member.xpath(f"string({path}/text())") if member.xpath(f"boolean({path})") else None

    keys = [tuple(part(member, path) for path in parts) for member in root.xpath(f"//{name}")]
    return len(set(keys)) < len(keys)


def _clash(one: etree._Element, other: etree._Element) -> bool:
    return not _left_out(one) and not _left_out(other) and _same_product(one, other) and _overlap(one, other)


def _left_out(each: etree._Element) -> bool:
    withdrawn = f"{_in('RedenWijziging', '01', '13')} and {_filled('Einddatum')}"
    same_day = "string(Einddatum/text()) = string(Ingangsdatum/text())"
    exempt = _in("Product/Categorie", "11", "12", "13", "14")
    return bool(each.xpath(f"{exempt} or ({withdrawn} and {same_day})"))


def _same_product(one: etree._Element, other: etree._Element) -> bool:
    categories = [each.xpath("normalize-space(Product/Categorie/text())") for each in (one, other)]
    product_codes = [each.xpath("normalize-space(Product/Code/text())") for each in (one, other)]
    if all(product_codes):
        return len(set(product_codes)) == len(set(categories)) == 1
    if any(not code and not categorie for code, categorie in zip(product_codes, categories, strict=True)):
        return True
    return len(set(categories)) == 1


def _overlap(one: etree._Element, other: etree._Element) -> bool:
    def day(each: etree._Element, name: str) -> float:
        number: float = each.xpath(f"number(translate({name}/text(), '-', ''))")
        return number

    ended = [each for each in (one, other) if each.xpath("boolean(Einddatum)")]
    if len(ended) == 2:
        return day(one, "Einddatum") >= day(other, "Ingangsdatum") and day(other, "Einddatum") >= day(
            one, "Ingangsdatum"
        )
    if len(ended) == 1:
        opened = other if ended[0] is one else one
        return day(ended[0], "Einddatum") >= day(opened, "Ingangsdatum")
    return True
