"""The reasons why bytes are no readable message: Dutch text, with a stable code for programs."""

import re
from typing import Final

from lxml import etree

from gateway.standard.identifiers import mask_in_text
from gateway.standard.releases import BASIS_NAMESPACE, RELEASES, MessageKind, kind_of_namespace


class XmlProblem(Exception):
    """The bytes are refused before any schema is looked at.

    `code` is stable: leeg, te-groot, codering, nul, doctype, entiteit, niet-welgevormd, te-diep, te-veel-elementen,
    te-veel-attributen, namespace, release, root, berichtcode.
    """

    def __init__(
        self,
        code: str,
        reason: str,
        line: int | None = None,
        column: int | None = None,
        soort: MessageKind | None = None,
    ) -> None:
        super().__init__(reason)
        self.code = code
        self.text = reason
        self.line = line
        self.column = column
        self.soort = soort
        """The kind of message by its namespace, where that much is known."""


# By libxml2's name of the error; {0}, {1} … are the groups of the pattern beside it, found in libxml2's own text.
_REASONS: Final[dict[str, tuple[str, str]]] = {
    "ERR_TAG_NAME_MISMATCH": (
        r"mismatch: (\S+) line (\d+) and (\S+)",
        "eindtag </{2}> past niet bij begintag <{0}> van regel {1}",
    ),
    "ERR_TAG_NOT_FINISHED": (
        r"end of data in tag (\S+)(?: line (\d+))?",
        "het bericht houdt op binnen element <{0}>",
    ),
    "ERR_GT_REQUIRED": (r"Start Tag (\S+)", "de tag {0} wordt niet afgesloten met '>'"),
    "ERR_LTSLASH_REQUIRED": (r"", "er ontbreekt een eindtag"),
    "ERR_DOCUMENT_END": (r"", "na het einde van het rootelement staat nog tekst of een element"),
    "ERR_DOCUMENT_EMPTY": (r"", "het bericht begint niet met een XML-element ('<' verwacht)"),
    "ERR_ATTRIBUTE_REDEFINED": (r"Attribute (\S+) redefined", "attribuut {0} staat er dubbel"),
    "NS_ERR_ATTRIBUTE_REDEFINED": (r"Attribute (\S+) in", "attribuut {0} staat er dubbel (zelfde namespace)"),
    "NS_ERR_UNDEFINED_NAMESPACE": (
        r"prefix (\S+)",
        "namespace-prefix {0} is niet gedeclareerd (xmlns:{0} ontbreekt)",
    ),
    "NS_ERR_QNAME": (r"", "een naam heeft een ongeldige prefix"),
    "NS_ERR_XML_NAMESPACE": (r"", "een namespace-declaratie is ongeldig"),
    "ERR_RESERVED_XML_NAME": (
        r"",
        "de XML-declaratie mag alleen helemaal aan het begin staan, ook zonder witruimte ervoor",
    ),
    "ERR_XMLDECL_NOT_FINISHED": (r"", "de XML-declaratie wordt niet afgesloten met '?>'"),
    "ERR_XMLDECL_NOT_STARTED": (r"", "de XML-declaratie is ongeldig"),
    "ERR_VERSION_MISSING": (r"", "in de XML-declaratie ontbreekt version"),
    "ERR_UNKNOWN_VERSION": (r"", "de XML-declaratie noemt een onbekende versie van XML"),
    "ERR_STANDALONE_VALUE": (r"", "standalone in de XML-declaratie moet yes of no zijn"),
    "ERR_MISPLACED_CDATA_END": (r"", "in de tekst staat ']]>' zonder dat er een CDATA-sectie begint"),
    "ERR_CDATA_NOT_FINISHED": (r"", "een CDATA-sectie wordt niet afgesloten met ']]>'"),
    "ERR_COMMENT_NOT_FINISHED": (r"", "commentaar wordt niet afgesloten met '-->'"),
    "ERR_HYPHEN_IN_COMMENT": (r"", "in commentaar staat '--'"),
    "ERR_PI_NOT_FINISHED": (r"", "een verwerkingsinstructie wordt niet afgesloten met '?>'"),
    "ERR_PI_NOT_STARTED": (r"", "een verwerkingsinstructie heeft geen naam"),
    "ERR_INVALID_CHAR": (r"", "er staat een teken dat in XML niet mag"),
    "ERR_INVALID_CHARREF": (r"", "een tekenverwijzing (&#…;) is ongeldig"),
    "ERR_INVALID_HEX_CHARREF": (r"", "een tekenverwijzing (&#x…;) is ongeldig"),
    "ERR_INVALID_DEC_CHARREF": (r"", "een tekenverwijzing (&#…;) is ongeldig"),
    "ERR_ENTITYREF_SEMICOL_MISSING": (r"", "na een &-verwijzing ontbreekt de puntkomma"),
    "ERR_NAME_REQUIRED": (
        r"",
        "er ontbreekt een naam; een losse '&' schrijft u als &amp; en een losse '<' als &lt;",
    ),
    "ERR_LT_IN_ATTRIBUTE": (r"", "in een attribuutwaarde staat '<'; schrijf &lt;"),
    "ERR_ATTRIBUTE_NOT_STARTED": (r"", "een attribuutwaarde staat niet tussen aanhalingstekens"),
    "ERR_ATTRIBUTE_NOT_FINISHED": (r"", "een attribuutwaarde heeft geen sluitend aanhalingsteken"),
    "ERR_ATTRIBUTE_WITHOUT_VALUE": (r"attribute (\S+)", "attribuut {0} heeft geen waarde"),
    "ERR_SPACE_REQUIRED": (r"", "er ontbreekt een spatie"),
    "ERR_NAME_TOO_LONG": (r"", "een naam is te lang"),
    "ERR_RESOURCE_LIMIT": (r"", "er staat iets in dat te groot is om te lezen"),
    "ERR_DOCTYPE_NOT_FINISHED": (r"", "er staat een DOCTYPE op een plek waar dat niet kan"),
}
_ENTITY_ERRORS: Final = frozenset({"ERR_UNDECLARED_ENTITY", "WAR_UNDECLARED_ENTITY", "ERR_ENTITY_LOOP"})
_MAX_NAME_CHARS: Final = 80


