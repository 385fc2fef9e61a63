"""How people ask for no more texts: openings, cores and endings. Data only, in folded form."""

from __future__ import annotations

import re

from bot.text.phrases import phrases, word_set

# One way to write each word that the rest of this page knows.
SPELLINGS: dict[str, str] = {
    short: plain
    for plain, shorts in {
        "stop": "stop st0p stp stpo sotp stopp stahp stap stoop stpp stopo",
        "again": "again agen agn agian",
        "more": "more mor moar",
        "leave": "leave leav leve leaf",
        "take": "take tak",
        "remove": "remove rmv remv rmve rmove remov reomve romove",
        "doing": "doing doin",
        "answering": "answering answerin",
        "please": "please pls plz plis plss pleas",
        "you": "you u ya yous yas",
        "them": "them em dem",
        "not": "not nt",
        "interested": "interested intrested intrestd",
        "delete": "delete del delet",
        "your": "your ur yr",
        "dont": "dont dunt dnt donot don dnot",
        "texting": "texting txtng textng texing textign textin txting txtin tecstio tecsting",
        "text": "text txt tex texted",
        "texts": "texts txts tekst",
        "messaging": "messaging messagin msging msgin mesaging messging dming",
        "message": "message massage messge mssg msg mesage messege dm",
        "messages": "messages msgs mesages messeges messges mssgs massages dms",
        "notifications": "notifications notifs notif notis notfications alerts pings bleeps updates"
        " smses",
        "things": "things tings fings",
        "contacting": "contacting contactin",
        "contact": "contact",
        "spamming": "spamming spammin",
        "hitting": "hitting hittin",
        "blowing": "blowing blowin",
        "bothering": "bothering botherin mithering mitherin pestering hassling harassing harrassing"
        " buggin bugging notifying pinging buzzing",
        "sending": "sending sendin",
        "getting": "getting gettin recieving receiving",
        "receive": "receive recieve",
        "because": "because cos cus cuz coz bcos bc cause since as",
        "anymore": "anymore nomore",
        "unsubscribe": "unsubscribe unsuscribe unsubscibe unsub unsubscribed unsubsribe unsubscrib",
        "number": "number num nmbr numbr numba",
        "just": "just jus jst",
        "done": "done dun",
        "write": "write rite",
        "with": "with w wit wiv",
        "the": "the da",
        "this": "this dis ths",
        "these": "these dese",
        "im": "im",
        "wanna": "wanna",
    }.items()
    for short in shorts.split()
}
REPHRASED = (
    ("un subscribe", "unsubscribe"),
    ("do not", "dont"),
    ("does not", "doesnt"),
    ("any more", "anymore"),
    ("tryna", "trying to"),
    ("wanna", "want to"),
    ("no longer want", "dont want"),
    ("dont wish", "dont want"),
    ("never want", "dont want"),
    ("the fuck alone", "alone"),
    ("dont ever", "dont"),
    ("dont you ever", "dont"),
    ("dont you", "dont"),
    ("dont keep", "dont"),
    ("dont be", "dont"),
    ("hmu", "text me"),
    ("yall", "you"),
    ("llow", "allow"),
    ("nothin", "nothing"),
    ("hit me up", "text me"),
    ("blow me up", "text me"),
    ("dont have to", "dont need to"),
    ("lemme", "let me"),
    ("if thats ok", ""),
    ("if thats alright", ""),
    ("if its ok", ""),
    ("if possible", ""),
    ("if thats possible", ""),
    ("if you dont mind", ""),
    ("never ever", "never"),
)

# Said for strength; nothing changes without them.
STRENGTH = word_set("fucking fuckin fkn fkin effing tf bloody damn flipping freaking actual")
# Before "stop texting me" these make it somebody else's doing.
NOT_OURS = word_set("to wont cant doesnt not does that never dont would should could")

