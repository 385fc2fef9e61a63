"""The pretend carrier over HTTP: Twilio's library on one side, a webhook receiver on the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import pytest
import requests
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from bot.channels.carrier import Behaviour, CarrierConfig, OptOutMode, RunningCarrier, running
from bot.channels.twilio_http import APIClient
from webhooks.signatures import valid

ACCOUNT, TOKEN = "AC" + "1" * 32, "a pretend token"
SAYSO, SAM, KIT = "+447700900000", "+447700900101", "+447700900102"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


class Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Write nothing."""


@dataclass
class Receiver:
    """Takes webhooks as Sayso would: checks each signature and keeps the form."""

    url: str = ""
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    posts: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    forged: int = 0
    heard: Event = field(default_factory=Event)

    def __call__(self, environ: dict, start_response: Callable) -> object:
        request = Request(environ)
        signature = request.headers.get("X-Twilio-Signature")
        is_signed = valid(request.url, request.form.items(multi=True), signature, tokens=(TOKEN,))
        self.forged += not is_signed
        self.posts.append((request.full_path.rstrip("?"), request.form.to_dict()))
        self.tokens.append(request.headers["I-Twilio-Idempotency-Token"])
        self.heard.set()
        status, body = self.answers.get(request.path, (200, "<Response/>"))
        return Response(body, status, mimetype="text/xml")(environ, start_response)

    def statuses(self) -> list[str]:
        return [form["MessageStatus"] for _, form in self.posts]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    receiver = Receiver()
    server = make_server("127.0.0.1", 0, receiver, threaded=True, request_handler=Quiet)
    receiver.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield receiver
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Line:
    """A carrier, and Twilio's own library signed in to it."""

    carrier: RunningCarrier
    twilio: Client
    receiver: Receiver
    clock: Clock

    def send(self, to: str = SAM, body: str = "Hello.", ref: str = "r1", **more: object) -> object:
        callback = f"{self.receiver.url}/status?ref={ref}"
        fields = {"from_": SAYSO, "status_callback": callback, **more}
        return self.twilio.messages.create(to=to, body=body, **fields)

    def behave(self, **wanted: object) -> None:
        self.carrier.exchange.behave(Behaviour(**wanted))

    def flush(self) -> int:
        return self.carrier.exchange.flush()


@contextmanager
def a_line(receiver: Receiver, *, is_posting: bool = False, **more: object) -> Iterator[Line]:
    clock = Clock()
    config = CarrierConfig(
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        inbound_url=f"{receiver.url}/inbound",
        port=0,
        clock=clock,
    )
    with running(replace(config, **more), is_posting=is_posting) as carrier:
        http = APIClient(base_url=carrier.url, timeout=(5.0, 5.0))
        yield Line(carrier, Client(ACCOUNT, TOKEN, http_client=http), receiver, clock)
        http.close()


@pytest.fixture
def line(receiver: Receiver) -> Iterator[Line]:
    with a_line(receiver) as line:
        yield line


def refusal(line: Line, **fields: object) -> TwilioRestException:
    with pytest.raises(TwilioRestException) as refused:
        line.send(**fields)
    return refused.value


def test_a_text_is_created_as_twilio_creates_it(line: Line) -> None:
    text = line.send(body="Hello.")

    assert text.sid.startswith("SM")
    assert len(text.sid) == 34
    assert (text.status, text.num_segments, text.direction) == ("queued", "1", "outbound-api")
    assert (text.from_, text.to, text.body) == (SAYSO, SAM, "Hello.")
    assert text.date_created == NOON
    assert text.date_sent is None
    assert text.error_code is None


def test_with_a_messaging_service_the_sender_and_segments_come_later(line: Line) -> None:
    text = line.send(from_=None, messaging_service_sid="MG" + "2" * 32)

    assert (text.status, text.num_segments, text.from_) == ("accepted", "0", None)
    line.flush()
    assert (text.fetch().num_segments, text.fetch().from_) == ("1", SAYSO)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"to": "+441632960000"}, 21211),
        ({"to": "+4477009001"}, 21211),
        ({"to": ""}, 21604),
        ({"body": ""}, 21602),
        ({"body": "x" * 1601}, 21617),
        ({"from_": None}, 21603),
        ({"validity_period": 36_001}, 90007),
        ({"validity_period": 0}, 90007),
    ],
)
def test_a_text_that_cannot_go_is_refused_with_twilios_code(
    line: Line, fields: dict[str, object], code: int
) -> None:
    refused = refusal(line, **fields)

    assert (refused.status, refused.code) == (400, code)
    assert line.twilio.messages.list() == []


