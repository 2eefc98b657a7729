"""The whole API as its own description says, tried by schemathesis against the real server.

`SCHEMATHESIS_EXAMPLES` says how many requests an operation gets; `make fuzz` sets it high.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Final

from frontdesk.config import Rate, Settings
from frontdesk.database.address import DatabaseAddress
from frontdesk.database.pool import Database
from tests.api.test_description import tell
from tests.desk import Desk, FakeClock, open_desk
from tests.serving import serve_desk

EXAMPLES: Final = os.environ.get("SCHEMATHESIS_EXAMPLES", "3")
SEED: Final = os.environ.get("SCHEMATHESIS_SEED", "1")
CONFIGURATION: Final = Path(__file__).with_name("schemathesis.toml")
ROOT: Final = Path(__file__).parents[2]
RUN: Final = "from schemathesis.cli import schemathesis; schemathesis()"


# `server_url` opens the endpoint that webhooks are verified at.
async def test_the_server_does_what_its_description_says(
    database: Database, address: DatabaseAddress, server_url: str, clock: FakeClock, tmp_path: Path
) -> None:
    # A limit that shows its headers and is never reached: the clock stands still.
    settings = Settings(
        data_dir=tmp_path,
        log_level="error",
        rate_limit=Rate(10**9, 60),
        address_rate_limit=None,
        webhooks_allow_http=True,
        webhooks_allow_private=True,
    )
    async with (
        serve_desk(address, clock, settings) as url,
        open_desk(database, address, url, "acme") as desk,
    ):
        await tell(desk)
        status, report = await run_schemathesis(desk, tmp_path)
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