# These are opt-outs only as a whole message, and asked for at most.
STOPS = phrases("""
    lets stop | lets stop here | stop everything | stop all of these | stop all of this | stop
    service | stop the service |
    stop this service | cancel these |
    discontinue | terminate | terminate this | deactivate | unfollow | leave list | leave group |
    cancel me | cancel this | cancel all | enough of this | give over | blocked | stop texts |
    can you not | can you please not | end all | stop bothering | stop wasting my time |
    you are blocked | your blocked | your getting blocked |
    you r blocked |
    block | stop contact | no more of these | no more of this | dim mwy | i want out |
    want out | done with this | im done with this | mute this | cut it out | knock it off |
    stop with this | stop with these | exit | im reporting you | i opt out | delete number |
    no texts please | its not safe to text me | cancel subscription | i want to exit |
    cancel my subscription | stop these | stop texts | unsub all | opt out all | stop all texts |
    przestan | przestancie | prosze przestac | zatrzymaj | band karo | band kro | bandh karo |
    bas karo | ruk jao | roko | mat karo | rhowch y gorau iddi | dyna ddigon |
    kindly desist | desist | mute | mute me | halt | can you all not | free me | release me |
    free me please |
    i quit this | stop replying | dont hmu |
    remove | stop means stop | i mean stop | pack it in | give it a rest |
    stop | stop it | stop this | stop all this | stop now | stop all | quit it | stop for good |
    stop that | end this | enough now | no more please
""")
# These only as a whole message, for "i get lost" and "we go away" are answers.
DISMISSALS = phrases("""
    go away | go away and dont come back | give over | jog on | bore off | get lost | piss off |
    fuck off | bugger off | block me | leave me | just leave me | do one | allow me | low me |
    allow texting me | allow messaging me |
    dont text | dont message | dont contact | f off | sod off | do one mate
""")
POLITE = phrases("""
    wrong number | wrong person | you have the wrong number | you have got the wrong number |
    youve got the wrong number | you got the wrong number | this is the wrong number |
    last week | yesterday | ages ago | before | days ago | weeks ago | last time | last month |
    had enough | ive had enough | im done |
    please | please please | thanks | thank you | thx | ta | ty | tysm | cheers | hi | hello | hey |
    yo | oi | sorry | ok | okay | right | well | no | nah | yes | yeah | just | now | again |
    for the last time | the last time | once and for all | from now on | forever | for ever |
    for good | asap | immediately | straight away | right now | bro | bruv | fam | man | mate |
    miss | sir | innit | x | xx | i mean it | serious | im serious | seriously | not interested |
    im not interested | this is annoying | its annoying | your annoying | os gwelwch yn dda |
    diolch | nawr | and | ffs | omg | jeez | tho | already
""")
ASKING = phrases("""
    you need to | you should | can you | can we | could you | would you |
    will you | i want you to | want you to | i need you to | i would like you to | id like you to |
    i want to | i would like to | id like to | how do i | can i | let me | i wish to | i said |
    i asked you to please | ive asked you to | ive told you to | ive said | we said |
    i already said | already said | told you to | told you | i already told you to |
    i told you | i told you to | i asked you to | can you guys | can you lot | you lot
""")

