"""What Twilio posts to us. Every request is signed, or nothing of it is read. No logic here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from flask import Blueprint, Response, request
from werkzeug.exceptions import abort

from bot.conversation.model import Became, Inbound
from bot.errors import StoreUnavailable
from bot.store.deliveries import Receipt
from webhooks.posted import Posted, posted
from webhooks.signatures import signed_url, valid

EMPTY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'  # replies go out from the outbox
SID = re.compile(r"[A-Za-z0-9]{2,64}")
MEDIA = re.compile(r"[0-9]{1,3}")
REF = re.compile(r"[0-9a-f]{32}")
STATUS = re.compile(r"[A-Za-z_]{1,20}")
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

    def answer(self, name: str, post: Posted) -> str:
        """Answer a post to one of `NAMES`.

        Raises:
            HTTPException: it is not Twilio's, or not what Twilio sends.
            StoreUnavailable: nothing was kept.
        """
        self._require_signature(post)
        match name:
            case "fallback":
                return self._fallback(post)
            case "status":
                self.record(_receipt(post, self.now()))
            case _:
                self.receive(_inbound(post, self.now()))
        return EMPTY

    def _require_signature(self, post: Posted) -> None:
        if not valid(
            signed_url(self.signed.base_url, post.path, post.query),
            post.fields,
            post.header("HTTP_X_TWILIO_SIGNATURE"),
            tokens=self.signed.tokens,
            settings=post.header("HTTP_X_TWILIO_WEBHOOKS_SIGNATURE_SETTINGS"),
        ):
            abort(403)

    def _fallback(self, post: Posted) -> str:
        message = _inbound(post, self.now())
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
            return Response(posts.answer(name, posted(request.environ)), mimetype="text/xml")

        blueprint.add_url_rule(f"/{name}", name, answer, methods=["POST"])
    return blueprint


def _inbound(post: Posted, received_at: datetime) -> Inbound:
    # A field said twice is not Twilio's: with two of one name, other words might fit a signature.
    if post.says_twice:
        abort(400)
    sid, sender = post.get("MessageSid"), post.get("From").strip()
    if not SID.fullmatch(sid) or not sender:
        abort(400)
    media = post.get("NumMedia", "0")
    return Inbound(
        external_id=sid,
        urn=f"tel:{sender}",
        text=post.get("Body"),
        channel="sms",
        received_at=received_at,
        media=int(media) if MEDIA.fullmatch(media) else 0,
        opt_out_type=post.get("OptOutType") or None,
    )


def _receipt(post: Posted, received_at: datetime) -> Receipt:
    ref = post.asked("ref")
    sid = post.get("MessageSid") or post.get("SmsSid")
    status = post.get("MessageStatus") or post.get("SmsStatus")
    if not SID.fullmatch(sid) or not STATUS.fullmatch(status):
        abort(400)
    return Receipt(
        ref=ref if ref and REF.fullmatch(ref) else None,
        external_id=sid,
        status=status.lower(),
        error_code=_kept(post.get("ErrorCode"), 10),
        carrier_done_at=_kept(post.get("RawDlrDoneDate"), 20),
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
