"""One form that was posted, read once from the request and no further than it may be long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, unquote_plus

from werkzeug.exceptions import abort

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

FORM: Final = "application/x-www-form-urlencoded"
LARGEST: Final = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Posted:
    """A form as it came, and where to.

    Args:
        query: still percent-encoded, as it is signed.
        fields: name and value of each, repeated ones too, in order.
    """

    path: str
    query: str
    environ: WSGIEnvironment = field(repr=False)
    fields: tuple[tuple[str, str], ...] = field(repr=False)

    def get(self, name: str, otherwise: str = "") -> str:
        """Return the first value of a field."""
        return next((value for key, value in self.fields if key == name), otherwise)

    def asked(self, name: str) -> str | None:
        """Return the first value of a name in the address's query, if it is there."""
        return parse_qs(self.query).get(name, [None])[0]

    def header(self, name: str) -> str | None:
        """Return a header by its name as WSGI has it: `HTTP_X_TWILIO_SIGNATURE`."""
        found: str | None = self.environ.get(name)
        return found

    @property
    def says_twice(self) -> bool:
        """Whether a field came more than once."""
        return len({name for name, _ in self.fields}) < len(self.fields)


def posted(environ: WSGIEnvironment) -> Posted:
    """Read a posted form.

    Raises:
        HTTPException: it is no form (415), or longer than `LARGEST` (413).
    """
    if environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != FORM:
        abort(415)
    said = _body(environ).decode(errors="replace")
    return Posted(
        path=environ["PATH_INFO"].encode("latin-1").decode(errors="replace"),
        query=environ.get("QUERY_STRING", ""),
        environ=environ,
        fields=tuple(map(_field, filter(None, said.split("&")))),
    )


def _field(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return _unquoted(name), _unquoted(value)


def _unquoted(part: str) -> str:
    """Return what was percent-encoded; most parts of a text hold nothing that was."""
    return unquote_plus(part, errors="replace") if "%" in part or "+" in part else part


def _body(environ: WSGIEnvironment) -> bytes:
    """Return the body. Its length is told, or (`wsgi.input_terminated`) the stream ends with it."""
    told = environ.get("CONTENT_LENGTH") or ""
    if told.isdecimal() and int(told) > LARGEST:
        abort(413)
    unsaid = LARGEST + 1 if environ.get("wsgi.input_terminated") else 0
    body: bytes = environ["wsgi.input"].read(int(told) if told.isdecimal() else unsaid)
    if len(body) > LARGEST:
        abort(413)
    return body
