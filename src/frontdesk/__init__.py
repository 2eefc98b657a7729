"""frontdesk: an open-source, self-hosted support desk."""

from typing import Final

__version__: Final = "0.1.0"
