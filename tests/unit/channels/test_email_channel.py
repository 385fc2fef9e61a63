"""E-mail, handed to an SMTP server of our own on the loopback."""

from __future__ import annotations

import socket
import socketserver
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from threading import Thread

import pytest

from bot.channels.email import SMTPMail, parse_mail_url
from bot.channels.port import Outgoing
from bot.errors import Retryable, Undeliverable, Unknown

LEAD = "lead@example.org"


class Mailbox(socketserver.ThreadingTCPServer):
    """An SMTP server that answers RCPT and DATA as it is told, and keeps what it takes."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.recipient_answer = "250 ok"
        self.taken_answer = "250 ok"
        self.mails: list[bytes] = []

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"


class Conversation(socketserver.StreamRequestHandler):
    server: Mailbox

    def handle(self) -> None:
        self.say("220 hello")
        while line := self.rfile.readline():
            match line[:4].upper():
                case b"RCPT":
                    self.say(self.server.recipient_answer)
                case b"DATA":
                    self.say("354 go on")
                    if not self.take():
                        return
                case b"QUIT":
                    return self.say("221 bye")
                case _:
                    self.say("250 ok")

    def take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.server.mails.append(b"".join(lines))
        if not self.server.taken_answer:
            return False
        self.say(self.server.taken_answer)
        return True

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with Mailbox() as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def a_mail(**more: str) -> Outgoing:
    return Outgoing(**{"to": LEAD, "body": "A concern is open. Café.", "ref": "c-1", **more})


def channel_to(mailbox: Mailbox) -> SMTPMail:
    return SMTPMail(mailbox.url, "Sayso <sayso@example.org>")


def test_a_mail_arrives_with_our_ref_as_its_id(mailbox: Mailbox) -> None:
    accepted = channel_to(mailbox).send(a_mail(subject="Concern"))

    mail = message_from_bytes(mailbox.mails[0], policy=policy.default)
    assert accepted.external_id == mail["Message-ID"] == "<c-1@example.org>"
    assert (mail["To"], mail["From"]) == (LEAD, "Sayso <sayso@example.org>")
    assert mail["Subject"] == "Concern"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().strip() == "A concern is open. Café."


def test_a_subject_with_a_line_end_makes_no_header_of_its_own(mailbox: Mailbox) -> None:
    channel_to(mailbox).send(a_mail(subject="Concern\r\nBcc: someone@example.org"))

    mail = message_from_bytes(mailbox.mails[0], policy=policy.default)
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Concern Bcc: someone@example.org"


def test_an_address_with_a_line_end_is_undeliverable(mailbox: Mailbox) -> None:
    with pytest.raises(Undeliverable):
        channel_to(mailbox).send(a_mail(to="a@example.org\nBcc: b@example.org"))

    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("answer", "kind"), [("550 no such box", Undeliverable), ("450 busy", Retryable)]
)
def test_a_refused_recipient_is_read_by_its_number(
    mailbox: Mailbox, answer: str, kind: type[Exception]
) -> None:
    mailbox.recipient_answer = answer

    with pytest.raises(kind) as raised:
        channel_to(mailbox).send(a_mail())

    assert raised.value.code == answer[:3]
    assert LEAD not in str(raised.value)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("554 spam", Undeliverable), ("451 later", Retryable), ("", Unknown)],
    ids=["never", "later", "hung up"],
)
def test_what_follows_the_words_says_whether_they_were_taken(
    mailbox: Mailbox, answer: str, kind: type[Exception]
) -> None:
    mailbox.taken_answer = answer

    with pytest.raises(kind):
        channel_to(mailbox).send(a_mail())


def test_a_server_that_is_away_means_nothing_was_sent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]

        with pytest.raises(Retryable):
            SMTPMail(f"smtp://127.0.0.1:{port}", "sayso@example.org").send(a_mail())


def test_a_server_that_takes_no_sign_in_means_nothing_was_sent(mailbox: Mailbox) -> None:
    url = mailbox.url.replace("smtp://", "smtp://someone:s%40cret@")

    with pytest.raises(Retryable):
        SMTPMail(url, "sayso@example.org").send(a_mail())

    assert mailbox.mails == []


def test_mail_cannot_be_listed(mailbox: Mailbox) -> None:
    with pytest.raises(Retryable):
        channel_to(mailbox).sent_to(LEAD, datetime(2026, 11, 23, tzinfo=UTC))


def test_a_mail_url_is_read_part_by_part() -> None:
    server = parse_mail_url("smtp://some%40one:p%3Aw@mail.example.org:587")

    assert (server.host, server.port) == ("mail.example.org", 587)
    assert (server.user, server.password) == ("some@one", "p:w")
    assert "p:w" not in repr(server)


@pytest.mark.parametrize("url", ["", "http://x", "smtp://", "mail.example.org"])
def test_a_mail_url_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://"):
        parse_mail_url(url)


def test_a_sender_without_a_domain_is_refused() -> None:
    with pytest.raises(ValueError, match="sender"):
        SMTPMail("smtp://127.0.0.1", "sayso")
