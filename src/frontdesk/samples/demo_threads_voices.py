"""Demo threads: anger, praise, ideas, and what people write in public."""

from typing import Final

from frontdesk.samples.demo import DAYS, HOURS, DemoNote, DemoReply, DemoThread, demo_file
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

VOICE_THREADS: Final = (
    DemoThread(
        title="I am finished with you",
        author="Patrick Murphy",
        email="pat.murphy@mail.example",
        minutes_ago=13 * DAYS,
        message="Eleven weeks for a wheel. ELEVEN. I have had four promises from four people, each"
        " friendlier than the last, and I am still on the bus. My daughter has learnt to walk in"
        " the time it takes you to find a wheel.\n\nI want my money back and I want to hear"
        " from someone whose name I can remember.\n\nPatrick Murphy, Cork",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.COMPLETED,
        category="Warranty",
        tags=("wheels", "waiting for parts", "goodwill", "for the newsletter"),
        assignee="ingrid",
        sentiment=Sentiment.COMPLAINT,
        values={
            "Order number": "NB-2750066",
            "Model": "Kyst Touring",
            "Region": "Rest of Europe",
            "VIP customer": "true",
            "Affected parts": ("Wheels",),
        },
        replies=(
            DemoReply(
                minutes_ago=13 * DAYS - 2 * HOURS,
                by="ingrid",
                message="Dear Mr Murphy,\n\nmy name is Ingrid, I run this desk, and I have read all"
                " four promises. You are right about every one of them. The wheel was never"
                " ordered: each of us thought that the one before had done it.\n\nYour money is"
                " on its way back today, all of it. A colleague is also building you a wheel by"
                " hand this evening. You may keep it or send it back; it is not instead of the"
                " money.\n\nIngrid Solberg, +47 21 00 00 01",
            ),
            DemoReply(
                minutes_ago=12 * DAYS,
                message="I had a much angrier answer ready for whatever you would write. I will"
                " wait for the wheel.",
            ),
            DemoReply(
                minutes_ago=5 * DAYS,
                message="Ingrid, the wheel came. There is a name written inside the rim in pencil:"
                " 'for the girl who learnt to walk'. I did not expect to sit in a shed with a"
                " lump in my throat because of a wheel.\n\nI have bought the bike again. Whoever"
                " Jonas is, tell him.",
                attachments=(demo_file("the girl and the wheel.jpg"),),
            ),
            DemoReply(
                minutes_ago=5 * DAYS - 3 * HOURS,
                by="jonas",
                message="He has been told. He pretends that it is the onions.\n\nJonas",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=13 * DAYS - HOURS,
                by="ingrid",
                message="@Jonas Lie @Tomasz Zieliński this is ours, all of us. From today whoever"
                " promises a part is its owner until it has arrived. I have put it on the wall.",
                mentions=("jonas", "tomasz"),
            ),
            DemoNote(
                minutes_ago=4 * DAYS,
                by="liv",
                message="@Ingrid Solberg may I read this one out on Friday?",
                mentions=("ingrid",),
            ),
        ),
    ),
    DemoThread(
        title=None,
        author="Tuva Brekke",
        email=None,
        minutes_ago=14,
        message="Ok men hvor er hjelmen hans?? Dere selger sykler til barn og så legger dere ut"
        " bilde av en gutt UTEN hjelm. Skjerpings @nordlysbikes",
        source=TicketSource.INSTAGRAM,
        detailed_source="instagram_comment",
        source_name="nordlysbikes",
        original_link="https://instagram.example/nordlysbikes/p/4417",
        status=TicketStatus.OPEN,
        tags=("social media", "safety"),
        sentiment=Sentiment.COMPLAINT,
        notes=(
            DemoNote(
                minutes_ago=9,
                by="oda",
                message="Han står ved siden av sykkelen og spiser is, men hun har jo et poeng."
                " @Ingrid Solberg skal jeg svare, eller tar vi ned bildet først?",
                mentions=("ingrid",),
            ),
        ),
    ),
    DemoThread(
        title="Manuals that a screen reader can read",
        author="Joseph Campbell",
        email="joseph.campbell@example.org",
        minutes_ago=31 * HOURS,
        message="Hello,\n\nI am blind and ride at the back of a tandem, where the view is much the"
        " same for everybody. Your manual is a PDF made of pictures, so my screen reader says"
        " 'image, image, image' for 64 pages. It does this with great patience.\n\nCould I have"
        " it as plain text or proper HTML? I do all the maintenance; my wife only steers.\n\n"
        "Joseph",
        source=TicketSource.WEB,
        detailed_source="web_website",
        status=TicketStatus.PENDING,
        category="Praise and ideas",
        tags=("accessibility",),
        assignee="mats",
        sentiment=Sentiment.SUGGESTION,
        values={"Model": "Kyst Touring", "Region": "United Kingdom"},
        replies=(
            DemoReply(
                minutes_ago=28 * HOURS,
                by="mats",
                message="Dear Joseph,\n\nyou should never have had to ask. The manual for your"
                " tandem is attached as HTML with real headings, and each drawing has a"
                " description that Henrik, who drew them, wrote last night.\n\nThe other eleven"
                " manuals will follow by the end of next month. May we send them to you first?"
                " You would hear what we do not see.\n\nMats",
                attachments=(demo_file("Kyst Touring manual.html"),),
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=30 * HOURS,
                by="mats",
                message="@Henrik Falk can you describe the drawings? 'Figure 12' is not enough"
                " when Figure 12 is all there is.",
                mentions=("henrik",),
            ),
            DemoNote(
                minutes_ago=29 * HOURS,
                by="henrik",
                message="Done for this one. I found two mistakes in my own drawings on the way.",
            ),
        ),
    ),
    DemoThread(
        title="92 years old and still on a Byfly",
        author="Ragnhild Sæther",
        email="ragnhild.saether@post.example",
        minutes_ago=15 * DAYS,
        message="Kjære dere,\n\nbestefar fylte 92 på søndag og syklet selv til kirken på sin"
        " Byfly. Presten måtte vente, for bestefar skulle først vise fram de nye lyktene.\n\n"
        "Han ber meg hilse «han lange på verkstedet» som justerte setet. Han kommer igjen i"
        " mai, sier han, når han skal ha service før sesongen.\n\nRagnhild",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.COMPLETED,
        category="Praise and ideas",
        tags=("regular customer", "for the newsletter"),
        assignee="jonas",
        sentiment=Sentiment.PRAISE,
        values={"Model": "Byfly", "Region": "Oslo", "VIP customer": "true"},
        attachments=(demo_file("bestefar foran kirken.jpg"),),
        replies=(
            DemoReply(
                minutes_ago=14 * DAYS,
                by="jonas",
                message="Kjære Ragnhild,\n\nhils tilbake fra han lange. Service i mai er satt opp,"
                " og den er gratis til han fyller hundre. Da tar vi en ny prat.\n\nJonas",
            ),
        ),
    ),
    DemoThread(
        title="Your bell is too polite",
        author="Kwame Ward",
        email="kwame.ward@example.com",
        minutes_ago=8 * DAYS,
        message="I love my Byfly, but its bell says 'excuse me, if it is not too much trouble'."
        " I ride through central Leeds. I need a bell that says 'MOVE'.\n\nHave you thought"
        " about offering a second one?",
        source=TicketSource.FACEBOOK,
        detailed_source="facebook_post",
        source_name="Nordlys Bikes",
        original_link="https://facebook.example/nordlysbikes/posts/99120",
        status=TicketStatus.COMPLETED,
        category="Praise and ideas",
        tags=("social media",),
        assignee="oda",
        sentiment=Sentiment.SUGGESTION,
        values={"Model": "Byfly", "Region": "United Kingdom"},
        replies=(
            DemoReply(
                minutes_ago=8 * DAYS - 70,
                by="oda",
                message="Hi Kwame! The designer of the polite bell is from a village with four"
                " inhabitants, so that explains it. We do sell a brass one that has been called"
                " 'a small church'. I have sent you one to try in Leeds. Tell us what it says!",
            ),
            DemoReply(minutes_ago=3 * DAYS, message="It says MOVE. A bus moved. Ten out of ten."),
        ),
    ),
    DemoThread(
        title="Én stjerne: «Sykkelen er bra, men»",
        author="Pål Viken",
        email=None,
        minutes_ago=5 * HOURS,
        message="Sykkelen er bra, men appen ba meg om å gi turen min fem stjerner mens jeg lå i"
        " grøfta. Jeg lå godt, men likevel.",
        source=TicketSource.APP_STORE,
        detailed_source="app_store_review",
        source_name="Nordlys Ride",
        status=TicketStatus.OPEN,
        category="Technical faults",
        tags=("social media",),
        assignee="mats",
        sentiment=Sentiment.COMPLAINT,
        replies=(
            DemoReply(
                minutes_ago=2 * HOURS,
                by="mats",
                message="Hei Pål, først og fremst: gikk det bra med deg? Appen skal ikke spørre om"
                " stjerner rett etter",
                is_draft=True,
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=4 * HOURS,
                by="mats",
                message="Den spør når turen stopper brått. Nå lar jeg den vente til dagen etter,"
                " og spørre «gikk det bra?» først.",
            ),
        ),
    ),
    DemoThread(
        title="The colour is called Moss. It is not moss.",
        author="Zara Fletcher",
        email="zara.fletcher@example.net",
        minutes_ago=21 * DAYS,
        message="Hello, I study mosses for a living (bryology, yes, it is a job). Your frame colour"
        " 'Moss' is a lichen, probably Xanthoria when wet. I do not want a refund. I want you"
        " to know.",
        source=TicketSource.TWITTER,
        detailed_source="twitter_post",
        source_name="nordlysbikes",
        original_link="https://twitter.example/zara/status/7718",
        status=TicketStatus.COMPLETED,
        category="Praise and ideas",
        tags=("social media", "for the newsletter"),
        assignee="yuki",
        sentiment=Sentiment.SUGGESTION,
        values={"Model": "Skog Gravel"},
        replies=(
            DemoReply(
                minutes_ago=21 * DAYS - 4 * HOURS,
                by="yuki",
                message="We have shown your message to the designer, who went out into the forest"
                " and came back quiet. From next year the colour is called Lichen. Thank you!",
            ),
            DemoReply(minutes_ago=20 * DAYS, message="This is the best day of my career."),
        ),
    ),
)
