"""`gateway simulator`: a chain of one's own, to develop and train against."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.session.exact import whole
from gateway.cli.session.trouble import COULD_NOT_RUN, fail
from gateway.cli.session.usage import Commands

if TYPE_CHECKING:
    from gateway.simulator.scenario import Scenario

_HOST = "127.0.0.1"
"""The controls are open to who can reach them, so only this machine can."""

app = Commands(
    name="simulator",
    help="Speelt de keten na op deze machine: het GGK, gemeenten en aanbieders, met storingen op bestelling.",
    short_help="speel de keten na, met storingen",
)


@app.command("serve")
def serve(
    scenario: Annotated[Path, typer.Option("--scenario", metavar="BESTAND", help="Wie er in de keten zit, in TOML.")],
    zaad: Annotated[
        int | None,
        typer.Option(
            "--zaad", "--seed", parser=whole(0, 2**63 - 1), metavar="GETAL", help="Een ander zaad dan het scenario."
        ),
    ] = None,
    port: Annotated[
        int,
        typer.Option("--poort", "--port", parser=whole(0, 65535), metavar="POORT", help="Poort; 0 kiest een vrije."),
    ] = 8018,
    controls: Annotated[
        int,
        typer.Option(
            "--bediening", "--controls", parser=whole(0, 65535), metavar="POORT", help="Poort van de bladzijde erbij."
        ),
    ] = 8019,
) -> None:
    """Speelt het scenario na tot SIGTERM of Ctrl-C, en vertelt van elk bericht wat ermee gebeurt."""
    import asyncio
    import ssl

    from gateway.cli.session.logs.logging import configure
    from gateway.simulator.scenario import ScenarioError, load_scenario
    from gateway.simulator.serving import ServerNotStarted

    configure("info")
    try:
        found = load_scenario(scenario)
        chosen = found if zaad is None else found.model_copy(update={"zaad": zaad})
        asyncio.run(_serve(chosen, port, controls))
    except (ScenarioError, ServerNotStarted) as error:
        fail(str(error), COULD_NOT_RUN)
    except ssl.SSLError:
        fail("Een bestand onder [tls] is geen certificaat, of mist zijn sleutel.", COULD_NOT_RUN)


async def _serve(scenario: "Scenario", port: int, controls: int) -> None:
    import asyncio

    import structlog

    from gateway.cli.server.listening import bind_faults, on_stop
    from gateway.simulator.serving import bind_port, url_of
    from gateway.simulator.simulator import running

    stop = asyncio.Event()
    with bind_faults(_HOST, port):
        bound = bind_port(_HOST, port)
    with bind_faults(_HOST, controls):
        steered = bind_port(_HOST, controls)
    with on_stop(stop.set):
        async with running(scenario, bound, controls=steered) as simulator:
            structlog.get_logger(__name__).info(
                "simulator.started", address=simulator.ggk, controls=url_of(steered), seed=scenario.zaad
            )
            await stop.wait()
