"""The words that steer a conversation, as people text them. Data only, in folded form."""

from __future__ import annotations

from enum import StrEnum

from bot.text.phrases import word_set


class Control(StrEnum):
    """What a whole message means, whoever is asked and whatever was asked."""

    OPT_OUT = "opt_out"  # the carrier's own words: the carrier has acted on them too
    OPT_OUT_PLAIN = "opt_out_plain"  # the same wish in other words: only we know of it
    OPT_IN = "opt_in"
    HELP = "help"
    SKIP = "skip"
    BACK = "back"
    REPEAT = "repeat"
    WHO_SEES = "who_sees"
    MY_DATA = "my_data"
    DELETE_DATA = "delete_data"
    COMPLAIN = "complain"
    LANGUAGE = "language"
    WRONG_NUMBER = "wrong_number"
    MEET = "meet"
    IDEA = "idea"
    RESUME = "resume"


OPT_OUTS = frozenset({Control.OPT_OUT, Control.OPT_OUT_PLAIN})
# T5.2: what carriers act on when it is the whole message, spaces and case aside.
CARRIER_OPT_OUT = word_set("stop stopall unsubscribe cancel end quit revoke optout")
OPT_IN = frozenset({"start", "unstop"})

# Urdu in its own letters, in folded form.
URDU_COMPLAIN = "شکایت"
URDU_DELETE = "ڈیلیٹ | مٹا دیں | مٹايیں"
URDU_DATA = "میرا ڈیٹا | میری معلومات"
URDU_WHO_SEES = (
    "یہ کون دیکھتا ہے | یہ کون دیکھے گا | کون دیکھتا ہے | کون دیکھ سکتا ہے | یہ کون پڑھتا ہے"
)
URDU_SHOW = "میرا ڈیٹا دکھايیں | اپ میرے بارے میں کیا جانتے ہیں | میرے جواب دکھايیں"
URDU_DELETE_ALL = (
    "میرا ڈیٹا مٹا دیں | "
    "میرا ڈیٹا ڈیلیٹ کریں | "
    "میرا ڈیٹا ڈیلیٹ کر دیں | "
    "میرے جواب مٹا دیں | "
    "میرے جواب ڈیلیٹ کریں | "
    "سب مٹا دیں | "
    "سب کچھ مٹا دیں | "
    "سب ڈیلیٹ کریں"
)
URDU_WANT_TO_COMPLAIN = (
    "شکایت کرنی ہے | مجھے شکایت کرنی ہے | میں شکایت کرنا چاہتا ہوں | میں شکایت کرنا چاہتی ہوں"
)

# Short everyday words, which could be an answer or the start of one: only
# politeness may stand beside them.
ALONE: dict[Control, str] = {
    Control.HELP: "info | help | cymorth | pomoc | pomocy | madad | help plis",
    Control.SKIP: """
        pass | next | move on | nesaf | pomin | dalej | nastepne | agla | aage | chhoro | choro |
        not saying | not telling you
    """,
    Control.BACK: """
        back | previous | undo | yn ol | nol | wstecz | cofnij | wroc | peeche | piche | wapas
    """,
    Control.REPEAT: """
        again | pardon | what | wot | huh | eh | eto | powtorz | jeszcze raz | co | dobara |
        phir se | kya | what was that
    """,
    Control.WHO_SEES: "why | how come | pam | dlaczego | czemu | kyun | kyu",
    Control.COMPLAIN: f"""
        complaint | complaints | cwyn | cwyno | skarga | zazalenie | shikayat | {URDU_COMPLAIN}
    """,
    Control.DELETE_DATA: f"delete | erase | dileu | dilea | usun | skasuj | {URDU_DELETE}",
    Control.LANGUAGE: """
        language | languages | iaith | jezyk | cymraeg | polski | in welsh | yn gymraeg |
        welsh | polish | urdu | in polish | in urdu | in english | po polsku | po angielsku |
        urdu mein | urdu main | yn saesneg | english please | اردو | اردو میں | زبان | zaban |
        zuban
    """,
    Control.MEET: "meet | my meeting | my meetings | meeting | next meeting | cyfarfod",
    Control.IDEA: "idea | ideas | syniad",
    Control.RESUME: "carry on | continue | resume | keep going | parhau | cario mlaen",
    Control.MY_DATA: f"""
        my data | mydata | my info | my page | fy nhudalen | moja strona | fy nata | moje dane |
        mera data | {URDU_DATA}
    """,
}

