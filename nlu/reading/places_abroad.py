"""The commonest meeting places in other languages, by the English word for them. Data only, folded.

A place that is one of the options is that option in any language; any other stays the young
person's
own words.
"""

from __future__ import annotations

from bot.text.phrases import word_set

_NAMES = {
    "school": "szkola szkole szkoly ysgol scoala scoli escola escuela ecole okul okulda okula"
    " iskool skul"
    " mokykla mokykloje dugsi dugsiga madrasa shkola vidyalay nishal",
    "home": "dom domu dome adref cartref gartref acasa casa ghar maison ev evde evim namai"
    " namuose guri"
    " guriga bait bayt beit bari basha bashay lar chez",
    "cafe": "kawiarnia kawiarni caffi gaffi cafenea kafene kafe kavine kavineje cafeteria"
    " makhaayad qahwa",
    "library": "biblioteka biblioteki bibliotece llyfrgell biblioteca bibliotheque kutuphane"
    " kutuphanede"
    " biblioteku bibliotekoje maktabada maktaba pustakalay kitabkhana",
    "park": "parku parkta parc parcul parque parke park",
    "office": "biuro biurze swyddfa birou birouri oficina escritorio bureau ofis ofiste biure"
    " xafiis daftar",
    "hospital": "szpital szpitalu ysbyty spital hopital hastane ligonine isbitaal haspatal",
    "church": "kosciol kosciele eglwys capel biserica igreja iglesia eglise kilise",
    "mosque": "meczet meczecie mosg moschee mezquita mesquita masjid cami camii",
    "town": "miasto miescie centrum dre oras cidade ciudad ville sehir",
}
ENGLISH = {word: english for english, said in _NAMES.items() for word in said.split()}
# What may stand beside it and says nothing more.
SMALL = word_set("""
    w with na u do przy yn yr y ym mewn gan la in pe cu o a no em en el le les dans au aux da de te
    ta ki mein me ma prosze plis os gwelwch dda por favor svp stp va rog lutfen please pls ok tak
    si oui sim haan han ji evet taip
""")
