"""The pretend carrier itself: takes texts, tells what became of them, brings texts from phones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from random import Random
from threading import Event, Lock

from bot.channels.carrier.agenda import Agenda
from bot.channels.carrier.behaviour import Behaviour
from bot.channels.carrier.config import CarrierConfig, OptOutMode
from bot.channels.carrier.forms import inbound_form, status_form
from bot.channels.carrier.ledger import INBOUND, OUTBOUND, Ledger, Text, new_sid
from bot.channels.carrier.poster import Poster, new_token
from bot.channels.carrier.refusals import Refused, fault_in
from bot.channels.carrier.twiml import replies_in

# T5.2: whole message, whatever its case and spaces.
_OPT_OUT_TYPES = {
    **dict.fromkeys(
        ("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"), "STOP"
    ),
    **dict.fromkeys(("START", "UNSTOP", "YES"), "START"),
    **dict.fromkeys(("HELP", "INFO"), "HELP"),
}
_SPACES = re.compile(r"\s+")


class Exchange:
    """One carrier. Texts from phones and receipts are two agendas, so neither waits for the other.

    Nothing is posted until `start` (a thread each) or `flush` (here and now).
    """

    def __init__(self, config: CarrierConfig) -> None:
        self.config = config
        self.ledger = Ledger()
        self.hung_up = Event()
        self._behaviour = config.behaviour
        self._poster = Poster(config.auth_token)
        self._receipts = Agenda(name="carrier-receipts", clock=config.clock)
        self._inbound = Agenda(name="carrier-inbound", clock=config.clock)
        # Seeded, so that the same receipts are lost each time; it guards nothing.
        # Which texts the pretend network loses is drawn anew alike for one seed: no secret.
        self._draw = Random(config.seed)  # noqa: S311  # nosec B311
        self._draw_lock = Lock()

    @property
    def behaviour(self) -> Behaviour:
        """How it behaves now."""
        return self._behaviour

    def behave(self, behaviour: Behaviour) -> None:
        """Behave so from now on; requests left hanging are let go when `hang` is off."""
        self._behaviour = behaviour
        if behaviour.hang:
            self.hung_up.clear()
        else:
            self.hung_up.set()

    def take(self, form: Mapping[str, str]) -> Text:
        """Take a text to a phone and plan its receipts.

        Args:
            form: the fields of Twilio's create request.

        Raises:
            Refused: with the code Twilio would give.
        """
        code = self._behaviour.refuse or fault_in(form)
        if code is None and self.ledger.is_blocked(form["To"]):
            code = "21610"
        if code is not None:
            raise Refused(code)
        service = form.get("MessagingServiceSid", "")
        text = Text(
            sid=new_sid(),
            phone=form["To"],
            direction=OUTBOUND,
            body=form["Body"],
            status="accepted" if service else "queued",
            created_at=self._now(),
            messaging_service_sid=service,
        )
        self.ledger.add(text)
        self._plan_receipts(text.sid, form.get("StatusCallback", ""))
        return text

    def bring(self, phone: str, words: str) -> Text:
        """Bring a text from a phone: STOP blocks, START unblocks, and the webhook is planned."""
        text = Text(
            sid=new_sid(),
            phone=phone,
            direction=INBOUND,
            body=words,
            status="received",
            created_at=self._now(),
        )
        self.ledger.add(text)
        kind = _OPT_OUT_TYPES.get(_SPACES.sub("", words).upper())
        self._keep_opt_out(phone, kind)
        is_told = self.config.opt_out is OptOutMode.ADVANCED
        form = inbound_form(text, self.config, opt_out_type=kind if is_told else None)
        task = partial(self._post_inbound, phone, form, new_token())
        for _ in range(self._behaviour.repeat):
            self._inbound.add(self._due(), task)
        return text

    def flush(self, now: datetime | None = None) -> int:
        """Post everything due at `now` (the clock's time unless given); return how many."""
        now = now or self._now()
        done = 0
        while step := self._inbound.flush(now) + self._receipts.flush(now):
            done += step
        return done

    def start(self) -> None:
        """Post webhooks as they fall due, until `stop`."""
        self._receipts.start()
        self._inbound.start()

    def stop(self) -> None:
        """Let hanging requests go, end the threads and close the connections."""
        self.hung_up.set()
        self._receipts.stop()
        self._inbound.stop()
        self._poster.close()

    def _plan_receipts(self, sid: str, url: str) -> None:
        failed = self._behaviour.undelivered
        steps = ["sent", "undelivered" if failed else "delivered"]
        if self._behaviour.reorder:
            steps.reverse()
        for status in steps:
            task = partial(
                self._tell,
                sid,
                status,
                url="" if self._is_lost() else url,
                error_code=failed if status == "undelivered" else "",
            )
            for _ in range(self._behaviour.repeat):
                self._receipts.add(self._due(), task)

    def _tell(self, sid: str, status: str, *, url: str, error_code: str) -> None:
        text = self.ledger.move_on(sid, status, at=self._now(), error_code=error_code)
        if text is not None and url:
            self._poster.post(url, status_form(text, status, self.config), token=new_token())

    def _post_inbound(self, phone: str, form: Mapping[str, str], token: str) -> None:
        answer = self._poster.post(self.config.inbound_url, form, token=token)
        if answer is None and self.config.fallback_url:
            failed = {**form, "ErrorCode": "11200", "ErrorUrl": self.config.inbound_url}
            answer = self._poster.post(self.config.fallback_url, failed, token=token)
        for words in replies_in(answer or ""):
            self._reply(phone, words)

    def _reply(self, phone: str, words: str) -> None:
        if self.ledger.is_blocked(phone):
            return
        self.ledger.add(
            Text(
                sid=new_sid(),
                phone=phone,
                direction="outbound-reply",
                body=words,
                status="delivered",
                created_at=self._now(),
                sent_at=self._now(),
            )
        )

    def _keep_opt_out(self, phone: str, kind: str | None) -> None:
        if self.config.opt_out is OptOutMode.APP_MANAGED:
            return
        if kind == "STOP":
            self.ledger.block(phone)
        elif kind == "START":
            self.ledger.unblock(phone)

    def _is_lost(self) -> bool:
        with self._draw_lock:
            return self._draw.random() < self._behaviour.lose

    def _now(self) -> datetime:
        return self.config.clock()

    def _due(self) -> datetime:
        return self._now() + timedelta(seconds=self._behaviour.delay)
