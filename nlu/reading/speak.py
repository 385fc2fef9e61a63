"""How young people spell, and the words that carry no answer. Data only, in folded form."""

from __future__ import annotations

from bot.text.phrases import phrases, word_set

# One word to one word, applied to replies and labels alike.
SPELLINGS: dict[str, str] = dict(
    pair.split("=")
    for pair in word_set("""
    rly=really rlly=really realy=really v=very vv=very vry=very skl=school skool=school
    scl=school schl=school skwl=school wknd=weekend wknds=weekends wkend=weekend wkends=weekends
    eves=evenings evs=evenings mornin=morning mornins=mornings morn=morning txt=text txts=text
    txting=text fone=phone fne=phone vid=video vids=video vc=video facetime=video ft=video
    frend=friend frends=friends frnd=friend frnds=friends m8s=friends
    mates=friends bestie=friend besties=friends coll=college uni=university lib=library
    libary=library libry=library caff=cafe caf=cafe footy=football fitba=football hols=holidays
    holz=holidays outdoors=outside indoors=inside gr8=great kewl=cool gud=good gd=good bk=back
    sumtimes=sometimes smtimes=sometimes sometyms=sometimes sumtime=sometimes somtimes=sometimes
    smtms=sometimes alot=lot lots=lots mum=mum mam=mum mom=mum dads=dad nuthin=nothing
    nuffin=nothing nuthing=nothing nothin=nothing nufin=nothing sumthing=something
    sumone=someone sum1=someone some1=someone no1=noone nobody=noone nob=noone every1=everyone
    evry1=everyone
    any1=anyone wiv=with wit=with wid=with w=with da=the teh=the dat=that dis=this ur=your u=you
    r=are nd=and an=and b4=before aft=after afta=after hrs=hours hr=hour mins=minutes
    min=minutes house=home hse=home yard=home gaff=home crib=home hw=homework thx=thanks
    ty=thanks pls=please plz=please plis=please k=ok kk=ok okay=ok okie=ok oki=ok okk=ok
    cus=because cos=because coz=because cuz=because bc=because bcz=because bcos=because
    becos=because cause=because prolly=probably prob=probably probs=probably prbly=probably
    def=definitely deffo=definitely defo=definitely deffs=definitely definately=definitely
    defs=definitely mayb=maybe mabye=maybe dunno=idk dno=idk dunnoo=idk iono=idk idek=idk
    duno=idk welp=well tmrw=tomorrow tmr=tomorrow tmw=tomorrow tomoz=tomorrow 2moz=tomorrow
    2moro=tomorrow 2morrow=tomorrow tomoro=tomorrow tommorow=tomorrow tomorow=tomorrow
    tommorrow=tomorrow 2day=today 2nite=tonight tonite=tonight 2night=tonight
    male=boy female=girl welsh=cymraeg polish=polski saesneg=english
    eng=english mon=monday mons=monday tue=tuesday tues=tuesday wed=wednesday weds=wednesday
    thu=thursday thur=thursday thurs=thursday fri=friday sat=saturday sun=sunday l8r=later
    l8a=later laterz=later rn=now gwan=yes sumwhere=somewhere somwhere=somewhere smth=something
    nun=none nowt=nothing nvr=never nevr=never neva=never sayin=saying naa=nah nahh=nah nae=no
    yhh=yh yhhh=yh yse=yes
    yess=yes yas=yes mhm=yes mhmm=yes yus=yes yeap=yes tru=true evry=every evryday=everyday
    mum's=mum mums=mum mummy=mum mam=mum mom=mum allright=alright coll=college em=them dem=them
    bruv=bro xmas=christmas fb=facebook insta=instagram maccies=mcdonalds maccys=mcdonalds
    maccas=mcdonalds mcds=mcdonalds
    mcdees=mcdonalds mcd=mcdonalds macdonalds=mcdonalds maccers=mcdonalds spoons=wetherspoons
    alwys=always allways=always awlays=always alwayz=always usualy=usually usally=usually
    offen=often oftn=often rarly=rarely luv=love mcdonald=mcdonalds
    ln=lane rd=road ave=avenue ctr=centre cntr=centre center=centre
    dint=didnt din=didnt didn=didnt dunt=dont dnt=dont cnt=cant wana=wanna wuz=was woz=was
    becuz=because skools=school frenz=friends evryone=everyone somfing=something anyfing=anything
    evryfing=everything everyfing=everything nufing=nothing wot=what wat=what
    problemo=problem perf=perfect coolio=cool
    tym=time tme=time tyme=time munny=money moni=money h8=hate h8ed=hated numba=number
    nxt=next klub=club yoof=youth anex=annexe annex=annexe anexe=annexe jus=just js=just jst=just
    sch=school travle=travel m8=mate
    snap=snapchat cba=cba wanna=wanna
""")
)
# Words in a row that are written shorter, or longer, elsewhere.
REPHRASED: dict[tuple[str, ...], tuple[str, ...]] = {
    ("do", "not"): ("dont",),
    ("does", "not"): ("doesnt",),
    ("did", "not"): ("didnt",),
    ("was", "not"): ("wasnt",),
    ("have", "not", "got"): ("dont", "have"),
    ("have", "not"): ("havent",),
    ("has", "not"): ("hasnt",),
    ("could", "not"): ("couldnt",),
    ("wanna",): ("want", "to"),
    ("is", "not"): ("isnt",),
    ("can", "not"): ("cant",),
    ("will", "not"): ("wont",),
    ("would", "not"): ("wouldnt",),
    ("i", "am"): ("im",),
    ("i", "will"): ("ill",),
    ("i", "would"): ("id",),
    ("no", "one"): ("noone",),
    ("no", "1"): ("noone",),
    ("last", "1"): ("last", "one"),
    ("first", "1"): ("first",),
    ("2nd", "1"): ("2nd",),
    ("3rd", "1"): ("3rd",),
    ("4th", "1"): ("4th",),
    ("me", "the"): ("my", "dad"),
    ("out", "side"): ("outside",),
    ("in", "side"): ("inside",),
    ("uh", "huh"): ("yes",),
    ("right", "now"): ("now",),
    ("as", "well"): ("too",),
    ("aint", "got"): ("dont", "have"),
    ("havent", "got"): ("dont", "have"),
    ("all", "of", "em"): ("all", "of", "them"),
    ("week", "end"): ("weekend",),
    ("week", "ends"): ("weekends",),
    ("call", "me"): ("phone", "me"),
    ("ring", "me"): ("phone", "me"),
    ("in", "person"): ("face", "to", "face"),
    ("face", "2", "face"): ("face", "to", "face"),
    ("f2f",): ("face", "to", "face"),
    ("abit",): ("a", "bit"),
    ("cant", "wait"): ("excited",),
    ("cnt", "wait"): ("excited",),
    ("outta",): ("out", "of"),
    ("outa",): ("out", "of"),
    ("at", "mine"): ("home",),
    ("to", "mine"): ("home",),
    ("round", "mine"): ("home",),
    ("my", "place"): ("home",),
    ("lie", "in"): ("sleep",),
}
EMOJI: dict[str, str] = {
    **dict.fromkeys("👍👌✅✔☑💯🆗🙆🤙", "yes"),
    **dict.fromkeys("👎❌✖🚫🙅", "no"),
    **dict.fromkeys("🤷", "idk"),
    "🔟": "10",
    "💀": "",
    "😂": "",
    "🤣": "",
}
ARTICLES = frozenset({"a", "an", "the"})

