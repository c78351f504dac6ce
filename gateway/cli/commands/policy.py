"""`gateway policy`: show regional policy, check a file of it, compare two versions, and audit care that stands."""

import stat
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gateway.cli.commands.policy_audit import audit, given_day
from gateway.cli.session.trouble import FINDINGS, Trouble, load_settings
from gateway.cli.session.usage import Commands
from gateway.standard.os_reasons import reason

if TYPE_CHECKING:
    from gateway.policy.loading.regions import Region
    from gateway.policy.model import Policy

MAX_POLICY_BYTES: Final = 1024 * 1024

app = Commands(
    name="policy",
    help="Toont het regionale beleid, controleert een bestand ermee en zegt wat er veranderde.",
    short_help="toon, controleer en vergelijk regionaal beleid",
)

app.command()(audit)

RegionName = Annotated[
    str | None, typer.Option("--regio", metavar="NAAM", help="Welke regio; mag weg als er maar één is.")
]
Day = Annotated[
    str | None, typer.Option("--op", "--on", metavar="DATUM", help="Zoals het op deze dag geldt (2026-03-01).")
]


@app.command()
def show(region: RegionName = None, on: Day = None) -> None:
    """Toont het beleid van een regio zoals het op een dag geldt, zonder --op zoals het vandaag geldt."""
    from gateway.cli.commands.policy_tables import show_policy
    from gateway.standard.calendar import DUTCH_TIME

    day = datetime.now(DUTCH_TIME).date() if on is None else given_day(on)
    show_policy(_policy_on(_region(region), day))


@app.command()
def check(
    path: Annotated[
        Path, typer.Argument(metavar="PAD", help="De map van een regio, of een bestand erin zoals 2024-01-01.toml.")
    ],
) -> None:
    """Controleert het beleid van een regio zoals de gateway dat doet bij het laden, en zegt wat aan elke fout te doen.

    Eindigt met 0 als het in orde is, met 1 als er fouten in staan, met 2 als het niet te lezen is.
    """
    files = sorted(path.glob("*.toml")) if path.is_dir() else [path]
    if not files:
        raise Trouble(
            f"In {path} staat geen bestand .toml; elk heet naar de eerste dag van zijn tekst: 2024-01-01.toml."
        )
    right = [_check_file(each) for each in files]
    if not all(right):
        raise typer.Exit(FINDINGS)


def _check_file(file: Path) -> bool:
    """Print whether the file is right, or each of its faults with what to do. Return True when it is right."""
    from gateway.policy.loading.advice import advice_on
    from gateway.policy.loading.load import MAX_FAULTS_SHOWN, PolicyError

    try:
        policy = _load(file)
    except PolicyError as error:
        for line, fault in zip(str(error).splitlines(), error.faults[:MAX_FAULTS_SHOWN], strict=False):
            advice = advice_on(fault.text)
            typer.echo(f"{line}. Te doen: {advice}" if advice else line)
        if len(error.faults) > MAX_FAULTS_SHOWN:
            typer.echo(str(error).splitlines()[-1])
        summary = "1 fout" if len(error.faults) == 1 else f"{len(error.faults)} fouten"
        typer.echo(f"gateway: {file} is niet in orde: {summary}", err=True)
        return False
    typer.echo(
        f"{file}: in orde. {policy.naam}, regio {policy.regio}, geldig vanaf {policy.geldig_vanaf}: "
        f"{len(policy.producten)} producten, {len(policy.segmenten)} segmenten, {len(policy.toetsen)} toetsen."
    )
    return True


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="A", help="Een dag (2023-12-31) of een bestand.")],
    new: Annotated[str, typer.Argument(metavar="B", help="Een dag of een bestand, om A mee te vergelijken.")],
    region: RegionName = None,
) -> None:
    """Toont sleutel voor sleutel wat er in B anders is dan in A; een dag staat voor het beleid dat dan geldt."""
    from gateway.cli.commands.policy_tables import show_differences

    show_differences(_policy_meant(old, region), _policy_meant(new, region))


@app.command()
def checks(
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="Zoals NL-201; zonder: alle toetsen.")] = None,
    region: RegionName = None,
    on: Day = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Als tabel in Markdown.")] = False,
) -> None:
    """Toont de toetsen met hun gevolg, en wat de documenten openlaten; zonder --op naar het nieuwste beleid."""
    from gateway.cli.commands.policy_tables import show_check, show_checks
    from gateway.policy.table import cards
    from gateway.policy.table import markdown as as_markdown

    chosen = _region(region)
    policy = chosen.versions[-1] if on is None else _policy_on(chosen, given_day(on))
    if markdown:
        typer.echo(as_markdown(policy), nl=False)
    elif code is None:
        show_checks(policy)
    else:
        card = next((each for each in cards() if each.code == code.upper()), None)
        if card is None:
            raise Trouble(f"Er is geen toets {code!r}. 'gateway policy checks' toont alle codes.")
        show_check(card, policy)


def _region(name: str | None) -> "Region":
    """Return the region of this name, or the only one. Raises Trouble, UnknownRegion or PolicyError."""
    from gateway.policy.loading.regions import load_region, region_names

    folder = load_settings().policy_dir
    names = region_names(folder)
    if name is None and len(names) > 1:
        raise Trouble(f"Er is beleid van meer dan één regio: kies met --regio uit {', '.join(names)}.")
    return load_region(names[0] if name is None else name, folder)


def _policy_on(region: "Region", day: date) -> "Policy":
    policy = region.policy_on(day)
    if policy is None:
        first = region.versions[0].geldig_vanaf
        raise Trouble(f"Regio {region.naam} heeft op {day} nog geen beleid; het eerste geldt vanaf {first}.")
    return policy


def _policy_meant(text: str, region: str | None) -> "Policy":
    """Return the policy of a file, or the one in force on a day. Raises Trouble, UnknownRegion or PolicyError."""
    if text.endswith(".toml") or Path(text).is_file():
        return _load(Path(text))
    return _policy_on(_region(region), given_day(text))


def _load(file: Path) -> "Policy":
    from gateway.policy.loading.load import load_policy

    try:
        _check_ordinary(file)
        return load_policy(file)
    except OSError as error:
        raise Trouble(f"{file} is niet te lezen: {reason(error)}.") from None


def _check_ordinary(file: Path) -> None:
    """Raise Trouble unless it is an ordinary file of a size that policy can have; OSError when it isn't there."""
    found = file.stat()
    if not stat.S_ISREG(found.st_mode):
        what = "een map" if stat.S_ISDIR(found.st_mode) else "geen gewoon bestand"
        raise Trouble(f"{file} is niet te lezen: het is {what}.")
    if found.st_size > MAX_POLICY_BYTES:
        raise Trouble(f"{file} is groter dan {MAX_POLICY_BYTES // 1024**2} MB; zo groot is geen beleid.")
