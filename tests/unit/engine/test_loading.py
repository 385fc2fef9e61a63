"""Flow files become documents that stand alone and do not change without a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.engine import loading
from bot.engine.fields import FlowFault
from bot.engine.loading import document, load_flow, read_flow, read_yaml, shipped
from bot.engine.model import Flow, Say, Sees
from bot.errors import FlowError


def test_a_document_holds_the_flow_and_the_phrases_it_uses(
    demo: Flow, demo_text: str, around_text: str
) -> None:
    alone = json.loads(document(demo_text, around_text))

    assert list(alone["nodes"]) == list(demo.nodes)
    assert set(alone["phrases"]) == set(loading.USED)
    assert read_flow(read_yaml(demo_text), read_yaml(around_text)) == demo


def test_comments_spacing_and_the_order_of_fields_do_not_make_a_new_version(
    demo_text: str, around_text: str
) -> None:
    moved = demo_text.replace('key: "demo"\nfamily: "demo"\n', "")
    moved = f'# about nothing\n{moved}\nfamily: "demo"\nkey:   "demo"\n'

    assert document(moved, around_text) == document(demo_text, around_text)


def test_a_reworded_phrase_makes_a_new_version(demo_text: str, around_text: str) -> None:
    reworded = around_text.replace("No rush.", "No hurry.")

    assert document(demo_text, reworded) != document(demo_text, around_text)


def test_a_phrase_the_engine_does_not_say_makes_no_new_version(
    demo_text: str, around_text: str
) -> None:
    more = f'{around_text}\nextra:\n  text: {{en: "More."}}\n'

    assert document(demo_text, more) == document(demo_text, around_text)


def test_the_default_of_who_sees_comes_from_the_flow(demo: Flow) -> None:
    assert [getattr(demo.nodes[key], "sees", None) for key in ("snack", "age", "open")] == [
        Sees.WORKER,
        Sees.TOTALS,
        Sees.NOBODY,
    ]


def test_a_draft_translation_is_left_out_and_a_checked_one_used(
    demo_text: str, around_text: str
) -> None:
    cy = 'cy: {text: "Diolch.", of: "01234567", status: "draft"}'
    draft = demo_text.replace('{en: "Thanks."}', f'{{en: "Thanks.", {cy}}}')
    checked = draft.replace('"draft"', '"reviewed"')

    said = []
    for text in (draft, checked):
        thanks = load_flow(document(text, around_text)).nodes["thanks"]
        assert isinstance(thanks, Say)
        said.append(thanks.text.to("cy"))

    assert said == ["Thanks.", "Diolch."]


@pytest.mark.parametrize("text", ["", "[1]", "{}", '{"phrases": []}'])
def test_what_is_no_document_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(FlowError, match="publish the flow again"):
        load_flow(text)


@pytest.mark.parametrize("text", ["- a list", "a: ]", "\x00"])
def test_what_is_no_yaml_mapping_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(FlowFault, match="line 1"):
        read_yaml(text)


def test_a_fault_names_flow_node_and_mend(demo_text: str, around_text: str) -> None:
    with pytest.raises(FlowFault, match="demo/snack/crisps: write true or false") as caught:
        document(demo_text.replace('raises: "buy_crisps"', 'pauses: "x"'), around_text)

    assert (caught.value.code, caught.value.flow, caught.value.node) == (
        "bad_form",
        "demo",
        "snack",
    )


def test_the_three_flows_ship_and_each_says_nobody_reviewed_it_yet() -> None:
    flows = {key: load_flow(text) for key, text in shipped().items()}

    assert {"welcome", "good-place", "my-meetings"} <= set(flows)
    assert all(flow.about.reviewed_by == () for flow in flows.values())
    assert all(flow.about.helps for flow in flows.values())


def test_a_file_named_other_than_its_flow_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, demo_text: str
) -> None:
    (tmp_path / "other.yaml").write_text(demo_text, encoding="utf-8")
    monkeypatch.setattr(loading, "FLOWS", tmp_path)

    with pytest.raises(FlowError, match="name the file after the key"):
        shipped()
