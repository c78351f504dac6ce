"""Tests that the official kit is made of, as XPath 1.0 on a message without namespaces."""

DAY = "/Bericht/Header/BerichtIdentificatie/Dagtekening/text()"
WHOLE_DAY = DAY.removesuffix("/text()")
LATEST = f"translate(substring({DAY}, 1, 10), '-', '')"


def among(path: str, *codes: str) -> str:
    return "(" + " or ".join(f"normalize-space({path}/text()) = '{code}'" for code in codes) + ")"


def filled(path: str) -> str:
    return f"(normalize-space({path}/text()) != '')"


def not_in_order(begin: str, end: str) -> str:
    number = f"translate({begin}/text(), '-', '') > translate(substring({end}/text(), 1, 10), '-', '')"
    return f"[{end}][not({begin}) or {number}]"
