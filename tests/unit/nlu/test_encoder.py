"""The encoder: the same numbers as ONNX Runtime gives, and the pieces words are cut into."""

from __future__ import annotations

import time

import numpy as np
import onnxruntime
import pytest

from nlu.embedded import loading
from nlu.embedded.encoder import MOST_PIECES, SIZE, Encoder, open_encoder
from nlu.embedded.interpreter import EmbeddedInterpreter
from nlu.embedded.onnx_tensors import read_tensors
from nlu.embedded.word_pieces import read_vocabulary, word_pieces

MODEL = loading._model_file(None)
VOCABULARY = loading.HERE / "vocab.txt"
PIECES = read_vocabulary(VOCABULARY.read_text("utf-8"))
NAMES = {number: piece for piece, number in PIECES.items()}
ALL_LAYERS = 6


def cut(text: str, most: int = MOST_PIECES) -> list[str]:
    return [NAMES[number] for number in word_pieces(text, PIECES, most)]


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    assert MODEL is not None
    return open_encoder(MODEL, VOCABULARY, ALL_LAYERS)


@pytest.mark.parametrize("text", ["hi", "when is my meeting tomorrow", "😀 zażółć " * 30])
def test_all_six_layers_say_what_onnx_runtime_says(encoder: Encoder, text: str) -> None:
    session = onnxruntime.InferenceSession(MODEL, providers=["CPUExecutionProvider"])
    numbers = np.array([word_pieces(text, PIECES, MOST_PIECES)], np.int64)
    given = {"input_ids": numbers, "attention_mask": np.ones_like(numbers)}
    [rows] = session.run(None, {**given, "token_type_ids": np.zeros_like(numbers)})
    mean = rows[0].mean(0)

    vector = encoder.encode(text)[SIZE:]

    assert np.abs(vector - mean / np.linalg.norm(mean)).max() < 1e-5


def test_texts_that_mean_alike_are_nearer_than_others(encoder: Encoder) -> None:
    asked, alike, other = map(
        encoder.encode, ("when is my meeting", "what time is my appointment", "i like chips")
    )

    assert asked @ alike > asked @ other


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Hello, WORLD", ["[CLS]", "hello", ",", "world", "[SEP]"]),
        ("unaffable", ["[CLS]", "una", "##ffa", "##ble", "[SEP]"]),
        ("café", ["[CLS]", "cafe", "[SEP]"]),
        ("ti\u200bme", ["[CLS]", "time", "[SEP]"]),
        ("ok😀", ["[CLS]", "ok", "[UNK]", "[SEP]"]),
        ("", ["[CLS]", "[SEP]"]),
        ("a" * 101, ["[CLS]", "[UNK]", "[SEP]"]),
    ],
)
def test_words_are_cut_into_the_longest_pieces_that_are_known(text: str, pieces: list[str]) -> None:
    assert cut(text) == pieces


def test_a_long_text_is_cut_short_and_still_ends() -> None:
    pieces = cut("word " * 400, 10)

    assert len(pieces) == 10
    assert pieces[-1] == "[SEP]"


@pytest.mark.parametrize("held", [b"", b"\xff" * 40, b"plain words", b"\x3a\x02\x2a\x00"])
def test_what_is_no_onnx_file_is_refused(held: bytes) -> None:
    with pytest.raises(ValueError, match="ONNX"):
        read_tensors(memoryview(held))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1600,
        "é" * 1600,
        "a b " * 400,
        "🏳️‍🌈" * 260,
        "Z\u0351\u036b" * 533,
        " " * 1600,
        "中" * 1600,
    ],
    ids=["one word", "accents", "words", "flags", "zalgo", "space", "chinese"],
)
def test_the_longest_text_is_read_within_fifty_milliseconds(text: str) -> None:
    engine = loading.load_interpreter()
    assert isinstance(engine, EmbeddedInterpreter)
    engine.parse("warm")
    took = []
    for _ in range(3):
        began = time.process_time()
        engine.parse(text)
        took.append(time.process_time() - began)

    assert min(took) < 0.05
