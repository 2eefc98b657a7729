"""Keys for one purpose each, from the installation's one secret."""

import hmac
import os
from pathlib import Path
from secrets import token_urlsafe

from frontdesk.errors import OperatorError


def derive_key(secret: str, purpose: str) -> bytes:
    """64 bytes that say nothing about the secret or about the key of another purpose."""
    return hmac.digest(secret.encode(), purpose.encode(), "sha512")


def keep_secret(path: Path) -> str:
    """The secret in the file `path`; made there, readable for its owner alone, if there is none.

    Several processes may call this at once: all get the same secret.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path)
        secret = path.read_text().strip()
    except OSError as error:
        raise OperatorError(f"cannot keep the secret key in {path}: {error.strerror}") from None
    if len(secret) < 32:
        raise OperatorError(f"{path} holds no secret key: it must have at least 32 characters")
    return secret


def _create(path: Path) -> None:
    # Written apart and linked into place: the file appears whole, and the first writer wins.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(token_urlsafe(48))
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