def not_well_formed(parser: etree.XMLParser, max_depth: int) -> XmlProblem:
    """Return the problem for the first error of this parser."""
    entry = next(iter(parser.error_log), None)
    if entry is None:
        return XmlProblem("niet-welgevormd", "Het bericht is geen welgevormde XML.")
    line, column = entry.line, entry.column
    if entry.type_name in _ENTITY_ERRORS:
        reason = "Het bericht verwijst naar een entiteit die niet bestaat; alleen &amp; &lt; &gt; &quot; &apos; mogen."
        return XmlProblem("entiteit", reason, line, column)
    if entry.type_name == "ERR_RESOURCE_LIMIT" and "depth" in entry.message:
        return XmlProblem("te-diep", f"De elementen zijn meer dan {max_depth} niveaus diep genest.", line, column)
    reason = f"Geen welgevormde XML, regel {line}, kolom {column}: {_reason(entry.type_name, entry.message)}."
    return XmlProblem("niet-welgevormd", reason, line, column)


def too_deep(max_depth: int, line: int | None = None, column: int | None = None) -> XmlProblem:
    """Return the problem for elements that are nested too deep."""
    return XmlProblem("te-diep", f"De elementen zijn meer dan {max_depth} niveaus diep genest.", line, column)


def _reason(type_name: str, message: str) -> str:
    """Return the reason in Dutch; for a rare error the first words of the parser itself."""
    pattern, reason = _REASONS.get(type_name, ("", ""))
    if not reason:
        first = message.splitlines()[0] if message else type_name
        return f"de parser meldt '{mask_in_text(first[:_MAX_NAME_CHARS])}'"
    found = re.search(pattern, message)
    groups = found.groups(default="?") if found else ("?",) * 3
    return mask_in_text(reason.format(*(group[:_MAX_NAME_CHARS] for group in groups)))


_OTHER_RELEASE: Final = re.compile(r"http://www\.istandaarden\.nl/(i[a-z]+)/([0-9]+)_([0-9]+)(?:/|$)")


def unknown_root(namespace: str, localname: str, line: int | None) -> XmlProblem:
    """Return the problem for a root element that is no message of a known release."""
    shown = mask_in_text(namespace[:200])
    soort = kind_of_namespace(namespace)
    if soort is not None or namespace == BASIS_NAMESPACE:
        name = mask_in_text(localname[:_MAX_NAME_CHARS])
        return XmlProblem("root", f"Het rootelement heet {name}; het moet Bericht zijn.", line, soort=soort)
    known = ", ".join(f"iWmo {release.name}" for release in RELEASES)
    other = _OTHER_RELEASE.match(namespace)
    if other and (other[1] != "iwmo" or not any(namespace.startswith(release.prefix) for release in RELEASES)):
        naam = f"i{other[1][1:].capitalize()} {other[2]}.{other[3]}"
        return XmlProblem("release", f"Het bericht is van release {naam}; wij kennen alleen {known}.", line)
    if not namespace:
        return XmlProblem(
            "namespace", f"Het rootelement heeft geen namespace; verwacht wordt er een van {known}.", line
        )
    return XmlProblem("namespace", f"De namespace {shown!r} is geen bericht van {known}.", line)
