"""Words that stand for an option in other words: "nan" for family, "feds" for police. Data only.

Each line is what a label may say, then what a young person may say for it. "Nan" is family, but
"family" is not Nan: only the first part is looked for in labels.
"""

from __future__ import annotations

from bot.text.phrases import word_set

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
teacher tutor school staff : teacher teachers sir miss tutor head headteacher form senco ta athro
    pastoral
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
    sweets eating dinner breakfast lunch tea noodles chicken bwyd jedzenie khana
kitchen cooking cook bake baking : cook cooking bake baking chef kitchen cake cakes
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
call calls phone ring : call calls calling bell voice dial phoning ringing facetime
letter letters post write writing : letter letters post mail write writing envelope
visit visits face person meet come meeting : visit visits face face_to_face in_person come_round
    come_over come_see irl f2f real_life meet_up meeting
online internet web website media app : insta instagram tiktok tik_tok snap snapchat facebook
    fb youtube yt google googled internet web website online app twitter reddit discord net
poster leaflet advert sign flyer : poster posters leaflet flyer advert ad sign billboard
college university uni : college coleg uni sixth_form sixth
school class : school assembly class classroom tutor form lesson playground
live living housing home accommodation somewhere rent : flat hostel housing landlord rent homeless
    eviction evicted bedsit tenancy accommodation council_house room
feeling feelings feel mood emotional emotions mental wellbeing mind worries worry : mood head mind
    anxiety anxious depression depressed stress stressed mental feelings emotions emotional worry
    worries worried therapy counselling overthinking low angry anger sad
anger angry temper : anger angry temper rage kicking_off fights
work job jobs training employment career careers : cv apprenticeship apprenticeships job jobs
    employment careers career interview interviews training course hired hire
money cash cost costs price afford fare expensive : skint broke afford price expensive cost wages
    benefits budget budgeting debt allowance fare money cash savings dear pricey poor pounds quid
time busy : busy hectic schedule packed time
far distance travel away : far miles miles_away distance trek ages_away long_way
shy nervous anxious confidence confident : nervous anxious awkward shy embarrassed confidence
    social_anxiety
ill sick unwell poorly health : ill sick poorly unwell cold covid flu headache temperature puking
    vomiting coughing cough migraine throwing_up fever tonsillitis bug
forgot forget forgetting remember : forgot forget forgotten slipped_my_mind remember memory
bored boring interested fun want enjoy : bored boring bothered dull cba lazy meh
noise noisy : noise noisy shouting barking neighbours racket silence silent peace screaming quiet
quieter : quiet silence silent peace
warm warmer heat heating cold temperature : heating heater warm warmer cold freezing hot blanket
    blankets radiator draughty chilly
phone phones screen screens : phone mobile screen scrolling notifications
coding computing tech technology programming : coding code computers computer programming program
    python scratch tech computing websites robots robotics hacking
boxing martial : boxing box boxer sparring mma kickboxing punching gloves
trip trips holiday away outing visit : trip trips holiday theme_park alton_towers camping residential
    seaside zoo beach going_away day_out day_trip outing thorpe_park abroad
kit equipment sports : footballs balls bibs goals kit equipment goalposts nets cones
paint painting decorate decorating colour : painting paint decorating decorate redecorate
    redecorating walls
save saving savings : save saving savings bank
happy pleased like liked love enjoyed : love loves loved happy glad pleased chuffed like likes
    enjoyed
change changed different : change changed changing different differently switch swap
morning mornings early am : morning mornings early breakfast first_thing sunrise
lunch lunchtime midday noon dinner : lunch lunchtime dinner_time midday noon break breaktime
    lunch_break
school : home_time hometime last_bell end_of_school
evening evenings night pm teatime : evening evenings teatime tea_time night nighttime after_tea
    tonight
bed sleep bedtime sleeping : sleep sleeping asleep bed bedtime kip
weekend weekends : saturdays sundays sat sun
carer carers foster care : carers carer foster foster_mum foster_dad fostered foster_parents
parents both : mum_and_dad parents mum_dad both_parents
own alone independent independently myself : alone own myself solo independent on_my_own by_myself
baby child children kids : baby babies kid kids son daughter toddler
step blended : stepdad stepmum
relationship relationships boyfriend girlfriend partner dating sex : bf gf boyfriend girlfriend
    dating relationship relationships sex love_life partner
bullying bullied bully : bullying bullied bullies picked_on name_calling
friendship friendships friend friends : friends mates drama falling_out fallouts fall_outs
body looks appearance image : looks weight appearance body_image body spots
future plans next : uni future career growing_up job plans
exercise fitness active sport : gym exercise running run jogging walk workout
listen listened listening heard : listen listened listening heard hears
respect respected respectful : respect respected respectful
weather rain : rain raining rained snow storm weather wet
know knew information told : didnt_know never_heard no_clue_about
safe unsafe safety danger dangerous scared : unsafe sketchy dodgy scary dangerous scared safety
    rough
club centre youth community hub : club youth_club yc community_centre comm hub centre center
leisure gym pool : leisure gym pool swimming baths
park field outdoors outside : park field rec outside swings outdoors
video videos watching watch film films : youtube video videos watching watch film films telly tv
    netflix movies movie
