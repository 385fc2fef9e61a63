"""What short answers mean, so that "yh" finds "Yes" and "dunno" finds "Not sure". Data only."""

from __future__ import annotations

from enum import StrEnum

from nlu.reading.tokens import tokens_of, without_articles

Phrase = tuple[str, ...]


class Sense(StrEnum):
    """A meaning that a reply and an option's label can share."""

    BOTH = "both"
    NOBODY = "nobody"
    MOSTLY = "mostly"
    HARDLY = "hardly"
    YES = "yes"
    FAIR = "fair"  # "ok", "calm": yes to an offer, but only "fair" to "how are you?"
    UNSAID = "unsaid"
    NO = "no"
    UNSURE = "unsure"
    MAYBE = "maybe"
    NONE = "none"
    NEVER = "never"
    SOMETIMES = "sometimes"
    OFTEN = "often"
    ALWAYS = "always"
    LATER = "later"
    LEAST = "least"
    LITTLE = "little"
    MOST = "most"


# Phrases that may stand inside a longer reply.
_INLINE: dict[Sense, str] = {
    Sense.BOTH: """
        mix of both | both | bit of both | little bit of both | mix | mixture | bit of each |
        some of both | half and half | 50 / 50 | both of them | bit of everything | mix of them |
        both equally | kind of both | mixed
    """,
    Sense.NOBODY: """
        noone | just me | only me | myself | by myself | on my own | on me own | on my tod | alone |
        solo | just myself | me on my own | not anyone | dont have anyone | havent got anyone |
        me alone | keep it to myself | neb | nikt | koi nahi
    """,
    Sense.MOSTLY: """
        mostly | mainly | most of time | for most part | usually | pretty much | nearly always |
        almost always | generally | mostly yes | more or less | yes mostly | by and large
    """,
    Sense.HARDLY: """
        not really | hardly | barely | not much | not that much | not so much | not very much |
        not too much | hardly ever | rarely | not often | not very often | not a lot | not lot |
        not very | not particularly | nah not really | not especially | barely ever
    """,
    Sense.YES: """
        yes | y | ye | yh | ydy | ji | true | perfect | lush | lovely |  yeh | yeah | yea | yep |
        yup | ya | yah | yas | yis | yess |
        yessir | yess please | yes please | yes thanks | yer | ya man | aye | absolutely |
        indeed | of course | course | ofc | obvs yes | obviously | for sure | fs | no worries |
        no stress | no rush | no hassle | no biggie | no lie | no harm in it | no harm |
        no reason not to | dont see why not | cant see why not |
        no problem | no probs | no prob | no bother | np | no doubt | why not | not a problem |
        go on then | go on | go ahead | go for it | sounds good | sounds great | sounds ok |
        thats fine | thats ok | thats right | thats correct | correct | fine by me |
        fine with me | works for me | happy to | happy with that | please do | count me in |
        im up for it | up for it | im down | down for that | say less | 100 % | 100% |
        hundred percent | i suppose so | i think so | think so | i guess so | guess so |
        suppose so | i hope so | i suppose | i guess | without doubt | no question | certainly |
        definitely yes | why wouldnt i | by all means | be my guest | id love that | id love to |
        i would love to | would love to | id like that | be good | if you must | if i must |
        if you like | thats me | i am yeah | deal | ie | ydw | oes | iawn | wrth gwrs | tak |
        haan | han ji |
        ji haan | si | oui
    """,
    Sense.FAIR: """
        ok | so so | soso | fine | cool | calm | safe | bet | alright | aight | ight | alrite |
        kl | sure |
        sound | its fine | its cool | its calm | all good | sweet | not bad |
        okey dokey | okie dokie
    """,
    Sense.NO: """
        no need | no point | no interest | no desire | did they heck | did they hell |
        did it heck | like hell | like heck | did she heck | did he heck | is it heck | is it hell |
        do they heck | do they hell | will i heck | will i hell |
        no | n | nah | nope | na | nahh | nay | naw | noo | nop | nada | no thanks |
        no thank you | no ta | nah thanks | no way | no chance | hell no | not me |
        not for me | not now | not today | not at moment | not right now | dont think so |
        i dont think so | i dont want to | dont want to | dont wanna | i dont wanna | i dont |
        allow it | allow that | allow dat | low it | long | nah your alright | no your alright |
        nah your ok | no your ok | nah its ok | no its ok | nah its fine | no its fine |
        absolutely not | definitely not | of course not | certainly not | probably not | afraid
        not |
        im afraid not | best not | better not | hopefully not | obviously not | course not |
        i would rather not | i would prefer not | rather not no | not likely |
        not on your life | over my dead body | as if | in your dreams | you must be joking |
        count me out | leave me out | im out | not for me thanks | not my thing | not this time
        | not a chance | not in million years |
        not gonna happen | nar | nahh | noo | nopee | nuh uh | nuh | hard no | hard pass | big
        no | thats wrong | not right | incorrect |
        never mind no | im ok thanks | im alright thanks | im good thanks | no im good |
        no im ok | no im fine | no im alright | nah im good | nah im ok | nah im alright |
        nac ydw | nag oes | nage | naddo | nac oes | dim diolch |
        nie | nahi | nahin | jeez no | dont bother |
        dont u dare | dont you dare | rather you didnt | id rather you didnt | not happening |
        no can do | cant do it | im busy | im not free | doesnt work | doesnt work for me |
        busy | no good | nowhere
    """,
    Sense.UNSURE: """
        idk | depends | it depends | depends on it | i dont know | dont know | dont really know |
        i dont really know | not sure |
        im not sure | not too sure | im not too sure | not really sure | unsure | im unsure |
        no idea | no clue | havent got a clue | cant decide | hard to say | who knows |
        not certain | undecided | not decided | not decided yet | havent decided |
        havent decided yet | still deciding | havent made my mind up | havent made up my mind |
        havent thought about it | no clue yet | no idea yet | dont know yet | not sure yet |
        i couldnt say | couldnt say | ddim yn gwybod | dim syniad |
        wn i ddim | nie wiem
    """,
    Sense.MAYBE: """
        maybe | might | i might | perhaps | possibly | maybe yes | efallai | could be |
        yes maybe | maybe so
    """,
    Sense.UNSAID: """
        rather not say | id rather not say | prefer not to say | id prefer not to say |
        rather not answer | dont want to say | i dont want to say | dont wanna say |
        i dont wanna say | not saying | rather not tell you | prefer not say | rather not tell |
        keep that private | thats private | its private | not telling | dont wanna talk about it |
        dont want to talk about it | rather not
    """,
    Sense.NONE: """
        none | none of them | none of these | none of those | none of above | nothing |
        nothing really | not any | nothing at all | neither | neither of them | nil | zero |
        no preference none | dim un | nothing does
    """,
    Sense.NEVER: """
        never | never ever | not ever | not once | never have | i never do | never do |
        i never have | byth | no times | zero times
    """,
    Sense.SOMETIMES: """
        sometimes | some times | some of time | now and then | now and again | some days |
        some nights | some weeks | couple of times a week | few times a week | here and there |
        every other day | once in blue moon |
        every now and then | every now and again | once in while | every so often |
        occasionally | on and off | from time to time | weithiau
    """,
    Sense.OFTEN: """
        often | quite often | very often | most days | loads of times |
        lots of times | all the while | yn aml | frequently | regularly
    """,
    Sense.ALWAYS: """
        always | all time | all of time | every time | everyday | every day | every single day |
        every single time | 24/7 | 247 | constantly | non stop | nonstop | wastad | bob dydd |
        without fail
    """,
    Sense.LATER: """
        later | not yet | another time | some other time | maybe later | in a bit |
        ask me later | cant now | cant rn | not now | not now im busy | in bit | in a min |
        in minute |
        in a sec | give me minute | after school | tonight | tomorrow | 2moz | do it later |
        later please | not just yet | later on | wedyn | nes ymlaen
    """,
    Sense.LEAST: """
        not at all | not one bit | not much at all | none at all | not even bit | zilch
    """,
    Sense.LITTLE: "bit | little | little bit | tiny bit | bit yeah | small bit",
    Sense.MOST: """
        lot | loads | tons | heaps | whole lot | so much | very much | massively |
        loads and loads | llawer
    """,
}
# Phrases that count only when nothing but politeness is beside them.
_ALONE: dict[Sense, str] = {
    Sense.YES: """
        im in | keep going | da | da te rog | da va rog | naam | aywa | haa | evet | sim | taip |
        ja | oke |
        should be fine | should be ok | should be able to | should be good | can do | could do |
        i could | will do | sounds like plan | suits me | thats grand | fair enough | dead on |
        canny | affirmative | roger | im free | free | i am free | good | thats good |
        thats perfect | i can do that | thatll do | that will do | that works | works | lets go
        | do it then |
        obvs | 100 percent | that would be good | that would be great | that would be nice |
        would be good | thatd be good |
        see you there | see you then | c u there | cu there | ill be there | be there | ill come |
        coming | im coming | on my way | im on my way |
        i do | i am | i will | i would | i have | i can | i did | i was | it is | it was |
        it does | it has | they do | they are | they did | we do | we are | we can | she does |
        he does | she is | he is | there is | there are | i do yes | i would yes | do it |
        lets do it | lets go | true | facts | right | please | probably | likely | most likely |
        surely | yes definitely | naturally | clearly | carry on | continue | ready |
        im ready | start | begin | definitely | sure thing | id love to | i would love to |
        id like to | i would like that | id like that | love to | totally | exactly | yes i do |
        yes it is | yes i am | agreed | agree | i agree | go | gwnaf | ok yes | yes ok
    """,
    Sense.FAIR: "sick | thats sick | thatd be sick | itd be sick | word | sweet as | thatd be good",
    Sense.NO: """
        dont | please dont | id prefer if you didnt | prefer if you didnt | you better not |
        better not | prefer not | id prefer not to | rather not | id rather not | nu | nein |
        non | nao | hayir | la | maya | nem | nu multumesc |
        cannot | doubt it | i doubt it | doubtful | unlikely | cba | im working |
        im at work | already busy | got plans | ive got plans | i have plans |
        negative | cant say i do | im alright ta |
        not coming | im not coming | i cant come | cant come | wont be there |
        i cant | i wont | i wouldnt | im not | i havent | i didnt | i wasnt | it isnt |
        it wasnt | it doesnt | it hasnt | they dont | they arent | they didnt | we dont |
        we arent | he doesnt | she doesnt | he isnt | she isnt | there isnt | there arent |
        there isnt any | cant | wont | never | not | none | false | wrong | im good | disagree |
        i disagree | no i dont | no im not | no it isnt | i do not | cant make it |
        i cant make it | not interested | im not interested | not ever
       
    """,
    Sense.NONE: """
        no | nope | nah | n/a | no thanks | none of them | dont have one | i dont have one |
        dont have any | i dont have any | dont have | dont want any of them | dont need one |
        no need |
        dont want one | i dont want one | i dont need one | dont want any | dont | dont need any |
        i dont need any |
        i dont need anything | dont need anything | im sorted | all sorted | dont need help |
        i dont need help | i dont need any help | dont need any help | nothing right now |
        nothing at moment | nothing atm | im fine | im ok | im good | no need |
        nothing thanks | nothing please
    """,
    Sense.ALWAYS: "all day | all day every day",
    Sense.LEAST: "none | nothing | zero | no | nope | nah",
}


