"""A bar chart as SVG that a screen reader can read: a title, all values in words, and no colour that means anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

_LABEL_WIDTH: Final = 260
_BAR_WIDTH: Final = 400
_ROW_HEIGHT: Final = 26
_TOP: Final = 44
_FOOT: Final = 28
_LETTERS_SHOWN: Final = 36


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart."""

    label: str
    percentage: float | None
    """0 up to and including 100; None: hidden, or of nothing."""
    text: str
    """What stands behind the bar: "12 van 40 (30,0 %)"."""


def as_svg(title: str, bars: Sequence[Bar], *, target: int | None = None, target_text: str = "") -> str:
    """Return the chart; `target`, in per cent, is a dashed line, which `target_text` names."""
    width, height = _LABEL_WIDTH + _BAR_WIDTH + 180, _TOP + _ROW_HEIGHT * max(len(bars), 1) + _FOOT
    desc = "; ".join(f"{bar.label}: {bar.text}" for bar in bars) or "geen cijfers"
    if target_text:
        desc = f"Streefwaarde: {target_text}. {desc}"
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="titel uitleg" {size}>',
        f'<title id="titel">{_text(title)}</title><desc id="uitleg">{_text(desc)}</desc>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        f'<text x="8" y="24" font-size="15" font-weight="bold" fill="#1a1a1a">{_text(title)}</text>',
        *(_bar(bar, _TOP + _ROW_HEIGHT * place) for place, bar in enumerate(bars)),
    ]
    if not bars:
        parts.append(f'<text x="8" y="{_TOP + 17}" fill="#1a1a1a">geen cijfers</text>')
    if target is not None:
        parts.append(_target_line(target, target_text, height))
    return "".join([*parts, "</svg>\n"])


def _bar(bar: Bar, y: int) -> str:
    label = bar.label if len(bar.label) <= _LETTERS_SHOWN else f"{bar.label[: _LETTERS_SHOWN - 1]}…"
    length = round(_BAR_WIDTH * (bar.percentage or 0) / 100, 1)
    return (
        f'<text x="{_LABEL_WIDTH - 8}" y="{y + 17}" text-anchor="end" fill="#1a1a1a">{_text(label)}</text>'
        f'<rect x="{_LABEL_WIDTH}" y="{y + 4}" width="{length}" height="{_ROW_HEIGHT - 8}" fill="#1f5a8a"/>'
        f'<text x="{_LABEL_WIDTH + length + 6}" y="{y + 17}" fill="#1a1a1a">{_text(bar.text)}</text>'
    )


def _target_line(target: int, text: str, height: int) -> str:
    x = _LABEL_WIDTH + _BAR_WIDTH * target / 100
    return (
        f'<line x1="{x}" y1="{_TOP - 4}" x2="{x}" y2="{height - _FOOT}" stroke="#8a1f1f" stroke-width="2" '
        'stroke-dasharray="5 3"/>'
        f'<text x="{x}" y="{height - 9}" text-anchor="middle" fill="#8a1f1f">{_text(text)}</text>'
    )


def _text(text: str) -> str:
    return escape("".join(each for each in text if each >= " " and not "\ud800" <= each <= "\udfff"))
