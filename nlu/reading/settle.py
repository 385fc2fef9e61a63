"""Which options a reply means, once refusals and corrections are weighed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from nlu.reading.parts import Part, Role, Strength

_KIND_ASIDE = 5
_SLIP_ASIDE = 2
_LONGEST_ASIDE = 8  # words beside an option, beyond which the reply is about something else


@dataclass(frozen=True, slots=True)
class Meant:
    """What is left of a reply: options wanted and refused, in the order they were named."""

    wanted: tuple[Part, ...] = ()
    refused: tuple[int, ...] = ()
    dangling: bool = False  # a "not" that refused nothing we know
    fixed: bool = False  # something was said again: what is refused now is taken back
    _negated: bool = field(default=False, repr=False)
    _joined: bool = field(default=True, repr=False)

    @property
    def options(self) -> tuple[int, ...]:
        """The options wanted, each once, in the question's order."""
        return tuple(sorted({part.option for part in self.wanted}))


def settle(parts: tuple[Part, ...]) -> Meant:
    """Return what `parts` leave standing: "1 no wait 2" wants 2, "not 1" refuses 1."""
    meant = Meant()
    for place, part in enumerate(parts):
        meant = _step(meant, part, parts[place + 1 :])
    refused = tuple(sorted(set(meant.refused) - set(meant.options)))
    # "yes but not always" takes back what it gave.
    dangling = meant.dangling or _is_open(meant) or len(refused) < len(set(meant.refused))
    return replace(meant, refused=refused, dangling=dangling)


def _step(meant: Meant, part: Part, rest: tuple[Part, ...]) -> Meant:
    after = meant
    match part.role:
        case Role.OPTION:
            after = _named(meant, part)
        case Role.NOT:
            after = replace(meant, _negated=True, _joined=True, dangling=False)
        case Role.NO:
            after = _no(meant, rest)
        case Role.FIX:
            after = _fixed(meant, rest)
        case Role.BREAK:
            after = replace(meant, _negated=False, dangling=meant.dangling or _is_open(meant))
        case Role.JOIN | Role.OR:
            after = replace(meant, _joined=True)
    return after


def _is_open(meant: Meant) -> bool:
    """Tell whether a "not" is still waiting for what it refuses."""
    return meant._negated and meant._joined


def _named(meant: Meant, part: Part) -> Meant:
    if part.option in meant.refused and not meant.fixed:
        return meant  # "no phone calls" names it twice and refuses it once
    if meant._negated and meant._joined:
        kept = tuple(wanted for wanted in meant.wanted if wanted.option != part.option)
        taken = kept if meant.fixed else meant.wanted
        return replace(meant, wanted=taken, refused=(*meant.refused, part.option), _joined=False)
    return replace(meant, wanted=(*meant.wanted, part), _negated=False)


def _no(meant: Meant, rest: tuple[Part, ...]) -> Meant:
    """Between two options "no" corrects; before one it refuses; otherwise it says nothing."""
    following = next((part for part in rest if part.role is not Role.FILLER), None)
    option = following if following and following.role is Role.OPTION else None
    numbered = option is not None and option.strength is Strength.NUMBER
    if meant.wanted and option and not numbered:
        return meant  # "cafe no library" may do either: both stand, and we ask again
    if meant.wanted:
        return _fixed(meant, rest)
    # "no 4" is short for number 4.
    return replace(meant, _negated=True, _joined=True) if option and not numbered else meant


def _fixed(meant: Meant, rest: tuple[Part, ...]) -> Meant:
    if not _names(rest):
        return meant
    following = next((part.role for part in rest if part.role is not Role.FILLER), None)
    if following is Role.NOT:
        return replace(meant, fixed=True)
    return replace(meant, wanted=(), refused=(), _negated=False)


def _names(parts: Iterable[Part]) -> bool:
    return any(part.role is Role.OPTION for part in parts)


def is_clear(parts: tuple[Part, ...], meant: Meant) -> bool:
    """Tell whether the words beside the wanted option leave no doubt that it is meant."""
    weakest = min(part.strength for part in meant.wanted)
    beside = _up_to_reason(parts)
    doubts = (
        any(part.role in {Role.DOUBT, Role.IF} for part in beside)
        or _is_someone_elses(beside)
        or _is_anothers(beside, meant)
    )
    asides = sum(part.role in {Role.WORD, Role.STRAY, Role.PERSON} for part in beside)
    if weakest >= Strength.WORD and weakest is not Strength.NUMBER:
        return not doubts and asides <= _LONGEST_ASIDE
    if weakest in {Strength.KIND, Strength.SLIP}:
        return not doubts and asides <= (_KIND_ASIDE if weakest is Strength.KIND else _SLIP_ASIDE)
    # A number may be about something else: nothing but fillers may stand beside it.
    return not doubts and not asides


def _is_someone_elses(parts: tuple[Part, ...]) -> bool:
    """Tell whether another person comes before the first option: "my mum said the cafe"."""
    first = next(part.role for part in parts if part.role in {Role.OPTION, Role.PERSON})
    return first is Role.PERSON


def _is_anothers(parts: tuple[Part, ...], meant: Meant) -> bool:
    """Tell whether a word stands beside that only other options hold: "good and bad"."""
    wanted = sum(1 << part.option for part in meant.wanted)
    return any(part.role is Role.SHARED and not part.option & wanted for part in parts)


def _up_to_reason(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts before "because", or before the break after a leading number."""
    named = False
    for place, part in enumerate(parts):
        if named and part.role is Role.REASON:
            return parts[:place]
        leading = named and place == 1 and parts[0].strength is Strength.NUMBER
        if leading and part.role is Role.BREAK:
            return parts[:place]
        named = named or part.role is Role.OPTION
    return parts
