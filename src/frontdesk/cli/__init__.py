"""The `frontdesk` command."""

import sys

from frontdesk.cli.commands import app
from frontdesk.errors import FrontdeskError

__all__ = ["app", "main"]


def main() -> None:
    """Exit code 0, or 1 with one clear line on stderr (2 for a command line that is off)."""
    try:
        app()
    except FrontdeskError as error:
        print(f"frontdesk: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
