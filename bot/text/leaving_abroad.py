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
    r"(?:says?|said|told me|wants|want|makes me|is making me|wont let me|doesnt let me|dont let me"
    r"|doesnt want|dont want|doesnt like|dont like|isnt happy|hates|isnt happy with|asked"
    r"|is not happy with|doesnt agree|asked me)"
)
_TEXTS = r"(?:texts?|texting|messages?|messaging|msgs?|sms|these|list|number|unsubscribe)"
_REFUSED = (
    r"(?:stop|no|not|off|cant|dont|doesnt|wont|isnt|end|leave|unsubscribe|remove|delete|hates)"
)
_IN_A_NAME = re.compile(
    rf"(?:\w+ ){{0,3}}?(?:(?:my|her|his|the|me) )?(?=.*\b{_REFUSED}\b){_HOLDER} {_SAYS}\b"
    rf"(?: \w+){{0,7}}? (?:{_TEXTS}|off|leave this)"
    r"(?: (?:please|pls|thanks|thank you|sorry|now|ok|x|anymore|again|me|from you|list))*"
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
            r"|\w*thecst\w*|negeseuon|neges|anfon|gyrru|danfon|cysylltu|gysylltu|hala|gorau)\b",
            r"\b(?:dim|ddim|digon|mwy)\b.*\b(?:negeseuon|neges|tecst\w*|decst\w*|texts?|rhain|hyn"
            r"|rhagor"
            r"|clywed|rhestr)\b.*(?:eto|rhagor|mwy|plis|please|diolch|nawr|rwan|negeseuon|rhestr)$",
            r"^(?:dim mwy|dyna ddigon|dwi(?:n| yn)? (?:isio|eisiau|isho|moyn) (?:stopio|gadael"
            r"|allan)"
            r"|gadael|stopio|stopiwch hi|rhowch y gorau iddi|rho gorau iddi|dad ?danysgrifio"
            r"|dwi wedi cael digon|gad lonydd|gadewch lonydd)(?: \w+){0,2}$",
            r"\b(?:tynn\w*|dile\w*|cym\w* i ffwrdd)\b.*\b(?:rhif|enw|rhestr|fi)\b",
            # Turkish
            r"\b(?:mesaj|sms|mesajlar\w*|bildirim\w*)\b.*\b(?:\w*atma\w*|\w*gonderme\w*|\w*yazma\w*"
            r"|\w*yollama\w*|istemiyor\w*|durdur\w*|kes\w*|kesin|iptal|yeter|almak istemi\w*)\b",
            r"^(?:lutfen )?(?:bana |beni |artik |bir daha )*(?:yazma\w*|mesaj atma\w*|durdur\w*"
            r"|birak\w*"
            r"|rahat birak\w*|cikar\w*|listeden cikar\w*|sil\w*|aboneligi iptal\w*|yeter artik"
            r"|dur artik|istemiyorum artik|cikmak istiyorum)(?: lutfen| artik| beni| numarami)*$",
            r"\b(?:numaram\w*|listeden|listenizden)\b.*\b(?:sil\w*|cikar\w*)",
            # Polish
            r"\b(?:nie|przesta\w*|prosze nie|koniec|dosyc|stop)\b.*\b(?:pisz\w*|pisac|wysyla\w*"
            r"|sms\w*"
            r"|wiadomos\w*|kontakt\w*|esemes\w*)\b",
            r"^(?:prosze )?(?:(?:wypisz\w*|usun\w*|skresl\w*)(?= (?:mnie|nas|moj numer))"
            r"|rezygnuj\w*|chce zrezygnowac|chce sie wypisac"
            r"|nie chce (?:juz )?tego|zostaw\w* mnie|dajcie mi spokoj|daj mi spokoj)(?: \w+){0,4}$",
            # Romanian
            r"\b(?:nu|opri\w*|inceta\w*|gata|stop)\b.*\b(?:mesaj\w*|sms\w*|scri\w*|trimit\w*"
            r"|contact\w*)\b.*(?:\bmai\b|\bva rog\b|$)(?<=.)(?=$)",
            r"^(?:va rog )?(?:lasa\w* ma in pace|scoate\w* ma|sterge\w*|vreau sa ies|nu mai vreau)"
            r"(?: \w+){0,4}$",
            # Urdu, Hindi and Panjabi with Latin letters
            r"\b(?:mess?ages?|msgs?|texts?|sms|message)\b.*\b(?:mat|na|nahi|nai|band|bnd|bandh"
            r"|nhi|roko"
            r"|rok)\b.*(?:kar\w*|kr\w*|bhej\w*|chahiye|chahida|do|dein|den|roko|karo)$",
            r"^(?:please |mujhe |menu |mainu )*(?:band|bnd|bandh|bas|bus|rok|roko|chhor|chor) "
            r"(?:karo|kro|kar do|kardo|karein|kar|do|dein)(?: \w+){0,2}$",
            r"\b(?:mera|mere) (?:number|naam)\b.*\b(?:hata\w*|delete|nikal\w*|mita\w*|remove)",
            # Urdu, Arabic, Persian, Bengali, Gujarati, Panjabi in their own letters
            r"(?:پیغام|میسج|مسج|ایس ایم ایس).*(?:بند|مت|نہ|نہیں)|(?:بند کر|میرا نمبر ہٹا"
            r"|نمبر ڈیلیٹ)",
            r"(?:توقف|اوقف|أوقف|وقف|لا ترسل|لا تراسل|ما ترسل|لا اريد|لا أريد|ما بدي|كفايه|بطل)"
            r".*(?:رسائل|رساله|رسالة|الرسائل|مراسل|تبعت|ترسل|ارسال|إرسال)|(?:لا|ما) ترسل\w*"
            r"|الغاء الاشتراك"
            r"|احذف رقمي|اتركني|اتركوني",
            r"(?:پیام|پیامک).*(?:نده|نفرست|نمی خوا|نمیخوا|قطع)",
            r"(?:মেসেজ|মেসেজ|বার্তা|এসএমএস).*(?:না|বন্ধ|চাই না)|(?:মেসেজ|বার্তা) বন্ধ",
            r"(?:મેસેજ|સંદેશ).*(?:ના|નહીં|બંધ)|(?:ਮੈਸੇਜ|ਸੁਨੇਹ).*(?:ਨਾ|ਨਹੀਂ|ਬੰਦ)|(?:मैसेज"
            r"|संदेश).*(?:मत|नहीं|बंद)",
            # Bengali with Latin letters
            r"\b(?:message|msg|text|sms)\b.*\b(?:pathaben na|pathio na|diben na|dio na|korben na"
            r"|koro na"
            r"|chai na|bondho|bandho)",
            # Arabic with Latin letters
            r"\b(?:la|ma|wa2ef|wakef|wa2fo|batel|battel|5alas|khalas)\b.*\b(?:rasa2?il|rsayel"
            r"|msg\w*"
            r"|messages?|tursil|tirsil|teb3at\w*|tib3at\w*)\b",
            # Somali
            r"\b(?:jooji\w*|joojiya|ha ii?|hay|ma rabo|maya)\b.*\b(?:farri\w*|fariin\w*"
            r"|message\w*|sms"
            r"|soo dir\w*|qor\w*)\b|^(?:fadlan )?(?:iga jooji|iga saar|i daa|jooji"
            r"|joojiya)(?: \w+){0,3}$",
            # Portuguese, Spanish
            r"\b(?:nao|no|nunca|pare\w*|para|deix\w*|dej\w*|basta|chega)\b.*\b(?:mensage\w*"
            r"|mensaje\w*"
            r"|sms|mand\w*|envi\w*|escrev\w*|escrib\w*|contact\w*)\b.*(?:mais|mas|por favor|$)",
            r"^(?:por favor )?(?:quero sair|quiero salir|dejame en paz|dejenme en paz"
            r"|me deixa em paz"
            r"|deixa me em paz|borra\w* mi numero|quita\w*me|tira\w*me|apaga\w* (?:o )?meu numero"
            r"|cancelar (?:mi |a minha )?su[bs]scri\w*|dar(?:me)? de baja"
            r"|dame de baja)(?: \w+){0,4}$",
            # French
            r"\b(?:arret\w*|ne|plus|stop|cess\w*|assez)\b.*\b(?:messages?|sms|textos?|ecri\w*"
            r"|envoy\w*"
            r"|contact\w*)\b.*(?:\bplus\b|\bsvp\b|\bstp\b|\bmerci\b|$)(?<=.)",
            r"^(?:svp |stp )?(?:laisse\w*(?: |-)?moi tranquille|desabonn\w*|me desabonner"
            r"|enleve\w*(?: |-)?moi"
            r"|supprime\w* mon numero|retire\w*(?: |-)?moi)(?: \w+){0,4}$",
            # Lithuanian
            r"\b(?:ne|nebe|nustok\w*|liauk\w*|baik\w*|nenoriu|daugiau)\b.*\b(?:zinu\w*|sms\w*"
            r"|rasy\w*"
            r"|siusk\w*|siunt\w*|zinut\w*)\b|\b(?:nerasyk\w*|neberasyk\w*|nesiusk\w*"
            r"|nebesiusk\w*)\b"
            r"|^(?:prasau )?(?:atsisak\w*|isbrauk\w*|istrin\w*|palik\w* mane)(?: \w+){0,4}$",
            # Gujarati and Panjabi with Latin letters
            r"\b(?:message|msg|text)\b.*\b(?:na (?:karo|moklo|bhejo|ghallo)|bandh karo|nathi joita"
            r"|nahi chahide|na bhejo)",
        )
    )
)
# English words that make one of the patterns above an accident: "no texts from school".
_ENGLISH = re.compile(
    r"\b(?:the|and|my|from|school|i|you|is|was|it|at|to|get|got|about|with|have|are|we|they|for"
    r"|more|any|not|of|all|him|her)\b"
)


def leaves_abroad(folded: str) -> bool:
    """Tell whether a message leaves in another language, a learner's words or a parent's name.

    Args:
        folded: the message, from `folding.fold`, its words parted by single spaces.
    """
    if _LEARNER.fullmatch(folded):
        return True
    if _IN_A_NAME.fullmatch(folded):
        return True
    return _ENGLISH.search(folded) is None and _ABROAD.search(folded) is not None
