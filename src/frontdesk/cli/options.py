"""Options that many commands have."""

from pathlib import Path
from typing import Annotated

import typer

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="Folder of the embedded database, keys and files."),
]
CommunityName = Annotated[str, typer.Option("--community", help="Short name of the community.")]
