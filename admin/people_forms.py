"""What is typed to add a young person, read once: values, or what to mend, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from admin.words import as_sentence
from bot.errors import BadInput
from bot.services.add_contact import AGE_BANDS, LONGEST_NICKNAME
from bot.text.phone import parse_mobile

AGES = tuple((band, band.replace("-", " to ")) for band in AGE_BANDS)
GENDERS = (("", "Not said"), ("girl", "Girl"), ("boy", "Boy"), ("another", "Another way"))
LONGEST_AREA = 60


@dataclass(frozen=True, slots=True)
class PersonForm:
    """The form as it was typed, and what is wrong with it by field."""

    nickname: str = ""
    phone: str = field(default="", repr=False)
    age_band: str = ""
    gender: str = ""
    area: str = ""
    checked: bool = False
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A young person to add. `checked`: the worker confirmed the number with them.

    Args:
        phone: None where they will text a code from their own phone.
    """

    nickname: str
    phone: str | None = field(repr=False)
    age_band: str
    gender: str | None
    area: str | None
    checked: bool


def typed_of(form: Mapping[str, str]) -> PersonForm:
    """Return what a browser sent."""
    return PersonForm(
        nickname=form.get("nickname", "").strip(),
        phone=form.get("phone", "").strip(),
        age_band=form.get("age_band", ""),
        gender=form.get("gender", ""),
        area=form.get("area", "").strip(),
        checked=form.get("checked") == "yes",
    )


def read_person(form: PersonForm, *, allow_drama: bool) -> NewPerson | PersonForm:
    """Return whom a form adds, or the form again with what to mend."""
    faults: dict[str, str] = {}
    if not 0 < len(form.nickname) <= LONGEST_NICKNAME:
        faults["nickname"] = f"Say what they are called, in {LONGEST_NICKNAME} letters at most."
    phone: str | None = None
    try:
        phone = parse_mobile(form.phone, allow_drama=allow_drama) if form.phone else None
    except BadInput as error:
        faults["phone"] = as_sentence(error)
    if form.age_band not in AGE_BANDS:
        faults["age_band"] = "Choose how old they are."
    if form.gender not in {key for key, _ in GENDERS}:
        faults["gender"] = "Choose one of these."
    if len(form.area) > LONGEST_AREA:
        faults["area"] = "Name the town alone."
    if faults:
        return replace(form, faults=faults)
    return NewPerson(
        nickname=form.nickname,
        phone=phone,
        age_band=form.age_band,
        gender=form.gender or None,
        area=form.area or None,
        checked=form.checked,
    )
