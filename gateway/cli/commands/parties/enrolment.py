"""The commands of `gateway accounts` that enrol an organisation and change it, each with a trial of its address."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from gateway.cli.commands.parties.accounts import Code, Kind, app, destination_of
from gateway.cli.session.gateway import with_gateway
from gateway.standard.channels import ADDRESS_COLUMNS, MAILBOX, ChannelName

if TYPE_CHECKING:
    from gateway.exchange.kernel.gateway import Gateway
    from gateway.store.parties.organisaties import Organisatie

__all__ = ["app"]

NONE_CHOSEN = "geen"
PolicyChoice = Annotated[
    str | None,
    typer.Option(metavar="REGIO|geen", help="Van een gemeente: het regionale beleid waaraan toewijzingen voldoen."),
]

WorkingDays = Annotated[
    list[str] | None,
    typer.Option(
        metavar="goede-vrijdag|bevrijdingsdag|bevrijdingsdag-buiten-lustrum|geen",
        help="Van een gemeente: een feestdag van de Algemene termijnenwet die zij als werkdag telt. Mag vaker; "
        "vervangt wat gekozen was, en 'geen' is zoals de wet het zegt.",
    ),
]

Untried = Annotated[
    bool,
    typer.Option(
        "--ongeprobeerd", help="Stelt een adres in zonder het te proberen; dat gebeurt voor het eerste bericht."
    ),
]


def show_key(sleutel: str, code: str) -> None:
    """Write the key alone to stdout, so that a script can take it, and an explanation to stderr."""
    typer.echo(f"API-sleutel van {code}. Hij is alleen nu te lezen; bewaar hem als een wachtwoord:", err=True)
    typer.echo(sleutel)


@app.command()
def add(
    code: Code,
    soort: Annotated[Kind, typer.Option(help="Wat voor organisatie.")],
    naam: Annotated[str, typer.Option(help="Naam voor mensen.")],
    afleveradres: Annotated[
        str | None, typer.Option(metavar="URL", help="Waar berichten naartoe worden gestuurd (kanaal push).")
    ] = None,
    aflevermap: Annotated[
        str | None, typer.Option("--map", metavar="PAD", help="Map waarin berichten worden gezet (kanaal map).")
    ] = None,
    extern: Annotated[
        bool, typer.Option("--extern", help="Van een gemeente: zij gebruikt een andere gateway.")
    ] = False,
    beleid: PolicyChoice = None,
    werkdag: WorkingDays = None,
    ongeprobeerd: Untried = False,
) -> None:
    """Schrijft een organisatie in en toont eenmalig haar eerste API-sleutel.

    Zonder --afleveradres of --map haalt zij haar berichten op uit haar postvak. Een adres wordt eerst geprobeerd,
    zonder bericht; is het niet te bereiken, dan wordt er niets ingeschreven.
    """
    from gateway.exchange.parties import accounts
    from gateway.store.parties.organisaties import Organisatie

    kanaal = _channel(None, afleveradres, aflevermap) or MAILBOX
    organisatie = Organisatie(
        code,
        soort,
        naam,
        afleveradres,
        extern=extern,
        kanaal=kanaal,
        aflevermap=aflevermap,
        beleid=None if beleid == NONE_CHOSEN else beleid,
        gewerkte_feestdagen=_worked(werkdag) or frozenset(),
    )

    async def work(gateway: "Gateway") -> None:
        show_key(await accounts.add_account(gateway, organisatie, untried=ongeprobeerd), code)

    with_gateway(work)


@app.command()
def change(
    code: Code,
    naam: Annotated[str | None, typer.Option(help="Nieuwe naam.")] = None,
    kanaal: Annotated[
        ChannelName | None,
        typer.Option(
            help="Hoe zij haar berichten krijgt: ophalen, toegestuurd over HTTPS, door de keten (GGK of VECOZO), "
            "of in een map."
        ),
    ] = None,
    afleveradres: Annotated[str | None, typer.Option(metavar="URL", help="Adres bij een kanaal over het web.")] = None,
    aflevermap: Annotated[str | None, typer.Option("--map", metavar="PAD", help="Map bij kanaal map.")] = None,
    productverschil: Annotated[
        Literal["afkeur", "signaal"] | None,
        typer.Option(help="Van een gemeente: wat een ander product dan toegewezen in een start of stop is (IV075)."),
    ] = None,
    extern: Annotated[
        bool | None,
        typer.Option("--extern/--eigen", help="Van een gemeente: zij gebruikt een andere gateway, of deze."),
    ] = None,
    beleid: PolicyChoice = None,
    werkdag: WorkingDays = None,
    ongeprobeerd: Untried = False,
) -> None:
    """Wijzigt naam, kanaal of instelling van een organisatie; wat op haar wacht, gaat mee naar het nieuwe kanaal.

    Een ander kanaal of adres wordt eerst geprobeerd, en is het niet te bereiken, dan wijzigt er niets.
    """
    from gateway.exchange.parties import accounts

    chosen_channel = _channel(kanaal, afleveradres, aflevermap)
    as_signal = None if productverschil is None else productverschil == "signaal"

    async def work(gateway: "Gateway") -> "Organisatie":
        return await accounts.change_account(
            gateway,
            code,
            naam=naam,
            kanaal=chosen_channel,
            afleveradres=afleveradres,
            aflevermap=aflevermap,
            productverschil_is_signaal=as_signal,
            extern=extern,
            beleid="" if beleid == NONE_CHOSEN else beleid,
            gewerkte_feestdagen=_worked(werkdag),
            untried=ongeprobeerd,
        )

    changed = with_gateway(work)
    policy_text = f", beleid {changed.beleid}" if changed.beleid else ""
    holidays_text = (
        f", ook werkdag: {', '.join(sorted(changed.gewerkte_feestdagen))}" if changed.gewerkte_feestdagen else ""
    )
    to = destination_of(changed)
    typer.echo(f"{changed.code}: {changed.naam}, berichten naar {to}{policy_text}{holidays_text}", err=True)


def _worked(chosen: list[str] | None) -> frozenset[str] | None:
    """Return the holidays that were named as working days; None when the option was left out."""
    if not chosen:
        return None
    if NONE_CHOSEN in chosen and len(set(chosen)) > 1:
        raise typer.BadParameter("noem bij --werkdag 'geen' of feestdagen, niet allebei")
    return frozenset(chosen) - {NONE_CHOSEN}


def _channel(kanaal: ChannelName | None, afleveradres: str | None, aflevermap: str | None) -> ChannelName | None:
    """Return the channel that was asked for, or the first that an address or folder implies; None: none."""
    if kanaal is not None:
        return kanaal
    given = {"afleveradres": afleveradres, "aflevermap": aflevermap}
    implied = [name for name, column in ADDRESS_COLUMNS.items() if given.get(column) is not None]
    if len({ADDRESS_COLUMNS[name] for name in implied}) > 1:
        raise typer.BadParameter("kies tussen --afleveradres en --map, of noem ook --kanaal")
    return next(iter(implied), None)