def test_a_number_for_volume_is_a_phone_too(line: Line) -> None:
    assert line.send(to="+999123456789").sid


def test_a_stranger_and_another_account_are_turned_away(line: Line) -> None:
    url = f"{line.carrier.url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"

    assert requests.get(url, timeout=5).json()["code"] == 20003
    assert requests.get(url, auth=(ACCOUNT, "wrong"), timeout=5).status_code == 401
    other = url.replace(ACCOUNT, "AC" + "9" * 32)
    assert requests.get(other, auth=(ACCOUNT, TOKEN), timeout=5).status_code == 404


def test_what_is_not_there_is_not_found(line: Line) -> None:
    missing = line.twilio.messages("SM" + "0" * 32)

    for ask in (missing.fetch, missing.delete, lambda: missing.update(body="")):
        with pytest.raises(TwilioRestException) as refused:
            ask()
        assert refused.value.status == 404


def test_a_text_can_be_redacted_and_deleted(line: Line) -> None:
    text = line.send(body="private")

    assert line.twilio.messages(text.sid).update(body="").body == ""
    assert line.twilio.messages(text.sid).delete()
    assert line.twilio.messages.list() == []


def test_the_list_is_newest_first_filtered_and_in_pages(line: Line) -> None:
    for number in range(5):
        line.send(body=str(number))
    line.send(to=KIT)

    bodies = [text.body for text in line.twilio.messages.list(to=SAM, page_size=2)]

    assert bodies == ["4", "3", "2", "1", "0"]


def test_the_list_can_be_cut_by_the_date_sent(line: Line) -> None:
    line.send(body="sent")
    line.flush()
    line.send(body="still queued")

    def bodies(**dates: datetime) -> list[str]:
        return [text.body for text in line.twilio.messages.list(to=SAM, **dates)]

    assert bodies(date_sent_after=NOON) == ["sent"]
    assert bodies(date_sent_after=NOON + timedelta(seconds=1)) == []
    assert bodies(date_sent_before=NOON - timedelta(seconds=1)) == []
    assert bodies() == ["still queued", "sent"]


def test_receipts_are_signed_and_carry_our_ref(line: Line) -> None:
    text = line.send(ref="abc")

    line.flush()

    assert [path for path, _ in line.receiver.posts] == ["/status?ref=abc"] * 2
    assert line.receiver.statuses() == ["sent", "delivered"]
    assert line.receiver.forged == 0
    assert line.receiver.posts[0][1]["MessageSid"] == text.sid
    assert line.receiver.posts[1][1]["RawDlrDoneDate"] == "2611231200"
    assert text.fetch().status == "delivered"


def test_a_text_that_never_arrives_says_why(line: Line) -> None:
    line.behave(undelivered="30003")
    text = line.send()

    line.flush()

    assert line.receiver.statuses() == ["sent", "undelivered"]
    assert line.receiver.posts[1][1]["ErrorCode"] == "30003"
    assert (text.fetch().status, text.fetch().error_code) == ("undelivered", 30003)


def test_receipts_wait_as_long_as_they_are_told(line: Line) -> None:
    line.behave(delay=30.0)
    line.send()

    assert line.flush() == 0
    line.clock.now += timedelta(seconds=30)
    assert line.flush() == 2


def test_receipts_can_be_repeated_and_turned_round(line: Line) -> None:
    line.behave(repeat=2, reorder=True)
    text = line.send()

    line.flush()

    assert line.receiver.statuses() == ["delivered", "delivered", "sent", "sent"]
    assert text.fetch().status == "delivered"


def test_lost_receipts_are_lost_and_the_same_ones_each_time(receiver: Receiver) -> None:
    runs = []
    for _ in range(2):
        receiver.posts.clear()
        with a_line(receiver, behaviour=Behaviour(lose=0.5), seed=7) as line:
            for number in range(10):
                line.send(ref=f"r{number}")
            line.flush()
        runs.append([(path, form["MessageStatus"]) for path, form in receiver.posts])

    assert runs[0] == runs[1]
    assert 0 < len(runs[0]) < 20


def test_it_refuses_with_any_code_it_is_told(line: Line) -> None:
    line.behave(refuse="20429")

    assert refusal(line).status == 429


def test_an_error_after_taking_a_text_leaves_it_taken(line: Line) -> None:
    line.behave(fail=True)

    assert refusal(line).status == 500
    assert len(line.twilio.messages.list(to=SAM)) == 1


