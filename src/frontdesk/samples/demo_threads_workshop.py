"""Demo threads: things that creak, crack, stop or have to come back."""

from typing import Final

from frontdesk.samples.demo import DAYS, HOURS, DemoNote, DemoReply, DemoThread, demo_file
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

WORKSHOP_THREADS: Final = (
    DemoThread(
        title="Fork of my Havn Cargo: is mine part of the recall?",
        author="Priya Patel",
        email="priya.patel@example.org",
        minutes_ago=80,
        message="Hello,\n\nI read about the recall of Havn Cargo forks. My frame number is"
        " NH23-004417. I take my two boys to nursery in it every morning.\n\nShould I stop"
        " riding? I need an honest answer rather than a careful one, please.\n\nPriya",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.OPEN,
        category="Safety recall",
        tags=("urgent", "safety", "cargo box"),
        assignee="jonas",
        values={
            "Model": "Havn Cargo",
            "Region": "United Kingdom",
            "Purchase date": "2023-05-12",
            "Affected parts": ("Fork",),
        },
        replies=(
            DemoReply(
                minutes_ago=74,
                by="jonas",
                message="Dear Priya,\n\nyes, stop riding it today, please. Your number is in the"
                " affected series. Nobody has been hurt, and we want to keep it that way.\n\n"
                "A van will bring a replacement bike to your door tomorrow and take yours. You"
                " pay nothing. What time suits you and the boys?\n\nJonas Lie, workshop\n"
                "Direct line: +47 21 00 00 07",
            ),
            DemoReply(
                minutes_ago=31,
                message="Thank you for being straight with me. Any time after 8:30. The boys ask"
                " whether the van is electric, and whether they may sit in it.",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=76,
                by="jonas",
                message="@Ingrid Solberg number 38 of 41. @Henrik Falk her fork is from the batch"
                " that you wanted back for the lab.",
                mentions=("ingrid", "henrik"),
            ),
            DemoNote(
                minutes_ago=29,
                by="ingrid",
                message="The van is electric, and yes, they may. I have asked the driver.",
            ),
        ),
    ),
    DemoThread(
        title="Re: Important safety notice for your Havn Cargo",
        author="Bjørn Aas",
        email="bjorn.aas@post.example",
        minutes_ago=6 * DAYS,
        message="Jeg har fått brevet om gaffelen. Jeg er 74 år og sveiser selv. Send meg"
        " tegningen, så ordner jeg det i garasjen.\n\nBjørn Aas, Hamar",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.COMPLETED,
        category="Safety recall",
        tags=("safety", "callback", "regular customer"),
        assignee="perarne",
        sentiment=Sentiment.SUGGESTION,
        values={
            "Model": "Havn Cargo",
            "Region": "Eastern Norway",
            "Kilometres": "11250",
            "Affected parts": ("Fork",),
        },
        replies=(
            DemoReply(
                minutes_ago=6 * DAYS - 4 * HOURS,
                by="perarne",
                message="Hei Bjørn,\n\njeg tviler ikke på sveisingen din, men gaffelen er av"
                " karbon. Den kan ikke sveises, bare savnes. Jeg ringer deg i morgen klokka ti,"
                " så finner vi en dag jeg kan komme oppom med en ny.\n\nPer Arne",
            ),
            DemoReply(
                minutes_ago=4 * DAYS,
                message="Han kom, skiftet gaffelen og ble til vafler. Han holder tolv i vatt."
                " Saken er grei for min del.",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=4 * DAYS - HOURS,
                by="perarne",
                message="Gammel gaffel merket og sendt til @Henrik Falk. Vaflene var utmerkede.",
                mentions=("henrik",),
            ),
        ),
    ),
    DemoThread(
        title="Creaking, but only when my mother-in-law rides it",
        author="Marcus Bennett",
        email="marcus.bennett@example.com",
        minutes_ago=2 * DAYS,
        message="Hi,\n\nour Fjord 2 creaks from the bottom bracket when my mother-in-law is on it"
        " and never when I am. We weigh the same. She thinks that I have done something to it."
        "\n\nBought new with you, order NB-1180264, both services done. Is this covered, and"
        " could somebody who is not me explain it to her?\n\nMarcus",
        source=TicketSource.WEB,
        detailed_source="web_form",
        source_name="Contact form",
        status=TicketStatus.PENDING,
        category="Warranty",
        tags=("frame", "photo received"),
        assignee="jonas",
        values={
            "Order number": "NB-1180264",
            "Model": "Fjord 2",
            "Region": "United Kingdom",
            "Purchase date": "2024-04-03",
            "Kilometres": "2140.5",
            "Affected parts": ("Frame", "Gears"),
        },
        attachments=(demo_file("creak uphill.mp4"),),
        replies=(
            DemoReply(
                minutes_ago=2 * DAYS - 5 * HOURS,
                by="jonas",
                message="Hi Marcus,\n\nI listened to it with headphones. It is the seat post: she"
                " rides it lower than you do, and there it sits in the dry part of the tube."
                " Please grease the post (a pea's worth) and try again with her on it.\n\nIf it"
                " still creaks we take the bike in, and I will write her a letter.\n\nJonas",
            ),
        ),
    ),
    DemoThread(
        title="Motoren stopper alltid utenfor samme bakeri",
        author="Even Løken",
        email="even.loken@mail.example",
        minutes_ago=20 * HOURS,
        message="Hei Nordlys,\n\nVidde E+ kutter motoren på nøyaktig samme sted hver morgen, i"
        " svingen ved bakeriet. Starter igjen etter to minutter. Kollegaene tror ikke på meg"
        " og mener at jeg bare vil ha bolle.\n\nFeilkoden er E52. Hva er det?\n\nEven",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.OPEN,
        category="Technical faults",
        tags=("e-bike", "battery"),
        assignee="jonas",
        sentiment=Sentiment.COMPLAINT,
        values={
            "Model": "Vidde E+",
            "Region": "Oslo",
            "Kilometres": "3805",
            "Affected parts": ("Motor", "Battery"),
        },
        replies=(
            DemoReply(
                minutes_ago=18 * HOURS,
                by="jonas",
                message="Hei Even,\n\nE52 er temperatur. Rett før bakeriet ligger den bratteste"
                " kneika på ruta di, og motoren blir varm akkurat der. Det tar to minutter å"
                " kjøle den, altså én bolle.\n\nSjekk at luftespalten under motoren ikke er full"
                " av gjørme. Blir det ikke bedre, tar vi den inn.\n\nJonas",
            ),
            DemoReply(
                minutes_ago=9 * HOURS,
                message="Spalten var full av gjørme. Nå stopper den ikke lenger, og jeg har ingen"
                " grunn til å kjøpe bolle. Er det noe dere kan gjøre med det?",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=8 * HOURS,
                by="henrik",
                message="@Jonas Lie dette er den sjette med gjørme i spalten. Jeg tegner en"
                " skjerm til neste årgang.",
                mentions=("jonas",),
            ),
        ),
    ),
    DemoThread(
        title="Derailleur hanger for a bike older than my apprentice",
        author="Samuel Wright",
        email="sam@wrightcycles.example",
        minutes_ago=12 * DAYS,
        message="Afternoon,\n\nI run a repair shop in York. A lady has brought in one of your very"
        " first Byflys, number 212, and it wants a derailleur hanger. Your site starts at"
        " number 3000.\n\nIs there a drawer somewhere?\n\nSam",
        source=TicketSource.PHONE,
        detailed_source="phone_call",
        source_name="+47 21 00 00 00",
        status=TicketStatus.COMPLETED,
        category="Spare parts",
        tags=("waiting for parts",),
        assignee="tomasz",
        values={"Model": "Byfly", "Region": "United Kingdom", "Affected parts": ("Gears",)},
        attachments=(demo_file("hanger with ruler.jpg"),),
        replies=(
            DemoReply(
                minutes_ago=12 * DAYS - 6 * HOURS,
                by="tomasz",
                message="Good afternoon Sam,\n\nthere is a drawer. It contained two hangers for"
                " numbers 1 to 400 and a sandwich, also from that time. One hanger is in the"
                " post, as a present. Please tell the lady that we would love a photo.\n\nTomasz",
            ),
            DemoReply(
                minutes_ago=7 * DAYS,
                message="Fits like a glove. She is 81 and bought it at your opening party. Photo"
                " attached: she is the one on the wall.",
                attachments=(demo_file("number 212 and owner.jpg"),),
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=7 * DAYS - HOURS,
                by="tomasz",
                message="@Liv Moestue do you remember who bought number 212?",
                mentions=("liv",),
            ),
        ),
    ),
    DemoThread(
        title="Brakes squeal in the key of B flat",
        author="Imogen Lloyd",
        email="imogen.lloyd@example.net",
        minutes_ago=16 * HOURS,
        message="Dear workshop,\n\nI teach the cello, so I can tell you exactly: both brakes of my"
        " Tind 29 squeal in B flat, the front one a little sharp. It began with new pads.\n\n"
        "I can live with a squeal, but not with that interval.\n\nImogen",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.OPEN,
        category="Technical faults",
        tags=("brakes",),
        values={"Model": "Tind 29", "Affected parts": ("Brakes",)},
        attachments=(demo_file("duet for two brakes.mp4"),),
    ),
    DemoThread(
        title="Støtte fra forsikringen etter tyveri",
        author="Amina Hussain",
        email="amina.hussain@example.com",
        minutes_ago=3 * DAYS,
        message="Hei,\n\nSykkelen min, en Byfly Step, ble stjålet på Grønland natt til i går. Den"
        " hadde gul kurv og et klistremerke av en grevling. Forsikringen vil ha rammenummer og"
        " kvittering, og alt lå i veska på sykkelen.\n\nKan dere hjelpe?\n\nAmina",
        source=TicketSource.WEB,
        detailed_source="web_form",
        source_name="Contact form",
        status=TicketStatus.COMPLETED,
        category="Invoices",
        tags=("theft", "insurance"),
        assignee="silje",
        values={"Model": "Byfly Step", "Region": "Oslo", "Purchase date": "2024-08-19"},
        replies=(
            DemoReply(
                minutes_ago=3 * DAYS - 40,
                by="silje",
                message="Hei Amina, så leit. Rammenummeret er NB24-118034, og kvitteringen ligger"
                " ved. Jeg har også meldt nummeret som stjålet, så verkstedene får beskjed hvis"
                " den dukker opp.\n\nSilje",
                attachments=(demo_file("Kvittering Byfly Step.pdf"),),
            ),
            DemoReply(
                minutes_ago=30 * HOURS,
                by="perarne",
                message="Hei Amina! En mann leverte inn en Byfly Step til service hos oss i Bergen"
                " i dag. Nummeret lyste rødt, og grevlingen smilte. Politiet har den nå, og du"
                " får den tilbake nypusset.\n\nPer Arne",
            ),
            DemoReply(
                minutes_ago=29 * HOURS,
                message="DERE TULLER. Den har vært på lengre tur enn meg! Tusen, tusen takk.",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=30 * HOURS + 20,
                by="perarne",
                message="@Silje Haugen han ville ha nye bremseklosser. Jeg ba ham vente litt.",
                mentions=("silje",),
            ),
        ),
    ),
)