# Words that may stand beside an option without changing which it is.
FILLERS = word_set("""
    i id ill im ive me my mine myself we us our it its is was be been am are that thats this
    these those there ones thing things to for of in at on by with from as about into option
    options number numbers answer choice choose chose choosing pick picked picking select go
    goes going
    gonna want wanna wants would like likes love prefer think guess ig reckon suppose say said
    saying probably maybe perhaps definitely just really best good nice fine great cool please
    thanks thank you your yours hmm hm um umm er erm uh well so oh ah ok lol haha hahaha lmao
    bro bruv fam man innit tbh ngl imo then also too x xx xxx let lets do can could get have has
    some somewhere something someone right now mostly usually often sometimes normally think
    vote voting gimme give fancy tho though ffs soz af lads guys actually init stuff again ever
    each got op opt nr feel feels more most
    much very quite bit all ye yeah yes sure hi hey hello sir mrs obvs
    obviously honestly literally basically kinda sorta will should must need needs time miss mr
""")
REASONS = frozenset(["because", "as", "since", "so"])
# What is said before these holds, and what is said after them only sometimes.
CONDITIONS = word_set("if unless when while whenever provided")
# Words after which an option that was named may not be the one that was meant.
DOUBTS = word_set("""
    hate hates hated boring rubbish shit shite crap closed shut worst worse bad awful scary
    scared annoying annoys wont wouldnt couldnt didnt doesnt wasnt depends depending
    used nor neither hardly barely least avoid banned barred kicked excluded cringe dead peak
    wack suck sucks useless idk dunno unsure nearly almost
""")
# Where someone else comes first, an option named after may be theirs.
PERSONS = word_set("""
    mum mums dad dads nan sister sisters brother brothers he she they his their her them him hes
    shes theyre everyone everybody others people friend friends cousin uncle aunt teacher boys girls
""")
# Real words one slip from words that options hold: never taken for a slip.
NOT_SLIPS = word_set("""
    next test late hope come some dome here there hare dark mark part talk walk work word want
    went when then than them they hand land hard card care core more sore bore cool pool tool
    fool food good mood game name same came fame time tame lime line like bike hike life wife
    fine five nine cage cave cake case hole hose nose rose house horse mouse moose house phase
    prone stone alone class glass grass guess quest guest test rest best west nest vest park
    bark dare rare made make mate late date gate hate rate fate town down gown brown center
    never fever ever even event seven eleven every very fiend trend fried tried cried light
    night right might fight sight tight eight weight quite quiet quit suite other mother brother
    bother father rather farther water later latter letter better bitter butter matter music
    mucus bread break broke brake book look took cook hook shook shop ship chip chop stop step
    shoe show slow snow know flow blow low allow below bell ball call fall hall tall wall mall
    small sport spot short shirt skirt first thirst fist list last lost post most cost coast
    toast boast least beast feast east each teach beach reach peach speech home hone honey money
    monkey funny sunny bunny runny video radio studio sleep sheep cheap steep street sweet sheet
    meet meat seat heat beat feat fear year near dear hear bear wear tear learn earn
""")
POLITE = phrases("""
    please | thanks | thank you | ok | hi | hey | hello | um | umm | er | erm | hmm | well |
    so | oh | lol | haha | bro | fam | man | x | xx | xxx | tbh | innit | i think |
    i guess | ig | definitely | just | really | sorry | actually |
    sir | ngl | honestly | like i said | probably just | im
""")
