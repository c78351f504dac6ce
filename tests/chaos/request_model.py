"""A model of requests and what answers them, written a second time and as simply as possible. See claim_model.py."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

_OPEN = ("open", "in-onderzoek")


@dataclass(frozen=True, slots=True)
class Told:
    """An assignment as a WMO301 told it."""

    message: UUID
    end: date | None
    gone: bool


@dataclass
class RequestBooks:
    """The requests of one provider for some clients, and what was answered to each."""

    client_of: dict[str, str] = field(default_factory=dict)
    """By reference the client."""
    answers: dict[str, list[tuple[UUID, str]]] = field(default_factory=dict)
    """By reference the messages that answered it, with the state that each leads to; not those that were refused."""
    told: dict[str, dict[int, list[Told]]] = field(default_factory=dict)
    """By client and number the assignments that the provider was told of, in messages that it didn't refuse."""
    names: set[tuple[str, str]] = field(default_factory=set)
    """Kind and Identificatie of the requests that were approved."""

    def state(self, reference: str) -> str:
        """Return "open", "in-onderzoek", "toegekend" or "afgewezen"; the first for one without an answer."""
        states = [state for _, state in self.answers[reference]]
        final = [state for state in states if state != "in-onderzoek"]
        return (final or states or ["open"])[-1]

    def current(self, client: str, day: date) -> set[int]:
        """Return the assignments of this client that hold on this day or later, as the provider knows them."""
        return {
            nummer
            for nummer, versions in self.told.get(client, {}).items()
            if versions and not versions[-1].gone and (versions[-1].end or date.max) >= day
        }

    def ask(self, client: str, name: str, reference: str) -> frozenset[str]:
        """Return the rules that a WMO315 with this reference breaks; when there are none it is open."""
        return self._take(("WMO315", name), client, reference, set())

    def ask_change(
        self, client: str, name: str, reference: str, same: set[int], change: set[int], day: date
    ) -> frozenset[str]:
        """Do the same for a WMO317 of this day, which has to name all assignments that hold, and no other."""
        current = self.current(client, day)
        faults = {"TR349"} if current - same - change else set[str]()
        faults |= {"TR350"} if same - current else set()
        faults |= {"TR351"} if change - current else set()
        return self._take(("WMO317", name), client, reference, faults)

    def _take(self, name: tuple[str, str], client: str, reference: str, faults: set[str]) -> frozenset[str]:
        if name in self.names:
            return frozenset({"TR056"})
        if any(self.state(each) in _OPEN for each, whose in self.client_of.items() if whose == client):
            faults.add("TR374")
        if reference in self.answers:
            faults.add("TR347")
        if not faults:
            self.names.add(name)
            self.client_of[reference], self.answers[reference] = client, []
        return frozenset(faults)

    def answer(self, message: UUID, reference: str, state: str) -> None:
        """Take an answer that was sent: each state is reached by its own message, from one that it may follow on."""
        before = self.state(reference)
        assert before == "open" or (before == "in-onderzoek" and state != before), (before, state)
        self.answers[reference].append((message, state))

    def tell(self, client: str, message: UUID, assigned: Iterable[tuple[int, date | None, bool]]) -> None:
        """Take the number, last day and removal of each assignment in a WMO301."""
        told = self.told.setdefault(client, {})
        for nummer, end, gone in assigned:
            told.setdefault(nummer, []).append(Told(message, end, gone))

    def refuse(self, message: UUID) -> None:
        """Take the refusal of a WMO301 or WMO319, which counts as never sent from now on."""
        for of_client in self.told.values():
            for versions in of_client.values():
                versions[:] = [each for each in versions if each.message != message]
        for answers in self.answers.values():
            answers[:] = [each for each in answers if each[0] != message]
