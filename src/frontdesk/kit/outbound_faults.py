"""Why a request got no answer, in words for whoever set up its address."""

import os
import socket
import ssl
from typing import Final

import aiohttp

from frontdesk.kit.outbound_resolver import Steps

# By OpenSSL's verification codes (X509_V_ERR_…).
_CERTIFICATE: Final = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is signed by itself",
    19: "the certificate is signed by an authority that is not known here",
    20: "the certificate is signed by an authority that is not known here",
    21: "the certificate is signed by an authority that is not known here",
    23: "the certificate was revoked",
    62: "the certificate is for another name",
    64: "the certificate is for another address",
}


def explain(error: Exception) -> str:
    """One sentence, which does not end with a full stop."""
    cause = _cause(error)
    if isinstance(cause, ssl.SSLCertVerificationError):
        words = cause.verify_message
        return _CERTIFICATE.get(cause.verify_code, f"the certificate is not valid: {words}")
    if isinstance(cause, ssl.SSLError):
        return f"no secure connection could be agreed on: {_plain(cause.reason)}"
    if isinstance(cause, socket.gaierror):
        return "the name does not resolve"
    if isinstance(error, aiohttp.ServerDisconnectedError | ConnectionResetError):
        return "the connection was closed before an answer came"
    if isinstance(error, aiohttp.ClientPayloadError):
        return "the answer broke off"
    if isinstance(error, aiohttp.ClientResponseError):
        return "the answer is not HTTP"
    return _explain_system(cause)


def _cause(error: Exception) -> Exception:
    """What aiohttp wrapped."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return error.certificate_error
    if isinstance(error, aiohttp.ClientConnectorError):
        return error.os_error
    return error


def _explain_system(error: Exception) -> str:
    if isinstance(error, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(error, OSError) and error.errno is not None:
        return f"the connection failed: {os.strerror(error.errno)}"
    return f"the request failed: {type(error).__name__}"


def _plain(reason: str | None) -> str:
    return (reason or "unknown reason").lower().replace("_", " ")


def explain_delay(steps: Steps, seconds: float) -> str:
    within = f"within {seconds:g} s"
    if steps.resolving is not None and steps.resolved is None:
        return f"the name did not resolve {within}"
    if steps.connecting is not None and steps.connected is None:
        return f"no connection {within}"
    if steps.first_byte is not None:
        return f"the answer did not end {within}"
    return f"no answer {within}"
