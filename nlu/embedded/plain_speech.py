"""Text speak written out, so that the encoder meets words it knows. Pure.

What is here shapes the trained weights: change it and train again.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.folding import fold
from bot.text.phrases import word_set

_WORD = re.compile(r"[^\W_]+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_NUMBER = re.compile(r"\d+")

WRITTEN_OUT: dict[str, str] = dict(
    pair.split("=")
    for pair in word_set("""
    u=you ur=your r=are y=why n=and nd=and da=the dis=this dat=that dem=them wiv=with wid=with
    b=be c=see k=ok 2=to 4=for b4=before 2day=today 2moz=tomorrow 2moro=tomorrow 2mo=tomorrow
    2morrow=tomorrow 2mrw=tomorrow tmrw=tomorrow tmr=tomorrow tmw=tomorrow tomoz=tomorrow
    tomoro=tomorrow tomorow=tomorrow tommorow=tomorrow tmrws=tomorrow 2nite=tonight tn=tonight
    tonite=tonight 2night=tonight nite=night wk=week wknd=weekend mon=monday tues=tuesday
    tue=tuesday weds=wednesday wed=wednesday thurs=thursday thur=thursday fri=friday
    wen=when whn=when wens=when whens=when wot=what wat=what wots=what wats=what whats=what
    wer=where wheres=where whos=who hoo=who hu=who wanna=want gonna=going gunna=going
    ganna=going gna=going gotta=must ima=i imma=i gimme=give lemme=let dunno=unsure idk=unsure
    cba=unwilling dw=fine np=fine omw=coming otw=coming soz=sorry sry=sorry plz=please
    pls=please plis=please thx=thanks thnx=thanks thanx=thanks fanks=thanks ty=thanks
    tysm=thanks ta=thanks cheers=thanks msg=message msgs=messages txt=text txts=texts
    txting=texting appt=appointment appoinment=appointment appoinmnt=appointment
    apointment=appointment meetin=meeting metting=meeting mtg=meeting meetn=meeting
    cancle=cancel cansel=cancel canel=cancel cancell=cancel chnage=change chaneg=change
    chng=change resched=reschedule wrker=worker werker=worker workr=worker woker=worker
    sw=worker yw=worker keyworker=worker cuz=because cos=because coz=because bc=because
    ppl=people sum1=someone some1=someone sumone=someone no1=nobody noone=nobody any1=anyone
    every1=everyone skl=school skool=school scl=school m8=friend mate=friend mates=friends
    bf=boyfriend gf=girlfriend rn=now asap=soon l8=late l8r=later gud=good gd=good
    rubish=rubbish delet=delete delte=delete infomation=information wnt=want wana=want
    dnt=dont doesnt=doesnt cnt=cant kms=suicide unalive=suicide unaliving=suicide
    sh=selfharm langauge=language languge=language speek=speak tlk=talk persun=person
    abt=about rly=really sumthing=something nuffin=nothing nuthin=nothing owt=anything
    nowt=nothing summat=something mum=mother mums=mother mam=mother dad=father dads=father
    nan=grandmother linking=meeting maccies=mcdonalds
""")
)


@lru_cache(maxsize=1)  # engine, screening and second ear ask of the same words in one turn
def plain_speech(text: str) -> str:
    """Return `text` folded, text speak written out, drawn-out letters let go."""
    return _WORD.sub(_written_out, _STRETCHED.sub(r"\1\1", fold(text)))


def _written_out(found: re.Match[str]) -> str:
    return WRITTEN_OUT.get(found[0], found[0])
