"""From JSON to a message that schema and rules accept, or what is wrong with the JSON."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from gateway.exchange.kernel.findings_json import to_json
from gateway.library.report import Finding, finding_of, lines_of, report_on
from gateway.messages.json_form import JsonFormError, from_json
from gateway.messages.write import InvalidMessage, write
from gateway.standard.exact import JsonFaults, json_value
from gateway.standard.xsd.schemas import Schemas, schemas_of

NO_MESSAGE: Final = "hieruit is geen geldig bericht te maken"

_JSON_FAULTS: Final = {
    "Expecting ',' delimiter": "er ontbreekt een komma of een sluithaak",
    "Expecting ':' delimiter": "na de sleutel ontbreekt een dubbele punt",
    "Expecting property name enclosed in double quotes": "verwacht wordt een sleutel tussen dubbele aanhalingstekens",
    "Expecting value": "verwacht wordt een waarde",
    "Extra data": "na het einde staat nog iets",
    "Illegal trailing comma before end of object": "na het laatste lid staat een komma",
    "Illegal trailing comma before end of array": "na het laatste lid staat een komma",
    "Invalid \\escape": "na een \\ staat een teken dat daar niet kan; schrijf \\\\ voor een \\ zelf",
    "Invalid \\uXXXX escape": "na \\u staan geen vier hexadecimale cijfers",
    "Invalid control character at": "in een tekst staat een regeleinde of ander stuurteken; schrijf \\n",
    "Unexpected UTF-8 BOM (decode using utf-8-sig)": "er staat een byte order mark voor; bewaar het zonder",
    "Unterminated string starting at": "een tekst wordt niet afgesloten",
}
"""Messages of Python's JSON parser, in Dutch."""


class BuildError(ValueError):
    """No valid message can be made of the JSON. Its text says all that is wrong, in Dutch, as `gateway build` does."""

    def __init__(self, lines: Iterable[str], findings: Iterable[Finding] = ()) -> None:
        self.lines = tuple(lines)
        """What is wrong, line by line: faults of the JSON, or else the findings in full."""
        self.findings = tuple(findings)
        """What schema or rules have against the message; empty when the JSON is no message of its kind at all."""
        # Both as arguments, so that it can be pickled on its way out of another process.
        super().__init__(self.lines, self.findings)

    def __str__(self) -> str:
        """Return that there is no message, and below it what is wrong."""
        return "\n".join([f"{NO_MESSAGE}:", *(f"  {line}" for line in self.lines)])


def build(kind: str, data: bytes | str | Mapping[str, object]) -> bytes:
    """Return the message of this kind ("WMO305", "305") as XML: the bytes to send, the same for the same JSON.

    `data`: the JSON as text (bytes in UTF-8) or as `json.loads` gives it. What is returned passed the bundled schemas
    of iWmo 3.2 and the rules of level 2. Safe to call from any number of threads. Raises BuildError.
    """
    return build_by(schemas_of(None), kind, data)


def build_by(schemas: Schemas, kind: str, data: bytes | str | Mapping[str, object]) -> bytes:
    """Return the message as XML that these schemas and the rules of level 2 accept. Raises BuildError."""
    parsed = _parse(data) if isinstance(data, bytes | str) else data
    try:
        made = write(from_json(_full_kind(kind), parsed), schemas)
    except JsonFormError as error:
        raise BuildError(fault.text for fault in error.faults) from None
    except InvalidMessage as error:
        raise _with_findings(finding_of(to_json(each)) for each in error.findings) from None
    report = report_on(schemas, made)
    if report.findings:
        raise _with_findings(report.findings)
    return made


def _full_kind(kind: str) -> str:
    name = kind.upper()
    return f"WMO{name}" if name.isdecimal() else name


def _with_findings(findings: Iterable[Finding]) -> BuildError:
    """Return the error for a message with these findings."""
    # The author of the JSON knows paths, not lines of the XML.
    told = [replace(each, line=None) for each in findings]
    return BuildError([line[2:] for each in told for line in lines_of(each)], told)


def _parse(text: bytes | str) -> object:
    """Return the value of the JSON. Raises BuildError when it isn't valid, or has a key twice."""
    try:
        found: object = json_value(text.encode() if isinstance(text, str) else text)
    except JsonFaults as error:
        raise BuildError(f"{each.place or 'het bericht'}: {each.text}" for each in error.faults) from None
    except json.JSONDecodeError as error:
        reason = _JSON_FAULTS.get(error.msg, error.msg)
        where = f"regel {error.lineno}, kolom {error.colno}"
        raise BuildError([f"geen geldige JSON, {where}: {reason}"]) from None
    except UnicodeError:
        raise BuildError(["de JSON is geen UTF-8"]) from None
    except RecursionError:
        raise BuildError(["de JSON is te diep genest"]) from None
    return found
