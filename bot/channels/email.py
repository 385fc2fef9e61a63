"""E-mail over SMTP, for staff: plain text, and now and then a calendar file beside it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import localtime, parseaddr
from urllib.parse import unquote, urlsplit

from bot.channels.port import Accepted, Outgoing, Sent
from bot.errors import ChannelError, Retryable, Undeliverable, Unknown

TIMEOUT_SECONDS = 10.0
DEFAULT_PORT = 25
DEFAULT_SUBJECT = "A message from Sayso"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in; `user` is empty when no one signs in."""

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)


def parse_mail_url(url: str) -> MailServer:
    """Read `smtp://[user:password@]host[:port]`; user and password are percent-decoded.

    Raises:
        ValueError: it is not such a URL. The message does not repeat it: it may hold a password.
    """
    parts = urlsplit(url)
    if parts.scheme != "smtp" or not parts.hostname:
        raise ValueError("not of the form smtp://[user:password@]host[:port]")
    return MailServer(
        host=parts.hostname,
        port=parts.port or DEFAULT_PORT,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class SMTPMail:
    """The e-mail channel: one connection a message, since alerts are rare.

    Args:
        mail_url: `smtp://[user:password@]host[:port]`. TLS is begun wherever the server offers it,
            and before any password.
        mail_from: `name@example.org` or `Sayso <name@example.org>`.

    Raises:
        ValueError: `mail_url` or `mail_from` cannot be read.
    """

    name = "email"
    can_list = False

    def __init__(self, mail_url: str, mail_from: str, *, timeout: float = TIMEOUT_SECONDS) -> None:
        self._server = parse_mail_url(mail_url)
        self._from = mail_from
        self._domain = parseaddr(mail_from)[1].partition("@")[2]
        if not self._domain:
            raise ValueError("the sender is not an e-mail address")
        self._timeout = timeout

    def send(self, message: Outgoing) -> Accepted:
        """Hand one message to the server; see `Channel.send` for the errors."""
        mail = self._mail(message)
        smtp = self._signed_in()
        try:
            smtp.send_message(mail)
        except smtplib.SMTPException as error:
            raise _meaning(error) from None
        except OSError:
            raise Unknown("the mail server stopped answering") from None
        finally:
            _leave(smtp)
        return Accepted(external_id=mail["Message-ID"], status="sent")

    def sent_to(self, to: str, since: datetime) -> tuple[Sent, ...]:
        """Raise `Retryable`: mail that was handed in cannot be listed."""
        raise Retryable("e-mail cannot be listed")

    def redact(self, external_id: str) -> None:
        """Do nothing: mail that was handed in cannot be called back."""

    def _mail(self, message: Outgoing) -> EmailMessage:
        mail = EmailMessage()
        mail["From"] = self._from
        try:
            mail["To"] = message.to
        except ValueError:
            raise Undeliverable("the address is not an e-mail address") from None
        # A header may not hold a line end, and a subject may come from a form.
        mail["Subject"] = " ".join(message.subject.split()) or DEFAULT_SUBJECT
        mail["Message-ID"] = f"<{message.ref}@{self._domain}>"
        mail["Date"] = localtime()
        mail.set_content(message.body, charset="utf-8")
        if message.calendar:
            mail.add_attachment(
                message.calendar,
                subtype="calendar",
                charset="utf-8",
                filename="meeting.ics",
                params={"method": "PUBLISH"},
            )
        return mail

    def _signed_in(self) -> smtplib.SMTP:
        server = self._server
        smtp = smtplib.SMTP(timeout=self._timeout)
        try:
            smtp.connect(server.host, server.port)
            smtp.ehlo()
            if smtp.has_extn("starttls"):
                smtp.starttls(context=ssl.create_default_context())
                smtp.ehlo()
            if server.user:
                smtp.login(server.user, server.password)
        except (smtplib.SMTPException, OSError):
            smtp.close()
            raise Retryable("the mail server could not be reached or signed in to") from None
        return smtp


def _leave(smtp: smtplib.SMTP) -> None:
    # The message is in or it is not: a rude goodbye changes nothing.
    with suppress(smtplib.SMTPException, OSError):
        smtp.quit()
    smtp.close()


def _meaning(error: smtplib.SMTPException) -> ChannelError:
    """Read a refusal: 4xx may go again, 5xx never; without a number, nobody can tell."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Undeliverable("the mail server cannot write to this address")
    code = _reply_code(error)
    if code is None:
        return Unknown("the mail server went away while taking the message")
    kind = Undeliverable if code >= 500 else Retryable
    return kind(f"the mail server refused with {code}", code=str(code))


def _reply_code(error: smtplib.SMTPException) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return None
