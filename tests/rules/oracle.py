"""The rules of level 2 once more, as XPath 1.0 for libxml2: what the official kit is written in.

Written from the description of the kit, apart from the rules of the gateway, to hold those against. Namespaces are
left out; pairwise rules try every pair.
"""

from itertools import combinations
from typing import Any

from lxml import etree

from tests.rules import oracle_requests
from tests.rules.xpath import LATEST, WHOLE_DAY, among, filled, not_in_order

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
_UNKNOWN = "string(.) = '1900-01-01' and string(../DatumGebruik) = '3'"
_EXACT = (
    "string(DatumGebruik) = '3' and not(string(Datum) = '1900-01-01')"
    " or string(DatumGebruik) = '2' and not(substring-after(Datum, '-') = '01-01')"
    " or string(DatumGebruik) = '1' and not(substring-after(substring-after(Datum, '-'), '-') = '01')"
)

FAULTY = {
    "CD005": f"//Postcode[{filled('.')}][not({filled('../LandCode')})]"
    f" | //LandCode[{filled('.')}][not({filled('../Postcode')})]",
    "CD007": f"//Communicatie[{filled('Taal')} != {among('Vorm', '1')}]",
    "CD009": f"//Contact/Periode[not({among('../Soort', '04')})]",
    "CD025": f"//LandCode[{among('.', 'NL')}][not({filled('../Huis/Huisnummer')})]",
    "CD034": f"//Contact[{among('Soort', '01', '03')}][not({filled('Adres/Postcode')})]",
    "CD041": f"//ToegewezenProduct[{filled('Product/Code')}][not(Omvang)]",
    "CD075": f"//ToegewezenProduct[{filled('Budget')}][not({filled('Einddatum')})]",
    "CD076": f"//ToegewezenProduct[{among('Omvang/Frequentie', '2')}][not({filled('Einddatum')})]",
    "CD077": f"//ToegewezenProduct[{filled('Budget')}][Omvang]",
    "CD078": "//ToegewezenProduct[Budget][Omvang]",
    "CD079": f"//ToegewezenProduct[not({filled('Budget')})][not(Product)]",
    "CD080": f"//ToegewezenProduct[Omvang][{_NEW}][not({filled('Product/Code')})]",
    "CS002": f"//Bsn[{_ELEVEN} != 0]",
    "CS003": f"//ToegewezenProduct{not_in_order('Ingangsdatum', 'Einddatum')}"
    f" | //Contact/Periode{not_in_order('Begindatum', 'Einddatum')}",
    "CS050": f"//NaamGebruik[../Partnernaam][not({among('.', '1', '2', '3', '4')})]"
    f" | //NaamGebruik[not(../Partnernaam)][not({among('.', '1')})]",
    "CS058": f"//StatusAanlevering[not({among('.', '1', '3')})]",
    "CS089": f"//LandCode[{among('.', 'NL')}][not({_POSTCODE})]",
    "CS139": f"//*[Datum][DatumGebruik][{_EXACT}]",
    "CS335": f"//ToegewezenProduct[{among('RedenWijziging', '13')}][Einddatum]"
    "[string(Ingangsdatum) != string(Einddatum)]",
    "CS336": f"//RedenWijziging[{among('.', '01')}]",
    "CS338": f"//ToegewezenProduct[Omvang][{_NEW}][{among('Omvang/Eenheid', '14', '16', '83', '84')}]"
    f"[not({among('Omvang/Frequentie', '2', '4', '6')})]",
    "TR002": f"//Geboortedatum/Datum[not({_UNKNOWN})]"
    f"[translate(., '-', '') + 1200000 < translate(substring({WHOLE_DAY}, 1, 10), '-', '')]",
    "TR006": "//Contact[not(Telefoon)][not(Adres/Huis) or not(Adres/Postcode)]",
    "TR018": f"//StopProduct{not_in_order('Begindatum', 'Einddatum')}",
    "TR061": f"/Bericht/Client/Contactgegevens[not(Contact[{among('Soort', '01', '02', '03')}])]",
    "TR134": f"({_DATED})[translate(text(), '-', '') > {LATEST}]",
}

_START_KEY = ("ToewijzingNummer", "Product/Categorie", "Product/Code", "Begindatum")
_KEYS = {
    "Contactgegevens/Contact": ("Soort",),
    "Relatie": ("Nummer",),
    "ToegewezenProduct": ("ToewijzingNummer",),
    "StartProduct": _START_KEY,
    "StopProduct": (*_START_KEY, "RedenBeeindiging", "Einddatum"),
}
_OVERLAPPING = {
    "TR302": ("ToegewezenProduct", "Ingangsdatum", "Einddatum"),
    "TR386": ("AangevraagdProduct", "ToewijzingIngangsdatum", "ToewijzingEinddatum"),
    "TR410": ("NieuwProduct", "GewensteIngangsdatum", "Einddatum"),
}


def codes(root: etree._Element) -> set[str]:
    """Return the codes that the message breaks."""
    bare = etree.fromstring(etree.tostring(root))
    for element in bare.iter(etree.Element):
        element.tag = etree.QName(element).localname
    found = {code for code, path in (*FAULTY.items(), *oracle_requests.FAULTY.items()) if bare.xpath(path)}
    found.update(oracle_requests.pairs(bare))
    if any(_same_key(bare, name, parts) for name, parts in _KEYS.items()):
        found.add("TR101")
    for code, (name, begin, end) in _OVERLAPPING.items():
        members = [each for each in bare.iter(name) if not _left_out(each)]
        if any(_same_product(*pair) and _overlap(*pair, begin, end) for pair in combinations(members, 2)):
            found.add(code)
    return found


def _same_key(root: etree._Element, name: str, parts: tuple[str, ...]) -> bool:
    def part(member: etree._Element, path: str) -> Any:
        return member.xpath(f"string({path})") if member.xpath(f"boolean({path})") else None

    keys = [tuple(part(member, path) for path in parts) for member in root.xpath(f"//{name}")]
    return len(set(keys)) < len(keys)


def _left_out(each: etree._Element) -> bool:
    withdrawn = f"{among('RedenWijziging', '01', '13')} and {filled('Einddatum')}"
    same_day = "string(Einddatum) = string(Ingangsdatum)"
    exempt = among("Product/Categorie", "11", "12", "13", "14")
    return bool(each.xpath(f"{exempt} or ({withdrawn} and {same_day})"))


def _same_product(one: etree._Element, other: etree._Element) -> bool:
    categories = [each.xpath("normalize-space(Product/Categorie)") for each in (one, other)]
    product_codes = [each.xpath("normalize-space(Product/Code)") for each in (one, other)]
    if all(product_codes):
        return len(set(product_codes)) == len(set(categories)) == 1
    if any(not code and not categorie for code, categorie in zip(product_codes, categories, strict=True)):
        return True
    return len(set(categories)) == 1


def _overlap(one: etree._Element, other: etree._Element, begin: str, end: str) -> bool:
    def day(each: etree._Element, name: str) -> float:
        number: float = each.xpath(f"number(translate({name}, '-', ''))")
        return number

    ended = [each for each in (one, other) if each.xpath(f"boolean({end})")]
    if len(ended) == 2:
        return day(one, end) >= day(other, begin) and day(other, end) >= day(one, begin)
    if len(ended) == 1:
        opened = other if ended[0] is one else one
        return day(ended[0], end) >= day(opened, begin)
    return True
