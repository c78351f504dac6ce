"""`gateway vault export` and `import`: the key ring under two passphrases, for when it is lost."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session.files import read_file
from gateway.cli.session.reason import read_secret
from gateway.cli.session.trouble import Trouble, load_settings

if TYPE_CHECKING:
    from gateway.store.custody.escrow import Escrowed
    from gateway.store.keys.ring import KeyRing

File = Annotated[Path, typer.Argument(metavar="BESTAND", help="Bestand met de sleutelring onder twee wachtzinnen.")]
First = Annotated[
    Path | None,
    typer.Option("--eerste-bestand", help="Bestand met de eerste wachtzin. Zonder, of met -, wordt zij gevraagd."),
]
Second = Annotated[
    Path | None,
    typer.Option("--tweede-bestand", help="Bestand met de tweede wachtzin. Zonder, of met -, wordt zij gevraagd."),
]


def export_ring(file: File, eerste_bestand: First = None, tweede_bestand: Second = None) -> None:
    """Schrijft de sleutelring in een nieuw bestand, onder twee wachtzinnen van twee mensen; beide zijn nodig.

    Ieder typt de eigen wachtzin en bewaart haar apart van het bestand. Na 'vault rotate' is een nieuw bestand nodig.
    """
    from gateway.opening import key_file
    from gateway.store.custody.escrow import unwrap, wrap
    from gateway.store.custody.key_ring import load

    settings = load_settings()
    if file.exists():
        raise Trouble(f"{file} is er al. Er is niets gewijzigd. Noem een nieuw bestand.")
    ring = settings.keys.get_secret_value() if settings.keys is not None else load(key_file(settings)).text()
    first = read_secret(eerste_bestand, "Eerste wachtzin", confirm=True)
    second = read_secret(tweede_bestand, "Tweede wachtzin", confirm=True)
    wrapped = wrap(ring, first, second)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(wrapped)
        stream.flush()
        os.fsync(stream.fileno())
    if unwrap(read_file(file).decode(), first, second).ring != ring:
        raise Trouble(f"{file} geeft niet terug wat erin is gezet. Gebruik het niet, en kies een andere schijf.")
    typer.echo(
        f"De sleutelring staat in {file}, en is er ter proef weer uit gelezen. Bewaar het bestand op een andere plaats "
        "dan de database, en elke wachtzin bij een ander; probeer het elk jaar met 'gateway vault import --proef'.",
        err=True,
    )


def import_ring(
    file: File,
    eerste_bestand: First = None,
    tweede_bestand: Second = None,
    proef: Annotated[
        bool, typer.Option("--proef", help="Toont alleen welke sleutels erin staan, en wijzigt niets.")
    ] = False,
) -> None:
    """Zet de sleutelring terug uit een bestand van 'vault export', waar er geen is; of toont alleen of dat zou kunnen.

    Over een andere ring heen wordt nooit geschreven. Of zij bij de database hoort, kijkt elke start na.
    """
    from gateway.opening import key_file
    from gateway.store.custody.key_ring import load, save
    from gateway.store.keys.ring import read_ring

    settings = load_settings()
    found = _opened(file, eerste_bestand, tweede_bestand)
    ring = read_ring(found.ring)
    target = key_file(settings)
    made = f"{file} is van {found.made_at:%Y-%m-%d}, met de sleutels {', '.join(ring.fingerprints())}"
    current = settings.keys.get_secret_value() if settings.keys is not None else None
    if current is None and target.exists():
        current = load(target).text()
    where = "GATEWAY_KEYS" if settings.keys is not None else str(target)
    lacking = [] if current is None else _lacking(ring, read_ring(current))
    if lacking:
        raise Trouble(
            f"{made}. In {where} staat een andere ring, of een nieuwere: in het bestand ontbreekt, of is anders: "
            f"{', '.join(lacking)}. Er is niets gewijzigd. Is die ring de goede, maak dan een nieuw bestand met "
            "'gateway vault export'; anders zet haar eerst weg."
        )
    if current is not None or proef:
        same = f"alle sleutels van {where} staan erin" if current is not None else f"{where} is er nu niet"
        typer.echo(f"{made}; {same}. Er is niets gewijzigd.", err=True)
        return
    save(ring, target, exist_ok=False)
    unbound = "" if ring.bound_since else " Voer daarna 'gateway vault rewrap' uit: de regel gebonden ontbreekt erin."
    typer.echo(
        f"{made}, en staat nu in {target}. Start de gateway: zij kijkt na of de ring bij de database hoort.{unbound}",
        err=True,
    )


def _lacking(ring: "KeyRing", current: "KeyRing") -> list[str]:
    """Return what the current ring has and this one hasn't: names of keys, and that it takes bound values only."""
    lacking = ring.missing_keys(current.fingerprints())
    return [*lacking, "de regel gebonden"] if current.bound_since and not ring.bound_since else lacking


def _opened(file: Path, first: Path | None, second: Path | None) -> "Escrowed":
    from gateway.store.custody.escrow import unwrap

    try:
        text = read_file(file).decode()
    except UnicodeDecodeError:
        raise Trouble(f"{file} is geen bestand van 'gateway vault export'.") from None
    return unwrap(text, read_secret(first, "Eerste wachtzin"), read_secret(second, "Tweede wachtzin"))
