"""From a message to bytes that any receiver accepts.

The layout is fixed: UTF-8 without a byte order mark, one element a line, lines that end in CR LF (OP192), elements in
the order of the schema, the prefixes iwmo and that of the type (wmo305) declared on the root. So one message always
gives the same bytes.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any, Final

from gateway.messages.common import Composite, Node
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.shape import Field, fields_of
from gateway.standard.findings import Finding, Severity
from gateway.standard.releases import BASIS_NAMESPACE
from gateway.standard.xml.parse import XmlProblem, parse
from gateway.standard.xsd.schemas import Schemas

_SPECIAL: Final = re.compile(r"[&<>\r]")
"""Hardly any text has one of these, and to look for all of them at once takes less than to replace each."""


class InvalidMessage(ValueError):
    """The message can't leave: `findings` tell what its schema has against it."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        more = f" (en nog {len(self.findings) - 1})" if len(self.findings) > 1 else ""
        super().__init__(f"{self.findings[0].explanation}{more}")


@dataclass(frozen=True, slots=True)
class _Template:
    """How to write one field at one place of one message type."""

    name: str
    start_tag: str
    """Line feed, indentation and start tag."""
    indent: str
    """Line feed and indentation, before an end tag that doesn't follow its start tag."""
    end_tag: str
    children: tuple["_Template", ...] | None = None
    """How to write what is in it when that is a class."""
    item: "_Template | None" = None
    """How to write each item when the field is a list."""


def write(message: Message, schemas: Schemas) -> bytes:
    """Return the message as XML that was parsed and held against its schema like any message from outside.

    Raises InvalidMessage when it doesn't pass.
    """
    try:
        data = serialise(message)
        document = parse(data)
    except XmlProblem as problem:
        raise InvalidMessage([_finding(problem.text, problem.line)]) from None
    except UnicodeEncodeError:
        raise InvalidMessage([_finding("Een tekst bevat een teken dat niet in XML kan staan.")]) from None
    if not schemas.valid(document):
        raise InvalidMessage(schemas.findings(document))
    return data


def serialise(message: Message) -> bytes:
    """Return the message as XML, not held against anything: `write` is what messages leave by."""
    head, templates, tail = _layout(message.soort.name)
    out = [head]
    _write_fields(message, templates, out)
    out.append(tail)
    # A line feed in a text becomes CR LF too; every parser gives it back as a line feed.
    return "".join(out).replace("\n", "\r\n").encode()


def _finding(explanation: str, line: int | None = None) -> Finding:
    return Finding(
        code="XSD",
        level=1,
        severity=Severity.AFKEUR,
        path="/Bericht",
        line=line,
        explanation=explanation,
        remedy="Pas de waarde aan en bied het bericht opnieuw aan.",
    )


def _write_fields(node: Node, templates: Sequence[_Template], out: list[str]) -> None:
    for template in templates:
        content = getattr(node, template.name)
        if content is None or content == ():
            continue
        if template.item is None:
            _write_element(content, template, out)
        else:
            out.append(template.start_tag)
            for item in content:
                _write_element(item, template.item, out)
            out += template.indent, template.end_tag


def _write_element(content: Any, template: _Template, out: list[str]) -> None:
    out.append(template.start_tag)
    if template.children is None:
        out.append(content if _SPECIAL.search(content) is None else _escaped(content))
    else:
        length_before = len(out)
        _write_fields(content, template.children, out)
        if len(out) > length_before:
            out.append(template.indent)
    out.append(template.end_tag)


def _escaped(text: str) -> str:
    # A bare carriage return would come back as a line feed.
    return escape(text, quote=False).replace("\r", "&#13;")


@cache
def _layout(name: str) -> tuple[str, tuple[_Template, ...], str]:
    """Return the text before the children of the root element, how to write those, and the text after them."""
    entry = REGISTRY[name]
    soort = entry.soort
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{soort.prefix}:Bericht xmlns:{soort.prefix}="{soort.namespace}" xmlns:iwmo="{BASIS_NAMESPACE}">'
    )
    return head, _templates(entry.message_class, soort.prefix, 1), f"\n</{soort.prefix}:Bericht>\n"


def _templates(node_class: type[Node], prefix: str, depth: int) -> tuple[_Template, ...]:
    own = "iwmo" if issubclass(node_class, Composite) else prefix
    return tuple(_template(field, own, prefix, depth) for field in fields_of(node_class))


def _template(field: Field, own: str, prefix: str, depth: int) -> _Template:
    if field.item is None:
        children = _templates(field.node_class, prefix, depth + 1) if field.node_class else None
        return _Template(field.name, *_tags(own, field.element, depth), children)
    children = _templates(field.node_class, prefix, depth + 2) if field.node_class else None
    item = _Template(field.item, *_tags(prefix, field.item, depth + 1), children)
    return _Template(field.name, *_tags(own, field.element, depth), item=item)


def _tags(prefix: str, name: str, depth: int) -> tuple[str, str, str]:
    indent = "\n" + "  " * depth
    return f"{indent}<{prefix}:{name}>", indent, f"</{prefix}:{name}>"
