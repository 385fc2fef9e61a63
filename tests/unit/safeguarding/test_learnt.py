"""Likeness and meaning joined: what is heard with the encoder, without it, and in long texts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import FlowError
from bot.safeguarding import learnt, meaning, training
from bot.safeguarding.assess import Severity
from bot.safeguarding.learnt import Rows, heard, spoken
from bot.safeguarding.likeness import Leaning
from bot.safeguarding.meaning import Floats, Network
from bot.safeguarding.teaching import taught
from bot.services.understand import Understand
from nlu.embedded.interpreter import rows_of
from nlu.embedded.loading import load_interpreter
from tests.fakes import FakeInterpreter

CHAT = "the bus was late and we had chips at the park and it was sunny. "


@pytest.fixture(scope="session")
def rows() -> Rows:
    read = rows_of(load_interpreter())
    assert read is not None
    return read


def lights() -> Network:
    """Return a network that takes its first number for harm."""
    return Network(
        np.eye(2, dtype=np.float32),
        np.zeros(2, np.float32),
        np.array([[-9, 0, 9], [9, 0, -9], [0, 0, 0], [0, 0, 0]], np.float32),
        np.zeros(3, np.float32),
    )


@pytest.mark.parametrize(
    "text",
    [
        "he comes in my room when mum is out and i pretend to be asleep",
        "i lie there till hes finished with me",
        "there isnt ever anything in the cupboards at ours",
        "i flinch whenever he lifts his hand",
        "they said if i dont take the bag theyll come for my sister",
    ],
)
def test_what_no_rule_names_is_heard(rows: Rows, text: str) -> None:
    found = heard(text, rows)

    assert found is not None
    assert found.telling > 0


@pytest.mark.parametrize(
    "text",
    [
        "see you at 4 by the library",
        "my nan makes the best dumplings",
        "we lost 3-1 but i scored",
        "who sees what i put",
        "yes after school is ok",
    ],
)
def test_what_is_said_every_day_is_not(rows: Rows, text: str) -> None:
    found = heard(text, rows)

    assert found is not None
    assert found.telling < 0


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_nothing_said_tells_nothing(rows: Rows, text: str) -> None:
    assert heard(text, rows) is None
    assert heard(text, None) is None


def test_a_few_words_are_heard_in_a_long_text(rows: Rows) -> None:
    told = heard(CHAT * 8 + "he comes in my bed at night and touches me. " + CHAT * 8, rows)
    chat = heard(CHAT * 17, rows)

    assert told is not None
    assert chat is not None
    assert told.telling > 0 > chat.telling


def test_the_encoder_reads_one_piece_and_no_more() -> None:
    asked: list[str] = []

    def read(text: str) -> Floats:
        asked.append(text)
        return np.zeros((3, 768), np.float32)

    heard("my dad shouts and i am scared of him at home " * 30, read)

    assert len(asked) == 1


def test_the_encoder_is_spared_where_no_meaning_could_alarm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(learnt, "_SILENT", 99.0)

    found = heard("see you at 4", lambda _: pytest.fail("asked"))

    assert found is not None
    assert found.telling < 0


def test_without_the_encoder_words_and_letters_go_alone() -> None:
    found = heard("hes coming up the stairs again and i pretend im asleep", None)

    assert found is not None
    assert found.telling > 0


@pytest.mark.parametrize(("telling", "is_tipped"), [(-0.5, True), (-2.0, False)])
def test_the_language_engine_tips_what_is_nearly_heard(
    monkeypatch: pytest.MonkeyPatch, telling: float, is_tipped: bool
) -> None:
    monkeypatch.setattr("bot.services.understand.heard", lambda *_: Leaning(telling, -1.0))
    engine = FakeInterpreter({"its complicated": "disclosure"})

    assert (Understand(engine).screen("its complicated") is not None) is is_tipped
    assert Understand().screen("its complicated") is None


def test_signs_are_said_in_words() -> None:
    assert spoken("my 💔") == "my  heartbroken "
    assert spoken("plain") == "plain"


def test_a_concern_may_turn_out_to_be_immediate(rows: Rows) -> None:
    screen = Understand(rows=rows).screen
    now, always = screen("my dad is hitting my mum right now"), screen("my dad is always drunk")

    assert now is not None
    assert now.severity is Severity.IMMEDIATE
    assert always is not None
    assert always.severity is Severity.CONCERN


def test_meaning_is_the_strongest_light_of_any_piece() -> None:
    network = lights()
    nothing, _, immediate = network.scores(np.array([[1, 0], [0, 0]], np.float32))

    assert immediate > nothing


def test_a_broken_network_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "meaning.npz"
    broken.write_bytes(b"no weights")
    monkeypatch.setattr(meaning, "FILE", broken)
    with pytest.raises(FlowError, match=r"meaning\.npz is broken"):
        meaning.network.__wrapped__()


def test_what_is_saved_is_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "FILE", tmp_path / "meaning.npz")
    meaning.save(lights(), meaning.FILE)

    read = meaning.network.__wrapped__()

    assert np.array_equal(read.told, lights().told)


def test_a_network_learns_which_rows_tell() -> None:
    chance = np.random.default_rng(1)
    tells = np.arange(300) % 3
    said = [
        np.concatenate([chance.normal(0, 0.1, (2, 8)), 3 * np.eye(8)[[told]]]).astype(np.float32)
        for told in tells
    ]

    network = taught(said, tells)

    right = [
        int(network.scores(row).argmax()) == told for row, told in zip(said, tells, strict=True)
    ]
    assert sum(right) >= 290


@given(st.text(max_size=1600))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_heard(rows: Rows, text: str) -> None:
    assert heard(text, rows) == heard(text, rows)


@pytest.mark.parametrize(
    "text",
    ["proud of myself", "ive got so much on rn", "someone", "my dad", "me mum n 2 sisters",
     "cant get a lift there", "my mum works nights"],
)  # fmt: skip
def test_short_ordinary_talk_does_not_alarm(rows: Rows, text: str) -> None:
    assert Understand(rows=rows).screen(text) is None


def test_training_writes_slips_and_taken_back_words_the_same_every_time() -> None:
    said, tells = ["he hits me every night"] * 40 + ["we had chips"] * 40, [2] * 40 + [0] * 40

    more = list(training.varied(said, tells))

    assert more == list(training.varied(said, tells))
    assert more
    assert {telling for _, telling in more} == {2}


def test_training_runs_from_end_to_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    few = [("immediate", "t", "he hits me"), ("concern", "t", "im so low"), ("ordinary", "t", "hi")]
    monkeypatch.setattr(training, "texts", lambda **_: iter(few * 3))
    monkeypatch.setattr(training, "WEIGHTS", tmp_path / "likeness.bin")
    saved: list[Network] = []
    monkeypatch.setattr(meaning, "save", saved.append)

    assert training.main() == 0
    assert (tmp_path / "likeness.bin").stat().st_size > 2 * 2**17
    assert saved[0].told.shape[1] == 3
    assert "9 texts" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["one", "ok", "2", "asdf"])
def test_a_word_said_over_and_over_is_no_disclosure(rows: Rows, word: str) -> None:
    found = heard(f"{word}\n" * 400, rows)

    assert found is not None
    assert found.telling < 0
