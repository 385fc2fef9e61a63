"""How people ask to be left alone in wider words: endings of the whole thing. Data only, folded.

Built from verbs that end or refuse, and what they are about: our texts, this, me, my number. Each
stands for a clause, its opening and ending already known (`leaving_phrases`).
"""

from __future__ import annotations

import re

from bot.text.phrases import word_set

_ME = r"(?:me|us|this (?:phone|number)|my (?:phone|number|daughter|son|kid|child|lad|girl|boy))"
_NAMED = r"(?:texts?|messages?|sms|reminders?|notifications?|contact|communication|questions?)"
_OURS = rf"(?:(?:all|any|of|more|the|these|this|those|your|them|such|stupid|annoying) )*{_NAMED}"
_THIS = (
    r"(?:this|these|it|them|here|you|you lot)(?: (?:thing|stuff|chat|survey|group|list|service))?"
)
_REACH = r"(?:text|message|contact|write to|write|send|bother|talk to|speak to|chat to|reply to)"
_TEXT = r"(?:text|message|contact|write to|write|talk to|speak to|chat to|reply to)"
_REACHING = (
    r"(?:texting|messaging|contacting|bothering|spamming|sending|writing to|talking to|speaking to"
    r"|chatting to|chatting shit to|hitting up|hitting|blowing up|reminding|ringing and texting"
    r"|chasing|replying to|tormenting|nagging|chirpsing|beeping|buzzing|bellin|belling|ringing"
    r"|phoning)"
)
# "I don't text" and "you never text me" bid nobody anything.
_ALONE = _REACHING.replace("|sending", "")
_BID = r"(?<!\bi )(?<!\byou )(?<!\bwe )(?<!\bu )"
_NUMBER = r"(?:(?:my|this|our|the|his|her) (?:phone )?(?:number|numbers|name|details|digits)|me|us)"
_RID = (
    r"(?:take|remove|drop|cut|scrub|strike|cross|rub|bin|kick|scratch|sign|log|boot|unenroll"
    r"|deregister)"
)
_AGAIN = r"(?:anymore|no more|again|any longer|ever|from now on|further)"

