"""`gateway requests`: the requests of providers to a municipality, and the decision on one."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import typer

from gateway.cli.session.exact import Municipality
from gateway.cli.session.gateway import with_gateway
from gateway.cli.session.lists import sheets
from gateway.cli.session.lists.filters import by_day, by_provider
from gateway.cli.session.lists.items import Keys, Limit, Order
from gateway.cli.session.lists.listed import Form, Listed, Look, asked_for, listed
from gateway.cli.session.recorded_read import Purpose
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from rich.table import Table

    from gateway.exchange.requests.answer import GivenAnswer
    from gateway.exchange.requests.listing import RequestItem

app = Commands(
    name="requests",
    help="Toont verzoeken van aanbieders (WMO315 en WMO317) aan een gemeente, en beslist erop.",
    short_help="zoek verzoeken van aanbieders, of beslis erop",
)
Request = Annotated[UUID, typer.Argument(metavar="ID", help="Het verzoek, zoals de lijst het noemt.")]
DecidedBy = Annotated[str | None, typer.Option("--beslist-door", metavar="NAAM", help="De consulent die besloot.")]


@app.command("list")
@listed
def list_requests(
    gemeente: Municipality,
    status: Annotated[
        Literal["open", "in-onderzoek", "toegekend", "afgewezen"] | None, typer.Option(help="Hoe het ermee staat.")
    ] = None,
    soort: Annotated[Literal["toewijzing", "wijziging"] | None, typer.Option(help="Waar het om vraagt.")] = None,
    client: Annotated[UUID | None, typer.Option(metavar="ID", help="Voor deze cliënt.")] = None,
    aanbieder: Annotated[str | None, by_provider("Van deze aanbieder.")] = None,
    product: Annotated[str | None, typer.Option(metavar="CODE", help="Om deze productcode.")] = None,
    vanaf: Annotated[date | None, by_day("Ontvangen op deze dag of later.")] = None,
    tot: Annotated[date | None, by_day("Ontvangen op deze dag of eerder.")] = None,
    uiterlijk: Annotated[
        date | None,
        by_day("Nog zonder besluit, en het antwoord moet er op deze dag of eerder zijn."),
    ] = None,
    volgorde: Order = "oudste",
    aantal: Limit = 50,
    purpose: Purpose = None,
    *,
    form: Form,
) -> None:
    """Toont verzoeken die bij alle filters horen, op volgorde van binnenkomst."""
    from gateway.exchange.requests import listing
    from gateway.messages.kinds.verzoek import Wmo315, Wmo317
    from gateway.standard.calendar import end_of, first_instant
    from gateway.store.lists.requests import RequestFilter

    kinds = {"toewijzing": Wmo315.soort.name, "wijziging": Wmo317.soort.name}
    filters = RequestFilter(
        gemeente=gemeente,
        status=status,
        soort=None if soort is None else kinds[soort],
        client=client,
        aanbieder=aanbieder,
        code=product,
        vanaf=first_instant(vanaf),
        tot=end_of(tot),
    )
    Listed(
        load=lambda gateway, asked: listing.list_requests(gateway, filters, asked, due=uiterlijk),
        asked=asked_for(aantal, volgorde),
        sheet=sheets.requests,
        table=_table,
        look=Look.at("requests list", purpose, gemeente),
        keys=Keys(named={"id": "verzoek_id", "referentie": "referentie_aanbieder"}),
    ).show(form)


def _table(items: "Sequence[RequestItem]") -> "Table":
    from rich.table import Table

    table = Table("id", "soort", "ontvangen", "aanbieder", "product", "vanaf", "status", "uiterlijk", box=None)
    for each in items:
        asked_for = (str(each.ontvangen_op.date()), each.aanbieder, each.code or each.categorie or "")
        due = "" if each.uiterlijk is None else str(each.uiterlijk)
        table.add_row(str(each.id), each.soort, *asked_for, str(each.ingangsdatum), each.status, due)
    return table


@app.command()
def grant(
    gemeente: Municipality,
    id: Request,
    vanaf: Annotated[
        date | None,
        by_day("Van een WMO317: wat eerder was gewenst begint op deze dag."),
    ] = None,
    beslist_door: DecidedBy = None,
) -> None:
    """Kent een verzoek toe zoals het is gevraagd; de WMO301 staat klaar voor de aanbieder."""
    from gateway.exchange.requests.grant import grant_request
    from gateway.exchange.requests.plan import Grant
    from gateway.store.care.toewijzingen import DecisionRecord

    asked = Grant(begins=vanaf, record=DecisionRecord(beslist_door=beslist_door))
    decided = with_gateway(lambda gateway: grant_request(gateway, gemeente, id, asked))
    for each in decided.issued:
        typer.echo(f"toewijzing {each.assignment.nummer}, versie {each.assignment.current.versie}")
    for bericht in decided.bericht_ids:
        typer.echo(f"bericht {bericht}")


@app.command()
def refuse(
    gemeente: Municipality,
    id: Request,
    reden: Annotated[
        Literal["1", "2", "3", "4", "5", "6", "7", "9"],
        typer.Option(help="RedenAfwijzingVerzoek (WJ759): 3 geen contract, 7 zorginhoudelijk, …"),
    ],
    ingetrokken: Annotated[
        bool, typer.Option("--ingetrokken", help="De aanbieder trok het in, buiten de berichten om.")
    ] = False,
    beslist_door: DecidedBy = None,
) -> None:
    """Wijst een verzoek af; de WMO319 staat klaar voor de aanbieder."""
    from gateway.exchange.requests.answer import GivenAnswer
    from gateway.rules.case import RequestAnswer

    _answer(
        gemeente,
        id,
        GivenAnswer(answer=RequestAnswer.DENIED, reden=reden, withdrawn=ingetrokken, decided_by=beslist_door),
    )


@app.command()
def investigate(gemeente: Municipality, id: Request, beslist_door: DecidedBy = None) -> None:
    """Neemt een verzoek in onderzoek; de WMO319 staat klaar voor de aanbieder."""
    from gateway.exchange.requests.answer import GivenAnswer
    from gateway.rules.case import RequestAnswer

    _answer(gemeente, id, GivenAnswer(answer=RequestAnswer.INVESTIGATED, decided_by=beslist_door))


def _answer(gemeente: str, id: UUID, asked: "GivenAnswer") -> None:
    from gateway.exchange.requests.answer import answer_request

    found = with_gateway(lambda gateway: answer_request(gateway, gemeente, id, asked))
    typer.echo(f"{found.request.status}, bericht {found.answers[-1].answer.bericht_id}")
