"""What we send, held against schema files of the GGK that somebody has: which files those are, and what they refuse.

The official files are not shipped, and their checksums are not public: so each is named with its own, to be compared
with what the operator of the GGK gave out.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lxml import etree

from gateway.standard.os_reasons import reason
from gateway.standard.stuf.messages import CHAIN, Envelope, StufFault, StufMessage, StufParty, StufReceipt, Version
from gateway.standard.stuf.write import to_element
from gateway.standard.xml.parse import parse_schema
from gateway.standard.xsd.folder import XS, SchemaFolderError, compile_schema

_MAX_FAULTS: Final = 3
_MAX_BYTES: Final = 4 * 1024 * 1024
"""Of one schema file."""


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema file that was used."""

    name: str
    namespace: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Held:
    """What came of holding our messages against the files of a folder."""

    files: Sequence[SchemaFile]
    faults: Mapping[str, Sequence[str]]
    """By code of the message, such as "Di01": what its schema refuses; empty when it is valid."""


def hold_against(folder: Path) -> Held:
    """Hold an example of each message that we send against the schemas in this folder, and in those below it.

    A schema is found by its namespace and by the element that it declares, whatever its file is called. Raises
    SchemaFolderError when a file can't be read, is no schema, or none declares a message.
    """
    files = _read(folder)
    roots = {name: _root(name, data) for name, data in files.items()}
    faults: dict[str, Sequence[str]] = {
        each.code: list(_faults(folder, files, roots, to_element(each))) for each in _examples()
    }
    return Held(
        [
            SchemaFile(name, roots[name].get("targetNamespace", ""), hashlib.sha256(data).hexdigest())
            for name, data in sorted(files.items())
        ],
        faults,
    )


def _read(folder: Path) -> dict[str, bytes]:
    """Return the schema files by their name in lower case."""
    files: dict[str, bytes] = {}
    try:
        for path in sorted(folder.rglob("*")):
            if path.suffix.lower() != ".xsd" or not path.is_file():
                continue
            if path.stat().st_size > _MAX_BYTES:
                raise SchemaFolderError(f"{path.name} is te groot voor een schema.")
            data = path.read_bytes()
            if files.setdefault(path.name.lower(), data) != data:
                raise SchemaFolderError(f"{path.name} staat er meer dan eens, met verschillende inhoud.")
    except OSError as error:
        raise SchemaFolderError(f"De map {folder} met schema's is niet te lezen: {reason(error)}.") from None
    return files


def _root(name: str, data: bytes) -> etree._Element:
    try:
        root = parse_schema(data)
    except etree.XMLSyntaxError:
        raise SchemaFolderError(f"{name} is geen welgevormde XML.") from None
    if root.tag != f"{XS}schema":
        raise SchemaFolderError(f"{name} is geen XML-schema.")
    return root


def _faults(
    folder: Path, files: Mapping[str, bytes], roots: Mapping[str, etree._Element], message: etree._Element
) -> Iterator[str]:
    wanted = etree.QName(message)
    for name, root in roots.items():
        declared = {each.get("name") for each in root.iterchildren(f"{XS}element")}
        if root.get("targetNamespace") == wanted.namespace and wanted.localname in declared:
            schema = compile_schema(folder, files, name)
            if not schema.validate(message):
                log: Any = schema.error_log
                yield from [f"regel {entry.line}: {entry.message}" for entry in list(log)[:_MAX_FAULTS]]
            return
    raise SchemaFolderError(f"Geen schema in {folder} kent {wanted.localname} van {wanted.namespace}.")


def _examples() -> tuple[StufMessage, ...]:
    """Return one of each message that we send, of parties that are made up."""
    ours, theirs = StufParty("0983", "iWmo gateway", "Gemeente Venlo"), StufParty("99990001", CHAIN)
    reference, other = "3f0c2c1e-7d52-4a6b-9d0e-5b1f1f0a7c21", "a1d4b6f0-2c7e-4f39-8b15-90c3d2e4f5a6"
    at = datetime(2026, 1, 1, 12, tzinfo=UTC)
    release = Version(major=3, minor=2)
    first = Envelope(
        code="Di01",
        zender=ours,
        ontvanger=theirs,
        referentienummer=reference,
        tijdstip=at,
        functie="WMO301",
        applicatie_versie=Version(major=1, minor=0),
        functie_versie=release,
        content=b"<Bericht/>",
    )
    back = replace(first, code="Du01", functie="WMO306", cross_refnummer=other)
    receipt = StufReceipt(
        code="Bv03", zender=ours, ontvanger=theirs, referentienummer=reference, tijdstip=at, cross_refnummer=other
    )
    fault = StufFault(
        code="Fo03",
        zender=ours,
        ontvanger=theirs,
        referentienummer=reference,
        tijdstip=at,
        cross_refnummer=other,
        fout="StUF055",
        plek="client",
        omschrijving="Het bericht voldoet niet aan zijn schema",
        details="regel 3",
    )
    return first, back, receipt, fault
