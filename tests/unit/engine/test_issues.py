"""Each check speaks up when its guard is taken out of a copy of a sound flow, and only then."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from bot.engine.checking import check_text
from bot.engine.issue import Issue, Level
from bot.engine.issues import check
from bot.engine.loading import FLOWS, load_flow, shipped
from bot.engine.translations import fingerprint

SCHEMA = json.loads((FLOWS / "flow.schema.json").read_text(encoding="utf-8"))

# code, node it is found at, what is taken out of the demo flow, what is put in its place
DRAW = (
    '{draw: ["last"], take: 1, order: "lot", goto: "thanks"}'
    '\n  last: {say: {en: "So."}, goto: "thanks"}'
)
SERVES = "    max: 30\n    serves: "
TESTS = SERVES + '[{practice: "tests"}]'
AGE = 'ask: "number"\n    sees: "totals"'
PLACE = 'ask: "place"\n    sees: "totals"'
HALF_OFFERED = 'ask: "multi"\n    sensitive: ["fruit", "crisps"]\n    offers: {person: ["fruit"]}'
HALF_SENSITIVE = 'ask: "multi"\n    sensitive: ["fruit"]\n    offers: {person: ["fruit", "crisps"]}'
GUARDS = [
    ("missing_node", "", 'start: "hello"', 'start: "helo"'),
    ("missing_node", "words", 'goto: "thanks"', 'goto: "thank"'),
    ("unreachable", "until", 'goto: "until"', 'goto: "again"'),
    ("loop_without_wait", "hello", 'goto: "open"\n', 'goto: "hello"\n'),
    ("loop_without_wait", "fork", 'otherwise: "age"', 'otherwise: "fork"'),
    ("dead_end", "thanks", 'goto: "done"', 'goto: "words"'),
    ("ambiguous_options", "snack", '"Crisps"', '" fruit "'),
    ("ambiguous_options", "snack", '{key: "crisps", label', '{key: "fruit", label'),
    ("ambiguous_options", "snack", '"Crisps"', '"1"'),
    ("long_option", "where", '"Park"', '"Somewhere in the park"'),
    ("long_option", "where", '"Park"', '"With {worker} there"'),
    ("over_one_segment", "age", "How old", "{promise} " * 5 + "How old"),
    ("over_one_segment", "thanks", '"Thanks."', f'"{"Thanks. " * 21}"'),
    ("carrier_word", "thanks", '"Thanks."', '"Thanks. Text STOP to leave."'),
    ("carrier_word", "thanks", '"Thanks."', '"Thanks. Please cancel."'),
    ("carrier_word", "thanks", '"Thanks."', '"Thanks. Text help for more."'),
    ("carrier_word", "thanks", '"Thanks."', '"Thanks. START again."'),
    ("carrier_word", "where", '"Park"', '"The end"'),
    ("missing_owner", "", 'owner: "tests", ', ""),
    ("missing_source", "", 'source: "tests", ', ""),
    ("missing_why", "where", '    why: {en: "No one sees it yet."}\n', ""),
    ("long_sentence", "thanks", '"Thanks."', f'"Thanks {"so " * 15}much."'),
    ("long_question", "words", "Anything else?", f"Is it {'so ' * 19}much?"),
    ("not_gsm", "thanks", '"Thanks."', '"Thanks \N{SPARKLES}"'),
    ("unknown_placeholder", "thanks", '"Thanks."', '"Thanks {friend}."'),
    ("missing_name", "", 'name: "Demo", ', ""),
    ("missing_helps", "", 'helps: "It tests.", ', ""),
    ("missing_reviewer", "", ", reviewed_by: []", ""),
    ("banned_word", "thanks", '"Thanks."', '"Thanks for your assistance."'),
    ("banned_word", "where", '"Park"', '"Services"'),
    ("bare_yes", "words", "Anything else?", "Anything else? Text yes."),
    ("bare_yes", "words", "Anything else?", "Send YES if so."),
    ("no_way_to_skip", "age", " Or text SKIP.", ""),
    ("no_signpost", "words", 'ask: "text"', 'ask: "text"\n    sensitive: true'),
    ("offer_not_sensitive", "words", 'ask: "text"', 'ask: "text"\n    offers: "person"'),
    ("names_in_totals", "snack", 'multi"\n    sees: "worker"', 'multi"\n    sees: "totals"'),
    ("option_1_leaves", "open", 'goto: "snack"}', 'goto: "bye"}'),
    ("missing_range", "age", "    max: 30\n", ""),
    ("unknown_outcome", "age", TESTS, SERVES + '[{outcome: "joy"}]'),
    (
        "unknown_option",
        "age",
        TESTS,
        SERVES + '[{risk: "x", share: ["y"]}]',
    ),
    (
        "missing_score",
        "age",
        TESTS,
        SERVES + '[{risk: "x", reversed: true}]',
    ),
    ("unknown_case", "fork", 'name: "snack"', 'name: "snacks"'),
    ("unknown_case", "fork", 'is: ["crisps"]', 'is: ["crisp"]'),
    ("missing_node", "where", 'sees: "ask"', 'sees: "ask"\n    shows: ["bye"]'),
    ("missing_flow", "", 'goto: "thanks"', 'goto: "more"\n  more: {call: "none", goto: "thanks"}'),
    ("lost_strand", "more", 'goto: "thanks"', f'goto: "more"\n  more: {DRAW}'),
    ("stale_translation", "hello", '"Hello."', '"Hi."'),
    ("missing_fingerprint", "hello", f'of: "{fingerprint("Hello.")}", ', ""),
    ("missing_status", "hello", ', status: "reviewed"', ""),
    ("missing_translation", "thanks", 'key: "demo"', 'key: "demo"\nlanguages: ["en", "cy"]'),
    ("missing_visibility", "", 'sees: "worker"\n', ""),
    ("missing_visibility", "age", '    sees: "totals"\n', ""),
    ("missing_budget", "", "budget: {counts: true, rest_days: 0}\n", ""),
    ("missing_budget", "", ", rest_days: 0", ""),
    ("missing_opening", "", 'opens: "none"\n', ""),
    ("missing_closing", "", '"Thanks."', '"Thanks from {who}."'),
    ("missing_serves", "age", TESTS, "    max: 30"),
    ("missing_ages", "age", "    max: 30", '    max: 30\n    instead: "where"'),
    ("missing_instead", "age", "    max: 30", '    max: 30\n    ages: ["16-18"]'),
    ("missing_area_only", "age", AGE, PLACE),
    ("missing_score", "snack", 'label: {en: "Fruit"}', 'label: {en: "Fruit"}, score: 1'),
    ("missing_discretion", "snack", '{eats: "fruit"}', '{shared: "often"}'),
    ("missing_task", "snack", '{eats: "fruit"}', '{number: "wrong"}'),
    ("missing_shows", "where", '{key: "park"', '{key: "park", shares: "meeting"'),
    ("missing_number", "hello", 'en: "Hello."', 'en: "Hello. Call 999."'),
    ("no_signpost", "snack", 'ask: "multi"', HALF_OFFERED),
    ("offer_not_sensitive", "snack", 'ask: "multi"', HALF_SENSITIVE),
    ("non_string_key", "snack", 'key: "nothing"', "key: no"),
    ("non_string_key", "snack", '{en: "Nothing"}', "{en: No}"),
    ("bad_form", "words", 'ask: "text"', 'ask: "words"'),
    ("bad_form", "words", 'ask: "text"', 'ask: "text"\n    say: {en: "Hm."}'),
    ("no_way_to_skip", "where", '    goto: "words"\n', ""),
    ("bad_form", "where", '    goto: "words"\n', '    goto: "words"\n    colour: "red"\n'),
    ("bad_form", "age", "min: 0", "min: none"),
    ("bad_form", "open", "pauses: true", 'pauses: "so"'),
    ("bad_form", "thanks", '{en: "Thanks."}', '{cy: "Diolch."}'),
    ("bad_form", "thanks", '{en: "Thanks."}', '"Thanks."'),
    ("bad_form", "words", 'ask: "text"', 'ask: "single"'),
    ("bad_form", "fork", 'is: ["11-12"]', 'is: "11-12"'),
    ("bad_form", "", 'start: "hello"', 'start: "hello"\nstart: "open"'),
    ("bad_form", "", "nodes:", "nodes: ]"),
]


def faults(found: list[Issue]) -> list[Issue]:
    return [issue for issue in found if issue.level is Level.FAULT]


@pytest.mark.parametrize(
    ("code", "node", "guard", "instead"), GUARDS, ids=[f"{c}-{n}" for c, n, _, _ in GUARDS]
)
def test_a_flow_without_its_guard_is_caught_by_code_and_node(
    *, demo_text: str, around_text: str, code: str, node: str, guard: str, instead: str
) -> None:
    assert guard in demo_text

    found = check_text(demo_text.replace(guard, instead, 1), around_text)

    assert (code, node) in [(issue.code, issue.node) for issue in found]


def test_more_than_five_options_are_too_many(demo_text: str, around_text: str) -> None:
    six = "".join(f'\n      - {{key: "k{n}", label: {{en: "Label {n}"}}}}' for n in "abcde")
    park = '- {key: "park", label: {en: "Park"}}'

    [issue] = check_text(demo_text.replace(park, park + six), around_text)

    assert (issue.code, issue.node) == ("too_many_options", "where")
    assert issue.message == "6 options: give 5 at most, or split the question"


def test_a_sound_flow_has_no_issue(demo_text: str, around_text: str) -> None:
    assert check_text(demo_text, around_text) == []


@pytest.mark.parametrize(("key", "text"), shipped().items(), ids=list(shipped()))
def test_every_shipped_flow_has_no_issue(key: str, text: str) -> None:
    assert check(load_flow(text)) == []


@pytest.mark.parametrize("path", sorted(FLOWS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_flow_file_fits_the_schema_editors_use(path: Path) -> None:
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), SCHEMA)


def test_only_welcome_says_once_how_to_leave(around_text: str) -> None:
    welcome = (FLOWS / "welcome.yaml").read_text(encoding="utf-8")
    elsewhere = welcome.replace('key: "welcome"', 'key: "hello"', 1)
    twice = welcome.replace('en: "All set.', 'en: "Text STOP to leave. All set.', 1)

    assert {issue.node for issue in faults(check_text(elsewhere, around_text))} == {"w4"}
    assert "w7" in [issue.node for issue in faults(check_text(twice, around_text))]


def test_issues_come_in_the_order_of_the_nodes(demo_text: str, around_text: str) -> None:
    faulty = demo_text.replace('"Thanks."', '"Please cancel."').replace('"Park"', '"Quit"')

    found = check_text(faulty, around_text)

    assert [issue.node for issue in found] == ["where", "thanks"]


@pytest.mark.parametrize(
    ("code", "guard", "instead"),
    [
        ("carrier_word", "No rush.", "No rush, cancel."),
        ("long_sentence", "No rush.", f"{'No ' * 15}rush."),
        ("over_one_segment", "No rush.", "No rush. " * 20),
        ("banned_word", "No rush.", "No rush, we will assist."),
        ("long_option", '"Later"', '"Some other time maybe"'),
        ("hard_to_read", "No rush.", "Unimaginable organisational complexity necessitates. " * 9),
    ],
)
def test_phrases_are_checked_as_flows_are(
    *, around_text: str, code: str, guard: str, instead: str
) -> None:
    assert faults(check_text(around_text, "", name="around.yaml")) == []

    found = check_text(around_text.replace(guard, instead), "", name="around.yaml")

    assert code in {issue.code for issue in found}
    assert all(issue.line > 1 for issue in found if issue.node)


def test_a_script_that_is_hard_to_read_is_found_as_a_whole(
    demo_text: str, around_text: str
) -> None:
    hard = "Exceptional circumstances notwithstanding, deliberation continues. " * 8
    why = f'why: {{en: "{hard}"}}'
    faulty = demo_text.replace('why: {en: "So we bring it."}', why).replace("Bye for now.", hard)

    found = check_text(faulty, around_text)

    assert ("hard_to_read", "") in [(issue.code, issue.node) for issue in found]


def test_a_finding_names_its_line(demo_text: str, around_text: str) -> None:
    faulty = demo_text.replace('"Park"', '"Somewhere in the park"')
    [issue] = check_text(faulty, around_text)

    assert "Somewhere" in faulty.splitlines()[issue.line - 1]


def test_drafts_are_listed_and_fault_nothing(demo_text: str, around_text: str) -> None:
    [note] = check_text(demo_text.replace('"reviewed"}}', '"draft"}}', 1), around_text)

    assert (note.code, note.level) == ("draft_translation", Level.NOTE)
    assert note.message.startswith("1 sentences in cy")


def test_a_missing_phrase_is_named(demo_text: str, around_text: str) -> None:
    faulty = around_text.replace("paused:", "halted:")

    [issue] = check_text(demo_text, faulty)

    assert (issue.code, issue.flow) == ("bad_form", "phrases")
    assert "'paused'" in issue.message
