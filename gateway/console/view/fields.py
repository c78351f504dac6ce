"""The fields of a form or of a filter: read one by one; what is wrong is kept, to be shown beside the field."""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime, time
from typing import Final, TypeVar
from uuid import UUID

from gateway.exchange.kernel.pages import MAX_PLACE_CHARS, PLACE_PATTERN
from gateway.exchange.kernel.plain import kept_text_fault, xml_fault
from gateway.standard.calendar import DUTCH_TIME
from gateway.standard.money import cents, euros

T = TypeVar("T", bound=str)
_DUTCH_DAY: Final = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})", re.ASCII)
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MAX_DIGITS: Final = 15
CODE: Final = ("[0-9A-Za-z-]{1,40}", "een gemeentecode, een AGB-code of de naam van een beheerder")
"""The form of the code of an organisation, and what to say of it."""
MAX_AMOUNT_CENTS: Final = 99_999_999
MAX_DAYS: Final = 24
"""Days in one field."""


class Fields:
    """Texts by name, as a browser sends them; an empty one counts as not given."""

    def __init__(self, given: Mapping[str, object]) -> None:
        self.given = {name: value.strip() for name, value in given.items() if isinstance(value, str)}
        self.errors: dict[str, str] = {}
        """By field what is wrong with it."""
        self.notes: dict[str, list[str]] = {}
        """By field what is to be looked at, without being wrong."""

    def __getitem__(self, name: str) -> str:
        """Return the text as it was given; "" without one."""
        return self.given.get(name, "")

    def part(self, prefix: str) -> "Fields":
        """Return the fields whose names begin so, by the rest of their names; what is wrong with them starts anew."""
        return Fields({name.removeprefix(prefix): self[name] for name in self.given if name.startswith(prefix)})

    def fail(self, name: str, text: str) -> None:
        """Keep what is wrong with this field."""
        self.errors[name] = text

    def text(self, name: str, form: str, what: str) -> str | None:
        """Return the text; None when it isn't given, or isn't wholly of this form: `what`, for people."""
        found = self[name]
        if not found or re.fullmatch(form, found, re.ASCII) is not None:
            return found or None
        self.fail(name, f"Dit moet {what} zijn.")
        return None

    def municipality(self, name: str) -> str | None:
        """Return the code of a municipality; None when it isn't given or is none."""
        return self.text(name, "[0-9]{4}", "een gemeentecode van vier cijfers")

    def provider(self, name: str) -> str | None:
        """Return the AGB code of a provider; None when it isn't given or is none."""
        return self.text(name, "[0-9]{8}", "een AGB-code van acht cijfers")

    def product(self, name: str) -> str | None:
        """Return the code of a product; None when it isn't given or is none."""
        return self.text(name, "[0-9A-Za-z]{1,5}", "een productcode van hoogstens vijf letters en cijfers")

    def choice(self, name: str, possible: Collection[T]) -> T | None:
        """Return the choice; None when it isn't given or can't be."""
        found = self[name]
        known = next((each for each in possible if each == found), None)
        if found and known is None:
            self.fail(name, "Kies een van de mogelijkheden.")
        return known

    def day(self, name: str) -> date | None:
        """Return the day, written as 31-3-2026 or 2026-03-31; None when it isn't given or is no day."""
        found = self[name]
        dutch = _DUTCH_DAY.fullmatch(found)
        with suppress(ValueError):
            if dutch is not None:
                return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
            if _ISO_DAY.fullmatch(found):
                return date.fromisoformat(found)
        if found:
            self.fail(name, "Dit moet een dag zijn, zoals 31-3-2026.")
        return None

    def moment(self, name: str) -> datetime | None:
        """Return in UTC the moment that is written here, in local time; None when it isn't given or is none.

        It is a day, which stands for its first moment, or as 31-3-2026 14:05.
        """
        day, _, clock = self[name].partition(" ")
        found = Fields({name: day}).day(name)
        with suppress(ValueError, OverflowError):
            if found is not None:
                at = time.fromisoformat(clock.strip()) if clock else time()
                return datetime.combine(found, at, DUTCH_TIME).astimezone(UTC)
        if self[name]:
            self.fail(name, "Dit moet een dag zijn, zoals 31-3-2026, met of zonder tijd: 31-3-2026 14:05.")
        return None

    def note(self, name: str, most: int, missing: str) -> str | None:
        """Return what somebody wrote in their own words, of at most `most` characters, all of which can be seen.

        None when it can't be; `missing`: what to say when nothing is written.
        """
        found = self[name].replace("\r\n", "\n")
        if not found:
            self.fail(name, missing)
        elif len(found) > most:
            self.fail(name, f"Dit heeft {len(found)} tekens; het zijn er hoogstens {most}.")
        elif not all(each.isprintable() or each in "\n\t" for each in found):
            self.fail(name, "Hierin staat een teken dat niet te zien is. Typ het opnieuw.")
        else:
            return found
        return None

    def number(self, name: str, low: int, high: int) -> int | None:
        """Return the whole number from `low` to `high`, both inclusive; None when it isn't given or can't be."""
        found = self[name]
        if re.fullmatch(rf"[0-9]{{1,{_MAX_DIGITS}}}", found, re.ASCII) and low <= int(found) <= high:
            return int(found)
        if found:
            self.fail(name, f"Dit moet een getal van {low} tot en met {high} zijn.")
        return None

    def amount(self, name: str) -> int | None:
        """Return the cents in an amount such as 1.234,50; None when it isn't given or can't be."""
        found = self[name]
        if not found:
            return None
        with suppress(ValueError):
            if (amount := cents(found)) <= MAX_AMOUNT_CENTS:
                return amount
        self.fail(name, f"Dit moet een bedrag zijn zoals 1234,50, van hoogstens {euros(MAX_AMOUNT_CENTS)}.")
        return None

    def days(self, name: str) -> tuple[date, ...]:
        """Return the days in this field, written after each other with commas between; in order, each once."""
        given = [Fields({name: each}) for each in re.split(r"[,;\n]", self[name])]
        found = {each.day(name) for each in given} - {None}
        wrong = next((each[name] for each in given if each.errors), None if found else self[name] or None)
        if wrong is not None:
            self.fail(name, f"{wrong} is geen dag zoals 31-3-2026. Zet tussen de dagen een komma.")
        elif len(found) > MAX_DAYS:
            self.fail(name, f"Dit zijn {len(found)} dagen; het zijn er hoogstens {MAX_DAYS}.")
        return tuple(sorted(each for each in found if each is not None))

    def words(self, name: str, max_chars: int) -> str | None:
        """Return what goes into a message or is kept with a decision; None when it isn't given or can't be.

        As `note`, and without a BSN.
        """
        if not self[name]:
            return None
        found = self.note(name, max_chars, "")
        if found is not None and (wrong := xml_fault(found) or kept_text_fault(found)) is not None:
            self.fail(name, f"Dit {wrong}.")
            return None
        return found

    def place(self) -> str | None:
        """Return the place in a list after which its page begins (`na`); None when it isn't given or can't be."""
        found = self.text("na", PLACE_PATTERN, "een plaats in deze lijst")
        if len(found or "") > MAX_PLACE_CHARS:
            self.fail("na", "Dit is geen plaats in deze lijst.")
            return None
        return found

    def id(self, name: str) -> UUID | None:
        """Return the id; None when it isn't given or is none."""
        found = self[name]
        with suppress(ValueError):
            return UUID(found) if found else None
        self.fail(name, "Dit moet een id zijn: 36 tekens, met streepjes.")
        return None
