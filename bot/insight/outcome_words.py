"""The audit of the five outcomes in plain sentences. Pure; from what may be shown, and no more."""

from __future__ import annotations

from collections.abc import Mapping

from bot.insight.outcomes import Score, Tie

NAMES: Mapping[str, str] = {
    "be_healthy": "Be healthy",
    "stay_safe": "Stay safe",
    "enjoy_and_achieve": "Enjoy and achieve",
    "positive_contribution": "Make a positive contribution",
    "economic_well_being": "Achieve economic well-being",
    "bonds": "Strong bonds",
    "standards": "Healthy standards",
    "involvement": "Chances to take part",
    "skills": "Social and learning skills",
    "praise": "Recognition and praise",
    "aggression_bullying": "Aggression and bullying",
    "alienation": "Alienation",
    "availability_of_drugs": "Drugs easy to get",
    "community_disorganisation": "A neglected area",
    "condoning_attitudes": "Attitudes that condone",
    "early_involvement": "Early involvement",
    "family_attitudes": "Family attitudes that condone",
    "family_conflict": "Family conflict",
    "family_history": "Trouble in the family",
    "friends_in_trouble": "Friends in trouble",
    "lack_of_commitment": "Lack of commitment to learning",
    "low_achievement": "Low achievement",
    "low_income_housing": "Low income and poor housing",
    "poor_supervision": "Poor supervision",
    "school_disorganisation": "School disorganisation",
    "turnover_attachment": "High turnover, little attachment",
}
SMALL, MEDIUM = 0.1, 0.3  # Cohen's names for r: small from 0.1, medium from 0.3, large from 0.5
LARGE = 0.5


def name_of(key: str) -> str:
    """Return what an outcome or factor is called."""
    return NAMES.get(key, key.replace("_", " ").capitalize())


def say_link(tie: Tie) -> str:
    """Say how an outcome goes with a factor, and never that one makes the other."""
    outcome, factor = name_of(tie.outcome), name_of(tie.name)
    if not tie.is_real:
        return f"{outcome} and {factor}: no clear link; chance could make one like it."
    way = "higher" if tie.size > 0 else "lower"
    return (
        f"Those with more of “{factor}” tend to be {way} on “{outcome}”: a {_strength(tie.size)} "
        f"link ({tie.size:+.2f}, {tie.low:+.2f} to {tie.high:+.2f}, at least "
        f"{tie.people_at_least} answered both). That they go together does not say why."
    )


def say_missing(tie: Tie, group: str) -> str:
    """Say that a group stands lower on an outcome than the rest."""
    return (
        f"{group}: lower on “{name_of(tie.outcome)}” than everyone else, a {_strength(tie.size)} "
        f"difference ({tie.size:+.2f}, {tie.low:+.2f} to {tie.high:+.2f})."
    )


def say_score(score: Score) -> str:
    """Say a score with its interval: "62 (58 to 66)"; c where it is hidden."""
    if score.percent is None:
        return "c"
    unit = " %" if score.is_share else ""
    return f"{score.percent}{unit} ({score.low} to {score.high})"


def _strength(size: float) -> str:
    strength = abs(size)
    if strength < SMALL:
        return "very small"
    return "small" if strength < MEDIUM else "medium" if strength < LARGE else "large"
