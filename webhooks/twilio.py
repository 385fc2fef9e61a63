"""What Twilio posts to us. Every request is signed, or nothing of it is read. No logic here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from flask import Blueprint, Response, request
from werkzeug import Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import abort

from bot.conversation.model import Became, Inbound
from bot.errors import StoreUnavailable
from bot.store.deliveries import Receipt
from webhooks.signatures import signed_url, valid

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'  # replies go out from the outbox
FORM = "application/x-www-form-urlencoded"
SID = re.compile(r"[A-Za-z0-9]{2,64}")
MEDIA = re.compile(r"[0-9]{1,3}")
REF = re.compile(r"[0-9a-f]{32}")
STATUS = re.compile(r"[A-Za-z_]{1,20}")
LARGEST = 64 * 1024
NAMES = ("inbound", "fallback", "status")


@dataclass(frozen=True, slots=True)
class Signed:
    """What a signature is checked against. Source: T1.3, T1.8."""

    base_url: str
    tokens: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Posts:
    """What becomes of each post, bound to what it calls. Each returns the TwiML to answer with.

    Args:
        keep_aside: keeps a message while the store is away and returns what to say, if anything.
    """

    signed: Signed
    receive: Callable[[Inbound], Became | None]
    record: Callable[[Receipt], bool]
    keep_aside: Callable[[Inbound], str | None]
    now: Callable[[], datetime]

    def answer(self, name: str, request: Request) -> str:
        """Answer a post to one of `NAMES`.

        Raises:
            HTTPException: it is not Twilio's, or not what Twilio sends.
            StoreUnavailable: nothing was kept.
        """
        self._require_signature(request)
        match name:
            case "fallback":
                return self._fallback(request.form)
            case "status":
                self.record(_receipt(request.form, request.args.get("ref"), self.now()))
            case _:
                self.receive(_inbound(request.form, self.now()))
        return EMPTY

    def _require_signature(self, request: Request) -> None:
        request.max_content_length = LARGEST
        if request.mimetype != FORM:
            abort(415)
        url = signed_url(self.signed.base_url, request.path, request.query_string.decode("latin-1"))
        if not valid(
            url,
            request.form.items(multi=True),
            request.headers.get("X-Twilio-Signature"),
            tokens=self.signed.tokens,
            settings=request.headers.get("X-Twilio-Webhooks-Signature-Settings"),
        ):
            abort(403)

    def _fallback(self, form: ImmutableMultiDict[str, str]) -> str:
        message = _inbound(form, self.now())
        try:
            self.receive(message)
        except StoreUnavailable:
            said = self.keep_aside(message)
            return _saying(said) if said else EMPTY
        return EMPTY


def twilio(posts: Posts) -> Blueprint:
    """Return the routes: a list of the addresses, which `webhooks.provider` answers itself."""
    blueprint = Blueprint("twilio", __name__, url_prefix="/webhooks/twilio")
    for name in NAMES:

        def answer(name: str = name) -> Response:
            return Response(posts.answer(name, request), mimetype="text/xml")

        blueprint.add_url_rule(f"/{name}", name, answer, methods=["POST"])
    return blueprint


def _inbound(form: ImmutableMultiDict[str, str], received_at: datetime) -> Inbound:
    # A field said twice is not Twilio's: with two of one name, other words might fit a signature.
    if any(len(values) > 1 for values in form.listvalues()):
        abort(400)
    sid, sender = form.get("MessageSid", ""), form.get("From", "").strip()
    if not SID.fullmatch(sid) or not sender:
        abort(400)
    media = form.get("NumMedia", "0")
    return Inbound(
        external_id=sid,
        urn=f"tel:{sender}",
        text=form.get("Body", ""),
        channel="sms",
        received_at=received_at,
        media=int(media) if MEDIA.fullmatch(media) else 0,
        opt_out_type=form.get("OptOutType") or None,
    )


def _receipt(form: ImmutableMultiDict[str, str], ref: str | None, received_at: datetime) -> Receipt:
    sid = form.get("MessageSid", "") or form.get("SmsSid", "")
    status = form.get("MessageStatus", "") or form.get("SmsStatus", "")
    if not SID.fullmatch(sid) or not STATUS.fullmatch(status):
        abort(400)
    return Receipt(
        ref=ref if ref and REF.fullmatch(ref) else None,
        external_id=sid,
        status=status.lower(),
        error_code=_kept(form.get("ErrorCode", ""), 10),
        carrier_done_at=_kept(form.get("RawDlrDoneDate", ""), 20),
        received_at=received_at,
    )


def _kept(value: str, longest: int) -> str | None:
    """Return letters and digits a provider may send, and nothing a database chokes on."""
    return value[:longest] if value and value.isprintable() else None


def _saying(text: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f"<Response><Message>{escape(text, quote=False)}</Message></Response>"
    )
