"""Leaving said in other letters than ours, and in languages with few lines of their own. Pure.

A line is what must come first, then what must follow, wherever in the message they stand; a line
without "…" is enough by itself. Written with dictionaries and grammars; no speaker has checked it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.text.folding import fold

# Alternatives are parted by "|". Folded when read, for folding takes vowel signs away.
_LINES = """
پیغام|میسج|مسج|ایس ایم ایس|ٹیکسٹ … مت|بند کر|نہ کر|نہ بھیج|نہ دیں|نہیں چاہی
میرا نمبر ہٹا|نمبر ڈیلیٹ|نمبر ہٹا|مجھے چھوڑ دو|مجھے تنگ نہ کر|مجھے تنگ مت کر
لا |ما |توقف|اوقف|وقف|كفايه|كفاية|كفى|بطل|بدون|خلص|خلاص … رسائل|رساله|رسالة|رسايل|مراسل|تراسل
لا |ما |توقف|اوقف|وقف|كفايه|كفاية|كفى|بطل|بدون|خلص|خلاص … ترسل|تبعت|تكتب|ارسال|مسج
الغاء الاشتراك|احذف رقمي|احذفوا رقمي|امسح رقمي|اتركني|اتركوني|لا تراسلني|لا ترسل
پیام|پیامک|اس ام اس|مسیج … نده|ندین|ندهید|نفرست|نمی خوا|نمیخوا|قطع|نکن
دیگه به من پیام|شماره ام را پاک|شمارمو پاک|ولم کن
মেসেজ|ম্যাসেজ|বার্তা|এসএমএস|টেক্সট … করবেন না|কোরো না|করো না|কইরেন না|পাঠাবেন না|পাঠিও না|পাঠাইয়েন না
মেসেজ|ম্যাসেজ|বার্তা|এসএমএস|টেক্সট … দিবেন না|দেবেন না|দিও না|চাই না|লাগবে না|বন্ধ কর
আর পাঠাবেন না|আমাকে বিরক্ত করবেন না|আমার নম্বর মুছে
મેસેજ|સંદેશ|ટેક્સ્ટ … ના કરો|ન કરો|ના કરશો|ન કરશો|ના મોકલ|ન મોકલ|નહીં મોકલ|બંધ કર|નથી જોઈત
ਮੈਸੇਜ|ਸੁਨੇਹ|ਟੈਕਸਟ … ਨਾ ਕਰ|ਨਾ ਭੇਜ|ਬੰਦ ਕਰ|ਨਹੀਂ ਚਾਹੀਦ|ਨਾ ਘੱਲ
मैसेज|मेसेज|संदेश|सन्देश|टेक्स्ट … मत|बंद कर|बन्द गर|नहीं चाहिए|न भेज|ना भेज|न करें|ना करो|नपठाउ|नगर
मुझे परेशान मत कर|मेरा नंबर हटा
செய்தி|மெசேஜ்|மெஸேஜ் … வேண்டாம்|அனுப்பாத|அனுப்ப வேண்டாம்|நிறுத்து
መልእክት|መልዕክት|ቴክስት|ሜሴጅ … አትላክ|አትላኩ|አቁም|አልፈልግም|አይትስደድ|ኣይትስደድ|ኣቁም|ኣይደልን
не |нет|хватит|прекрат|перестан|стоп|больше не … пиш|писать|присыла|отправля|сообщени|смс|эсэмэс
отпишите|отпиши |отписаться|удалите мой номер
удали мой номер|уберите мой номер|оставьте меня в покое|оставь меня в покое|хватит мне
не |досить|припин|перестан|стоп|більше не … пиш|писат|надсил|відправл|повідомл|смс
відпишіть|відпиши |видаліть мій номер|залиште мене|дайте мені спокій
не |спри|спрете|стига|престан … пиш|съобщ|смс|праща
отпиши ме|отпишете ме|изтрий номера|изтрийте номера|остави ме на мира|оставете ме на мира
μη |μην |δεν θελω|σταματ|οχι αλλα|τελος … μηνυμα|στελν|γραφ|στειλ
不要|别|停止|不想|请勿|唔好|不再|勿 … 短信|发|消息|信息|联系|發|訊息|短訊|聯絡
退订|取消订阅|退出订阅|取消訂閱|不要再发|别再发|删除我的号码|別再傳
mos |nuk |ndalo|mjaft|ndal … mesazh|shkru|dergo|dergoni|kontakto
mos me shkruaj|me hiq nga lista|hiqni numrin
ne |nem |eleg |hagyd abba|hagyjatok abba … uzenet|sms|irj|kuldj|irogas
non |basta|smett|piantala … messagg|scriver|scrivete|mandar|mandat|inviar
ne |hvatit|xvatit|khvatit|bolshe ne|perestan … pishi|pishite|pisat|soobsh|prisyla
ne |spri|sprete|stiga … pishi|pishete|prashta|saobsht|suobsht|smsi
dosyt|prestan|uz ne|nechcem|nechci|prosim ne … pis |pisat|psat|posiel|posil|sprav|zprav|sms
dung |khong |ngung |thoi … nhan tin|tin nhan|gui tin
usinitumie|usitume|acha|sitaki|usiniandikie … ujumbe|meseji|jumbe
wag |huwag|tama na|itigil|ayoko|ayaw ko … mag text|magtext|text|message|mensahe|sms
kein |keine |nicht mehr|hor auf|aufhoren … nachricht|sms|schreib|texte
ya no quiero|no quiero mas|ja nao quero … mensaj|mensag|sms|textos
waan ka baxay|waan ka bax|iga saar liiska|iga tir
wa9f|wa9ef|wa9fo|wagef|waqef|waqif|khallas|bikafi|bikaffi … rasa2el|rasa2il|rasael|rasayel
wa9f|wa9ef|wa9fo|wagef|waqef|waqif|khallas|bikafi|bikaffi … risal|msg|message
name men|peyam|mesaj … neshin|nesine|ne sine|nenere|nenerin|naxwazim|mande
"""


def _parsed() -> Iterator[re.Pattern[str]]:
    for line in _LINES.strip().splitlines():
        sides = [_any_of(side) for side in line.split("…")]
        yield re.compile(".*".join(sides))


def _any_of(side: str) -> str:
    return "(?:" + "|".join(_word(word) for word in side.strip(" ").split("|")) + ")"


def _word(written: str) -> str:
    """Return a word as a pattern; Latin letters must begin a word, other scripts may not part."""
    folded = fold(written.strip()) + (" " if written.endswith(" ") else "")
    return rf"\b{re.escape(folded)}" if folded.isascii() else re.escape(folded)


_PATTERNS = tuple(_parsed())
# English words that make Latin letters above an accident: "the ne plus ultra of sms".
_ENGLISH = re.compile(r"\b(?:the|and|my|from|school|i|you|is|was|it|at|get|got|about|with)\b")


def leaves_in_other_letters(folded: str) -> bool:
    """Tell whether a message leaves in one of these languages.

    Args:
        folded: the message, from `folding.fold`, with its marks.
    """
    if folded.isascii() and _ENGLISH.search(folded):
        return False
    return any(pattern.search(folded) for pattern in _PATTERNS)