# Each is the whole of a clause but for politeness before it, and politeness or a reason after it.
WIDER_CORES = tuple(
    re.compile(rf"{core}(?![^ ])")
    for core in (
        # stop doing it to me
        rf"(?:stop|quit|cease|enough) (?:with )?(?:the |your )?{_REACHING}(?: up)? {_ME}(?: up)?",
        rf"stop (?:{_ALONE}|messages?|texts?)(?: to)?(?: {_ME})?",
        rf"stop (?:to )?{_REACH} (?:to )?{_ME}(?: {_OURS})?",
        r"stop asking (?:me |us )?(?:stuff|things|questions|all this|all these questions|anything)",
        rf"(?:stop|cancel|end|cut|mute|block|quit) (?:with )?{_OURS}",
        r"(?:cancel|terminate|discontinue|deactivate|mute|exit) (?:me|this|these|all|group"
        r"|list|the (?:list|group|chat)|everything)",
        r"stop (?:these|all this|all these)",
        rf"end (?:(?:it|this|the|our) )?(?:with )?(?:(?:this|the) )?(?:convo|conversation|chat"
        rf"|survey|{_NAMED})",
        rf"(?:pack it in|knock it off|knock it on the head|ease off|easy|lay off|give it a rest"
        rf"|stop it"
        rf"|give over|cut it out|jog on) with {_OURS}",
        r"cease and desist",
        rf"stop trying to {_TEXT} (?:to )?{_ME}",
        r"(?:stop|quit|dont|not) (?:using|use|texting) (?:my|this) (?:number|phone)(?: again)?",
        r"stop sending (?:me |us )?(?:this |that |your )?(?:shit|crap|rubbish|junk|nonsense)",
        r"(?:get|stay|keep|go) (?:out|away|off)(?: of| from)? my (?:phone|number|inbox|dms"
        r"|messages)",
        r"stop (?:pecking|doing|wrecking|melting) my head(?: in)?",
        r"want my (?:name|number|phone) (?:off|gone|removed|deleted|out)",
        r"shouldnt be on (?:this|here|the list|your list)(?: list)?",
        r"(?:no|dont) need (?:for |to )?(?:any )?(?:more )?(?:texts|messages|(?:text"
        r"|message) me)(?: anymore)?",
        r"leave my (?:phone|inbox|number|dms) alone",
        r"(?:go )?(?:and )?(?:bother|annoy|pester) (?:someone|somebody) else",
        r"go (?:and )?(?:text|message) (?:someone|somebody) else",
        r"(?:done|finished|enough of) (?:with )?(?:being (?:texted|text|messaged|message|contacted)"
        r"|talking to you|answering(?: you| these| your questions)?)",
        r"done with (?:sayso|your \w+)",
        # not to me
        rf"{_BID}(?:dont|not|never|no|stop) (?:ever |even )?{_TEXT} (?:to )?{_ME}(?: {_OURS})?",
        rf"{_BID}(?:dont|not|never) (?:ever )?(?:text|message|contact|reply|respond|send|write)"
        rf" (?:back|here|to this|{_AGAIN})(?: {_AGAIN})?",
        r"dont (?:ring|call) (?:or|and|dont) (?:text|message)(?: me)?",
        r"(?:no|not|dont) send (?:me |us )?(?:no )?(?:more|sms|texts?|messages?|anything|these"
        r"|this)",
        rf"(?:no|not|dont) want (?:it |any )?(?:{_OURS}|more)",
        # what I want
        rf"dont (?:really )?(?:want|need|like) (?:you|you lot|your lot|u) (?:to )?"
        rf"(?:{_REACH}|{_REACHING}) {_ME}",
        rf"(?:doesnt|does not) want you (?:to )?(?:{_REACH}|{_REACHING}) {_ME}",
        r"dont (?:really )?want you (?:to have|having) my number",
        r"dont (?:really )?(?:want|need|like) (?:any |more |any more |all |getting |to get "
        r"|to have )*"
        rf"(?:your|these|them|the) {_NAMED}",
        r"dont (?:really )?want (?:to be |being |any )?(?:contacted|contact|reminded)",
        r"(?:dont want (?:anything|nothing)|want nothing|not want anything|nothing) to do with"
        r" (?:you|this|it|sayso|these)(?: lot)?",
        r"dont (?:really )?want (?:anything|nothing|nuffin|nuthin) (?:else |more )?(?:from"
        r"|off) (?:you|this)",
        r"dont (?:really )?want to (?:talk|speak|chat|reply|text)(?: (?:to|with) (?:you|this))"
        r"(?: lot)?",
        rf"dont (?:really )?(?:need|want to do) (?:this|these|them) {_AGAIN}",
        rf"dont (?:really )?want (?:these|them) {_AGAIN}",
        rf"dont (?:really )?want to (?:do|get|see|have|answer|keep (?:doing|getting"
        rf"|answering)) {_THIS}"
        rf" {_AGAIN}",
        r"dont (?:really )?want to (?:carry on|continue|take part|join in|participate|keep going"
        r"|keep on)(?: (?:with|in) (?:this|these|it))?",
        rf"(?:not|aint|wont be) (?:doing|answering|taking part in|part of|carrying on with)"
        rf" (?:any of |any more of |any |anymore of )?(?:{_THIS}|{_OURS}) {_AGAIN}",
        r"(?:not|wont be|aint|stop|stopping) taking part(?: anymore)?",
        rf"not doing (?:any ?more|more|no more) (?:of )?{_THIS}",
        rf"not answering (?:any ?more|any more of|no more) (?:{_OURS}|{_THIS})",
        r"(?:dont|not) (?:be )?interested in (?:these|your|this|the) (?:texts|messages|anymore)",
        rf"(?:done|finished|through) with (?:{_THIS}|{_OURS})",
        rf"(?:sick|tired|fed up|bored|done|so over|had enough)(?: of| with| by)? (?:getting |all )?"
        rf"(?:(?:these|your|all these|the) (?:texts|messages|reminders)|you {_REACHING} {_ME})",
        r"count me out of (?:this|these|it|the|your)(?: texts| messages)?",
        r"(?:want|need) (?:to be |to get )?(?:out|off)(?: of)? (?:this|these|the list)",
        r"(?:want|like) to (?:leave|quit|exit|cancel|end|stop) (?:this|these|the (?:texts|messages|"
        r"list|service|group))",
        r"(?:rather|prefer|prefer to) not (?:to )?(?:get|have|receive|be sent|be texted"
        r"|be contacted"
        r"|be messaged)(?: (?:these|them|texts|messages|any|anything|by text))*",
        rf"rather (?:that )?you (?:didnt|dont|not|stopped) (?:{_REACH}|{_REACHING}) {_ME}",
        r"(?:quit|leave|leaving|quitting) (?:this|these|the list|the service)",
        # my number
        rf"{_RID} (?:of )?{_NUMBER} (?:off of|off|out of|from|of|out)"
        r" (?:(?:this|these|it|here|your|the|you|all)(?: (?:(?:texting|text|contact|contacts"
        r"|mailing|message|phone) )?(?:list|lists|phone|system|contacts|"
        r"database|books?|records|thing|group|texts|messages|everything))?|everything)",
        r"(?:take|get|cut|drop|bin|sign|cross|scrub|kick) (?:me|us|this number|my number) off",
        r"cross (?:me|my name) off",
        r"(?:delete|remove|lose|forget|wipe|erase|bin|scrap|ditch|clear|get rid of|burn|throw away)"
        r" (?:my|this|our|that|the) (?:phone )?(?:number|digits|contact|contact details)",
        r"(?:log|sign) (?:me|us) (?:off|out)(?: of this)?",
        r"(?:unenroll|deregister|unregister|unsubscribe|unfollow|remove|discharge) (?:me|us"
        r"|my number"
        r"|this number)(?: (?:now|from everything|from all this))?",
        r"(?:dont|didnt) (?:give|gave) you (?:any )?(?:permission|consent)(?: to (?:text"
        r"|message|contact)"
        r" me)?",
        r"(?:dont|never) consent to (?:this|any of this|these|it)",
        r"(?:dont|do not|not) have permission to (?:text|message|contact) me",
        r"(?:never|didnt|dont) (?:sign|signed|sighn|ask|asked|agree|agreed)(?: up)? (?:to|for)"
        r" (?:be (?:texted|messaged|contacted)|(?:these|this|your|any) ?(?:texts|messages)?)",
        r"(?:report|reporting|block|blocking|blocked) (?:you|this(?: number)?|your number)"
        r"(?: if you (?:text|message|contact|dont).*)?",
        # asked
        rf"(?:can|could|will|would|do) you not (?:{_REACH}) (?:to )?{_ME}",
        r"can (?:we|you) not do this (?:anymore|no more|any longer)",
        r"can (?:we|you) (?:just )?(?:stop|end|quit|finish) (?:this|these|it now)",
        r"(?:can|could|will|would) (?:this|these|the)(?: (?:texts|messages"
        r"|reminders))? (?:please )?"
        r"(?:stop|end)",
        r"make (?:these|(?:this|it|them|the) (?:texts|messages)) stop|make it stop texting me",
        r"want (?:these|the|your)(?: (?:texts|messages|reminders))? to stop",
        r"do (?:i|you) (?:turn|switch) (?:this|these|it|them) off",
        r"do (?:i|you) (?:leave|cancel|get off|get out of|come off|exit|quit|opt out of"
        r"|unsub from|end)"
        r" (?:this|these|it)(?: (?:thing|list|group|chat|service))?",
        rf"(?:way|possible|able) to (?:stop|end|cancel|turn off) (?:{_OURS}|this|these)",
        r"(?:come|get|be) (?:taken )?off (?:of )?(?:this|these|the list)",
        r"leave (?:me|us) (?:alone|be|in peace|tf alone|out of (?:this|it))",
        r"(?:gad|gadewch) (?:i )?(?:fi|mi|ni) fod|(?:gad|gadewch) (?:lonydd"
        r"|llonydd) (?:i )?(?:mi|fi)",
        r"(?:tynnwch|tynna|dileu|dilewch) (?:fy )?(?:rhif|enw)",
        r"(?:tynnwch|tynna) (?:fi|fy \w+) (?:oddi ar|o|off)(?: y| eich)? \w+",
        r"(?:dwi |dw i )?ddim (?:isio|eisiau|isho|moyn) (?:mwy o |cael )*(?:negeseuon|texts?"
        r"|hyn|tecsts?)",
        r"(?:peidiwch|peidio|paid) (?:a )?\w*(?:tecst|decst|thecst|anfon|cysyllt"
        r"|gysyllt)\w*(?: \w+){0,2}",
        r"(?:sa|nie) (?:kontakt|dzwon)\w*",
    )
)
WIDER_TRIGGERS = re.compile(
    r"done|finish|sick|fed up|tired|number|report|terminat|discontin|deactiv|mute|exit|unfollow"
    r"|deregis|unenrol|taking part|take part|carry on|continue|anymore|any more|any longer|rid of"
    r"|talk|speak|chat|repl|respond|permission|rather|prefer|leave|turn|switch|tynn|dile|gad"
    r"|interested|inbox|using|opted|keep|bother|annoy|block|rhestr|ddim"
    r"|count me|to do with|cancel|digits|end|ask|sign|no more|safe to|take|over|on\b|one|allow"
    r"|dont|dnt|never|aint|withdr|resign|hit"
    r"|low me|dim|still|st0p|pecking|mither|dun\b|waste|wasting|shouldnt|my name"
)
# "ur annoying stop": a word at the very end, which nothing before it makes a place or a thing.
NO_STOP_AFTER = word_set("""
    bus tram train coach next last first second full pit the a my our your this that non never
    dont to wont cant didnt doesnt would should could i we he she they it them him her u you one
    same truck rest press pressed put sent type typed clicked meant make wouldnt couldnt not will
    must might and or saying say says said text texting rd road street st lane wrong right town
    station school
    hospital corner church
""")
STOP_TAILS = word_set("please now stop it thanks ok man bro bruv mate ta x lol already")
STORY = word_set("""
    he she they him them her his their someone somebody people everyone mum mom mam dad brother
    sister uncle teacher teachers boy girl boys girls friend friends ex bullies bullying bully
    shouting arguing fighting feeling thoughts pain noise voices police he's hes shes theyre it
    when why make making press pressed
""")
NUMBER_TOLD = re.compile(
    r"\b(?:number|phone)\b.*\bdont (?:text|message|contact) it\b|\b(?:my"
    r"|this) (?:\w+ )?number\b.*\b(?:delete|remove|lose|wipe|bin|erase|forget) (?:it|that)\b"
)
TOLD_YOU = re.compile(
    r"\b(?:doesnt|dont|wont|not) (?:want|like|let) you (?:to )?(?:texting|messaging|contacting"
    r"|text|message"
    r"|contact) (?:me|us)(?: (?:please|now|again|anymore|thanks))*$"
    r"|\b(?:asked|told|said)(?: you)?(?: to)? stop (?:like |about )?(?:\d+|a few|so many"
    r"|loads of|loads|a million"
    r"|several|twice|three|two|five|ten|many)(?: times)?$"
    r"|^(?!.*\b(?:my mates|app|school|teams|group|did|didnt|why|dont want|never)\b).*\b(?:texts"
    r"|messages|these|reminders"
    r"|notifications)\b.* (?:stop|cancel|end)(?: sending)?(?: them| these)?(?: (?:please|now"
    r"|thanks))*$"
    r"|\bif you dont stop (?:texting|messaging|bothering)\b|\b(?:you (?:have to|need to|must"
    r"|should|better|gotta|got to)|(?:tell|telling|told|ask"
    r"|asked) you"
    r" to) (?:please )?(?:stop|quit) (?:texting|messaging|contacting|bothering)(?: (?:me|us))?"
    r"(?: (?:please|now|again|anymore|thanks))*$"
)
NO_LONGER = re.compile(
    r"\b(?:mum|mam|dad|carer|nan|worker|parents?) (?:says?|said"
    r"|wants?) (?:that )?(?:no more (?:texts|messages)"
    r"|take me off(?= (?:this|it|here|these|(?:the|your) list)\b|\W*$)|you to stop"
    r"|(?:me )?off (?:this|the|your) list|u to stop|to (?:stop texting"
    r"|take me off(?= (?:this|it|here|these|(?:the|your) list)\b|\W*$)))\b"
    r"|\bi(?:ve)? (?:have |already )?opted out\b(?! of| by)"
    r"|\bi (?:already )?(?:texted|put|sent|typed|wrote) stop\b(?!.*\b(?:accident|mistake|wrong"
    r"|by)\b)"
    r"|^(?:so )?what do i (?:text|send|type|put|say|reply) to (?:stop|get out|unsubscribe|leave"
    r"|end)\b"
    r"|\b(?:keep|still) (?:getting|receiving|recieving) (?:these|them|this|texts|messages|your)\b"
    r".*\b(?:dont want|didnt ask|not interested)\b"
    r"|\b(?:you|u) keep (?:texting|messaging|sending)\b.*\b(?:dont want|stop|hate|unwanted)\b"
    r"|(?<!get )(?<!got )(?<!are )(?<!been )(?<!theres )(?<!had )(?<!was )\bno more (?:texts"
    r"|messages|msgs|sms)"
    r"(?: (?:tho|please|pls|thanks|thank you|ta|now|x|ok|from (?:u|you|sayso|this)))*\W*$"
    r"|\bno longer (?:need|want|wish|interested)(?: (?:to|in|take part|participate|receive|get"
    r"|have|be|do|part|of))*"
    r"(?: (?:this|these|it|them|texts|messages|msgs|your|anymore|any|the|service|survey|from"
    r"|you|u))*"
    r"(?: (?:please|pls|thanks|thank you|ta|x))*\W*$"
)
# Whole messages, or the end of one after an answer: "7 now leave me alone".
LEAVE_LAST = re.compile(
    r"(?:^|\b(?:now|and|just|please|you|to|stop|bye|ok|but|then|person|number|weird|annoying|so|"
    r"this|thanks|done|creep|are|\d+) )leave (?:me|us) (?:alone|be|tf alone|in peace)"
    r"(?: (?:now|please|man|bro|ok|x|thanks|ffs))*$"
)