def _table(texts: dict[Sense, str]) -> dict[Phrase, Sense]:
    return {
        without_articles(tokens_of(phrase.strip().replace("\n", " "))): sense
        for sense, text in texts.items()
        for phrase in text.split("|")
        if phrase.strip()
    }


def _tables(texts: dict[Sense, str]) -> dict[Phrase, frozenset[Sense]]:
    table: dict[Phrase, frozenset[Sense]] = {}
    for sense, text in texts.items():
        for phrase in _table({sense: text}):
            table[phrase] = table.get(phrase, frozenset()) | {sense}
    return table


# "She did", "they havent": who and what, and nothing more.
_WHO = ("i", "he", "she", "they", "we", "it", "that", "u", "there")
_DOES = (
    "do",
    "does",
    "did",
    "am",
    "is",
    "was",
    "are",
    "were",
    "have",
    "has",
    "can",
    "will",
    "would",
)
_DOES_NOT: tuple[str, ...] = (
    "dont",
    "doesnt",
    "didnt",
    "aint",
    "isnt",
    "wasnt",
    "arent",
    "werent",
    "havent",
)
_DOES_NOT += ("hasnt", "cant", "wont", "wouldnt", "couldnt")
_ALONE[Sense.YES] += "".join(f"| {who} {does}" for who in _WHO for does in _DOES)
_ALONE[Sense.NO] += "".join(f"| {who} {does}" for who in _WHO for does in _DOES_NOT)
# "Nobody did" says no, and "they always do" yes.
_OTHERS = ("noone", "nobody", "not a soul", "not one of them")
_SOMEBODY = ("my worker", "my mum", "my dad", "my teacher", "my carer", "my nan", "miss", "sir")
_ALONE[Sense.NO] += "".join(f"| {who} {does}" for who in _OTHERS for does in _DOES)
_ALONE[Sense.NO] += "".join(
    f"| {who} never {does}" for who in ("they", "he", "she") for does in _DOES
)
_ALONE[Sense.YES] += "".join(f"| {who} {does}" for who in _SOMEBODY for does in _DOES)
_ALONE[Sense.YES] += "".join(
    f"| {who} always {does}" for who in ("they", "he", "she", "we") for does in _DOES
)
_ALONE[Sense.YES] += "| always do | always did | always does | always have"

