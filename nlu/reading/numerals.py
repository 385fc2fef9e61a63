"""Numbers in words: ordinals and counts, English, Welsh, Polish and Urdu. Pure; small numbers."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.text.folding import words

_UNITS = words("""
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
    fifteen sixteen seventeen eighteen nineteen
""")
_TENS = words("""
    twenty thirty forty fifty sixty seventy eighty ninety
""")

_ENGLISH: dict[str, int] = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * tens for tens, word in enumerate(_TENS, start=2)},
    "hundred": 100,
    "fourty": 40,
    "dozen": 12,
    "nought": 0,
    "for": 4,
    "tree": 3,
    "to": 2,
    "too": 2,
    "won": 1,
    "ate": 8,
    "siks": 6,
    "fife": 5,
}
# Heard for numbers, but only where nothing else is said.
_SOUNDS = frozenset({"for", "tree", "to", "too", "won", "ate"})
CARDINALS: dict[str, int] = {
    **{word: number for word, number in _ENGLISH.items() if word not in _SOUNDS},
    "fiv": 5,
    "thre": 3,
    "sevn": 7,
    "twelv": 12,
    "dau": 2,
    "dwy": 2,
    "tri": 3,
    "tair": 3,
    "pedwar": 4,
    "pedair": 4,
    "pump": 5,
    "chwech": 6,
    "saith": 7,
    "wyth": 8,
    "naw": 9,
    "deg": 10,
}
_WELSH = words("sero un dau tri pedwar pump chwech saith wyth naw deg un-ar-ddeg deuddeg")
_POLISH = words("""
    zero jeden dwa trzy cztery piec szesc siedem osiem dziewiec dziesiec jedenascie dwanascie
    trzynascie czternascie pietnascie szesnascie siedemnascie osiemnascie dziewietnascie
    dwadziescia
""")
_URDU = words("""
    sifar ek do teen chaar paanch chay saat aath nau das gyarah barah terah chaudah pandrah solah
    satrah atharah unnis bees
""")
# Another language's numbers, which count only where all the rest is that language's too.
FOREIGN: dict[str, int] = {
    **dict(zip(_POLISH, range(21), strict=True)),
    **dict(zip(_URDU, range(21), strict=True)),
    **{word: number for number, word in enumerate(_WELSH[:11])},
    **{word: number for word, number in CARDINALS.items() if word not in _ENGLISH},
    **{
        word: number
        for number, spelt in {
            0: "dim zadnego zaden zadna koi",
            1: "jedna jedno aik ik unwaith raz",
            2: "dwie dwoje tin2 dwywaith",
            3: "tin trzech teirgwaith",
            4: "char czterech",
            5: "panch pum pieciu",
            6: "che chhe chwe chey szesciu",
            7: "sat saath siedmiu",
            8: "ath aat osmiu",
            9: "naau dziewieciu",
            10: "dus dziesieciu",
            11: "gyara",
            12: "bara deuddeg",
            13: "tera",
            14: "chauda choda",
            15: "pandra pymtheg",
            16: "sola",
            17: "satra",
            18: "athara deunaw",
            19: "unees",
            20: "bis ugain",
        }.items()
        for word in spelt.split()
    },
    **{word: _ENGLISH[word] for word in _SOUNDS - {"to", "too", "for"}},
}
FOREIGN_BESIDE = frozenset(
    words("""
    lat lata rok mam moze chyba okolo dni dzien razy godzin godziny i saal sal din ghante ghanta
    baar mera meri main hoon hun hai sirf bas tak oed dwi rwyn yn mlwydd diwrnod awr gwaith o dwi'n
    blwydd oddeutu tua ar ddeg bymtheg please pls plis prosze diolch dziekuje shukriya
""")
)
_ORDINAL_WORDS = words("""
    first second third fourth fifth sixth seventh eighth ninth tenth
""")
ORDINALS: dict[str, int] = {
    **{word: number for number, word in enumerate(_ORDINAL_WORDS, start=1)},
    **{
        f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}": n
        for n in range(1, 21)
    },
    "1rst": 1,
    "frst": 1,
    "fist": 1,
    "secnd": 2,
    "2end": 2,
    "3th": 3,
    "4rth": 4,
    "cyntaf": 1,
    "ail": 2,
    "trydydd": 3,
    "pierwszy": 1,
    "pierwsza": 1,
    "pierwsze": 1,
    "drugi": 2,
    "druga": 2,
    "drugie": 2,
    "trzeci": 3,
    "trzecia": 3,
    "trzecie": 3,
    "pehla": 1,
    "pehli": 1,
    "doosra": 2,
    "dusra": 2,
    "doosri": 2,
    "teesra": 3,
    "tisra": 3,
}
_SLIP_LENGTH = 5  # letters; shorter numbers are too near to other words to guess at
# Real words one slip from a number.
_NO_NUMBERS = frozenset(
    words("""
    fight light might night right sight tight weight height eighth seventh ninth tenth sixth fifth
    even seven's severn steven stevens evening twenties thirties forties fifties eights sevens
    three's there threw tree trees thee these throe throes fought forth
""")
)


def whole(token: str) -> int | None:
    """Return the number a token of digits stands for; None for anything else or beyond 6 digits."""
    return int(token) if token.isdecimal() and len(token) <= 6 else None


def counted(token: str) -> int | None:
    """Return the number a token stands for in digits or in words."""
    number = whole(token)
    return CARDINALS.get(token) if number is None else number


@lru_cache(maxsize=2048)
def misspelt(token: str) -> int | None:
    """Return the number a long word is one slip from: "forteen", "fiveteen", "sevan"."""
    if len(token) < _SLIP_LENGTH or token in _NO_NUMBERS or not token.isalpha():
        return None
    slips = [
        (OSA.distance(token, word, score_cutoff=2), number)
        for word, number in CARDINALS.items()
        if len(word) >= _SLIP_LENGTH and word[0] == token[0] and _is_slip(token, word)
    ]
    nearest = min((slips for slips, _ in slips), default=0)
    near = {number for far, number in slips if far == nearest}
    return near.pop() if len(near) == 1 else None


def _is_slip(said: str, word: str) -> bool:
    allowed = 2 if len(word) >= 7 and said.endswith("teen") and word.endswith("teen") else 1
    return OSA.distance(said, word, score_cutoff=allowed) <= allowed


def foreign(tokens: tuple[str, ...]) -> int | None:
    """Return the number of a reply that is wholly in Welsh, Polish or Urdu: "pedwar ar ddeg"."""
    numbers = [FOREIGN[token] for token in tokens if token in FOREIGN]
    if not numbers or len(tokens) > 6:
        return None
    if any(token not in FOREIGN and token not in FOREIGN_BESIDE for token in tokens):
        return None
    if len(numbers) == 1:
        return numbers[0] + (10 if "ddeg" in tokens else 15 if "bymtheg" in tokens else 0)
    if len(numbers) == 2 and "deg" in tokens[:2] and tokens[0] in FOREIGN:
        # "un deg pedwar" is 14; "deg" is one of the two only where it stands between.
        return None
    if len(numbers) == 3 and tokens[1] == "deg":
        return numbers[0] * 10 + numbers[2]
    return None
