"""Data that was made once and serves later runs."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path


def with_made_data(folder: Path, kept: Path | None, make: Callable[[Path], None]) -> None:
    """Fill `folder` by `make`, or by a copy of `kept`, which is what `make` made in an earlier run;
    if it has not been made yet, it is kept there now. None: nothing is kept."""
    if kept is not None and kept.exists():
        copy(kept, folder)
        return
    make(folder)
    if kept is not None:
        # It gets its name when it is complete, whenever the run is killed.
        unfinished = kept.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        copy(folder, unfinished)
        unfinished.rename(kept)


def copy(source: Path, target: Path) -> None:
    """With owners and times, and without taking room where the file system can share it."""
    run = subprocess.run(["cp", "-a", *_SHARING, str(source), str(target)])
    if run.returncode != 0:
        sys.exit(f"bench: {source} cannot be copied")


_SHARING = ["--reflink=auto"] if sys.platform == "linux" else []