INLINE = _table(_INLINE)
ALONE = _tables({sense: f"{_INLINE.get(sense, '')}|{_ALONE.get(sense, '')}" for sense in Sense})

# The first phrase of each sense is the plain way to say it.
CANONICAL = {
    sense: frozenset(phrase for phrase in [next(iter(_table({sense: _INLINE[sense]})))])
    for sense in Sense
}


def senses_of(words: Phrase) -> frozenset[Sense]:
    """Return what `words`, being the whole of a reply or label, may mean; often nothing."""
    return ALONE.get(words, frozenset())


# What two senses said together come to: "no not really" is "not really".
_TOGETHER: dict[frozenset[Sense], Sense] = {
    frozenset({weak, strong}): strong
    for weak, strongs in {
        Sense.YES: (Sense.MOSTLY, Sense.ALWAYS, Sense.OFTEN, Sense.SOMETIMES, Sense.MOST),
        Sense.NO: (Sense.HARDLY, Sense.NONE, Sense.NEVER, Sense.LEAST, Sense.NOBODY, Sense.UNSAID),
    }.items()
    for strong in strongs
} | {
    frozenset({Sense.YES, Sense.FAIR}): Sense.YES,
    frozenset({Sense.YES, Sense.LITTLE}): Sense.LITTLE,
    frozenset({Sense.NO, Sense.LATER}): Sense.LATER,
    frozenset({Sense.UNSURE, Sense.MAYBE}): Sense.MAYBE,
    frozenset({Sense.LATER, Sense.HARDLY}): Sense.LATER,
    frozenset({Sense.NONE, Sense.NOBODY}): Sense.NOBODY,
    frozenset({Sense.NEVER, Sense.NONE}): Sense.NEVER,
}
_LONGEST = max(map(len, INLINE))
_SPOKEN = 10  # words; more than this says more than yes or no


def combined(words: Phrase, beside: frozenset[str]) -> Sense | None:
    """Return what a reply comes to that is wholly short answers: "nah not really no".

    Args:
        beside: words that may stand between them.
    """
    if not words or len(words) > _SPOKEN:
        return None
    found: set[Sense] = set()
    place = 0
    while place < len(words):
        size = _size_at(words, place)
        if not size and words[place] not in beside:
            return None
        if size:
            found.add(INLINE[words[place : place + size]])
        place += max(size, 1)
    return found.pop() if len(found) == 1 else _TOGETHER.get(frozenset(found))


def _size_at(words: Phrase, place: int) -> int:
    longest = min(_LONGEST, len(words) - place)
    return next((n for n in range(longest, 0, -1) if words[place : place + n] in INLINE), 0)
