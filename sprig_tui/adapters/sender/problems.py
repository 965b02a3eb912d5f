"""Why no answer came, in a sentence without addresses and keys."""

import ssl
from typing import Final

import httpx

_SENTENCES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (httpx.ConnectTimeout, "The destination did not take the connection in time."),
    (httpx.PoolTimeout, "No connection to the destination was free."),
    (httpx.WriteTimeout, "The destination did not read the request in time."),
    (httpx.ReadTimeout, "The destination did not answer in time."),
    (httpx.ConnectError, "The destination cannot be reached: {cause}."),
    (httpx.ReadError, "The connection broke before the answer came."),
    (httpx.WriteError, "The connection broke while the request was sent."),
    (httpx.RemoteProtocolError, "The destination closed the connection without an answer."),
)
_REFUSED: Final = "nothing listens there"
_CAUSES: Final[tuple[tuple[str, str], ...]] = (
    ("refused", _REFUSED),
    ("all connection attempts failed", _REFUSED),
    ("name or service not known", "its name is not known"),
    ("nodename nor servname", "its name is not known"),
    ("name resolution", "its name cannot be looked up now"),
    ("unreachable", "the network is not reachable"),
)


def describe(error: httpx.HTTPError) -> str:
    """One sentence on an error of httpx."""
    for kind, sentence in _SENTENCES:
        if isinstance(error, kind):
            return sentence.format(cause=_cause(error))
    return f"The request failed ({type(error).__name__})."


def _cause(error: BaseException) -> str:
    """What kept a connection from being made."""
    step: BaseException | None = error
    while step is not None:
        if isinstance(step, ssl.SSLCertVerificationError):
            return f"its certificate was refused ({_certificate(step)})"
        if isinstance(step, ssl.SSLError):
            return "it does not speak TLS as expected"
        step = step.__cause__ or step.__context__
    text = str(error).lower()
    return next((cause for sign, cause in _CAUSES if sign in text), "the connection failed")


def _certificate(error: ssl.SSLCertVerificationError) -> str:
    """OpenSSL's word for it, without the host's name that it quotes."""
    return error.verify_message.split(",")[0].strip().lower().rstrip(".")
