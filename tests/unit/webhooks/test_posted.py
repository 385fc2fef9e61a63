"""A posted form: read as far as it may be long, and as the library that served before reads it."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import Request
from werkzeug.exceptions import HTTPException

from webhooks.posted import FORM, LARGEST, posted

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def environ(body: bytes, **other: Any) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/webhooks/twilio/inbound",
        "QUERY_STRING": "ref=abc",
        "CONTENT_TYPE": FORM,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
        **other,
    }


@given(st.lists(st.tuples(words, words), max_size=20))
def test_any_form_is_read_as_werkzeug_reads_it(fields: list[tuple[str, str]]) -> None:
    body = urlencode(fields).encode()

    ours = posted(environ(body))
    theirs = Request(environ(body)).form

    assert sorted(ours.fields) == sorted(theirs.items(multi=True))
    assert ours.says_twice == any(len(values) > 1 for values in theirs.listvalues())


@given(st.binary(max_size=200))
def test_no_bytes_make_it_raise(body: bytes) -> None:
    posted(environ(body))


def test_a_value_keeps_its_plus_signs_spaces_and_accents() -> None:
    said = "na\u00efve +44 & = %"

    assert posted(environ(b"Body=" + quote_plus(said).encode())).get("Body") == said


def test_what_is_asked_of_the_address_is_read_apart_from_the_form() -> None:
    post = posted(environ(b"ref=other"))

    assert (post.asked("ref"), post.get("ref"), post.asked("none")) == ("abc", "other", None)


@pytest.mark.parametrize(
    ("body", "other", "status"),
    [
        (b"a=1", {"CONTENT_TYPE": "text/plain"}, 415),
        (b"a=1", {"CONTENT_TYPE": ""}, 415),
        (b"a" * (LARGEST + 1), {}, 413),
        (b"a" * (LARGEST + 1), {"CONTENT_LENGTH": "", "wsgi.input_terminated": True}, 413),
    ],
)
def test_what_is_no_form_or_too_long_is_refused(
    body: bytes, other: dict[str, Any], status: int
) -> None:
    with pytest.raises(HTTPException) as refused:
        posted(environ(body, **other))

    assert refused.value.code == status


def test_a_form_whose_length_is_not_told_is_read_to_its_end_where_the_server_marks_it() -> None:
    untold = {"CONTENT_LENGTH": ""}

    marked = posted(environ(b"a=1", **untold, **{"wsgi.input_terminated": True}))

    assert marked.get("a") == "1"
    assert posted(environ(b"a=1", **untold)).fields == ()


def test_a_charset_beside_the_kind_of_form_is_no_matter() -> None:
    assert posted(environ(b"a=1", CONTENT_TYPE=f"{FORM}; charset=utf-8")).get("a") == "1"