practical hands doing : practical hands_on doing making
reading read : reading read books
better improved improving : better improved improving
worse : worse downhill gone_downhill
same unchanged : same no_change unchanged no_different
easy easier simple : easy ez simple light easier peasy doddle
hard harder difficult confusing : hard difficult tough confusing tricky
long slow : long ages forever dragged dragging slow
short quick fast : short quick fast rushed
boy man male boys : boy lad male guy man bloke dude
girl woman female girls : girl lass female woman lady chick
binary nonbinary : nb enby nonbinary
muslim islam : muslim islam islamic
christian christianity church : christian catholic church christianity
vegetarian veggie vegan : veggie vegetarian vegan plant_based
halal : halal muslim
allergy allergies : allergy allergies allergic nuts peanuts
autism autistic neurodivergent : autism autistic asd aspergers adhd
adhd : adhd add
dyslexia dyslexic : dyslexia dyslexic
disability disabled wheelchair access ramp step : wheelchair ramp disabled disability crutches lift
glasses sight eyes : glasses blind eyes
hearing deaf : deaf hearing
moving move moved : moving move moved
passport id documents papers : passport id papers documents ni_number birth_certificate
bank account : bank account card monzo
driving licence : provisional driving lessons
cook meals budgeting : cook cooking
court police legal solicitor : court police solicitor legal lawyer
contact family brother sister : contact
brothers sisters siblings : siblings sibling
mental counselling counsellor therapy camhs : counselling counsellor therapy therapist camhs
hospital clinic : hospital clinic a_and_e
dentist teeth : dentist teeth
optician : optician eyes
cinema film : cinema film movie
bowling : bowling
climbing : climbing
camping outdoor : camping tent
photography film media : photos photography camera photo
fashion sewing clothes textiles : fashion sewing clothes
hair beauty nails makeup : hair nails makeup lashes beauty
mechanic mechanics cars motor : mechanic mechanics cars garage
building construction trades : building construction bricklaying plumbing electrician carpentry site
    sparky
hairdressing : hairdresser hairdressing barber
childcare : nursery childcare kids
retail shop : shop retail
army forces : army navy raf
animals vet : vet animals
bench benches seats seating : bench benches seats seating somewhere_to_sit
bin bins litter : bin bins litter rubbish
toilets : toilets toilet
buses transport bus : bus buses
wifi internet : wi_fi internet broadband
desk table : table desk
bedroom room own : bedroom my_room room
garden : garden
happy good great like : 😀 😁 😃 😄 😊 ☺ 😆 🙂
sad down low unhappy : 😢 😭 😞 😔 ☹ 🙁
angry cross : 😡 😠 🤬 😤
ok fine alright : 😐 😑
worried anxious scared nervous : 😟 😰 😨 😱
tired exhausted sleepy sleep : tired knackered shattered exhausted sleepy drained wrecked cream_crackered
    no_energy zonked worn_out bushed
angry cross annoyed mad furious anger : angry fuming raging vexed mad livid furious pissed cross annoyed
    irritated wound_up heated pissed_off ticked
calm relaxed chilled peaceful : calm relaxed chilled chill peaceful zen mellow settled easy
nervous anxious worried scared stressed : nervous anxious worried scared stressed panicky on_edge
    bricking_it frightened nerves butterflies tense terrified shook
sad down upset unhappy low : sad down upset unhappy low gutted crying teary heartbroken miserable
    depressed blue tearful
happy glad excited good : happy glad buzzing excited hyped chuffed made_up cheerful over_the_moon
excited : excited hyped buzzing pumped
bored boring : bored dull boring nothing_to_do
proud : proud
lonely alone left isolated : lonely alone left_out isolated
confused lost unsure : confused lost muddled
hungry food : hungry starving peckish
mixed : mixed all_over_the_place up_and_down
court judge legal : court judge magistrates solicitor
late : late overslept slept_in missed_the_bus lie_in
people anyone anybody know friends : no_mates no_friends didnt_know_anyone nobody_i_knew strangers
drawing paper pens stationery : pen pens pencil pencils stationery
snacks snack food : snax munch nibbles crisps
useful phone numbers contacts : numbers contacts
weekend sunday saturday : weekends
strict rules : strict rules
teachers teacher staff : teachers
mobile device : phone mobile
babysitting siblings look caring : babysitting babysit childcare looking_after
forgot : forgot forgotten spaced mind
lift transport travel : lift lifts transport bus buses train
weather : weather
homework study revision exams : homework revision studying study coursework mocks
clothes outfit uniform : clothes clobber garms outfit
trainers shoes : creps kicks trainers
garden gardening : gardening plants garden growing
pet dog walking : dog dogs pup
youth worker mentor : worker mentor youth_worker
nurse doctor health : nurse doctor gp
advocate : advocate
therapist counsellor talk : therapist counsellor counselling
swimming swim pool : swim swimming pool lengths baths
shopping shop shops town : shopping shop shops town mall haul primark
film films watching cinema tv telly : cinema netflix film movie films movies telly tv
reading read book : book books manga reading kindle novel
"""


def _lines() -> list[tuple[frozenset[str], frozenset[str]]]:
    joined = _KINDS.replace("\n    ", " ")
    pairs = (line.split(":") for line in joined.strip().splitlines())
    return [(word_set(heads), word_set(members)) for heads, members in pairs]


def _phrase_of(member: str) -> tuple[str, ...]:
    return tuple(word for word in member.split("_") if word not in {"a", "the"})


def _by_member() -> dict[str, tuple[frozenset[str], ...]]:
    found: dict[str, list[frozenset[str]]] = {}
    for heads, members in _lines():
        for member in members | heads:
            found.setdefault(member, []).append(heads)
    return {member: tuple(heads) for member, heads in found.items()}


# For each word, the sets of label words it may stand for.
STANDS_FOR = _by_member()
# The same for what is said in several words, written with "_" above.
PHRASES_FOR = {_phrase_of(member): heads for member, heads in STANDS_FOR.items() if "_" in member}
