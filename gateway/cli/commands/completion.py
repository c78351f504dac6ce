"""`gateway completion`: the script by which a shell completes commands, options and values."""

from typing import Annotated

import typer

from gateway.cli.session.completion import Shell, print_script


def completion(
    context: typer.Context,
    shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="bash, zsh of fish.")],
) -> None:
    """Schrijft het script waarmee TAB opdrachten, opties en waarden aanvult.

    Voor bash en zsh: zet eval "$(gateway completion bash)" in ~/.bashrc of ~/.zshrc (bij zsh na compinit). Voor fish:
    schrijf het naar ~/.config/fish/completions/gateway.fish.
    """
    print_script(context.find_root().command, shell)
