"""Usage errors of a command line, each in one Dutch sentence."""

import re
from difflib import get_close_matches
from typing import Any, Final

import typer

OLD_NAMES: Final = frozenset(
    [
        "--all",
        "--dry-run",
        "--on",
        "--format",
        "--out",
        "--against-ledger",
        "--report",
        "--host",
        "--port",
        "--second-opinion",
    ]
)
"""Former names of options: they still work, and help doesn't show them."""
_NOT: Final = {
    "uuid_parsing": "is geen id, zoals 01890a5d-ac96-774b-bcce-b302099a8057",
    "uuid_type": "is geen id, zoals 01890a5d-ac96-774b-bcce-b302099a8057",
    "bool_parsing": "is geen ja of nee",
}
"""Texts by type of error of pydantic."""
_EXTRA: Final = re.compile(r"Got unexpected extra argument\(s\) \((.*)\)", re.DOTALL)


def sentence(error: typer.TyperException) -> str:
    """Return the fault and where to find help; for a group without a command, its help."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.format_message()
    text = _fault(error, kind)
    ended = text if text[-1] in ".?" else f"{text}."
    ctx = getattr(error, "ctx", None)
    return f"gateway: {ended}" + ("" if ctx is None else f" Zie '{ctx.command_path} --help'.")


def _fault(error: Any, kind: str) -> str:
    if kind == "MissingParameter":
        return f"{_name_of(error.param)} ontbreekt{_choices(error.param)}"
    if kind == "NoSuchOption":
        return f"er is geen optie {error.option_name!r}{_suggestion(error.possibilities or ())}"
    if kind == "BadOptionUsage":
        needs = "heeft een waarde nodig" if "requires" in error.message else "heeft geen waarde"
        return f"optie {error.option_name} {needs}"
    if kind == "BadParameter":
        where = "" if error.param is None else f"{_name_of(error.param)}: "
        return where + _value_fault(error)
    return _other_fault(error.message)


def _name_of(param: Any) -> str:
    """Return the name of an option or argument as its help has it."""
    if param is None:
        return "een argument"
    if param.param_type_name == "option":
        return f"optie {param.opts[0]}"
    return f"argument {(param.metavar or param.name.upper()).strip('[]…. ')}"


def _choices(param: Any) -> str:
    choices = None if param is None else param.type_descriptor.choices
    return "" if choices is None else f"; kies uit {', '.join(map(_choice_text, choices))}"


def _near_choice(given: object, choices: Any) -> str:
    near = get_close_matches(str(given).lower(), map(_choice_text, choices), n=1, cutoff=0.5)
    return f". Bedoelt u {near[0]}?" if near else ""


def _choice_text(choice: Any) -> str:
    return str(getattr(choice, "value", choice))


def _suggestion(possibilities: Any) -> str:
    near = [each for each in possibilities if each not in OLD_NAMES]
    return f". Bedoelt u {' of '.join(sorted(near))}?" if near else ""


def _value_fault(error: Any) -> str:
    """Return the fault in a value; an error that we raise has its text already."""
    cause = error.__cause__
    if not hasattr(cause, "errors"):
        return str(error.message)
    found = cause.errors()[0]
    value, about = repr(found.get("input")), error.param.type_descriptor
    if about.choices is not None:
        return f"{value} kan hier niet{_choices(error.param)}{_near_choice(found.get('input'), about.choices)}"
    return f"{value} {_NOT.get(found['type'], 'kan hier niet')}"


def _other_fault(message: str) -> str:
    extra = _EXTRA.match(message)
    if extra:
        return f"hier staat meer dan de opdracht kent: {extra[1]}"
    if message.startswith("Missing command"):
        return "er ontbreekt een opdracht"
    return "de opdracht is zo niet te lezen"
