"""From a parsed document to a message: one pass over the children of each element."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NoReturn

from lxml import etree

from gateway.messages.common import Composite, Node, new_instance
from gateway.messages.place import classes
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.shape import Field, fields_of
from gateway.standard.releases import BASIS_NAMESPACE
from gateway.standard.xml.parse import Document
from gateway.standard.xml.places import LAST_EXACT_LINE


class ReadError(ValueError):
    """The document does not have the form of its type; one that its schema accepts always has."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """How to read a class in one namespace."""

    node_class: type[Node]
    required: tuple[str, ...]
    """Names of the fields that have to be there."""
    steps: Mapping[str, "_Step"]
    """By Clark name of the child."""


@dataclass(frozen=True, slots=True)
class _Step:
    """What to do with one child."""

    name: str
    plan: _Plan | None
    """None when the child holds text, or a list of texts."""
    item: str | None
    """Clark name of the items when the child is a list."""
    path_below: str
    """What this child adds to a path."""


def read(document: Document) -> Message:
    """Return the message that a schema-valid document holds, each class with its element and its path.

    Comments and processing instructions are passed over; of a text that one of them cuts in two the first
    part counts, as it does for most official rules. `whole` of a class has all of such a text, and
    `document.without_comments()` reads as if nothing were cut.
    Raises ReadError when the document can't have passed its schema.
    """
    message: Message = _node(document.root, _plan_of_type(document.soort.name), "/Bericht")
    if len(document.text) > LAST_EXACT_LINE and (lines := document.lines) is not None:
        for _, node in classes(message):
            node.__dict__["lines"] = lines
    if document.has_comments:
        _keep_uncut(message)
    return message


@cache
def _plan_of_type(name: str) -> _Plan:
    entry = REGISTRY[name]
    return _plan(entry.message_class, entry.soort.namespace)


def _plan(node_class: type[Node], namespace: str) -> _Plan:
    own = BASIS_NAMESPACE if issubclass(node_class, Composite) else namespace
    return _Plan(
        node_class,
        tuple(field.name for field in fields_of(node_class) if field.required),
        {f"{{{own}}}{field.element}": _step(field, namespace) for field in fields_of(node_class)},
    )


def _step(field: Field, namespace: str) -> _Step:
    plan = _plan(field.node_class, namespace) if field.node_class else None
    item = field.item and f"{{{namespace}}}{field.item}"
    return _Step(field.name, plan, item, f"/{field.element}/{field.item}" if field.item else f"/{field.element}")


def _node(element: etree._Element, plan: _Plan, path: str) -> Any:
    node: Any = new_instance(plan.node_class)
    values = node.__dict__
    values["element"] = element
    values["path"] = path
    steps = plan.steps
    # All children at once cost lxml three quarters of what they cost one by one; its stubs know nothing of slices.
    for child in element[:]:  # type: ignore[index]
        step = steps.get(child.tag)
        if step is None:
            _pass_over(child, path)
        elif step.item is not None:
            values[step.name] = _list(child, step.plan, step.item, path + step.path_below)
        elif step.plan is not None:
            values[step.name] = _node(child, step.plan, path + step.path_below)
        else:
            text = child.text
            values[step.name] = _late_text(child) if text is None else text
    for name in plan.required:
        if name not in values:
            _refuse_incomplete(plan, values, path)
    return node


def _list(wrapper: etree._Element, item_plan: _Plan | None, item: str, path: str) -> tuple[Any, ...]:
    children = [child for child in wrapper if child.tag == item]
    if item_plan is None:
        return tuple([_late_text(child) if child.text is None else child.text for child in children])
    if len(children) == 1:
        return (_node(children[0], item_plan, path),)
    return tuple([_node(child, item_plan, f"{path}[{n}]") for n, child in enumerate(children, 1)])


def _late_text(element: etree._Element) -> str:
    """Return the first text of an element that doesn't begin with text: it may come after a comment."""
    return next((node.tail for node in element if node.tail), "")


def _keep_uncut(message: Message) -> None:
    """Give every class with a text that is cut in two its `uncut` twin."""
    by_element = {node.element: node for _, node in classes(message)}
    assert message.element is not None
    cuts = message.element.iter(etree.Comment, etree.ProcessingInstruction)
    for leaf in {cut.getparent(): None for cut in cuts}:
        node = None if leaf is None else by_element.get(leaf.getparent())
        if node is None or leaf is None:
            continue
        text = (leaf.text or "") + "".join([cut.tail or "" for cut in leaf])
        name = _text_field(type(node), etree.QName(leaf).localname)
        if name is not None and text != node.__dict__[name]:
            twin = node.uncut
            if twin is None:
                twin = new_instance(type(node))
                twin.__dict__.update(node.__dict__)
                node.__dict__["uncut"] = twin
            twin.__dict__[name] = text


def _text_field(node_class: type[Node], element: str) -> str | None:
    """Return the field that holds the text of this child; None for a child that holds classes or a list."""
    texts = (field for field in fields_of(node_class) if field.node_class is None and field.item is None)
    return next((field.name for field in texts if field.element == element), None)


def _pass_over(node: etree._Element, path: str) -> None:
    if isinstance(node.tag, str):
        raise ReadError(f"{path} heeft een onbekend element {etree.QName(node).localname}")


def _refuse_incomplete(plan: _Plan, values: Mapping[str, Any], path: str) -> NoReturn:
    missing = [field.element for field in fields_of(plan.node_class) if field.required and field.name not in values]
    raise ReadError(f"{path} mist {', '.join(missing)}")
