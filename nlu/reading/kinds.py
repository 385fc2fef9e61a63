"""Words that stand for an option in other words: "nan" for family, "feds" for police. Data only.

Each line is what a label may say, then what a young person may say for it. "Nan" is family, but
"family" is not Nan: only the first part is looked for in labels.
"""

from __future__ import annotations

from bot.text.phrases import word_set
from nlu.reading.related import RELATED

_KINDS = """
family relatives relative : mum mam mom dad da nan nana nanna nanny gran
    granny grandma grandad grandpa grandparents sister sis brother bro bruv aunt aunty auntie uncle
    cousin cousins fam stepmum stepdad step parents parent rodzina teulu gharwale siblings twin
mum mother : mam mom mama mummy mommy mumma ma ammi ammy ami mamo mami maa mutti matka
dad father : da dada daddy pops abu abbu abba tata papa pa
parent parents carer carers : mum mam mom dad da mother father foster guardian
sister brother sibling siblings : sis bro twin stepsister stepbrother siblings
grandparent grandparents gran nan : nana nanna nanny granny grandma nan gran grandad grandpa
    bampi mamgu nain taid dadcu
friend friends mate mates : mate mates bestie besties bezzie bezzies bff bffs bf homies homie
    pals pal buddy buddies boys girls lads gang crew squad classmates classmate ffrind ffrindiau
    kumpel dost yaar bezza przyjaciele przyjaciel znajomi koledzy
nobody noone alone : noone nobody none myself self solo
worker : worker keyworker key support mentor social sw
teacher tutor school staff : teacher teachers sir miss tutor head headteacher form senco athro
    my_ta the_ta pastoral
doctor gp health nurse : doctor doctors doc gp nurse hospital clinic medic surgery
police officer officers : police feds fed cops cop copper coppers popo bobbies bobby pigs heddlu
counsellor therapist therapy camhs : counsellor counselling therapist therapy camhs shrink
    psychologist
online video zoom : zoom teams facetime skype meet video online webcam virtual
    whatsapp vc
phone ring : phone ring bell
text message texts messages texting : text txt sms message msg
email mail : email mail gmail outlook
media apps : insta instagram snap snapchat tiktok tt facebook fb
post letter letters : letter letters post mail
bus buses public transport : bus buses coach
train tram rail : train tram metro tube underground rail
car drive drives driven lift : car lift drive drives drops dropped driven
taxi : taxi uber cab
bike cycle cycling bicycle : bike cycle cycling bmx pushbike biking bikes scooter
walk walking foot : walk walking foot feet stroll legs
transport travel : bus buses train trains lift car travel
buses bus : transport
cafe coffee : cafe caff coffee latte kawiarnia caffi
food eating eat snacks snack meals lunch : food mcdonalds mcdees maccies maccas maccys mcds kfc
    nandos pizza burger chips snacks snack takeaway grub scran nosh bait crisps chocolate choc
    sandwich fruit sweets eating dinner breakfast lunch tea noodles chicken bwyd jedzenie khana
breakfast brekkie : brekkie brekky breakie brekfast cereal toast porridge fry_up
fruit : apple apples banana bananas orange oranges grapes grape strawberry strawberries satsuma
    melon mango
sweets sweet : sweeties haribo candy lollies lollipop pick_and_mix
crisps : walkers doritos pringles
sandwich sandwiches : sarnie sarnies butty butties sarny
laptop : lappy chromebook
kitchen cooking cook bake baking : cook cooking bake baking chef kitchen cake cakes breakfast
drink drinks : drink drinks tea coffee squash juice pop coke
music studio songs dj rap : music tunes songs song singing sing rap rapping mc beats beat dj studio
    guitar drums piano spotify playlist bass drill grime cerddoriaeth muzyka
football footy : football footy footie soccer
sport sports exercise : football footy footie soccer basketball
    bball netball rugby cricket boxing gym swimming swim running run tennis dance dancing cheer
    gymnastics athletics mma karate judo exercise workout badminton hockey skating skateboarding
    weights
gym fitness : weights workout lifting gains treadmill
art arts creative crafts craft : art drawing draw painting paint sketch sketching craft
    crafts sewing pottery graffiti doodling doodle celf
drama theatre acting : drama acting theatre plays film filming musicals
dance dancing : dance dancing ballet
game games gaming computer computers pc xbox playstation : game games gaming xbox ps ps4 ps5
    playstation fortnite fifa minecraft roblox cod pc pcs switch nintendo console computer
    computers vr
read reading books book : read reading books book novels manga comics kindle
library llyfrgell biblioteka : books
sleep rest sleeping bed : sleep sleeping bed nap naps kip napping tired cysgu spanie
quiet calm peaceful chill relax relaxing peace : quiet peace peaceful chill chilled chilling
    silence silent calm relax relaxing cosy tawel cichy
outside outdoors nature fresh : outside outdoors park nature garden woods beach
    walk walks fresh
park parks green : park parks swings trees field rec
animals animal pets pet : dog dogs cat cats horse horses pets pet puppy rabbit hamster
money cash pay cost costs bills finance : money cash dollar dollars p paper dough bread wonga bills
    rent debt skint broke poor pocket cost expensive pricey arian pieniadze paisa wages
job jobs working career careers employment : job jobs career careers apprenticeship
    wage work works shift shifts
training course courses : course courses apprenticeship btec training coleg
school education learning class lessons : school lessons lesson class classes teachers gcses gcse
    exams exam ysgol szkola
college : college coleg
work homework lessons : homework revision coursework essays maths english science
exams exam tests : exams exam gcse gcses mocks mock tests revision
maths : maths math sums numeracy
science : science biology chemistry physics bio chem
pe : pe sports football
health wellbeing mental physical body mind : health anxiety depression stress asthma mental
    wellbeing iechyd zdrowie
housing accommodation : housing flat house hostel landlord eviction rent
    homeless
safety safe crime : safe safety crime knives gangs
litter rubbish mess cleaner clean : rubbish litter bins bin mess trash dirty filth filthy dog poo
    fag
light lights lighting dark : light lights lighting dark lamps lamp lampposts
shop shops shopping : shop shops shopping primark tesco asda aldi lidl spar corner
    jd
traffic road roads cars parking : traffic cars roads speeding parking
bullying bullies unkind : bullying bullied bully bullies bulling haters picked picking
vaping smoking vapes smoke : vape vapes vaping smoking smoke fags elf baccy
drugs : weed drugs green spice pills ket coke
alcohol booze drinking : alcohol booze drinking drunk beer vodka
talk talking chatty : talk chat chatty loud talkative outgoing natter
quiet shy : shy quiet
else other : other else another different
weather cold rain : cold rain wet freezing snow hot
morning mornings : mornings mornin
afternoon afternoons : afternoon afternoons arvo
evening evenings night nights : evening evenings night nights
weekend weekends : saturday sunday sat sun weekend
weekday weekdays : monday tuesday wednesday thursday friday weekday
holiday holidays : holidays hols summer easter half
trip trips : trips trip alton theme seaside bowling cinema
friendly kind nice : kind nice friendly sound lovely safe
pool swimming swim : pool swim swimming baths
table : pool tennis
wifi internet : wifi wi internet data
english : english saesneg angielski
welsh cymraeg : cymraeg
polish polski : polski polska pl
urdu : urdu pakistani
laptop computer device : laptop computer chromebook ipad tablet
clothes uniform : clothes uniform shoes trainers coat blazer
toilet toilets : toilets toilet loo loos bogs bog
"""


def _lines(table: str) -> list[tuple[frozenset[str], frozenset[str]]]:
    joined = table.replace("\n    ", " ")
    pairs = (line.split(":") for line in joined.strip().splitlines())
    return [(word_set(heads), word_set(members)) for heads, members in pairs]


def _phrase_of(member: str) -> tuple[str, ...]:
    return tuple(word for word in member.split("_") if word not in {"a", "the"})


def _by_member(table: str, *, mutual: bool) -> dict[str, tuple[frozenset[str], ...]]:
    found: dict[str, list[frozenset[str]]] = {}
    for heads, members in _lines(table):
        for member in members | heads if mutual else members:
            found.setdefault(member, []).append(heads)
    return {member: tuple(heads) for member, heads in found.items()}


# For each word, the sets of label words it may stand for.
STANDS_FOR = _by_member(_KINDS, mutual=True)
# For each word, the sets of label words it points to, without being one of them.
POINTS_TO = _by_member(RELATED, mutual=False)
# The same for what is said in several words, written with "_" above.
PHRASES_FOR = {_phrase_of(member): heads for member, heads in POINTS_TO.items() if "_" in member}
