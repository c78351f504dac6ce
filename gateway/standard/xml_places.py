"""Where an element stands, for a person to look it up in the document."""

from lxml import etree


class Places:
    """Paths of elements of one document; quick when asked in document order, even among 100,000 siblings."""

    def __init__(self) -> None:
        self._last: dict[tuple[etree._Element | None, str], tuple[etree._Element, int]] = {}

    def path(self, element: etree._Element) -> str:
        """The absolute path with the prefixes of the document; [n] only where the parent has more of that name.

        "/wmo305:Bericht/wmo305:Client/wmo305:StartProducten/wmo305:StartProduct[2]"
        """
        steps = [self._step(element)]
        steps.extend(self._step(ancestor) for ancestor in element.iterancestors())
        return "/" + "/".join(reversed(steps))

    def _step(self, element: etree._Element) -> str:
        name = etree.QName(element).localname
        if element.prefix:
            name = f"{element.prefix}:{name}"
        position = self._position(element)
        alone = position == 1 and next(element.itersiblings(element.tag), None) is None
        return name if alone else f"{name}[{position}]"

    def _position(self, element: etree._Element) -> int:
        """Its number among the children of that name, counted back to the one that was asked for last."""
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
    """The line on which the element starts, None for one that was never read from text."""
    line: object = element.sourceline
    return line if isinstance(line, int) else None
