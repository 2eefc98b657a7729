"""Demo threads: companies, the press, and people who have not bought anything yet."""

from typing import Final

from frontdesk.samples.demo import DAYS, HOURS, DemoNote, DemoReply, DemoThread, demo_file
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

TRADE_THREADS: Final = (
    DemoThread(
        title="40 bikes for a hospital, and one for the chaplain",
        author="Laura Hughes",
        email="laura.hughes@stbrigid.example",
        minutes_ago=2 * DAYS,
        message="Dear Nordlys,\n\nwe would like to lease forty Byfly Step for our night staff: the"
        " last tram goes at midnight and the shift ends at two. Lights matter more to us than"
        " price, though the finance director would phrase that differently.\n\nThe chaplain"
        " asks whether his could be black.\n\nLaura Hughes\nSt Brigid's, Bristol",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.OPEN,
        category="Companies and press",
        tags=("leasing", "vip"),
        assignee="ingrid",
        values={"Model": "Byfly Step", "Region": "United Kingdom", "VIP customer": "true"},
        attachments=(demo_file("staff by shift.xlsx"),),
        replies=(
            DemoReply(
                minutes_ago=46 * HOURS,
                by="ingrid",
                message="Dear Laura,\n\ngladly. A first offer is attached: 41 bikes over 36 months,"
                " with the bright front light instead of the pretty one, service at the hospital"
                " four times a year. Black is no trouble; he may also have a quiet bell.\n\n"
                "How many of the forty are shorter than 1.60 m?\n\nIngrid",
                attachments=(demo_file("Offer St Brigid.pdf"),),
            ),
            DemoReply(
                minutes_ago=4 * HOURS,
                message="Thirteen are under 1.60. The finance director has one question: what does"
                " it cost if we hand them back after two years? He has promised to stop at one.",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=3 * HOURS,
                by="ingrid",
                message="@Silje Haugen can you work out the early return? @Henrik Falk do we have"
                " thirteen small frames before the summer?",
                mentions=("silje", "henrik"),
            ),
            DemoNote(
                minutes_ago=2 * HOURS,
                by="henrik",
                message="Sixteen, if nobody tells the shop in Hamburg.",
            ),
        ),
    ),
    DemoThread(
        title="Pressehenvendelse om tilbakekallingen, frist i dag kl. 15",
        author="Sindre Tveit",
        email="sindre.tveit@fjordposten.example",
        minutes_ago=105,
        message="Hei,\n\njeg skriver for Fjordposten om gaflene på Havn Cargo. Stemmer det at 41"
        " sykler er berørt, og når visste dere om det? Jeg har fått et tips om at det ble kjent"
        " allerede i vår.\n\nSaken går på nett klokka 15. Jeg vil gjerne ha svar fra noen med"
        " navn.\n\nSindre Tveit",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.OPEN,
        category="Companies and press",
        tags=("urgent", "press", "safety"),
        assignee="ingrid",
        values={"Model": "Havn Cargo", "Region": "Western Norway"},
        replies=(
            DemoReply(
                minutes_ago=20,
                by="ingrid",
                message="Hei Sindre,\n\ndet stemmer at det er 41 sykler, og 38 av eierne har vi nå"
                " snakket med. Den første meldingen kom",
                is_draft=True,
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=95,
                by="ingrid",
                message="@Liv Moestue han må få svar fra deg. Fakta: første melding kom 19 dager"
                " før vi stanset salget, og de dagene brukte vi på å teste. Vi sier det som"
                " det er.",
                mentions=("liv",),
            ),
            DemoNote(
                minutes_ago=60,
                by="liv",
                message="Enig. Jeg ringer ham selv klokka 14. Ingen skal pynte på datoene.",
            ),
        ),
    ),
    DemoThread(
        title="Two children, one dog, a cello",
        author="Sophie Clarke",
        email="sophie.clarke@example.com",
        minutes_ago=25,
        message="Hi! Could one of your cargo bikes carry two children (4 and 6), a spaniel and, on"
        " Tuesdays, a three-quarter cello? Not all singing at once. There is one proper hill on"
        " the way to school.",
        source=TicketSource.CHAT,
        detailed_source="chat_widget",
        source_name="Chat",
        status=TicketStatus.PENDING,
        category="Product advice",
        tags=("cargo box",),
        assignee="oda",
        values={"Region": "United Kingdom"},
        replies=(
            DemoReply(
                minutes_ago=22,
                by="oda",
                message="Hi Sophie! The Havn Cargo takes 90 kg in the box, so: yes, with the cello"
                " upright behind the bench. I have just measured with a broom of about that"
                " length. Please note that we sell it again from next month only; the fork is"
                " being changed, and I would not put anybody's children on the old one.",
            ),
            DemoReply(minutes_ago=18, message="I like that you say so. How steep is too steep?"),
            DemoReply(
                minutes_ago=11,
                by="oda",
                message="Ten percent, loaded, with the motor. What is the street called? Then I"
                " look it up.",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=16,
                by="oda",
                message="@Per Arne Strand you tested it on Fjellveien, is ten percent right with a"
                " dog in front?",
                mentions=("perarne",),
            ),
        ),
    ),
    DemoThread(
        title="Når kommer Byfly i grønt?",
        author="Åse Fjeld",
        email="ase.fjeld@example.org",
        minutes_ago=5 * DAYS,
        message="Hei! Byfly i mørkegrønt har vært utsolgt siden jul. Mannen min sier at svart er"
        " like fint. Han tar feil. Når kommer den?",
        source=TicketSource.WEB,
        detailed_source="web_widget",
        source_name="Help widget",
        status=TicketStatus.PENDING,
        category="Availability",
        assignee="yuki",
        values={"Model": "Byfly", "Region": "Northern Norway"},
        replies=(
            DemoReply(
                minutes_ago=5 * DAYS - 8 * HOURS,
                by="yuki",
                message="Hei Åse! Om tre uker. Jeg har satt navnet ditt på den første, og ikke"
                " nevnt det for mannen din.",
            ),
        ),
    ),
    DemoThread(
        title="Bikes in our crime series",
        author="Henry Turner",
        email="henry@northlight-films.example",
        minutes_ago=10 * DAYS,
        message="Hello,\n\nwe film a detective series in Tromsø this winter. The inspector rides a"
        " Polar Fat to every crime scene. We would need two identical ones, and one of them"
        " falls into the harbour in episode four.\n\nWould you lend them, or is the harbour a"
        " problem?\n\nHenry Turner, props",
        source=TicketSource.LINKEDIN,
        detailed_source="linkedin_message",
        source_name="Nordlys Bikes",
        status=TicketStatus.COMPLETED,
        category="Companies and press",
        tags=("press",),
        assignee="ingrid",
        values={"Model": "Polar Fat", "Region": "Northern Norway"},
        replies=(
            DemoReply(
                minutes_ago=9 * DAYS,
                by="ingrid",
                message="Hello Henry,\n\nwe lend one, and for the harbour you get a frame that did"
                " not pass our tests: it looks the same and sinks as well as any. Please fish"
                " it out again afterwards.\n\nThe staff would like to know who did it.\n\nIngrid",
            ),
            DemoReply(minutes_ago=9 * DAYS - 3 * HOURS, message="Deal. It was the dentist."),
        ),
        notes=(
            DemoNote(
                minutes_ago=8 * DAYS,
                by="ingrid",
                message="@Tomasz Zieliński nobody is to tell @Liv Moestue about the dentist, she"
                " wants to be surprised.",
                mentions=("tomasz", "liv"),
            ),
        ),
    ),
    DemoThread(
        title="Which size for somebody who is still growing?",
        author="Megan Evans",
        email="megan.evans@post.example",
        minutes_ago=34 * HOURS,
        message="My son is 1.58 m on Monday and seemingly 1.60 m today. He wants a Tind 29. Do I"
        " buy for now, for the autumn, or for when he is taller than me and answers back?",
        source=TicketSource.WHATSAPP,
        detailed_source="whatsapp_message",
        source_name="+47 900 00 000",
        status=TicketStatus.OPEN,
        category="Product advice",
        values={"Model": "Tind 29", "Region": "United Kingdom"},
    ),
    DemoThread(
        title="Bedriftsavtale: faktura samlet eller per sykkel?",
        author="Guro Eide",
        email="guro.eide@havbruk.example",
        minutes_ago=30 * DAYS,
        message="Hei,\n\nvi leier 16 sykler og får 16 fakturaer i måneden. Økonomisystemet vårt"
        " tror at vi har 16 leverandører som alle heter Nordlys. Kan vi få én?\n\nGuro",
        source=TicketSource.API,
        detailed_source="api_partner",
        status=TicketStatus.COMPLETED,
        category="Invoices",
        tags=("leasing",),
        assignee="silje",
        sentiment=Sentiment.SUGGESTION,
        values={"Region": "Western Norway", "VIP customer": "true"},
        replies=(
            DemoReply(
                minutes_ago=29 * DAYS,
                by="silje",
                message="Hei Guro, fra neste måned får dere én faktura med 16 linjer. Jeg har også"
                " slått sammen dere 16 i vårt system. Dere er nå én, det føles riktig.\n\nSilje",
            ),
        ),
    ),
)
