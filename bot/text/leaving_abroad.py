"""Leaving said in other languages, in learner's English, or in a parent's name. Pure; folded.

Written with dictionaries and grammars; no speaker has checked it. A pattern names our texts, or is
the whole message.
"""

from __future__ import annotations

import re

_HOLDER = (
    r"(?:mum|mam|mom|mummy|dad|nan|nana|gran|carer|foster carer|foster mum|parents?|mother|father"
    r"|sister|brother|social worker|worker|aunt|auntie|boyfriend|bf|husband)"
)
_SAYS = (
    r"(?:says?|said|told me|wants?|wants me|is making me|makes me|asked me|asked|tells me|saying)"
    r"(?: (?:you|u|i|me|that|to|need to|needs to|have to|had to|must|should|got to|gotta|please))*"
)
_ALL_OF_IT = (
    r"(?:this|these|it|the list|your list|this list|(?:the|these|your) (?:texts?|messages?|msgs?))"
)
_ASKED = (
    r"(?:(?:stop|dont|not to|quit) (?:texting|messaging|contacting|text|message|contact"
    r"|sending|send) me(?: (?:these|any|more|the|your))*(?: (?:texts?|messages?|msgs?))?"
    r"|(?:no more|no|stop|stop the|stop these|cant have|cant get|not allowed)"
    r" (?:(?:these|the|your|to have|to get) )*(?:texts?|messages?|msgs?|sms)"
    rf"|(?:(?:come|get|take me|take my number|take us|go) )?(?:off|out) (?:of )?{_ALL_OF_IT}"
    rf"|(?:leave|unsubscribe from|unsubscribe me from|opt out of) {_ALL_OF_IT}"
    r"|unsubscribe(?: me)?|opt out|(?:remove|delete) (?:me|my number))"
)
_MINDS = (
    r"(?:doesnt|dont|does not) (?:want me|like me) (?:on|having|getting|to have|to get|to be on)"
    rf" {_ALL_OF_IT}"
    r"|(?:doesnt|dont|does not) want me (?:having|getting|to have|to get) (?:any |more )*(?:texts?"
    r"|messages?)"
    r"|(?:doesnt like|hates|isnt happy with|is not happy with|doesnt agree with)"
    r" (?:me (?:getting|having) )?(?:the|these|your) (?:texts?|messages?|msgs?)"
)
_IN_A_NAME = re.compile(
    r"(?:(?:sorry|hi|hello|hey|please|pls|but|because|cos|cuz|so|no|ok|my|the) )*"
    rf"{_HOLDER} (?:{_SAYS} {_ASKED}|{_MINDS})"
    r"(?: (?:please|pls|thanks|thank you|sorry|now|ok|x|anymore|again|so stop|so bye))*"
)
_LEARNER = re.compile(
    r"(?:(?:hello|hi|please|pls|sorry|please you|you please|i(?= (?:no|not))|me(?= no)|no|dear|ok"
    r"|miss|sir|thanks|can|you must|i am(?= not)|want|now|already) )*"
    r"(?:no|not|dont|stop|finish|close|cut|never) (?:to |of |the )?"
    r"(?=.*\b(?:want|need|send|sending|more|again|me|please|finish|close|stop)\b)"
    r"(?:(?:want|wanting|need|needing|send|sending|sended|write|writing|give|more|again|the|this"
    r"|these"
    r"|any|for|me|you|to|other|anymore|please|also|of) )*"
    r"(?:texts?|messages?|sms|msgs?|messaging|texting|write(?= me))"
    r"(?: (?:me|for|to|more|again|please|now|my|phone|number|anymore|you|thank|thanks|this|in"
    r"|on))*$"
)
# Whole messages but for politeness, one language a line.
_ABROAD = re.compile(
    "|".join(
        (
            # Welsh
            r"\b(?:stopi\w*|peidi\w*|paid|paidiwch|rho\w*|gorffen\w*)\b.*\b(?:\w*tecst\w*"
            r"|\w*decst\w*"
            r"|\w*hecst\w*|negeseuon|neges|anfon|gyrru|danfon|cysylltu|gysylltu|hala|gorau)\b",
            r"\b(?:dim (?:mwy|rhagor)|ddim (?:isio|eisiau|isho|moyn)|digon o)\b.*"
            r"\b(?:negeseuon|neges|tecst\w*|decst\w*|texts?|rhain|hyn"
            r"|rhagor"
            r"|clywed|rhestr)\b.*(?:eto|rhagor|mwy|plis|please|diolch|nawr|rwan|negeseuon|rhestr)$",
            r"^(?:dim mwy|dyna ddigon|dwi(?:n| yn)? (?:isio|eisiau|isho|moyn) (?:stopio|gadael"
            r"|allan)"
            r"|gadael(?! hi)|stopio|stopiwch hi|rhowch y gorau iddi|rho gorau iddi|dad ?danysgrifio"
            r"|dwi wedi cael digon|gad lonydd|gadewch lonydd)(?: \w+){0,2}$",
            r"\b(?:tynn\w*|dile\w*|cym\w* i ffwrdd)\b.*\b(?:rhif|enw|rhestr|fi)\b",
            # Turkish
            r"\b(?:mesaj|sms|mesajlar\w*|bildirim\w*)\b.*\b(?:\w*atma\w*|\w*gonderme\w*|\w*yazma\w*"
            r"|\w*yollama\w*|istemiyor\w*|durdur\w*|kes\w*|kesin|iptal|yeter|almak istemi\w*)\b",
            r"^(?:lutfen )?(?:bana |beni |artik |bir daha )*(?:yazma\w*|mesaj atma\w*|durdur\w*"
            r"|birak\w*"
            r"|rahat birak\w*|cikar\w*|listeden cikar\w*|sil(?:in|iniz)?"
            r"|aboneligi iptal\w*|yeter artik"
            r"|dur artik|istemiyorum artik|cikmak istiyorum)(?: lutfen| artik| beni| numarami)*$",
            r"\b(?:numaram\w*|listeden|listenizden)\b.*\b(?:sil\w*|cikar\w*)",
            # Polish
            r"\b(?:nie chce|przesta\w*|koniec|dosyc)\b.*\b(?:pisz\w*|pisac|wysyla\w*|sms\w*"
            r"|wiadomos\w*|kontakt\w*|esemes\w*)\b|\bnie (?:pisz\w*|wysylaj\w*|kontaktuj\w*)\b",
            r"^(?:prosze )?(?:(?:wypisz\w*|usun\w*|skresl\w*)(?= (?:mnie|nas|moj numer))"
            r"|rezygnuj\w*|chce zrezygnowac|chce sie wypisac"
            r"|nie chce (?:juz )?tego|zostaw\w* mnie|dajcie mi spokoj|daj mi spokoj)(?: \w+){0,4}$",
            # Romanian
            r"\b(?:nu|opri\w*|inceta\w*|gata)\b.*\b(?:mesaj\w*|scri\w*|trimit\w*|contacta\w+)\b",
            r"^(?:va rog )?(?:lasa\w* ma in pace|scoate\w* ma|sterge\w*|vreau sa ies|nu mai vreau)"
            r"(?: \w+){0,4}$",
            # Urdu, Hindi and Panjabi with Latin letters
            r"\b(?:mess?ages?|msgs?|texts?|sms|message)\b.*"
            r"(?:(?:mat|nahi|nhi) (?:kar\w*|kr\w*|bhej\w*|chahiye|chahida|do|dein)"
            r"|na (?:kar\w*|bhej\w*)|(?:band|bnd|bandh) (?:kar\w*|kr\w*|do)|rok\w* (?:do|dein)"
            r"|roko)\b",
            r"^(?:please |mujhe |menu |mainu )*(?:band|bnd|bandh|bas|bus|rok|roko|chhor|chor) "
            r"(?:karo|kro|kar do|kardo|karein|kar|do|dein)(?: \w+){0,2}$",
            r"\b(?:mera|mere) (?:number|naam)\b.*\b(?:hata\w*|delete|nikal\w*|mita\w*|remove)",
            # Bengali with Latin letters
            r"\b(?:message|msg|text|sms)\b.*\b(?:pathaben na|pathio na|diben na|dio na|korben na"
            r"|koro na"
            r"|bondho|bandho)|\b(?:messages?|msgs?|sms) (?:ar )?chai na\b",
            # Arabic with Latin letters
            r"\b(?:la|ma|wa2ef|wakef|wa2fo|batel|battel|5alas|khalas)\b.*\b(?:rasa2?il|rsayel"
            r"|tursil|tirsil|teb3at\w*|tib3at\w*)\b",
            r"\b(?:wa2ef|wakef|wa2fo|batel|battel|5alas|khalas)\b.*\b(?:msg\w*|messages?)\b",
            # Somali
            r"\b(?:jooji\w*|ma rabo)\b.*\b(?:farri\w*|fariin\w*|message\w*|sms|soo dir\w*|qor\w*)\b"
            r"|\bha ii? (?:soo )?(?:dir|qor)\w*\b|^(?:fadlan )?(?:iga jooji|iga saar|i daa|jooji"
            r"|joojiya)(?: \w+){0,3}$",
            # Portuguese, Spanish
            r"\b(?:nao|nunca|pare[mn]?|para|deix\w*|dej\w*|basta|chega|no (?:me|mas|quiero))\b.*"
            r"\b(?:mensagens?|mensajes?|mand(?:e|es|em|en|ar|ando)|envi(?:e|es|em|en|ar|ando)"
            r"|escrev\w*|escrib\w*|contact(?:ar|e|es|em|en|ando))\b",
            r"\bno (?:me )?(?:escriba[sn]?|envies?|mandes?|contactes?)\b"
            r"|\b(?:nao quero|no quiero|no mas) (?:mais |mas )?sms\b",
            r"^(?:por favor )?(?:quero sair|quiero salir|dejame en paz|dejenme en paz"
            r"|me deixa em paz"
            r"|deixa me em paz|borra\w* mi numero|quita\w*me|tira\w*me|apaga\w* (?:o )?meu numero"
            r"|cancelar (?:mi |a minha )?su[bs]scri\w*|dar(?:me)? de baja"
            r"|dame de baja)(?: \w+){0,4}$",
            # French
            r"\b(?:arret\w*|ne|plus de|cess\w*|assez de)\b.*"
            r"\b(?:messages?|sms|textos?|ecri\w*|envoy\w*|contact(?:er|ez))\b",
            r"^(?:svp |stp )?(?:laisse\w*(?: |-)?moi tranquille|desabonn\w*|me desabonner"
            r"|enleve\w*(?: |-)?moi"
            r"|supprime\w* mon numero|retire\w*(?: |-)?moi)(?: \w+){0,4}$",
            # Lithuanian
            r"\b(?:ne|nebe|nustok\w*|liauk\w*|baik\w*|nenoriu|daugiau)\b.*\b(?:zinu\w*|rasy\w*"
            r"|siusk\w*|siunt\w*|zinut\w*)\b|\b(?:nerasyk\w*|neberasyk\w*|nesiusk\w*"
            r"|nebesiusk\w*)\b"
            r"|^(?:prasau )?(?:atsisak\w*|isbrauk\w*|istrin\w*|palik\w* mane)(?: \w+){0,4}$",
            # More of the same families: want no, leave in peace, take my number away.
            r"\b(?:nie chce|nie zycze|prosze)\b.*\b(?:wypisac|wykreslic|usunac|dostawac)\b"
            r"|\b(?:zostaw\w*|daj\w*) (?:mnie|mi|nas|nam) (?:w )?(?:spokoj\w*|swiety)",
            r"\b(?:mujhe|mjhe|muje|humein|menu|mainu|hume) (?:tang|pareshan|disturb) (?:mat|na) \w+"
            r"|\b(?:bas|bus|ab|aur)\b.*\b(?:messages?|msgs?|texts?|sms) (?:nahi|nhi|na|mat|nai)\b"
            r"|\b(?:mera|mere|maro|mharo|amar) (?:number|nambar|no)\b.*\b(?:kat|kato|kaat|hatao"
            r"|kadh\w*"
            r"|muche|mita|delete|remove|bad|nikal\w*)\b",
            r"\b(?:amake|amar(?:e| kache)?)\b.*\b(?:message|msg|text|sms)\b.*\b(?:diyo|diben|dio"
            r"|koro|korben"
            r"|korbe|pathaben|pathiyo|pathio|dao|den) na\b|\b(?:message|msg|text"
            r"|sms) (?:ar )?(?:chai|lagbe) na\b"
            r"|\bamake (?:birokto|disturb) (?:korben|koro|koiro) na\b",
            r"\b(?:kafi|kefaya|bala|bidun|mabi|ma badi|ma bdi|ma baddi|mabaddi|la ureed|la arid"
            r"|la urid|mish 3ayez"
            r"|ma 3ayez|ma abi|ma abgha)\b.*\b(?:rasa\w*|rsa\w*|risal\w*|messages?|msgs?|sms)\b"
            r"|\b(?:khalas|5alas|khalass|la|ma)\b.*\b(?:tktb\w*|tiktib\w*|tekteb\w*|tursel\w*"
            r"|trasil\w*"
            r"|tirsal\w*|terselli|tersel\w*|tb3at\w*|tkallim\w*)\b|^(?:utrukni|otrokni|sibni"
            r"|sebni|khallini) (?:fi|b)"
            r"(?: \w+){0,2}$",
            r"\b(?:fariim\w*|farriim\w*)\b.*\b(?:jooji\w*|dirin|dirina|ma rabo|ha)\b"
            r"|\b(?:ma rabo|ha soo dirin"
            r"|jooji\w*)\b.*\bfar+i+m\w*\b|\bha (?:i|ii|ila) (?:soo )?(?:xiriir\w*|wac\w*|qorin"
            r"|dirin)\b"
            r"|\b(?:lambark\w*|number ?k\w*|numberka) \w*\b.*\b(?:tirtir\w*|masax\w*|saar)\b"
            r"|^(?:fadlan )?iga daa\w*$",
            r"\b(?:tir\w*|retir\w*|apag\w*|remov\w*|delet\w*) (?:o )?(?:meu|me) (?:numero|nome"
            r"|da lista)\b"
            r"|\b(?:deix\w*|larg\w*)(?: |-)?me(?: em paz)?$|^pare(?:m)? com isso\b"
            r"|\bnao quero (?:mais )?(?:receber|nada)\b.*\b(?:mais|nada|isto|isso|mensag\w*)\b",
            r"\b(?:nebenor\w*|nenor\w*|prasau|nebe\w*)\b.*\b(?:zinu\w*|siust\w*|siusk\w*"
            r"|nebesiu\w*|nesiu\w*"
            r"|rasyt\w*|gauti)\b|\bnebesiust\w*\b|\bnebenoriu zinu",
            r"\b(?:beni|bizi) (?:rahat birak\w*|listeden\w*|cikar\w*|arama\w*|rahatsiz etme\w*)",
            r"\b(?:je|on) (?:ne )?v(?:eux|eu) plus\b.*\b(?:recevoir|message\w*|sms|textos?|ca)\b"
            r"|\b(?:enlev|retir|effac|supprim)\w*(?: |-)?(?:moi|mon) (?:de|numero|nom)\b",
            r"\b(?:quit|saqu|sac|borr)\w*(?:me)? de (?:la|su|tu|esta) lista\b"
            r"|\bno quiero (?:recibir|mas)\b"
            r".*\b(?:mensajes?|nada|textos?|esto)\b",
            r"\b(?:nu|nici)\b.*\b(?:contacta\w*|deranja\w*|primesc|suna\w*)\b.*\b(?:sms|mesaj\w*"
            r"|mai)\b"
            r"|\bnu ma (?:mai )?(?:contacta\w*|deranja\w*|cauta\w*)\b|\b(?:sterge\w*"
            r"|scoate\w*) (?:numarul|nr) meu\b",
            r"\brho\w* (?:gorau|y gorau) i (?:decst\w*|dextio|anfon)\b|\bddim (?:isio|eisiau"
            r"|isho|moyn) (?:mwy|rhagor)"
            r"(?: o)? (?:negeseuon|decst\w*|tecst\w*|texts)\b|\bgadewch (?:i )?(?:mi|fi) (?:fod"
            r"|lonydd)\b",
            # Gujarati and Panjabi with Latin letters
            r"\b(?:message|msg|text)\b.*\b(?:na (?:karo|moklo|bhejo|ghallo)|bandh karo|nathi joita"
            r"|nahi chahide|na bhejo)",
        )
    )
)
_WORD = re.compile(r"\w+")
# English words that make one of the patterns above an accident: "no texts from school".
_ENGLISH = re.compile(
    r"\b(?:the|and|my|from|school|i|you|is|was|it|at|to|get|got|about|with|have|are|we|they|for"
    r"|more|any|not|of|all|him|her)\b"
)
# Beside these, "i" and "a" are Welsh.
_WELSH = re.compile(r"\b(?:rho\w*|peidi\w*|paid|negeseu\w*|\w*[dth]ecst\w*|gorau|stopi\w+|eto)\b")
_WELSH_SMALL = re.compile(r"\b(?:i|a|at|am|o)\b ?")


def leaves_abroad(folded: str) -> bool:
    """Tell whether a message leaves in another language, a learner's words or a parent's name.

    Args:
        folded: the message, from `folding.fold`, its words parted by single spaces.
    """
    if _LEARNER.fullmatch(folded):
        return True
    if _IN_A_NAME.fullmatch(folded):
        return True
    english = _WELSH_SMALL.sub("", folded) if _WELSH.search(folded) else folded
    return _ENGLISH.search(english) is None and _is_abroad(folded)


def _is_abroad(folded: str) -> bool:
    """Look for the patterns where words begin, and nowhere between: no pattern fits there."""
    return any(_ABROAD.match(folded, word.start()) for word in _WORD.finditer(folded))
