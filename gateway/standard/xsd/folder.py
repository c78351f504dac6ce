"""A folder with the schema files of one release, read and checked.

Official releases travel with file names whose letter case differs from the schemaLocation that imports them, so files
are known here by their name in lower case, and imports are answered from memory.
"""

import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from lxml import etree

from gateway.standard.os_reasons import reason
from gateway.standard.releases import BASIS_SCHEMA, MessageKind, Release
from gateway.standard.xml.parse import parse_schema

XS: Final = "{http://www.w3.org/2001/XMLSchema}"

_COMPILING: Final = threading.Lock()
"""One schema is compiled at a time in a process: libxml2 prepares its types at the first, and no other may run then."""
_SCHEMA_LOCATION: Final = b"schemaLocation"
_MAX_ATTEMPTS: Final = 50
"""Times that a schema is compiled at most until its imports are asked of us.

lxml replaces the one loader of the process while it parses or compiles. A thread that ends its parsing in the middle of
another's compiling puts the old loader back, and the import then fails or comes from elsewhere.
"""

_PATTERN: Final = re.compile(rb"""<(?:[^<>\s:]+:)?pattern\s[^<>]*>""")
_LAST_HYPHEN: Final = re.compile(rb"((?:^|[^\\])(?:\\\\)*)-\]")


class SchemaFolderError(Exception):
    """A folder that can't serve as the schemas of a release; its text says what is missing or wrong (Dutch)."""


class Versions(NamedTuple):
    """The versions that a message carries in its header, as the schemas themselves state them."""

    bericht: str
    basis: str


@dataclass(frozen=True, slots=True)
class SchemaFolder:
    """The checked files of one release."""

    folder: Path
    files: Mapping[str, bytes]
    """Content by file name in lower case."""
    versions: Mapping[str, Versions]
    """By kind of message ("WMO305")."""

    def compiled(self, soort: MessageKind) -> etree.XMLSchema:
        """Return the schema of one kind of message, whose imports come from these files alone.

        Raises SchemaFolderError when it is no working schema.
        """
        return compile_schema(self.folder, self.files, soort.schema)


def compile_schema(folder: Path, files: Mapping[str, bytes], name: str) -> etree.XMLSchema:
    """Return the schema in the file `name`; what it imports or includes comes from `files` alone.

    `files`: content by file name in lower case. `folder`: where an error says that they are.
    Raises SchemaFolderError when it is no working schema.
    """
    outcome: etree.XMLSchema | SchemaFolderError
    for _ in range(_MAX_ATTEMPTS):
        imports = _Imports(files)
        try:
            with _COMPILING:
                outcome = etree.XMLSchema(parse_schema(files[name], imports))
        except etree.XMLSchemaParseError as error:
            outcome = SchemaFolderError(f"{name} in {folder} is geen geldig schema: {error}.")
        if imports.asked or _SCHEMA_LOCATION not in files[name]:
            break
    if isinstance(outcome, SchemaFolderError):
        raise outcome
    return outcome


class _Imports(etree.Resolver):
    """Answers an import with the file of that name, whatever its letter case or folder."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.asked = False

    def resolve(self, system_url: str, public_id: str, context: Any) -> Any:  # type: ignore[override]
        self.asked = True
        name = re.split(r"[/\\]", system_url)[-1].lower()
        # An unknown file becomes an empty text, which no schema is: nothing is ever fetched for it.
        return self.resolve_string(self._files.get(name, b""), context, base_url=system_url)


def read_folder(folder: Path, release: Release) -> SchemaFolder:
    """Return the checked files of the release in this folder.

    Raises SchemaFolderError.
    """
    files, faults = _read(folder, [BASIS_SCHEMA, *(soort.schema for soort in release.kinds.values())])
    versions: dict[str, Versions] = {}
    basis = _check(files, BASIS_SCHEMA, release.basis_namespace, release, faults)
    for soort in release.kinds.values():
        stated = _check(files, soort.schema, soort.namespace, release, faults)
        versions[soort.name] = Versions(
            stated.get("BerichtXsdVersie", soort.xsd_versie),
            basis.get("BasisschemaXsdVersie", soort.base_version),
        )
    if faults:
        raise SchemaFolderError(
            f"De map {folder} is niet te gebruiken als schema's van iWmo {release.name}: " + "; ".join(faults) + "."
        )
    return SchemaFolder(folder, files, versions)


def _read(folder: Path, wanted: Iterable[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return the wanted files by name in lower case, and what is wrong with the lot."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".xsd")
    except OSError as error:
        raise SchemaFolderError(f"De map {folder} met schema's is niet te lezen: {reason(error)}.") from None
    files: dict[str, bytes] = {}
    faults: list[str] = []
    missing: list[str] = []
    for name in wanted:
        paths = [path for path in found if path.name.lower() == name]
        try:
            contents = {path.read_bytes() for path in paths}
        except OSError as error:
            faults.append(f"{name} is niet te lezen ({reason(error)})")
            continue
        if not contents:
            missing.append(name)
        elif len(contents) > 1:
            faults.append(f"{name} staat er meer dan eens, met verschillende inhoud")
        else:
            files[name] = _with_hyphens_escaped(contents.pop())
    if missing:
        faults.insert(0, "er ontbreekt " + ", ".join(missing))
    return files, faults


def _with_hyphens_escaped(schema: bytes) -> bytes:
    r"""Return the schema file with a hyphen at the end of a character class in a pattern written as `\-`.

    `[^Z+-]` forbids three characters, but libxml2 loses the last of them, and with some messages only.
    """
    return _PATTERN.sub(lambda found: _LAST_HYPHEN.sub(rb"\1\\-]", found[0]), schema)


def _check(
    files: Mapping[str, bytes], name: str, namespace: str, release: Release, faults: list[str]
) -> dict[str, str]:
    """Return what the schema states about itself in xs:appinfo; add to `faults` why it is not the one wanted."""
    if name not in files:
        return {}
    try:
        root = parse_schema(files[name])
    except etree.XMLSyntaxError:
        faults.append(f"{name} is geen welgevormde XML")
        return {}
    if root.tag != f"{XS}schema":
        faults.append(f"{name} is geen XML-schema")
        return {}
    target = root.get("targetNamespace", "")
    if target != namespace:
        faults.append(f"{name} is van namespace {target or '(geen)'} in plaats van {namespace}")
        return {}
    stated = {
        etree.QName(element).localname: (element.text or "").strip()
        for element in root.iterfind(f"{XS}annotation/{XS}appinfo/{{{release.basis_namespace}}}*")
    }
    stated_release = stated.get("release", "")
    if re.fullmatch(re.escape(release.name) + r"(\.[0-9]+)*", stated_release.replace("_", ".")) is None:
        faults.append(f"{name} is van release {stated_release or '(niet vermeld)'} in plaats van {release.name}")
    return stated
