"""What kinds of place are called beside their labels: "coffee shop" for "A cafe". Pure.

Only what names no place of its own stands here: "Costa" is one, and stays the young person's words.
Each line is what a label may say, then what may be said for it; "_" joins several words.
"""

from __future__ import annotations

from bot.text.phrases import word_set
from nlu.reading.labels import Labels

_NAMES = """
cafe coffee caffi : coffee_shop coffee_place coffee_house coffee caff cafay kafe tea_room tea_shop
    cafeteria somewhere_coffee for_coffee get_coffee kawiarnia cafeteria caffi
online video zoom virtual virtually teams screen skype computer : zoom teams skype facetime video
    video_call video_chat vid_call vc virtual virtually computer laptop screen online internet
    webcam on_my_laptop on_my_computer my_laptop google_meet ms_teams zoom_call facetime_call
    online_call meet_online call_online
phone call telephone : phone phone_call call ring telephone voice_call ring_me call_me phone_me
    calling phoning bell fone mobile
home house : mine mines my_place my_flat my_yard my_gaff my_crib my_house my_home my_mums house home
    yard crib gaff flat our_place our_house our_home round_mine come_mine my_end my_own_house
school : skl skool school class classroom form_room my_form ysgol szkola form school_office
library : lib libs libary liberry libery liberry llyfrgell biblioteka book_place
park : green field fields park playing_field rec_ground swings
youth club : yc youth_club youthy youth_centre youth_project youth_place
youth centre center hub : yc youth_club youthy youth_place youth_hub
centre center hub : centre center hub
office : office your_office your_place your_work ur_place ur_office hq your_building
car : car in_car drive your_car ur_car worker_car drive_round drive_around
walk walking outside : walk walking stroll walk_around walk_and_talk outside outdoors fresh_air
church chapel : church chapel
hospital clinic doctors : hospital clinic doctors gp surgery docs
mcdonalds maccies : maccies maccy_ds mcds mcdees maccas mcdonalds maccy_d maccys mcd
hall : town_hall village_hall church_hall hall
gym leisure sports : gym leisure_centre sports_centre
college : college coll coleg sixth_form
shop shops shopping : shops town_shops shopping_centre precinct
town : town town_centre high_street in_town
"""
_SMALL = word_set("""
    the a an at in on over by to for of via through with any some that this please pls plz x can
    could
    we u you i id ill lets let do go meet would be best better good great fine nice easiest
    easier ok
    okay is its it think guess maybe probably prob prefer rather like want wanna just actually
    yeah yes
    yh um erm well then innit bro bruv fam mate miss sir thanks tbh lol me come round near somewhere
    get talk chat one thing place if possible poss works suits happy
""")


def _parsed() -> tuple[tuple[frozenset[str], frozenset[tuple[str, ...]]], ...]:
    joined = _NAMES.replace("\n    ", " ").strip().splitlines()
    pairs = (line.split(" : ") for line in joined)
    return tuple(
        (word_set(heads), frozenset(_bare(tuple(name.split("_"))) for name in names.split()))
        for heads, names in pairs
    )


def _bare(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _SMALL) or words


_LINES = _parsed()


def by_another_name(words: tuple[str, ...], labels: Labels) -> int | None:
    """Return the one option whose kind of place a reply names, and names no more than that."""
    said = _bare(words)
    places = {
        place
        for heads, names in _LINES
        if said in names
        for head in heads
        for place in labels.held.get(head, ())
    }
    return places.pop() if len(places) == 1 else None
