"""Parts of a path, with their description and form."""

from typing import Annotated

from fastapi import Path

from gateway.api.shapes.exact import AssignmentNumber, Id

BerichtPath = Annotated[Id, Path(description="Id van het bericht.")]
ClientPath = Annotated[Id, Path(description="Id van de cliënt.")]
SignaalPath = Annotated[Id, Path(description="Id van het signaal.")]
VerzoekPath = Annotated[Id, Path(description="Id van het verzoek.")]
GemeentePath = Annotated[str, Path(pattern=r"^[0-9]{4}$", description="CBS-code van de gemeente.")]
NummerPath = Annotated[AssignmentNumber, Path(description="ToewijzingNummer.")]
