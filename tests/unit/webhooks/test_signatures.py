"""Signatures agree with Twilio's own validator, and nothing a stranger sends makes them raise."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from webhooks.signatures import signed_url, valid, valid_json

TOKEN = "a pretend token"
URL = "https://sayso.example.org/webhooks/twilio/inbound"
FORM = (("Body", " two spaces  "), ("From", "+447700900101"), ("New", ""))
SHA256_SETTINGS = "key=webhooks_sharedkey_1,algorithm=HMAC_SHA256"


def sign(url: str, form: tuple[tuple[str, str], ...], *, digest: str = "sha1") -> str:
    """Work the signature out afresh, from Twilio's description."""
    told = url + "".join(name + value for name, value in sorted(form))
    return base64.b64encode(hmac.new(TOKEN.encode(), told.encode(), digest).digest()).decode()


def test_a_form_as_twilio_signed_it_is_valid() -> None:
    assert valid(URL, FORM, sign(URL, FORM), tokens=(TOKEN,))


def test_every_field_counts_even_one_nobody_knows() -> None:
    signature = sign(URL, FORM)

    assert not valid(URL, FORM[:2], signature, tokens=(TOKEN,))
    assert not valid(URL, (("Body", "two spaces"), *FORM[1:]), signature, tokens=(TOKEN,))


@pytest.mark.parametrize(
    "signature", [None, "", "nonsense", "é", "\ud800", "a" * 10_000, sign(URL, ())]
)
def test_a_signature_that_is_missing_malformed_or_wrong_is_not_valid(signature: str | None) -> None:
    assert not valid(URL, FORM, signature, tokens=(TOKEN,))


@pytest.mark.parametrize("tokens", [(), ("",), ("", "")])
def test_without_a_token_nothing_is_valid(tokens: tuple[str, ...]) -> None:
    forged = RequestValidator("").compute_signature(URL, dict(FORM))

    assert not valid(URL, FORM, forged, tokens=tokens)


def test_while_tokens_change_either_will_do() -> None:
    assert valid(URL, FORM, sign(URL, FORM), tokens=("the next token", "", TOKEN))


@pytest.mark.parametrize(
    ("digest", "settings", "is_valid"),
    [
        ("sha256", SHA256_SETTINGS, True),
        ("sha1", SHA256_SETTINGS, False),
        ("sha1", "key=webhooks_sharedkey_1", True),
        ("sha1", "", True),
        ("sha256", None, False),
        ("sha1", "algorithm=HMAC_MD5", False),
    ],
)
def test_the_settings_header_names_the_algorithm(
    digest: str, settings: str | None, is_valid: bool
) -> None:
    signature = sign(URL, FORM, digest=digest)

    assert valid(URL, FORM, signature, tokens=(TOKEN,), settings=settings) is is_valid


@pytest.mark.parametrize(
    ("base", "query", "signed"),
    [
        ("https://sayso.example.org", "", "https://sayso.example.org/in"),
        ("https://sayso.example.org/", "", "https://sayso.example.org/in"),
        ("https://sayso.example.org", "", "https://sayso.example.org:443/in"),
        ("https://sayso.example.org:8443", "", "https://sayso.example.org/in"),
        ("http://127.0.0.1:8000", "", "http://127.0.0.1:8000/in"),
        ("http://127.0.0.1", "", "http://127.0.0.1:80/in"),
        (
            "https://sayso.example.org",
            "ref=a&b=%C3%A9+x",
            "https://sayso.example.org/in?ref=a&b=%C3%A9+x",
        ),
        ("https://sayso.example.org#rc=3&rp=all", "", "https://sayso.example.org/in"),
        ("https://example.org/sayso", "", "https://example.org/sayso/in"),
    ],
)
def test_the_configured_address_is_what_twilio_signed(base: str, query: str, signed: str) -> None:
    url = signed_url(base, "/in", query)

    assert valid(url, FORM, sign(signed, FORM), tokens=(TOKEN,))


def test_http_is_not_https() -> None:
    assert not valid(URL, FORM, sign(URL.replace("https", "http"), FORM), tokens=(TOKEN,))


def test_a_fragment_is_never_signed() -> None:
    assert valid(f"{URL}#rc=3&rp=all", FORM, sign(URL, FORM), tokens=(TOKEN,))


@pytest.mark.parametrize("url", ["http://[broken", "https://host:notaport/x", "", "\x00"])
def test_an_address_that_cannot_be_read_is_not_valid(url: str) -> None:
    assert not valid(url, FORM, sign(URL, FORM), tokens=(TOKEN,))


def json_url(body: bytes) -> str:
    return f"{URL}?ref=1&bodySHA256={hashlib.sha256(body).hexdigest()}"


def test_json_is_valid_by_its_hash_and_the_signed_address() -> None:
    url = json_url(b'{"a": 1}')

    assert valid_json(url, b'{"a": 1}', sign(url, ()), tokens=(TOKEN,))
    assert RequestValidator(TOKEN).validate(url, '{"a": 1}', sign(url, ()))


def test_json_that_was_changed_is_not_valid() -> None:
    url = json_url(b'{"a": 1}')

    assert not valid_json(url, b'{"a": 2}', sign(url, ()), tokens=(TOKEN,))


def test_json_without_a_hash_is_not_valid_however_well_signed() -> None:
    assert not valid_json(URL, b"{}", sign(URL, ()), tokens=(TOKEN,))


def test_a_hash_with_letters_no_hash_has_is_not_valid() -> None:
    url = f"{URL}?bodySHA256=%C3%A9"

    assert not valid_json(url, b"{}", sign(url, ()), tokens=(TOKEN,))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
forms = st.lists(st.tuples(words, words), max_size=8)
queries = st.text("abc=&%20+?/", max_size=20)
ports = st.one_of(st.none(), st.sampled_from([80, 443]), st.integers(1, 65_535))


@st.composite
def urls(draw: st.DrawFn) -> str:
    port = draw(ports)
    host = draw(st.sampled_from(["sayso.example.org", "127.0.0.1", "SAYSO.example"]))
    scheme = draw(st.sampled_from(["http", "https"]))
    base = f"{scheme}://{host}" + (f":{port}" if port else "")
    return signed_url(base, "/" + draw(st.text("ab/_-.%7e", max_size=12)), draw(queries))


@given(url=urls(), signed=urls(), form=forms, other=forms)
def test_it_agrees_with_twilios_validator(
    url: str, signed: str, form: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    validator = RequestValidator(TOKEN)
    params = MultiDict(form)
    for target, fields in ((url, form), (signed, form), (url, other)):
        for variant in (target, target.replace("example.org/", "example.org:443/")):
            signature = validator.compute_signature(variant, MultiDict(fields))

            ours = valid(url, params.items(multi=True), signature, tokens=(TOKEN,))

            assert ours == validator.validate(url, params, signature)


@given(url=st.text(), form=st.lists(st.tuples(st.text(), st.text())), body=st.binary())
def test_nothing_makes_it_raise(url: str, form: list[tuple[str, str]], body: bytes) -> None:
    assert not valid(url, form, "signature", tokens=(TOKEN,), settings="a=b,,=")
    assert not valid_json(url, body, "signature", tokens=(TOKEN,))
