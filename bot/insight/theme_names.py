"""What open answers of young people are mostly about, in our words: a name the machine may suggest
for a group tells nothing that any of them said. Pure data; officers rename at will."""

from __future__ import annotations

NAMES: tuple[str, ...] = (
    *("Wifi and computers", "Phones and charging", "Games and consoles", "Music and recording"),
    *("Food and cooking", "Snacks and drinks", "Football and sport", "A gym and keeping fit"),
    *("Swimming", "Pool and table tennis", "Art, drawing and painting", "Dance and drama"),
    *("Films and TV", "Books and reading", "Animals and pets", "Gardens and plants"),
    *("Trees and nature", "Seats and shelter", "Lights at night", "A skate park and bikes"),
    *("Barbecues and picnics", "Play areas for small children", "Trips and days out"),
    *("A quiet place", "A place to relax", "Comfortable seats and sofas", "Clean toilets"),
    *("Warm and dry", "Space and big rooms", "Bright colours and decoration", "Our own space"),
    *("Feeling safe", "Staff on the door", "Cameras and security", "No bullying", "No knives"),
    *("No drugs or smoking", "Not being judged", "Being treated with respect", "Being listened to"),
    *("Someone to talk to", "Advice and support", "Help with mental health", "Help with worries"),
    *("Kind and friendly staff", "Funny and up for a laugh", "Patient and calm", "Honest and fair"),
    *("Staff who keep promises", "Staff who know what it is like", "Staff who stay", "Trust"),
    *("Firm when needed", "Help with homework", "Help to learn", "School and teachers"),
    *(
        "Jobs and work experience",
        "Money and costs",
        "It should be free",
        "Buses and getting there",
    ),
    *(
        "Near home",
        "Opening times and weekends",
        "Rules",
        "Having a say",
        "Being told what happens",
    ),
    *("Things to do", "Meeting friends", "Making new friends", "A mix of ages", "Girls only times"),
    *("Disabled access", "Prayer and faith", "Different cultures and languages", "Family and home"),
    *("Parents and carers", "Brothers and sisters", "Housing", "The police", "Traffic and roads"),
    *("Litter and clean streets", "Parks and open spaces", "Shops", "Privacy", "Waiting times"),
    *(
        "More time",
        "Shorter forms",
        "Talking face to face",
        "Texting and online",
        "Someone the same",
    ),
    *("Nothing to add", "It is fine as it is"),
)
