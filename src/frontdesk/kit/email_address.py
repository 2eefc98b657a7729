"""What an e-mail address looks like; whether it exists only a message can tell."""

import re
from typing import Final

LONGEST: Final = 254

FORM: Final = r"[^\s@<>(),;:\"\\]+@[^\s@<>(),;:\"\\.]+(?:\.[^\s@<>(),;:\"\\.]+)+"

_ADDRESS: Final = re.compile(FORM)


def is_email_address(text: str) -> bool:
    """Whether `text`, trimmed, is one address and nothing else."""
    trimmed = text.strip()
    return len(trimmed) <= LONGEST and _ADDRESS.fullmatch(trimmed) is not None
