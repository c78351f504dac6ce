"""The official kit, schemas and rule sheet, as a judge of messages beside our own; and where the two part ways.

The names of the official files vary from one publication to the next. So a schema is known by its namespace and the
sheet by the report that it writes, wherever they are in the folder.
"""

import copy
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from lxml import etree

from gateway.messages.read import read
from gateway.rules.engine import JUDGED, MAX_FAULTS_PER_RULE, judge
from gateway.standard.releases import IWMO_3_2
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas

REPORT: Final = "http://www.istandaarden.nl/validatie/1_1/rapport/schema"
GROUPED: Final = frozenset({"TR302", "TR315", "TR316", "TR383", "TR386", "TR410", "TR416"})
"""Rules of which the kit tells every pair and the gateway every group: there or not is what is compared."""

_MOST_TRIES: Final = 600


class NoKit(Exception):
    """The folder holds no kit; the text says what is missing."""


@dataclass(frozen=True)
class Verdict:
    """One judge on one message."""

    valid: bool
    codes: Counter[str] = field(default_factory=Counter)


class _Imports(etree.Resolver):
    """Answers each import with the basisschema: the official schemas import nothing else."""

    def __init__(self, basis: bytes) -> None:
        self._basis = basis

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        return self.resolve_string(self._basis, context, base_url=system_url)


class Kit:
    """The schemas and the sheet of one folder."""

    def __init__(self, folder: Path) -> None:
        """Read the folder and all below it. Raises NoKit."""
        by_namespace: dict[str, bytes] = {}
        sheets: list[etree._ElementTree] = []
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            suffix = path.suffix.lower()
            if suffix == ".xsd":
                by_namespace[etree.parse(path).getroot().get("targetNamespace", "")] = path.read_bytes()
            elif suffix in (".xsl", ".xslt") and REPORT.encode() in path.read_bytes():
                sheets.append(etree.parse(path))
        wanted = {IWMO_3_2.basis_namespace, *(soort.namespace for soort in IWMO_3_2.kinds.values())}
        missing = sorted(wanted - set(by_namespace))
        if missing or len(sheets) != 1:
            raise NoKit(f"{folder}: no schema for {missing}, {len(sheets)} rule sheets (wanted: one)")
        parser = etree.XMLParser(no_network=True)
        parser.resolvers.add(_Imports(by_namespace[IWMO_3_2.basis_namespace]))
        self._schemas = {
            soort.namespace: etree.XMLSchema(etree.fromstring(by_namespace[soort.namespace], parser))
            for soort in IWMO_3_2.kinds.values()
        }
        self._sheet = etree.XSLT(sheets[0], access_control=etree.XSLTAccessControl.DENY_ALL)

    def verdict(self, message: bytes) -> Verdict:
        """Return what the kit says of a message."""
        root = etree.fromstring(message, etree.XMLParser(resolve_entities=False, no_network=True))
        schema = self._schemas.get(etree.QName(root).namespace or "")
        if schema is None or not schema.validate(root):
            return Verdict(False)
        report = self._sheet(root.getroottree())
        return Verdict(True, Counter(each.text or "" for each in report.iter(f"{{{REPORT}}}Code")))


def our_verdict(schemas: Schemas, message: bytes) -> Verdict:
    """Return what the gateway says of a message on levels 1 and 2."""
    try:
        document = parse(message)
    except XmlProblem:
        return Verdict(False)
    if not schemas.valid(document):
        return Verdict(False)
    verdict = judge(read(document))
    assert verdict.crashes == ()
    return Verdict(True, Counter(finding.code for finding in verdict.findings))


@dataclass(frozen=True, order=True)
class Difference:
    """A class of differences: one kind of message, and what the kit and the gateway say otherwise of it."""

    kind: str
    what: str
    """"schema: kit approves", or "TR134: kit 2, gateway 1"."""


def differences(kind: str, kit: Verdict, ours: Verdict, only: frozenset[str] | None = None) -> Iterator[Difference]:
    """Yield how two verdicts on a message of this kind differ. `only`: the rules that the sheet has, None for all."""
    if kit.valid is not ours.valid:
        yield Difference(kind, f"schema: kit {'approves' if kit.valid else 'refuses'}")
        return
    if kind not in JUDGED:
        return  # the gateway holds no rules against an answer
    for code in sorted({*kit.codes, *ours.codes}):
        if only is not None and code not in only:
            continue
        theirs, here = kit.codes[code], ours.codes[code]
        if code in GROUPED or theirs >= MAX_FAULTS_PER_RULE:
            theirs, here = min(theirs, 1), min(here, 1)
        if theirs != here:
            yield Difference(kind, f"{code}: kit {theirs}, gateway {here}")


@dataclass
class Comparison:
    """The kit and the gateway held against each other on many messages."""

    judges: Callable[[bytes], list[Difference]]
    seen: Counter[str] = field(default_factory=Counter)
    found: dict[Difference, bytes] = field(default_factory=dict)
    """By class of difference the first message that showed it."""

    def look(self, kind: str, message: bytes) -> None:
        """Hold both judges against one message."""
        self.seen[kind] += 1
        for each in self.judges(message):
            self.found.setdefault(each, message)

    def report(self) -> str:
        """Return each class of difference with a minimal message that shows it; "" when there are none."""
        return "\n\n".join(self._shown(each) for each in sorted(self.found))

    def _shown(self, difference: Difference) -> str:
        message = minimal(self.found[difference], lambda data: difference in self.judges(data))
        # One that differs only in its own encoding need not be UTF-8.
        return f"{difference.kind} {difference.what}\n{message.decode('utf-8', 'backslashreplace')}"


def minimal(message: bytes, differs: Callable[[bytes], bool]) -> bytes:
    """Return the message without whatever can go while it `differs`; in its own encoding when another ends that."""
    root = etree.fromstring(message, etree.XMLParser(strip_cdata=False, resolve_entities=False))
    if not differs(etree.tostring(root)):
        return message
    place = 1  # 0 is the root
    for _ in range(_MOST_TRIES):
        smaller = copy.deepcopy(root)
        nodes = list(smaller.iter())
        if place >= len(nodes):
            break
        parent = nodes[place].getparent()
        assert parent is not None
        _drop(nodes[place], parent)
        if differs(etree.tostring(smaller)):
            root = smaller  # the next node has come to this place
        else:
            place += 1
    return etree.tostring(root)


def _drop(node: etree._Element, parent: etree._Element) -> None:
    """Take a node out of its parent, but not the text behind it."""
    tail = node.tail or ""
    before = node.getprevious()
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    parent.remove(node)
