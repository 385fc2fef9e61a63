"""Words that point to an option without being its like: "knackered" to "I was tired". Data only.

Each line is what a label may say, then what points to it; "_" joins what is said in several words.
Unlike `kinds`, what stands before the colon does not stand for the rest of it.
"""

from __future__ import annotations

RELATED = """
call calls phone ring : call calls calling bell voice dial phoning ringing facetime
letter letters post write writing : letter letters post mail write writing envelope
visit visits face person meet come meeting : visit visits face face_to_face in_person come_round
    come_over come_see irl f2f real_life meet_up meeting
online internet web website media app : insta instagram tiktok tik_tok snap snapchat facebook
    fb youtube yt google googled internet web website online app twitter reddit discord net
poster leaflet advert sign flyer : poster posters leaflet flyer advert ad sign billboard
college university uni : college coleg uni sixth_form sixth
school class : school assembly class classroom tutor form lesson playground
live living housing accommodation rent : flat hostel housing landlord rent homeless
    eviction evicted bedsit tenancy accommodation council_house room
feeling feelings feel mood emotional emotions mental wellbeing mind worries worry : mood head mind
    anxiety anxious depression depressed stress stressed mental feelings emotions emotional worry
    worries worried therapy counselling overthinking low angry anger sad
anger angry temper : anger angry temper rage kicking_off fights
work job jobs training employment career careers : cv apprenticeship apprenticeships job jobs
    employment careers career interview interviews training course hired hire
money cash cost costs price afford fare expensive : dosh cash cant_afford couldnt_afford too_dear
    too_expensive too_much_money out_of_credit no_dosh rob bare_expensive skint broke afford price
    expensive
    cost wages benefits budget budgeting debt allowance fare money cash savings dear pricey poor
    pounds quid
time busy : too_much_on no_spare_time busy hectic schedule packed time
travel transport getting : lift bus buses train trains far too_far get_there cant_get_there miles
    no_way_there long_way
far distance travel away : far miles miles_away distance trek ages_away long_way
shy nervous anxious : nervous anxious awkward shy embarrassed confidence
    social_anxiety
ill sick unwell poorly health : ill sick poorly unwell cold covid flu headache temperature puking
    vomiting coughing cough migraine throwing_up fever tonsillitis bug
forgot forget forgetting : forgot forget forgotten slipped_my_mind
bored boring : bored boring bothered dull cba lazy meh
noise noisy : noise noisy shouting barking neighbours racket screaming
quieter : quiet silence silent peace
warm warmer heat heating temperature : heating heater warm warmer cold freezing hot blanket
    blankets radiator draughty chilly
phone phones screen screens : phone mobile screen scrolling notifications
coding computing tech technology programming : coding code computers computer programming program
    python scratch tech computing websites robots robotics hacking
boxing martial : boxing box boxer sparring mma kickboxing punching gloves
trip trips holiday away outing visit : trip trips holiday theme_park alton_towers camping
    residential
    seaside zoo beach going_away day_out day_trip outing thorpe_park abroad
kit equipment sports : footballs balls bibs goals kit equipment goalposts nets cones
paint painting decorate decorating colour : painting paint decorating decorate redecorate
    redecorating walls
save saving savings : save saving savings bank
happy pleased like liked love enjoyed : love loves loved happy glad pleased chuffed like likes
    enjoyed
change changed different : change changed changing different differently switch swap
morning mornings early am : morning mornings early breakfast first_thing sunrise
lunch lunchtime midday noon : lunch lunchtime dinner_time midday noon break breaktime
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
unsafe danger dangerous scared : unsafe sketchy dodgy scary dangerous scared rough
youth : youth_club yc
worker : you_lot you_guys
leisure : gym pool swimming baths
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
happy good great : 😀 😁 😃 😄 😊 ☺ 😆 🙂
sad down low unhappy : 😢 😭 😞 😔 ☹ 🙁
angry cross : 😡 😠 🤬 😤
ok fine alright : 😐 😑
worried anxious scared nervous : 😟 😰 😨 😱
tired exhausted sleepy : tired knackered shattered exhausted sleepy drained wrecked cream_crackered
    no_energy zonked worn_out bushed
angry cross annoyed mad furious anger : angry fuming raging vexed mad livid furious pissed cross
    annoyed
    irritated wound_up heated pissed_off ticked
calm relaxed chilled peaceful : calm relaxed chilled chill peaceful zen mellow settled easy
nervous anxious worried scared stressed : nervous anxious worried scared stressed panicky on_edge
    bricking_it frightened nerves butterflies tense terrified shook
sad down upset unhappy low : sad down upset unhappy low gutted crying teary heartbroken miserable
    depressed blue tearful
happy glad excited : happy glad buzzing excited hyped chuffed made_up cheerful over_the_moon
excited : excited hyped buzzing pumped
bored boring : bored dull boring nothing_to_do snooze yawn yawnfest sleep snoozefest
proud : proud
lonely alone left isolated : lonely alone left_out isolated
confused lost unsure : confused lost muddled
hungry food : hungry starving peckish
mixed : mixed all_over_the_place up_and_down
court judge legal : court judge magistrates solicitor
late : late overslept slept_in missed_the_bus lie_in
anyone anybody : no_mates no_friends didnt_know_anyone nobody_i_knew strangers
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