_TEXTS = r"(?:texts?|messages?|sms|spam|reminders?|notifications?)"
_TEXTING = r"(?:texting|messaging|contacting|bothering|spamming)"
_ME = r"(?:me|us|my phone|my (?:daughter|son|kid|child|lad|girl|boy)|(?:this|my) (?:number|phone))"
_WHICH = (
    r"(?:(?:all|any|anymore|these|those|them|the|this|that|your|more|of|me|us|no|so|many|such"
    r"|further"
    r"|stupid|annoying|bloody|silly|random|fucking|damn|dumb|shitty|sayso) )*"
)
_STOP = (
    r"(?:stop all|stop with|stop|quit|cease|pack in|no more of|no more|enough of|enough with"
    r"|enough|had enough of|done with|turn off|switch off)"
)
_LIST = (
    r"(?:(?:this|the|your|that|these|those|it|here|all|any|a|of|text|texting|mailing|contact"
    r"|message|messaging|phone|stupid|whole|group|chat) ?)*"
    r"(?:list|lists|system|texts?|messages?|service|group|thing|contacts|database|records|sayso)?"
)
# "I don't text" and "you never text me" bid nobody anything.
_BID = r"(?<!\bi )(?<!\byou )(?<!\bwe )"
_OFF = r"(?:off of|off|from|out of|out|of)"
# A wish that names what it is about may stand anywhere in a clause.
NAMES_TEXTS = re.compile(r"\b(?:texts?|texting|messages?|messaging|contacting|sms|spam|list)\b")
# "why are you still texting me i said stop"
ENDS_IN_STOP = re.compile(
    r"(?:texting|messaging|texts|messages)\b.* (?<!bus )(?<!to )(?<!wont )(?<!cant )(?<!full )stop$"
)
# Asking why the texts stopped is no wish for them to.
ASKS_BACK = word_set("did didnt why when since")
# After "stop," these say that it was meant.
REFUSALS = re.compile(
    r"\b(?:dont want|not doing|not interested|im done|no more|annoying|hate|leave me|had enough"
    r"|dont like|not for me|bored of)\b"
)
CORES = tuple(
    re.compile(rf"{core}(?![^ ])")
    for core in (
        rf"{_STOP} {_TEXTING}(?: (?:and|or) \w+ing)?(?: {_ME})?",
        rf"{_STOP} (?:sending|getting|giving) {_WHICH}(?:{_TEXTS}|stuff|things|these|this|those"
        r"|them|anything|me|us)",
        rf"(?:{_STOP}|cancel|end) {_WHICH}(?:texts|messages|sms|spam|reminders|notifications)",
        rf"(?:stop|cancel|end|enough|no more) {_WHICH}(?:text|message)",
        rf"{_BID}(?:dont|never|not) (?:even |again )?(?:text|message|contact|spam|texting|messaging"
        rf"|contacting) {_ME}",
        rf"(?:can|could|would|will) you (?:please )?not (?:text|message|contact|bother) {_ME}",
        rf"{_BID}(?:dont|never) (?:text|message|contact) (?:again|anymore|ever)",
        rf"{_BID}(?:dont|never) (?:bother|bothering) {_ME}"
        r" (?:again|anymore|with (?:this|these|texts))",
        rf"{_BID}(?:dont|never) (?:send|sending) (?:me |us )?{_WHICH}"
        rf"(?:{_TEXTS}|anything|nothing|stuff|more|these|those|them|this)",
        r"stop sending(?= please|$)",
        r"(?:cancel|end|stop) (?:my|this|the|your) (?:service|subscription|chat|texts|messages)",
        r"(?:be|get) (?:removed|unsubscribed|taken off)(?: (?:off|from) (?:this|the|your"
        r"|here)(?: list)?)?",
        r"not (?:get|receive|have) (?:any |all )?(?:of )?(?:these|them|texts|messages|anything)",
        rf"not (?:to )?(?:text|write|message)(?: to)? {_ME}",
        rf"dont write(?: to)? {_ME}",
        r"(?:block|blocking) (?:you|this number)(?: if you (?:text|message|contact).*)?",
        rf"(?:make|get) {_WHICH}(?:texts|messages) (?:to )?stop",
        r"(?:dont|didnt) (?:consent|agree|sign up|ask) (?:to|for) (?:any|these|the|your|all|this)?"
        r" ?(?:texts|messages|texting)",
        rf"(?:dont|wont) (?:be )?(?:need|needing|wanting) {_WHICH}(?:texts|messages)",
        r"want out of this(?: (?:text|texting|message))?(?: (?:thing|list|group))?",
        rf"dont (?:really )?want (?:to )?(?:be )?(?:receive |get |getting |have |see )?{_WHICH}"
        r"(?:texts|messages)",
        rf"dont (?:really )?(?:need|want) (?:to )?(?:receive |have |see )?{_WHICH}"
        r"(?:texts|messages)",
        r"dont (?:really )?want (?:to )?(?:receive|get|getting|have) (?:any of )?(?:these|them|any"
        r"|anything|nothing|no more|more)(?: things| ones)?(?: from (?:you|this|sayso))?",
        r"dont (?:really )?want (?:anything|nothing)(?: (?:else|more))? from (?:you|this|sayso)",
        r"(?:come|get|be|go) off (?:this|the|your) list",
        r"dont (?:really )?want to (?:be|get) (?:texted|messaged|contacted|text|part of this|a"
        r" part of this"
        r"|in this|on (?:this|the|your) list|involved|involved in this)",
        rf"dont (?:really )?want (?:you )?(?:to )?(?:text|texting|message|messaging|contact"
        rf"|contacting) {_ME}",
        r"dont (?:really )?want to (?:hear|receive anything) from (?:you|this|sayso)",
        rf"(?:take|remove|drop|sign|opt|cut|delete) (?:me|us|my name|(?:my|this) number)"
        rf" {_OFF}(?: {_LIST})?",
        rf"get (?:me|my number) off(?: of)?(?: {_LIST})?",
        r"(?:remove|delete|lose|forget|wipe|erase|block) (?:my|this) (?:phone )?number",
        rf"unsubscribe(?: (?:me|us))?(?: (?:off|from|to) {_LIST})?",
        rf"opt(?:ing)? (?:me )?out(?: of)?(?: {_LIST})?",
        r"remove me",
        r"(?:turn|switch) (?:these|this|them|texts|messages|notifications) off",
        r"(?:withdraw|revoke)(?: my)? consent",
        r"get off my phone",
        r"want off (?:this|the|your)(?: text)? (?:list|texts)",
        rf"(?:wont|cant) (?:you )?(?:just )?(?:stop|quit) {_TEXTING}(?: {_ME})?",
        r"(?:wont|cant) you (?:just )?leave (?:me|us) alone",
        r"(?:stopiwch|stopio|peidiwch a|paid a) (?:anfon|gyrru|danfon)(?: \w+){0,3}",
        r"(?:band|bnd) (?:karo|kro)(?: ye| yeh)? (?:messages|texts|message|sms)",
        r"leave (?:me|us|my phone) (?:alone|be|in peace)",
        r"(?:stopio|stopiwch|stopia)(?: texting)?(?: i)?(?: fi)?",
        r"(?:paid|peidiwch|paidiwch)(?: a| ag)? (?:thecstio|texting|decstio|anfon|gyrru)(?: \w+)?"
        r"(?: fi| ata i)?",
        r"dim mwy o (?:negeseuon|decsts|destunau|texts)",
        r"(?:gadewch|gad|gadael) (?:lonydd|llonydd) i fi",
        r"dad danysgrifio",
        r"(?:przestan|przestancie|przestac|nie)(?: juz)?(?: do mnie| mi)? (?:pisz|pisac"
        r"|wysylac|wysylaj|piszcie"
        r"|wysylajcie)(?: \w+){0,3}",
        r"(?:nie chce|zadnych)(?: juz)?(?: wiecej)? (?:wiadomosci|smsow)",
        r"nu ?mi mai (?:scri|trimit)\w*(?: \w+)?|nu mai (?:scri|trimit)\w*(?: \w+)?",
        r"(?:arretez|arrete) de m(?: )?\w+(?: \w+)?|ne m ?(?:ecri|envoy|contact)\w+ plus",
        r"(?:deja|dejen|para|parem|pare|paren) de (?:me )?(?:enviar|mandar|escrib|escrev|envia)\w*"
        r"(?: (?:mensajes|mensagens|mensaje))?",
        r"no me (?:escrib|envi|mand)\w+ mas|no mas mensajes|nao me (?:mand|envi|escrev)\w+ mais",
        r"(?:daha |artik )?mesaj (?:atmayin|atma|gondermeyin|gonderme)|nerasykite(?: man)?",
        r"(?:wypisz|wypiszcie|usun|usuncie) (?:mnie|moj numer)",
        r"(?:mujhe |mujhay |mjhe )?(?:ye |yeh )?(?:text|message|texts|messages|sms)(?: karna)?"
        r" (?:mat|na|band|bnd) (?:karo|kro|bhejo|bhejein|karein|kr do|kardo)",
        r"(?:text|message|messages) (?:karna|bhejna) (?:band|bnd) (?:karo|kro|kar do|kardo)",
    )
)
# No opt-out is without one of these, so a message that has none is not looked at further.
TRIGGERS = re.compile(
    r"st[oa]|stp|sotp|quit|ceas|enough|no more|te?xt|tex|te[ck]s|messag|mess?eg|mesa|m?s[gm]|dm"
    r"|negeseuon|spam|contact|remind|notif|uns|opt|remov|delet|lose|forget|wipe|eras|block|alone"
    r"|leav|both|send|sendin|list|number|num\b|off|\bout\b|away|lost|do one|paid|peidi|llonydd"
    r"|lonydd|danysgrif|pis[za]|wys|wiadom|wypis|usun|mat\b|karo|kro|band|bnd|mai\b|arret|ne m"
    r"|deja|par[ae]|escri|envi|mand|mesaj|nerasy|part of|involved|hear from|want (?:any|noth)"
    r"|wish|in this|dim mwy"
    r"|przesta|zatrz|bandh|bas k|ruk j|roko|rhowch|ddigon|consent|un.s|remov|cancel|write"
    r"|enough|means|had"
    r"|give it|pack it|chat|service|harass|hassl|pester"
    r"|object|disable|desist|hmu|del\b|rmv|no point|how many|bare\b|free\b|desist|from (?:u"
    r"|you)\b|end (?:this|these|the)|get (?:these|them|any)"
)
# What every core begins with.
FIRST_WORDS = word_set("""
    had blocking stop quit cease pack no enough done turn switch cancel end dont didnt never not
    wont can could would will make get come be go want take remove drop sign opt opting cut
    delete lose forget wipe erase block unsubscribe leave cant withdraw revoke band bnd stopio
    stopiwch stopia paid peidiwch paidiwch dim gadewch gad gadael dad przestan przestancie
    przestac nie zadnych wypisz wypiszcie usun usuncie mujhe mujhay mjhe ye yeh text texts
    message messages sms nu arretez arrete ne deja dejen para parem pare paren nao daha artik
    mesaj nerasykite
    report reporting blocked terminate discontinue deactivate mute exit unfollow unenroll
    deregister unregister scrub strike cross rub bin kick scratch log boot pull scrap ditch clear
    burn throw count sick tired fed bored so over finished through rather prefer way possible able
    aint cba quitting leaving stopping these like tynnwch tynna dileu dilewch peidio easy ease lay
    give knock jog doesnt discharge do need been shouldnt sa these this
""")
OPENINGS = re.compile(
    r"(?:(?:please|can|could|would|will|you|lot|guys|all|just|omg|ffs|look|right|ok|okay"
    r"|hi|hey|yo|no|nah|yes|yeah|oi|sorry|well|listen|bruv|bro|fam|man|mate|miss|sir|im|id|ill"
    r"|ive|want|need|like|to|said|say|told|asked|asking|begging|now|seriously|honestly|actually|how"
    r"|do|i|we|really|literally|gonna|going|have|should|must|may|wish|let|for|the|last|time"
    r"|dear|prosze|also|kindly|alright|bye|goodbye|why|already|interested|off|enough|done|with"
    r"|fuck|piss|make"
    r"|sayso|hello|stop|this|number|mean|it|think|thanks|but|and|still|also|rather|\d+|then|please"
    r"|would|prefer|if|is|there|a|any|might|hiya|alright|am|was|be|so|going|of|being|gotta|choose|chosen|decided|decide|hereby|officially|gdpr|under|ayo|aye"
    r"|bye|got|here|someone|kindly|maybe|wish|dude|butt|mun|ych|an|least|cheers|ta|anyway) )+"
)
ENDINGS = word_set("""
    please again back anymore ever tho though thanks thank thx ta cheers you lot guys ok okay
    now forever for good immediately asap today straight away right bro bruv fam man mate miss
    sir x xx xxx innit at all from sayso this these number here phone my me to on it else more
    seriously honestly already yeah yes alright jeez ffs omg lol the last time texts messages
    stuff os gwelwch yn dda diolch fi nawr prosze do mnie wiecej list anything nothing once
    hun babe love darling g blud cuz boss chief pal fr frfr ong smh istg deadass wallah
    that thats kthx plis your service off am eto rude after
""")
# What may follow once the wish is said: a reason or a threat, not a limit ("at school").
CONNECTORS = re.compile(
    r"(?:and|but|or|because|its|it|im|i|ive|ill|id|this|that|thats|you|your|we|they|he|she"
    r"|not|otherwise|else|pack|is|no|after (?:this|that|today)|so (?:i|my|that)|before (?:i"
    r"|my)|who|whoever|leave|stop"
    r"|go)\b"
)
# Another way to be reached: then "dont text me" is an answer.
ALTERNATIVES = re.compile(
    r"\b(?:call|ring|phone|email|whatsapp|snap|insta|facetime|video|instead|chat|letter)\b"
)
# When to be left in peace, which is an answer too.
LEFT_ALONE = re.compile(
    r"\b(?:he|she|mum|dad|it) (?:said|says|goes)\b"
    r"|\b(?:when|whenever|if|sometimes|people|teachers|everyone|home|they|them|him|her)\b"
)
OTHERS = word_set("""
    he she they him them her his their someone somebody people everyone ex mum mom mam dad
    stepdad brother sister uncle teacher boy girl boys girls lad lads bf gf boyfriend girlfriend
    friend friends mate mates guy bully bullies keeps kept when if
""")
