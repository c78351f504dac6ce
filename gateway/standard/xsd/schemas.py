"""Level 1: a message held against the schema of its kind."""

import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from gateway.standard.findings import Finding
from gateway.standard.releases import IWMO_3_2, MessageKind
from gateway.standard.resources import bundled
from gateway.standard.xml.guard import may_have_long_text
from gateway.standard.xml.parse import Document, stream_errors
from gateway.standard.xsd.explain import walk
from gateway.standard.xsd.faulty import faulty_elements
from gateway.standard.xsd.folder import SchemaFolder, SchemaFolderError, Versions, read_folder
from gateway.standard.xsd.log import from_log
from gateway.standard.xsd.model import Model, read_model

if TYPE_CHECKING:
    from gateway.standard.xsd.second import SecondOpinion, SecondProcessor

__all__ = ["SchemaFolderError", "Schemas", "Versions", "schemas_of"]

_LARGE: Final = 64 * 1024
"""A message of more bytes than this is validated from its bytes, a piece at a time.

Of a tree, libxml2 looks up the place of every error among all its siblings, and keeps every line of the log: 100,000
errors took half a minute. Of a stream, errors have no place, and the first piece that holds any ends it.
"""
_LONG_LOG: Final = 8 * 1024
_NOTHING: Final = etree.Element("niets")


@cache
def _bundled_files() -> SchemaFolder:
    """Return the schema files that the gateway brings along; read and checked once in a process."""
    return read_folder(bundled("xsd") / f"iwmo-{IWMO_3_2.name}", IWMO_3_2)


class _Compiled(threading.local):
    """The compiled schemas of one thread: the error log of lxml's XMLSchema is not safe to share."""

    def __init__(self) -> None:
        self.schemas: dict[str, etree.XMLSchema] = {}


class Schemas:
    """The schemas of a release, for use by any number of threads."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read and check the folder of schema files, by default the bundled one.

        Raises SchemaFolderError when a file is missing, of another release or no working schema.
        """
        self._files: SchemaFolder = read_folder(folder, IWMO_3_2) if folder else _bundled_files()
        self._local = _Compiled()
        self._models: dict[str, Model | None] = {}
        self._second: SecondProcessor | None = None
        if folder is not None:
            for soort in IWMO_3_2.kinds.values():
                self._compile(soort)

    def versions(self, soort: MessageKind) -> Versions:
        """Return the versions of the message schema and of the basisschema that these files state."""
        return self._files.versions[soort.name]

    def valid(self, document: Document) -> bool:
        """Return True when the message obeys the schema of its kind."""
        schema = self._local.schemas.get(document.soort.name) or self._compile(document.soort)
        size = len(document.text)
        if size > _LARGE:
            return not self._of_long_text(document) and not stream_errors(document.text, schema)
        valid = schema.validate(document.root)
        if not valid and size > _LONG_LOG:
            schema.validate(_NOTHING)  # a log of thousands of lines goes
        return valid

    def findings(self, document: Document) -> list[Finding]:
        """Return the faults against the schema in document order; empty when the message is valid.

        At most fifty, and then one more that says how many were left out.
        """
        if found := self._of_long_text(document):
            return found
        if self.valid(document):
            return []
        model = self.model(document.soort)
        found = self._explained(document, model) if model else []
        return found or from_log(document, self._log(document))

    def _explained(self, document: Document, model: Model) -> list[Finding]:
        """Return the faults of a message that was just found invalid: by the log where that tells all of them."""
        log: Any = () if len(document.text) > _LONG_LOG else self._local.schemas[document.soort.name].error_log
        faulty = faulty_elements(document.root, log)
        return (walk(document, model, faulty) if faulty else []) or walk(document, model)

    def second_opinion(self, document: Document, findings: Sequence[Finding]) -> "SecondOpinion":
        """Return the verdict of another processor on a message with these findings of level 1, and their differences.

        Slow: some four seconds for each megabyte.
        """
        from gateway.standard.xsd.second import SecondProcessor

        if self._second is None:
            # Two threads may both come here; one of the two processors is then kept.
            self._second = SecondProcessor(self._files)
        return self._second.opinion(document, findings)

    def _of_long_text(self, document: Document) -> list[Finding]:
        """Return the faults in a message that may have a very long text, as our own walk finds them.

        libxml2 takes twenty times the size of a value in memory to say that it is too long.
        """
        if len(document.text) <= _LARGE or not may_have_long_text(document.text):
            return []
        model = self.model(document.soort)
        return walk(document, model) if model else []

    def _compile(self, soort: MessageKind) -> etree.XMLSchema:
        schema = self._files.compiled(soort)
        self._local.schemas[soort.name] = schema
        return schema

    def model(self, soort: MessageKind) -> Model | None:
        """Return the model of the schema to explain from; None for a schema unlike those of the standard."""
        if soort.name not in self._models:
            # Two threads may both come here; they read the same.
            self._models[soort.name] = read_model(self._files, soort)
        return self._models[soort.name]

    def _log(self, document: Document) -> list[etree._LogEntry]:
        """Return libxml2's log of an invalid message."""
        schema = self._local.schemas[document.soort.name]
        if len(document.text) > _LARGE:
            return stream_errors(document.text, schema)
        schema.validate(document.root)
        log: Any = schema.error_log
        return list(log)


def schemas_of(folder: Path | None) -> Schemas:
    """Return the schemas in this folder, or without one our own, which a process reads and compiles once.

    Raises SchemaFolderError, as `Schemas` does.
    """
    return _bundled_schemas() if folder is None else Schemas(folder)


@cache
def _bundled_schemas() -> Schemas:
    return Schemas()