# Phrases clear enough to be asked for: "can you ... please".
ASKED: dict[Control, str] = {
    Control.HELP: """
        helpme | help me | help me out | need help | need some help | need ur help |
        need your help | sos | i want help | i want some help | can you help | can u help |
        could you help | will you help | please help | helpwch fi | helpa fi | pomoz mi |
        potrzebuje pomocy | meri madad karo | dwi angen help |
        mae angen help arna i
    """,
    Control.SKIP: """
        skip | move on to the next one | can we move on | lets move on | i pass | ill pass |
        skip it | skip this | skip that | skip this one | skip that one | skip this question |
        skip the question | skip question | next question | next one | the next one |
        pass on this | pass on that | pass on this one | leave this one | miss this one |
        miss this one out | rather not say | id rather not say | rather not answer |
        id rather not answer | prefer not to say | id prefer not to say | prefer not to answer |
        no comment | dont want to say | dont wanna say | dont want to answer |
        dont wanna answer | dont want to answer that | dont wanna answer that |
        dont want to answer this | dont wanna answer this | dont want to answer this one |
        not answering | not answering that | not answering this | sgipio | neidio | pasio |
        pomin to | nastepne pytanie | nie chce odpowiadac |
        nie chce mowic | agla sawal | jawab nahi dena | nahi batana | dw i ddim eisiau ateb |
        dwi ddim eisiau ateb | dim eisiau ateb | well gen i beidio dweud |
        cwestiwn nesaf
    """,
    Control.BACK: """
        go back | go back one | go back a question | previous question | last question again |
        the question before | the one before | change my last answer | change my answer |
        change that answer | change the last one | back to the last one | back a question |
        mynd yn ol | mynd nol | cwestiwn diwethaf
    """,
    Control.REPEAT: """
        repeat | repeat it | repeat that | repeat the question | repeat question | say again |
        say that again | say it again | ask again | ask me again | ask that again | send again |
        send it again | send that again | resend | resend it | come again | what did you say |
        what did u say | what was the question | what is the question | whats the question |
        what did you ask | what did u ask | what are the options | dywed eto |
        eto os gwelwch yn dda
    """,
    Control.WHO_SEES: """
        who sees this | who sees it | who sees that | who sees my answer | who sees my answers |
        who will see this | who will see it | who will see my answers | who can see this |
        who can see it | who can see my answers | who can see what i say | who sees what i say |
        who gets to see this | who reads this | who reads these | who reads it |
        who reads my answers | who can read this | who will read this | who gets this |
        who knows what i say | is this private | is it private | is this anonymous |
        is it anonymous | is this confidential | is it confidential | is this secret |
        is it secret | is this between us | do you tell anyone | will you tell anyone |
        are you gonna tell anyone | who do you tell | who will you tell | who u telling |
        who are you telling | can my worker see this | will my worker see this |
        does my worker see this | can my mum see this | will my mum see this |
        will my mum know | will you tell my mum | can my dad see this | will my dad see this |
        will you tell my dad | can my parents see this | will my parents see this |
        will you tell my parents | will my parents know | can my school see this |
        will school see this | will my school see this | will school know | will anyone know |
        will anyone see this | can anyone see this | can anyone else see this |
        will people see this | why do you ask | why are you asking | why u asking |
        why you asking | why do you want to know | why do u want to know |
        why do you need to know | why do u need to know | why do you need this |
        what is this for | whats this for | what do you do with this |
        what happens to my answers | pwy sydd yn gweld hwn | pwy sy'n gweld hwn |
        pwy fydd yn gweld hwn | pwy syn gweld hwn | pwy syn gweld hyn | pwy all weld hwn |
        pwy fydd yn gweld hyn | pwy syn darllen hwn | kto to widzi | kto to zobaczy |
        kto to czyta | kto to przeczyta | kto widzi moje odpowiedzi | kto moze to zobaczyc |
        ye kaun dekhega | yeh kaun dekhega | ye kaun dekhta hai | yeh kaun dekhta hai |
        kaun dekhega | kaun dekhta hai | kaun dekh sakta hai | ye kon dekhega |
    """
    + URDU_WHO_SEES,
    Control.MY_DATA: """
        see my data | show my data | show me my data | get my data | send me my data |
        what do you know about me | what do u know about me | what have you got on me |
        what have u got on me | what data have you got on me | what do you have on me |
        what do you hold on me | what info do you have on me | my answers so far |
        see what i said | see my answers | show me my answers | gweld fy nata |
        dangos fy nata | beth ydych chin gwybod amdana i | pokaz moje dane | co o mnie wiecie |
        chce zobaczyc moje dane | jakie dane o mnie macie | mera data dikhao |
        mere bare mein kya maloom hai |
    """
    + URDU_SHOW,
    Control.DELETE_DATA: """
        delete me | delete it all | erase it all | wipe it all | delete all of it |
        delete everything | delete my data | delete my info |
        delete all my data | delete all my info | delete my answers | delete all my answers |
        delete what i said | delete everything i said | delete everything about me |
        delete my stuff | delete all my stuff | delete my account | erase my data |
        erase everything | erase me | wipe my data | wipe everything | forget me |
        remove my data | remove all my data | get rid of my data | dileu fy nata |
        dilea fy nata | dileu fy atebion | dilea fy atebion | dileu popeth | dilea bopeth |
        usun moje dane | usun moje odpowiedzi | usun wszystko | usun wszystko o mnie |
        skasuj moje dane | skasuj wszystko | skasuj moje odpowiedzi | mera data delete karo |
        mere jawab delete karo | mera data mita do | mere jawab mita do | sab delete karo |
        sab mita do |
    """
    + URDU_DELETE_ALL,
    Control.COMPLAIN: """
        complain | make a complaint | i have a complaint | got a complaint | how do i complain |
        how can i complain | where do i complain | who do i complain to | put in a complaint |
        gwneud cwyn | dw i eisiau cwyno | dwi eisiau cwyno | zlozyc skarge | zloz skarge |
        chce zlozyc skarge | chce sie poskarzyc | shikayat karni hai |
        mujhe shikayat karni hai | shikayat karna chahta hun |
    """
    + URDU_WANT_TO_COMPLAIN,
    Control.LANGUAGE: """
        change language | change the language | change my language | another language |
        different language | speak welsh | speak polish | speak urdu | speak english |
        have it in welsh | have it in polish | have it in urdu | have it in english |
        have this in welsh | have this in polish | have this in urdu | text me in welsh |
        text me in polish | text me in urdu | text in polish | text in welsh | text in urdu |
        talk in polish | talk in urdu | talk in welsh | write in polish | write in urdu |
        write in welsh | do it in polish | do it in urdu | do it in welsh |
        in another language | in my language | newid iaith | zmien jezyk | zaban badlen |
        زبان بدلیں | دوسری زبان
    """,
    Control.WRONG_NUMBER: """
        wrong number | wrong person | you have the wrong number |
        you have got the wrong number | youve got the wrong number | u got the wrong number |
        you got the wrong number | this is the wrong number | got the wrong number |
        got the wrong person | youve got the wrong person | you have the wrong person |
        not my number | this isnt my number | this is not my number | this isnt me |
        this is not me | im not who you think | think you have the wrong number |
        think youve got the wrong number | rhif anghywir | zly numer
    """,
    Control.MEET: """
        when is my meeting | whens my meeting | when is my next meeting |
        whens my next meeting | when is the meeting | whens the meeting |
        when is the next meeting | whens the next meeting | when do we meet |
        when are we meeting | what time is my meeting | what time is the meeting |
        what time are we meeting | where is my meeting | wheres my meeting |
        where is the meeting | wheres the meeting | where are we meeting | where do we meet |
        when is my appointment | whens my appointment | pryd mae fy nghyfarfod |
        ble mae fy nghyfarfod
    """,
    Control.IDEA: """
        have an idea | i have an idea | got an idea | ive got an idea | i got an idea
    """,
    Control.RESUME: """
        carry on now | lets carry on | lets continue | ready to carry on |
        pick up where i left off
    """,
}

# Nothing in these changes what the rest means.
POLITE = """
        please | pls | plz | please please | thanks | thank you | thx | ta | ty | cheers | hi |
        hello | hey | yo | oi | sorry | ok | okay | right | well | um | erm | uh | oh | now |
        just | actually | then | bro | bruv | fam | man | mate | miss | sir | x | xx | xxx |
        innit | tho | though | plis | os gwelwch yn dda | diolch | plis diolch
    """
REQUESTS = """
        can i | can we | can you | can u | could i | could we | could you | could u |
        would you | will you | will u | may i | lets | let me | let us | i want to | i wanna |
        wanna | i would like to | id like to | i need to | i need you to | i want you to |
        want you to | i said | said | i | we | you | u | im | just want to | im going to |
        im gonna | gonna | i have to | i will | ill | i think | i really | really | need to |
        go to | going to
    """
