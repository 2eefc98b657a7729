"""Demo threads: parcels, invoices and changes of mind."""

from typing import Final

from frontdesk.samples.demo import DAYS, HOURS, DemoNote, DemoReply, DemoThread, demo_file
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

ORDER_THREADS: Final = (
    DemoThread(
        title="Half a tandem",
        author="Callum Reid",
        email="callum.reid@post.example",
        minutes_ago=35,
        message="Hello,\n\nOrder NB-4471902 was two bikes for our honeymoon. One came. It is a very"
        " good bike, but my wife points out that it has only one saddle, and we leave on Friday."
        "\n\nThe tracking page says 'delivered (1 of 2)' and then nothing for two days.\n\n"
        "Best wishes from Edinburgh,\nCallum (and Fiona, standing)",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.OPEN,
        category="Delivery",
        tags=("urgent", "waiting for carrier"),
        assignee="aisha",
        sentiment=Sentiment.COMPLAINT,
        values={
            "Order number": "NB-4471902",
            "Model": "Kyst Touring",
            "Region": "United Kingdom",
        },
        attachments=(demo_file("one bike, two people.jpg"),),
        replies=(
            DemoReply(
                minutes_ago=28,
                by="aisha",
                message="Hi Callum and Fiona,\n\ncongratulations, and sorry about the standing. I"
                " have the carrier on the other line: the second box is in Rosyth with a torn"
                " label. I am asking them to put a new one on it today. Would a delivery on"
                " Thursday before noon reach you?\n\nAisha",
            ),
            DemoReply(
                minutes_ago=6,
                message="Thursday before noon is perfect, one of us will sit on the doorstep. On"
                " the floor, obviously. Please tell us once the label is really on it?",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=26,
                by="aisha",
                message="@Yuki Tanabe if Rosyth do not confirm by three: is there another Kyst"
                " Touring, size M, in the London depot? Then we send that one by van.",
                mentions=("yuki",),
            ),
            DemoNote(
                minutes_ago=19,
                by="yuki",
                message="There is one, I have put it on hold under your name until tomorrow.",
            ),
        ),
    ),
    DemoThread(
        title="Pakken er levert til en sau",
        author="Solveig Kvamme",
        email="solveig.kvamme@example.org",
        minutes_ago=3 * HOURS,
        message="Hei!\n\nSporingen sier at pakken min er levert og «overlatt på trygt sted». Det"
        " trygge stedet viser seg å være fjøset til naboen, og der sto det en vær foran den i"
        " går kveld. I dag har han spist esken.\n\nSykkelen ser hel ut, men bruksanvisningen er"
        " borte. Kan jeg få en ny? Og kanskje be budbilen ringe på neste gang.\n\n"
        "Hilsen Solveig, Sogndal",
        source=TicketSource.WEB,
        detailed_source="web_form",
        source_name="Contact form",
        status=TicketStatus.PENDING,
        category="Delivery",
        tags=("damaged in transit", "photo received"),
        assignee="oda",
        values={"Model": "Skog Gravel", "Region": "Western Norway"},
        attachments=(demo_file("væren.jpg"), demo_file("det som er igjen av esken.jpg")),
        replies=(
            DemoReply(
                minutes_ago=2 * HOURS,
                by="oda",
                message="Hei Solveig!\n\nJeg har jobbet her i ni dager, og dette er den fineste"
                " klagen jeg har fått. Bruksanvisningen ligger ved som PDF, og en på papir er"
                " på vei i posten.\n\nKan du se etter om det er bitemerker på kabler og grep?"
                " Send gjerne et bilde, så bytter vi det som trengs.\n\nHilsen Oda",
                attachments=(demo_file("Bruksanvisning Skog Gravel.pdf"),),
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=2 * HOURS + 10,
                by="oda",
                message="@Aisha Rahimi finnes det en kode for «spist» i skjemaet til"
                " transportøren, eller tar jeg «annen skade»?",
                mentions=("aisha",),
            ),
            DemoNote(
                minutes_ago=2 * HOURS - 5,
                by="aisha",
                message="Annen skade. Men skriv «sau» i merknaden, de samler på dem.",
            ),
        ),
    ),
    DemoThread(
        title="Invoice with our VAT number, third attempt",
        author="Margaret Whitlock",
        email="accounts@whitlock.example",
        minutes_ago=4 * DAYS,
        message="Dear Sir or Madam,\n\nthis is my third request for an invoice for order"
        " NB-3390118 that shows our VAT number. The first answer was an order confirmation."
        " The second was a picture of a bicycle. It was a nice picture, but I cannot book it.\n\n"
        "Our books close at the end of the week.\n\nM. Whitlock\nAccounts",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="invoice@nordlys.example",
        status=TicketStatus.OPEN,
        category="Invoices",
        tags=("urgent",),
        assignee="silje",
        sentiment=Sentiment.COMPLAINT,
        values={"Order number": "NB-3390118", "Region": "United Kingdom"},
        replies=(
            DemoReply(
                minutes_ago=4 * DAYS - 90,
                by="silje",
                message="Dear Ms Whitlock,\n\nyou are right, and I apologise. The invoice is"
                " attached; I checked the number twice. The picture went out by mistake from"
                " our newsletter system, which has opinions of its own.\n\nSilje Haugen",
                attachments=(demo_file("Invoice NB-3390118.pdf"),),
            ),
            DemoReply(
                minutes_ago=3 * DAYS,
                message="Thank you. The VAT number is now correct. The company name has become"
                " 'Whitelock'. We are so very nearly there.",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=2 * DAYS,
                by="ingrid",
                message="@Silje Haugen this one is overdue. Please ring her when you are back on"
                " Monday, she has been kinder than we deserve.",
                mentions=("silje",),
            ),
        ),
    ),
    DemoThread(
        title="Jeg kjøpte den samme gaven som kona",
        author="Torstein Dahl",
        email="torstein.dahl@example.com",
        minutes_ago=26 * HOURS,
        message="Hei,\n\nDatteren vår fyller seks på lørdag. Jeg har i all hemmelighet bestilt en"
        " Lyn Kids 20. Det viser seg at kona også har gjort det, like hemmelig. Nå står det to"
        " i kjelleren, og vi har ett barn.\n\nKan jeg få returnere den ene? Helst uten at"
        " kona ser at jeg ga meg først.\n\nTorstein",
        source=TicketSource.CHAT,
        detailed_source="chat_widget",
        source_name="Chat",
        status=TicketStatus.COMPLETED,
        category="Returns",
        tags=("gift", "refund due"),
        assignee="yuki",
        values={"Model": "Lyn Kids 20", "Region": "Eastern Norway"},
        replies=(
            DemoReply(
                minutes_ago=26 * HOURS - 12,
                by="yuki",
                message="Hei Torstein! Så klart. Returlappen sendes til jobben din, og emnet er"
                " «kvittering for kontorrekvisita». Pengene er tilbake innen tre dager etter at"
                " sykkelen er her.",
            ),
            DemoReply(minutes_ago=25 * HOURS, message="Du er en profesjonell. Tusen takk!"),
        ),
        notes=(
            DemoNote(
                minutes_ago=24 * HOURS,
                by="yuki",
                message="Kona skrev i chatten ti minutter etterpå med samme spørsmål. Jeg har"
                " godtatt begge returene og bedt dem snakke sammen.",
            ),
        ),
    ),
    DemoThread(
        title="Customs wants to know what a 'Vidde' is",
        author="Daniel Okafor",
        email="d.okafor@mail.example",
        minutes_ago=9 * DAYS,
        message="Hi,\n\nmy Vidde E+ is held by customs in Boston. They sent a form that asks for"
        " 'nature of the goods' and 'intended use', and the lady on the phone did not accept"
        " 'joy'.\n\nWhat do your other customers write? They also need a statement about the"
        " battery.\n\nDaniel",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.COMPLETED,
        category="Delivery",
        tags=("customs", "battery", "e-bike"),
        assignee="aisha",
        values={
            "Order number": "NB-2907731",
            "Model": "Vidde E+",
            "Region": "Rest of the world",
            "Affected parts": ("Battery",),
        },
        replies=(
            DemoReply(
                minutes_ago=9 * DAYS - 3 * HOURS,
                by="aisha",
                message="Hi Daniel,\n\n'bicycle with auxiliary electric motor, personal"
                " transport' has worked so far. The battery statement (UN 38.3) is attached."
                " If the lady calls again, give her my number; joy is what I put on my own"
                " form the first time, too.\n\nAisha",
                attachments=(demo_file("UN 38.3 Vidde E+.pdf"),),
            ),
            DemoReply(
                minutes_ago=5 * DAYS,
                message="Released this morning. The lady asked me to send her a photo of it by"
                " the sea. Thank you, Aisha.",
            ),
        ),
    ),
    DemoThread(
        title="Charged twice, then a third time for luck",
        author="Niamh Doyle",
        email="niamh.doyle@example.net",
        minutes_ago=50,
        message="Hello, my card has been charged three times for one child seat (NB-4472055). I"
        " have one child. Please put two of the charges back, the rent goes out tomorrow"
        " morning.",
        source=TicketSource.WEB,
        detailed_source="web_widget",
        source_name="Help widget",
        status=TicketStatus.OPEN,
        category="Invoices",
        tags=("urgent", "refund due", "child seat"),
        sentiment=Sentiment.COMPLAINT,
        values={"Order number": "NB-4472055", "Region": "Rest of Europe"},
        replies=(
            DemoReply(
                minutes_ago=12,
                by="silje",
                message="Hi Niamh, two of the three are only reservations and I have just",
                is_draft=True,
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=40,
                by="mats",
                message="The payment page timed out and she pressed the button again, as anybody"
                " would. I have seen four of these since the update last night and am rolling"
                " it back. @Silje Haugen can you release the other three customers as well?",
                mentions=("silje",),
            ),
        ),
    ),
    DemoThread(
        title="Ny adresse (vi har flyttet sammen!)",
        author="Hedda Myhre",
        email="hedda.myhre@post.example",
        minutes_ago=7 * HOURS,
        message="Hei! Jeg bestilte i går til den gamle adressen min, og så sa han ja til å flytte"
        " sammen i kveld. Kan dere sende NB-4471870 til Ilsvika i Trondheim i stedet? Samme"
        " navn på døra fra mandag.",
        source=TicketSource.MESSENGER,
        detailed_source="messenger_message",
        source_name="Nordlys Bikes",
        status=TicketStatus.COMPLETED,
        category="Delivery",
        assignee="oda",
        values={"Order number": "NB-4471870", "Region": "Central Norway"},
        replies=(
            DemoReply(
                minutes_ago=6 * HOURS,
                by="oda",
                message="Gratulerer begge to! Adressen er endret, og sykkelen kommer tirsdag. Jeg"
                " har lagt ved to ringeklokker, én til hver.",
            ),
            DemoReply(minutes_ago=5 * HOURS, message="Nå gråter jeg litt. Takk!"),
        ),
    ),
)
