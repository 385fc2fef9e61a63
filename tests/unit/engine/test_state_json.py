"""A stored session comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine.model import SessionStatus, State
from bot.engine.state_json import dump, load

values = st.one_of(
    st.none(),
    st.text(),
    st.integers(),
    st.floats(allow_nan=False),
    st.lists(st.text()).map(tuple),
    st.lists(st.text()).map(lambda keys: {"not": tuple(keys)}),
)
states = st.builds(
    State,
    st.sampled_from(SessionStatus),
    st.text(),
    st.integers(0, 2),
    st.dictionaries(st.text(), values),
    st.lists(st.text()).map(tuple),
    st.dictionaries(st.text(), st.text()),
)


@given(states)
def test_a_state_comes_back_exactly(state: State) -> None:
    back = load(dump(state))

    assert back == state
    assert [type(value) for value in back.results.values()] == [
        type(value) for value in state.results.values()
    ]


def test_the_stored_form_is_compact() -> None:
    state = State(SessionStatus.WAITING, "i2", 1, {"i1": ("relax",)}, ("i1", "i2"), {"a": "b"})

    assert dump(state) == (
        '{"s":"waiting","n":"i2","t":1,"r":{"i1":["relax"]},"a":["i1","i2"],"f":{"a":"b"}}'
    )


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"s":"gone"}', '{"s":"waiting","n":"x","t":0,"r":{"q":true},"a":[],"f":{}}'],
)
def test_what_is_no_state_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(ValueError, match="not a stored session state") as caught:
        load(text)

    assert caught.value.__cause__ is None
