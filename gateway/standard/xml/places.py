"""Path and line of an element, for a person to look it up in the document."""

import re
from array import array
from itertools import islice
from typing import Final

from lxml import etree

LAST_EXACT_LINE: Final = 65_534
"""The last line of which libxml2 is sure: it keeps a line in sixteen bits, and guesses for elements further on."""

_MARKUP: Final = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<(?=[^/!?])", re.DOTALL)


class Places:
    """Paths of elements of one document; quick when asked in document order, even among 100,000 siblings."""

    def __init__(self) -> None:
        self._last: dict[tuple[etree._Element | None, str], tuple[etree._Element, int]] = {}

    def path(self, element: etree._Element) -> str:
        """Return the absolute path with the prefixes of the document; [n] only where the parent has more of that name.

        "/wmo305:Bericht/wmo305:Client/wmo305:StartProducten/wmo305:StartProduct[2]"
        """
        path: str = element.getroottree().getpath(element)
        if "*" not in path:
            return path
        # Elements without a prefix have only a number in the path of libxml2.
        steps = [self._step(element)]
        steps.extend(self._step(ancestor) for ancestor in element.iterancestors())
        return "/" + "/".join(reversed(steps))

    def _step(self, element: etree._Element) -> str:
        name = element.tag.rpartition("}")[2]
        if element.prefix:
            name = f"{element.prefix}:{name}"
        parent = element.getparent()
        if parent is None or len(list(islice(parent.iterchildren(element.tag), 2))) == 1:
            return name
        return f"{name}[{self._position(element)}]"

    def _position(self, element: etree._Element) -> int:
        """Return the number of the element among its siblings of that name, counted from the one last asked for."""
        key = (element.getparent(), element.tag)
        last, position = self._last.get(key, (None, 0))
        if last is not element:
            before = 0
            for sibling in element.itersiblings(element.tag, preceding=True):
                if sibling is last:
                    break
                before += 1
            else:
                position = 0
            position += before + 1
            self._last[key] = (element, position)
        return position


def line_of(element: etree._Element) -> int | None:
    """Return the line on which the element starts, None for one that was never read from text."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None


class Lines:
    """The lines of the elements of one document, exact beyond those that libxml2 knows.

    Made at first need: a look through the text for its start tags, in document order as the elements are.
    """

    def __init__(self, root: etree._Element, text: bytes) -> None:
        self._root = root
        self._text = text
        self._lines: array[int] = array("L")
        self._parents: dict[etree._Element, int] = {}
        """Which start tag is that of an element with children."""

    def of(self, element: etree._Element) -> int | None:
        """Return the line on which the element starts."""
        line = line_of(element)
        if line is None or line <= LAST_EXACT_LINE:
            return line
        if not self._lines:
            self._look()
        number = self._parents.get(element)
        if number is None:
            number = self._number_of_leaf(element)
        return self._lines[number]

    def _look(self) -> None:
        line, at = 1, 0
        for found in _MARKUP.finditer(self._text):
            if found.end() - found.start() == 1:
                line += self._text.count(b"\n", at, found.start())
                at = found.start()
                self._lines.append(line)
        for number, element in enumerate(self._root.iter(etree.Element)):
            if len(element):
                self._parents[element] = number

    def _number_of_leaf(self, leaf: etree._Element) -> int:
        parent = leaf.getparent()
        if parent is None:
            return 0
        below = enumerate(parent.iterdescendants(etree.Element), self._parents[parent] + 1)
        return next(number for number, element in below if element is leaf)
