"""A dependency of pages: the person who visits, when it is somebody for whom the page is."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import Depends, Request
from starlette.datastructures import FormData
from starlette.types import Scope

from gateway.console.session.cookie import form_token, is_form_token, token_of
from gateway.console.session.form import read_form, text_in
from gateway.console.session.looks import begin_look
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Forbidden
from gateway.exchange.parties.login import find_session
from gateway.store.parties.operator_log import Actor
from gateway.store.parties.organisaties import Organisatie, Soort
from gateway.store.parties.personen import Person, Role
from gateway.store.parties.sessies import Session

EVERYBODY: Final[Collection[Role]] = ("raadpleger", "consulent", "backoffice", "beheerder")
WHO_HANDLE: Final[Collection[Role]] = ("consulent", "backoffice", "beheerder")
"""Roles that may handle work items, mark as received, report, judge again and send again."""
WHO_KEEP: Final[Collection[Role]] = ("backoffice", "beheerder")
"""Roles that may replace contracts and tariffs."""
WHO_OPERATE: Final[tuple[Role, ...]] = ("beheerder",)
"""Roles that may do what is for all organisations: resend, freeze, let in, hold."""
WHO_DECIDE: Final[Collection[Role]] = ("consulent", "beheerder")
"""Roles that may register clients and decide on care."""
TOKEN_FIELD: Final = "formulier"
"""The field of each form with its token."""
_FOUND: Final = "visitor"
_TOKEN: Final = "visitor_token"
Identified = tuple[Organisatie, str]


class Stranger(Exception):
    """Raised for a page that takes a login. `back`: the page to return to after that."""

    def __init__(self, back: str) -> None:
        super().__init__()
        self.back = back


@dataclass(frozen=True, slots=True)
class Visit:
    """A person who visits a page, and the gateway that acts for them."""

    request: Request
    gateway: Gateway
    session: Session
    token: str
    form: FormData = field(default_factory=FormData)
    """What the person filled in; empty unless it is a POST."""

    @property
    def person(self) -> Person:
        """The person."""
        return self.session.person

    @property
    def caller(self) -> Organisatie:
        """The organisation that the person works for, as which use cases are called."""
        return self.session.organisatie

    @property
    def form_token(self) -> str:
        """The token that each form on the page sends along."""
        return form_token(self.token)

    def may(self, roles: Collection[Role]) -> bool:
        """Return True when the person has one of these roles."""
        return self.person.rol in roles


def access_name(person: Person) -> str:
    """Return how the person is named in read records and with acts."""
    return f"persoon {person.inlognaam}"


async def recognise(request: Request) -> Identified | Exception:
    """Return whose session it is and how they are named on record, or why nobody is known. Looks once a request."""
    state: dict[str, Any] = request.scope.setdefault("state", {})
    if _FOUND not in state:
        try:
            state[_FOUND] = await _find(request)
        except Exception as error:  # noqa: BLE001 - raised where it can be answered: `Visitor`
            state[_FOUND] = error
    found: Session | Exception = state[_FOUND]
    return found if isinstance(found, Exception) else (found.organisatie, access_name(found.person))


async def _find(request: Request) -> Session:
    token = token_of(request)
    idle: timedelta = request.app.state.console_idle
    found = None if token is None else await find_session(request.app.state.gateway, token, idle)
    if found is None:
        raise Stranger(_back(request))
    request.scope["state"][_TOKEN] = token
    return found


def known_visitor(scope: Scope) -> tuple[Session, str] | None:
    """Return the session behind this request and its token, when it was looked up; None for a stranger."""
    state = scope.get("state", {})
    found = state.get(_FOUND)
    return (found, state[_TOKEN]) if isinstance(found, Session) else None


def _back(request: Request) -> str:
    """Return the page to come back to after logging in; of a form the start."""
    return quote(request.url.path) if request.method == "GET" else "/console"


class Visitor:
    """A dependency: the visit of a person whose organisation is of one of these kinds, in one of these roles."""

    def __init__(self, *kinds: Soort, roles: Collection[Role] = EVERYBODY, external: bool = True) -> None:
        """`external`: admit the people of a municipality with another gateway."""
        self._kinds = kinds
        self._roles = roles
        self._external = external

    async def __call__(self, request: Request) -> Visit:
        """Return the visit. Raises Stranger, Forbidden, or what the database raises."""
        known = await recognise(request)
        if isinstance(known, Exception):
            raise known
        visitor = known_visitor(request.scope)
        assert visitor is not None
        session, token = visitor
        organisatie, name = known
        begin_look(request, organisatie.code, name, session.doel)
        self._check(session)
        acting = replace(request.app.state.gateway, actor=Actor(organisatie.code, name))
        visit = Visit(request, acting, session, token)
        return visit if request.method == "GET" else replace(visit, form=await _own_form(request, token))

    def _check(self, session: Session) -> None:
        caller, rol = session.organisatie, session.person.rol
        if caller.soort not in self._kinds:
            raise Forbidden(
                "andere-organisatie",
                f"Deze bladzijde is voor een {' of '.join(self._kinds)}; u werkt voor een {caller.soort}.",
            )
        if caller.extern and not self._external:
            raise Forbidden(
                "gemeente-extern",
                f"Gemeente {caller.code} houdt haar administratie bij een andere gateway; kijk daar.",
            )
        if rol not in self._roles:
            raise Forbidden(
                "andere-rol",
                f"Dit kan met de rol {' of '.join(self._roles)}; u bent {rol}. Vraag het een collega, of de beheerder "
                "om een andere rol.",
            )


async def _own_form(request: Request, token: str) -> FormData:
    """Return the form. Raises Forbidden unless a page of this session made it."""
    form = await read_form(request)
    if not is_form_token(token, text_in(form, TOKEN_FIELD)):
        raise Forbidden(
            "formulier-verlopen",
            "Dit formulier hoort niet bij uw sessie van nu; er is niets gedaan. Open de bladzijde opnieuw en vul het "
            "nog eens in.",
        )
    return form


Anybody = Annotated[Visit, Depends(Visitor("gemeente", "aanbieder", "beheerder"))]
Municipality = Annotated[Visit, Depends(Visitor("gemeente", external=False))]
HandlingMunicipality = Annotated[Visit, Depends(Visitor("gemeente", roles=WHO_HANDLE, external=False))]
Judging = Annotated[Visit, Depends(Visitor("gemeente", "beheerder", roles=WHO_HANDLE))]
KeepingMunicipality = Annotated[Visit, Depends(Visitor("gemeente", roles=WHO_KEEP, external=False))]
DecidingMunicipality = Annotated[Visit, Depends(Visitor("gemeente", roles=WHO_DECIDE, external=False))]
Provider = Annotated[Visit, Depends(Visitor("aanbieder"))]
HandlingProvider = Annotated[Visit, Depends(Visitor("aanbieder", roles=WHO_HANDLE))]
Operator = Annotated[Visit, Depends(Visitor("beheerder"))]
ActingOperator = Annotated[Visit, Depends(Visitor("beheerder", roles=WHO_OPERATE))]
AtHome = Annotated[Visit, Depends(Visitor("gemeente", "aanbieder", external=False))]
"""Somebody of a provider, or of a municipality that keeps its administration here."""
Party = Annotated[Visit, Depends(Visitor("gemeente", "aanbieder"))]
