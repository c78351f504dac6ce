"""The schemas of the envelope and of the answers to it, compiled once a thread."""

import threading
from functools import cache
from pathlib import Path
from typing import Any, Final

from lxml import etree

from gateway.standard.resources import bundled
from gateway.standard.stuf.messages import GGK
from gateway.standard.xsd.folder import compile_schema

FOLDER: Final = "ggk-0210"
_ENVELOPE_FILE: Final = "ggk0210.xsd"
_ANSWER_FILE: Final = "stuf0301.xsd"
_MAX_ERRORS: Final = 3


class _Compiled(threading.local):
    """The compiled schema of one thread: the error log of lxml's XMLSchema is not safe to share."""

    def __init__(self) -> None:
        self.schema: etree.XMLSchema | None = None


_compiled = _Compiled()


def schema_errors(root: etree._Element) -> list[str]:
    """Return the first faults of this StUF message against its schema, each with its line; empty when it is valid.

    The elements of both namespaces are known to the one schema, since that of the envelope imports the other.
    """
    schema = _compiled.schema
    if schema is None:
        schema = _compiled.schema = compile_schema(bundled("xsd") / FOLDER, _files(), _ENVELOPE_FILE)
    if schema.validate(root):
        return []
    log: Any = schema.error_log
    return [_in_words(entry) for entry in list(log)[:_MAX_ERRORS]]


@cache
def _files() -> dict[str, bytes]:
    folder: Path = bundled("xsd") / FOLDER
    return {name: (folder / name).read_bytes() for name in (_ENVELOPE_FILE, _ANSWER_FILE)}


def _in_words(entry: etree._LogEntry) -> str:
    """Return where the fault is, without the value: that may be personal."""
    path = entry.path or ""
    named = [part.partition(":")[2] or part for part in path.split("/") if part]
    return f"regel {entry.line}, {'/'.join(named) or GGK}: {_KINDS.get(entry.type_name, 'onjuist')}"


_KINDS: Final = {
    "SCHEMAV_ELEMENT_CONTENT": "hier staat een ander element dan er hoort, of er ontbreekt een element",
    "SCHEMAV_CVC_PATTERN_VALID": "de waarde heeft niet de vorm die er hoort",
    "SCHEMAV_CVC_MAXLENGTH_VALID": "de waarde is te lang",
    "SCHEMAV_CVC_MINLENGTH_VALID": "de waarde is te kort",
    "SCHEMAV_CVC_ENUMERATION_VALID": "de waarde is geen van de waarden die mogen",
    "SCHEMAV_CVC_DATATYPE_VALID_1_2_1": "de waarde is niet van het soort dat er hoort",
    "SCHEMAV_CVC_ELT_1": "dit element is hier niet bekend",
    "SCHEMAV_CVC_ELT_5_2_2_2_2": "de waarde is een andere dan de vaste waarde",
    "SCHEMAV_CVC_COMPLEX_TYPE_3_2_1": "dit attribuut mag hier niet staan",
    "SCHEMAV_CVC_COMPLEX_TYPE_4": "een verplicht attribuut ontbreekt",
}
"""What is wrong, by libxml2's name of the error."""