def test_a_text_can_be_taken_and_never_answered(line: Line) -> None:
    line.behave(hang=True)
    impatient = APIClient(base_url=line.carrier.url, timeout=(1.0, 0.2))

    with pytest.raises(requests.ReadTimeout):
        Client(ACCOUNT, TOKEN, http_client=impatient).messages.create(
            to=SAM, from_=SAYSO, body="Hello."
        )
    impatient.close()

    assert len(line.twilio.messages.list(to=SAM)) == 1


def test_a_text_from_a_phone_is_posted_signed_with_all_twilio_sends(line: Line) -> None:
    text = line.carrier.exchange.bring(SAM, "  hello & <3  ")

    line.flush()

    [(path, form)] = line.receiver.posts
    assert path == "/inbound"
    assert line.receiver.forged == 0
    assert (form["From"], form["To"], form["Body"]) == (SAM, SAYSO, "  hello & <3  ")
    assert (form["MessageSid"], form["NumMedia"], form["NumSegments"]) == (text.sid, "0", "1")
    assert "FromCity" in form
    assert "OptOutType" not in form


def test_a_repeated_text_keeps_its_id_and_its_token(line: Line) -> None:
    line.behave(repeat=3)
    line.carrier.exchange.bring(SAM, "1")

    line.flush()

    assert len({form["MessageSid"] for _, form in line.receiver.posts}) == 1
    assert len(line.receiver.tokens) == 3
    assert len(set(line.receiver.tokens)) == 1


@pytest.mark.parametrize("word", ["STOP", " stop ", "Stop all", "CANCEL", "end", "optout"])
def test_a_phone_that_says_stop_gets_no_more_until_it_says_start(line: Line, word: str) -> None:
    line.carrier.exchange.bring(SAM, word)

    assert refusal(line).code == 21610
    assert line.send(to=KIT).sid
    line.carrier.exchange.bring(SAM, "start")
    assert line.send().sid


def test_stop_inside_a_sentence_blocks_nothing(line: Line) -> None:
    line.carrier.exchange.bring(SAM, "STOP please")

    assert line.send().sid


def test_the_kind_of_opt_out_is_told_in_advanced_mode_alone(receiver: Receiver) -> None:
    for mode in OptOutMode:
        with a_line(receiver, opt_out=mode) as line:
            line.carrier.exchange.bring(SAM, "stop")
            line.flush()

    assert [form.get("OptOutType") for _, form in receiver.posts] == [None, "STOP", None]


def test_where_the_app_manages_opt_outs_nothing_is_blocked(receiver: Receiver) -> None:
    with a_line(receiver, opt_out=OptOutMode.APP_MANAGED) as line:
        line.carrier.exchange.bring(SAM, "stop")

        assert line.send().sid


def test_a_text_that_cannot_be_handed_over_goes_to_the_fallback(receiver: Receiver) -> None:
    receiver.answers = {
        "/inbound": (503, "away"),
        "/fallback": (200, "<Response><Message>Thanks &amp; hold on.</Message></Response>"),
    }
    with a_line(receiver, fallback_url=f"{receiver.url}/fallback") as line:
        line.carrier.exchange.bring(SAM, "hello")
        line.flush()
        thread = line.carrier.exchange.ledger.thread(SAM)

    (_, first), (path, second) = receiver.posts
    assert path == "/fallback"
    assert first["MessageSid"] == second["MessageSid"]
    assert second["ErrorUrl"] == f"{receiver.url}/inbound"
    assert receiver.forged == 0
    assert [text.body for text in thread] == ["hello", "Thanks & hold on."]


@pytest.mark.parametrize(
    "answer", ["", "<Response/>", "<Message", "<Response><Message/></Response>"]
)
def test_an_answer_without_words_adds_no_text(line: Line, answer: str) -> None:
    line.receiver.answers = {"/inbound": (200, answer)}
    line.carrier.exchange.bring(SAM, "hello")

    line.flush()

    assert len(line.carrier.exchange.ledger.thread(SAM)) == 1


def test_when_nobody_answers_the_carrier_goes_on(receiver: Receiver) -> None:
    with a_line(receiver, inbound_url="http://127.0.0.1:9/nobody") as line:
        line.carrier.exchange.bring(SAM, "hello")

        assert line.flush() == 1


def test_started_it_posts_by_itself(receiver: Receiver) -> None:
    with a_line(receiver, is_posting=True) as line:
        line.carrier.exchange.bring(SAM, "hello")

        assert receiver.heard.wait(10)
