"""Counting: young people, once each, over everyone and by group."""

from bot.insight.tallies import BREAKDOWNS, NOT_SAID, QuestionShape, Response, combine, tally

WISHES = QuestionShape("wishes", ("relax", "music"), multi=True)
HOW = QuestionShape("how", ("walk", "phone"))
PLACE = QuestionShape("place", ("library", "cafe"), open=True)


def test_counts_who_was_asked_answered_and_skipped() -> None:
    responses = [
        Response("a", "how", "answered", ("walk",)),
        Response("b", "how", "skipped"),
        Response("c", "how", "unclear"),
        Response("d", "how", "asked"),
    ]

    figures = tally([HOW], responses).questions[0].overall

    assert (figures.asked, figures.answered, figures.skipped) == (4, 1, 1)
    assert (figures.unanswered, figures.left) == (3, 2)
    assert figures.options == {"walk": 1, "phone": 0}


def test_counts_a_young_person_once_for_each_option_of_many() -> None:
    responses = [
        Response("a", "wishes", "answered", ("relax", "music", "relax")),
        Response("b", "wishes", "answered", ("music",)),
    ]

    figures = tally([WISHES], responses).questions[0].overall

    assert figures.answered == 2
    assert figures.options == {"relax": 1, "music": 2}


def test_someone_asked_again_counts_once_at_the_furthest_they_got() -> None:
    responses = [
        Response("a", "how", "asked"),
        Response("a", "how", "answered", ("walk",)),
        Response("a", "how", "skipped"),
        Response("a", "how", "answered", ("phone",)),
    ]

    figures = tally([HOW], responses).questions[0].overall

    assert (figures.asked, figures.answered) == (1, 1)
    assert figures.options == {"walk": 0, "phone": 1}


def test_groups_add_up_to_everyone_and_silence_is_a_group() -> None:
    responses = [
        Response("a", "how", "answered", ("walk",), age_band="11-12", gender="girl"),
        Response("b", "how", "answered", ("walk",), age_band="13-15"),
        Response("c", "how", "skipped", age_band="13-15", gender="girl"),
    ]

    question = tally([HOW], responses).questions[0]

    assert set(question.breakdowns["age_band"]) == {"11-12", "13-15"}
    assert set(question.breakdowns["gender"]) == {"girl", NOT_SAID}
    for groups in question.breakdowns.values():
        assert combine(HOW, groups.values()) == question.overall


def test_a_group_seen_at_one_question_is_listed_at_all() -> None:
    responses = [
        Response("a", "how", "answered", ("walk",), area="Ashdale"),
        Response("b", "wishes", "answered", ("relax",), area="Birchley"),
    ]

    listed = [set(q.breakdowns["area"]) for q in tally([HOW, WISHES], responses).questions]

    assert listed == [{"Ashdale", "Birchley"}] * 2


def test_respondents_are_those_who_answered_anything() -> None:
    responses = [
        Response("a", "how", "answered", ("walk",)),
        Response("a", "wishes", "answered", ("relax",)),
        Response("b", "how", "skipped"),
        Response("c", "gone", "answered", ("x",)),
    ]

    assert tally([HOW, WISHES], responses).respondents == 1


def test_own_words_are_an_answer_without_an_option() -> None:
    responses = [
        Response("a", "place", "answered", ("library",)),
        Response("b", "place", "answered", ()),
    ]

    figures = tally([PLACE], responses).questions[0].overall

    assert (figures.answered, figures.own_words) == (2, 1)


def test_an_empty_round_is_all_zeros() -> None:
    result = tally([HOW], [])

    assert result.respondents == 0
    assert result.questions[0].overall.asked == 0
    assert result.questions[0].breakdowns == {name: {} for name in BREAKDOWNS}
