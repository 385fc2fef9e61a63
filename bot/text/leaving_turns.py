"""Turns of phrase that leave: blunt, roundabout, or said for somebody else. Data only, folded.

`TURNS` stand for a clause, like the cores of `leaving_phrases`; `TOLD` are looked for in the whole
message, spelt one way, and name our texts, this number or this list themselves.
"""

from __future__ import annotations

import re

from bot.text.phrases import phrases, word_set

_TEXTS = r"(?:texts?|texting|messages?|messaging|sms|these|this|spam|reminders|notifications)"
_ME = r"(?:me|us|my (?:phone|number|inbox)|this (?:phone|number))"
_REACHING = r"(?:texting|messaging|contacting|sending|bothering|spamming)"
_NUISANCE = (
    r"(?:hounding|nagging|badgering|bombarding|blasting|flooding|clogging|filling|buzzing|waking"
    r"|chatting to|pressuring|stalking|plaguing|chasing|belling|bellin|ringing"
    r"|annoying|disturbing)"
)
_LIST = r"(?:here|this|it|these|(?:the|your|this) (?:list|system|thing|group|service|survey))"
_HOLDER = r"(?:mum|mam|dad|nan|carer|parent|mother|father|sister|brother|guardian|auntie|aunt)"
_RUDE = (
    r"(?:creeps?|weirdos?|weird|freaks?|annoying|bots?|spammers?|idiots?|pricks?|losers?|boring"
    r"|long|moist|dead|dry|creepy|rude|nosy|pest|pests|dickheads?|clowns?|neeks?|wastemen)"
)
TURNS = tuple(
    re.compile(rf"{core}(?![^ ])")
    for core in (
        r"(?:stop|quit|end|leave|exit|unsub from|unsubscribe from) sayso",
        rf"stop {_NUISANCE}(?: up)? {_ME}(?: up)?(?: (?:by text|with (?:all )?{_TEXTS}))?",
        r"stop making my phone (?:buzz|go off|ping|ring|vibrate|beep)",
        r"stop (?:reaching out|getting in touch|being in touch|popping up)(?: (?:to|with"
        r"|on) \w+){0,2}",
        rf"(?:pack it in|shush|shut up|ease up|give over|jog on|do one|bore off|enough|get lost)"
        rf" (?:with )?(?:the |your |these |all these )?{_TEXTS}(?: {_ME})?",
        rf"give (?:the|your|these) {_TEXTS} a rest",
        rf"stop (?:you|your)(?: an?)? {_RUDE}",
        r"(?:dont|never) (?:keep on|keep going on|go on) at me with (?:texts|messages|these)",
        rf"(?:dont|never) (?:start|keep|carry on|go) {_REACHING} {_ME}",
        rf"(?:dont|never) (?:bell|holla at|holler at|hmu|link|ping|buzz|reach out to|@"
        rf"|bother) {_ME}"
        r" (?:again|anymore|ever|no more)",
        r"(?:dont|never) (?:bell|ping|buzz|hit up|blow up) (?:my|this) (?:phone|number|line)",
        r"(?:dont|never) (?:hmu|reach out|get in touch|holla) (?:again|anymore|ever)",
        r"(?:dont|never) (?:text|message|contact)(?= (?:its not safe|(?:he|she|they) (?:checks?"
        r"|reads?|looks?|goes|sees?)|my (?:mum|mam|dad|ex|bf|boyfriend)))",
        rf"(?:dont|didnt|never) (?:want|wanted|ask|asked|agree|agreed) to be (?:on|in"
        rf"|part of) {_LIST}",
        r"(?:dont|never) (?:consent|agree|agreed) to (?:being|be) (?:contacted|texted|messaged)",
        rf"(?:cant|not allowed to|not allowed) (?:have|get|be getting) {_TEXTS} on (?:my"
        rf"|this) phone",
        r"(?:no need|dont need you) (?:to|for) (?:text|message|contact|texts|messages)(?: me)?",
        r"prefer (?:not )?to (?:not )?be (?:text|texted|messaged|contacted)",
        r"(?:do|would) you mind (?:stopping|not (?:texting|messaging)(?: me)?"
        r"|taking me off(?: (?:this|it|the list))?)",
        rf"no longer (?:doing|taking part|answering|using|part of|on|getting)(?: in)?(?: {_LIST})?",
        r"(?:scratch|rub|strike|cross|take|wipe|knock) (?:me|my name|my number) (?:off|out)",
        r"scratch my name|wipe my (?:details|info|data)|take my (?:details|info) off",
        rf"(?:be|get|want) (?:deleted|erased|wiped|taken|dropped) (?:from|off|out of) {_LIST}",
        r"leaving (?:this|the) (?:group|chat|list|service|survey)|im leaving this",
        r"(?:report|reporting|reported) (?:this |you |it )?(?:as|because) spam",
        r"im (?:out of|off|not on) (?:this|the list|your list|here)(?: anymore)?",
        r"free me from (?:this|these|the)(?: \w+)?",
        rf"(?:sick|tired|fed up|bored|done) (?:of|with) (?:you|your) {_REACHING}(?: {_ME})?",
        r"dont (?:bother|bothering) (?:texting|messaging|contacting|replying)(?: (?:me|us|back))?",
        r"dont (?:need|want|require) (?:this|the|your) service(?: anymore)?",
        r"(?:get|come|stay|keep) off my (?:line|phone|ting|number|inbox|dms|ends)",
        r"(?:dont feel|not|arent|aint) (?:comfortable|safe|happy|ok) (?:with )?(?:getting|receiving"
        r"|having|you texting|you messaging)(?: (?:these|the|any|your|me))*(?: (?:texts"
        r"|messages))?",
    )
)
TOLD = re.compile(
    r"\b(?:asked|told|begged|begging) you(?: \w+){0,3} to stop$"
    r"|\bwhat (?:part|bit) of (?:stop|no|leave me alone) (?:dont|do|cant|is hard)\b"
    rf"|\b(?:text|texting|texts|messaging|messages|these)\b.*\bi (?:dont|never|didnt)"
    r" (?:want|ask for|asked for|like) (?:it|them|this|these|that)$"
    r"|^(?:why|y)(?: are| do| is| r)?(?: you)? (?:still|keep) (?:text|texting|messaging"
    r"|message)(?: me)?$"
    r"|\bstill (?:get|getting) (?:these|them|texts|messages|this)\b.*\bsaid (?:no|stop)$"
    r"|\b(?:number|phone)\b.* (?:take|delete|remove|wipe|bin) (?:it|this|that)(?: one)?(?: off"
    r"| out)?"
    r"(?: (?:please|now|thanks))*$"
    r"|\b(?:number|phone)\b.*\bstop (?:texting|messaging) (?:this|that|it)(?: one)?$"
    r"|\b(?:not|isnt|aint) (?:her|his|their|my|mine|the same)(?: \w+)? (?:phone|number)\b"
    r".*\b(?:stop|dont text|dont message)(?: \w+)?$"
    r"|\b(?:number|phone)\b.*\bdont (?:text|message|contact) (?:this|that)(?: one)?$"
    r"|\b(?:number|phone)\b.*\b(?:not|isnt|aint|no longer|changed|wrong)\b.*"
    r" (?:remove|delete|stop)(?: (?:it|this|that))?(?: (?:please|now|thanks))*$"
    r"|\b(?:im|i am|this is|its|thats) not (?:him|her|them)\b.*"
    r"\b(?:stop|dont) (?:text|texting|message|messaging|contacting)(?: (?:me|this number))?$"
    r"|\bhow many (?:more )?times\b.*\b(?:say|tell you|type|text|send|put|ask|said|told you)"
    r"(?: to)? stop$"
    r"|\bi (?:keep|kept|carry on) (?:saying|texting|typing|sending|putting"
    r"|telling you) (?:to )?stop"
    r"(?: and you(?: still)? (?:keep|carry on|wont).*)?$"
    r"|^(?:i |ive )?(?:already |just )?(?:said|told you) no more$"
    r"|^(?:i )?(?:though|thought) i(?:d| had)?(?: already| just)? (?:unsubscribe|unsubscribed"
    r"|opted out"
    r"|cancelled (?:this|these)|stopped (?:this|these)|left this|came off this)\b"
    r"|\bcan (?:this|that|it) be (?:the|your) last (?:text|message|one)$"
    r"|\byou keep (?:texting|messaging) me\b.*\b(?:annoying|boring|irritating|creepy|long|dead)$"
    r"|^(?:do|should|can) i (?:just )?(?:text|type|send|put|reply|say) stop\b"
    r"|^(?:ill |i |we )?(?:really |just )?(?:want|wish|need|like) to (?:stop|quit|finish)"
    r"(?: (?:doing|with|answering|getting|taking part in))? (?:this|these)"
    r"(?: (?:now|please|thanks|anymore|any more|thing|questions|texts|messages|survey))*$"
    # A threat, if we reach out once more.
    r"|^(?:ok |right |if you )?(?:text|message|contact|msg|txt|bother) (?:me |us |this number )?"
    r"again (?:and|n|or|then)? ?(?:im|ill|i will|i am|my|well|we|il)\b"
    r"|^(?:the )?(?:next|another|one more|1 more|any more) (?:texts?|messages?|msgs?|txts?)"
    r"(?: from you| off you)? (?:and|n|then)? ?(?:im|ill|i will|i am|my|well|we|il|your|you)\b"
    r"|\b(?:take|get|scrub|wipe|strike) (?:me|my name|my number|us) off (?:whatever|wherever)\b"
    r"|^(?:stop|quit)(?: (?:it|this|now))? or (?:im|ill|i will|i am|my|we|im gonna)\b"
    r"|\bnot on this (?:number|phone)\b.*\b(?:stop|dont text|dont message)(?: \w+)?$"
    rf"|\b(?:this is|its|im|i am) (?:his|her|their|the) {_HOLDER}\b.*\b(?:(?:doesnt|dont) want"
    rf" {_TEXTS}|(?:remove|delete|take|stop) (?:his|her|their|him|them|texting|messaging)\b)"
    r"|\byou (?:people|lot|guys|all)? ?(?:dont|wont|never) stop (?:texting|messaging) me$"
    r"|^how (?:to|do i|do you|can i) (?:unsubscribe|opt out|leave(?: this)?|exit(?: this)?"
    r"|get out of this"
    r"|come off (?:it|this|here)|get rid of (?:this|these|it|you|your|the)(?: texts| messages)?"
    r"|stop (?:these|this|it) ?(?:texts|messages)?|quit this)"
    r"(?: (?:please|now|chat|group|thing|list))*$"
    r"|^(?:which|what) (?:word|text|number)(?: do i \w+)? (?:to )?stops? (?:it|this|these|them)$"
)
# Only as a whole message.
WHOLES = phrases("""
    let me be | let me be please | off my line | off my phone | out of my phone | no sms |
    cancel my sub | no more sms | can i quit | can i leave this | can i unsub |
    can i unsubscribe | unsub | unsubscribing | how to unsub | how to unsubscribe |
    dont disturb me | do not disturb | do not disturb me | do not disturb again |
    no more thank you | quit please | please quit | halt | no further contact |
    dont disturb me again | gdpr delete me | delete me and stop |
    enough now | thats enough | enough please | leave off | bother someone else |
    text someone else | text somebody else | message someone else | pester someone else |
    kindly stop | let me off this list | let me off the list |
    cease all communication | please cease all communication | cease all contact |
    cease communication | stop all communication | no further communication |
    ghost me | delete me | remove me please | wipe me | unlist me | deregister me | spam stop
""")
# Said before or after "stop" for strength.
DULL = phrases("""
    smh | ong | fr | frfr | on god | istg | deadass | no cap | wallah | wallahi | kmt | stfu |
    nope |
    i think | i think i want to | i think id like to | i think i wanna | i think ill | would it
    be ok to |
    would it be possible to | is it possible to | is it ok to | is it ok if i | its long |
    not joking | im not joking | im not messing | im not playing | im being serious | i beg |
    im begging you | begging you | ayo | aye | ay | eyy | blud | g | my g | cuz | boss | chief |
    pal | babe | hun | love | gdpr | under gdpr |
    boring | this is boring | your boring | annoying | so annoying | creepy | its creepy |
    this is creepy | weird | this is weird | dead | this is dead | long | dry | waste of time
""")
FIRST = word_set("""
    require
    stay keep shush shut jog bore give leaving free scratch rub strike wipe do would exit quit
    sick tired fed bored done prefer no be get want knock report reporting reported im unsub ease
""")
# Said for "me" and for "can you".
REPHRASED = (
    ("take man off", "take me off"), ("delete man", "delete me"), ("remove man", "remove me"),
    ("texting man", "texting me"), ("text man", "text me"), ("take my ting off", "take me off"),
    ("lemme alone", "leave me alone"), ("let me alone", "leave me alone"),
    ("dont texting", "stop texting"), ("dont messaging", "stop messaging"),
    ("stopstop", "stop"), ("stopstopstop", "stop"),
    ("no further", "no more"), ("fuk", "fuck"), ("fck", "fuck"), ("fuc", "fuck"),
    ("could someone", "could you"), ("can someone", "can you"), ("could somebody", "could you"),
    ("can somebody", "can you"), ("could anyone", "could you"), ("can anyone", "can you"),
    ("can whoever runs this", "can you"), ("tek me", "take me"), ("tek mi", "take me"),
    ("tell your computer to", "can you"), ("have your computer", "can you"),
)  # fmt: skip
TRIGGERS = re.compile(
    r"sayso|hound|nag|badger|bombard|clog|buzz|ping|phone|reach|shush|shut|rest\b|creep|weird|bell"
    r"|holla|hmu|link|here|mind|scratch|rub|strike|wipe|leaving|free me|sick|what (?:part|bit)"
    r"|line|boring|dead|long|dry|waste|ghost|man\b|spam|part of|want (?:this|these|them)|prefer"
    r"|safe|checks|tek\b|quit|exit|let me|ting\b|not\b|halt|further|fu[ck]|lemme|service|thought"
    r"|(?:te?xt|message|msg|contact|bother) (?:me |us )?(?:this number )?again"
    r"|(?:next|another|more) (?:te?xt|mess|msg)|to (?:stop|quit|finish)|whatever|enough|someone"
    r"|somebody|kindly|list|cease|leave off|communication"
)
