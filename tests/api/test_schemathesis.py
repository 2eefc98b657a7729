"""The whole API as its own description says, tried by schemathesis against the real server.

`SCHEMATHESIS_EXAMPLES` says how many requests an operation gets; `make fuzz` sets it high.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from tests.api.test_description import tell
from tests.desk import Desk

EXAMPLES: Final = os.environ.get("SCHEMATHESIS_EXAMPLES", "5")
SEED: Final = os.environ.get("SCHEMATHESIS_SEED", "1")
CONFIGURATION: Final = Path(__file__).with_name("schemathesis.toml")
ROOT: Final = Path(__file__).parents[2]
RUN: Final = "from schemathesis.cli import schemathesis; schemathesis()"


async def test_the_server_does_what_its_description_says(acme: Desk, tmp_path: Path) -> None:
    await tell(acme)
    status, report = await run_schemathesis(acme, tmp_path)
    assert status == 0, report


async def run_schemathesis(desk: Desk, folder: Path) -> tuple[int, str]:
    """Exit status and what was printed; in a process of its own, since this one serves."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-c", RUN, "--config-file", str(CONFIGURATION)),
        *("run", f"{desk.client.base_url}/openapi.json"),
        *("--header", f"Authorization: Bearer {desk.access_token}"),
        *("--max-examples", EXAMPLES, "--seed", SEED, "--no-color"),
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, output.decode()
