"""Demo threads: German, Japanese and Swedish, and a few more from home."""

from typing import Final

from frontdesk.samples.demo import DAYS, HOURS, DemoNote, DemoReply, DemoThread, demo_file
from frontdesk.tickets.enums import Sentiment, TicketSource, TicketStatus

ABROAD_THREADS: Final = (
    DemoThread(
        title="Rechnung ohne Umlaut",
        author="Jürgen Schäfer",
        email="juergen.schaefer@example.org",
        minutes_ago=6 * HOURS,
        message="Guten Tag,\n\nauf Ihrer Rechnung NB-4468813 heiße ich 'J?rgen Sch?fer'. Meine"
        " Versicherung fragt nun, wer dieser Herr mit den Fragezeichen ist. Nach 58 Jahren"
        " frage ich mich das gelegentlich selbst, hätte aber gerne eine korrigierte Fassung.\n\n"
        "Mit freundlichen Grüßen\nJürgen Schäfer, Münster",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="invoice@nordlys.example",
        status=TicketStatus.PENDING,
        category="Invoices",
        tags=("insurance",),
        assignee="greta",
        sentiment=Sentiment.COMPLAINT,
        values={"Order number": "NB-4468813", "Model": "Vidde E+", "Region": "Germany"},
        replies=(
            DemoReply(
                minutes_ago=5 * HOURS,
                by="greta",
                message="Lieber Herr Schäfer,\n\nSie sind ohne jede Frage Sie. Die korrigierte"
                " Rechnung liegt bei, mit allen Punkten. Schauen Sie bitte, ob auch die Adresse"
                " stimmt? Bei 'Königsstraße' bin ich vorsichtig geworden.\n\nGreta Vogel",
                attachments=(demo_file("Rechnung NB-4468813.pdf"),),
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=5 * HOURS + 15,
                by="greta",
                message="@Mats Bakken the new invoice printer eats umlauts. And å and ø, I fear.",
                mentions=("mats",),
            ),
            DemoNote(
                minutes_ago=3 * HOURS,
                by="mats",
                message="Fixed. It was set to 1983. Last night's 212 invoices go out again.",
            ),
        ),
    ),
    DemoThread(
        title="Kette gerissen auf dem Weg zur eigenen Hochzeit",
        author="Theresa Lehmann",
        email="theresa.lehmann@example.com",
        minutes_ago=11 * DAYS,
        message="Hallo Nordlys,\n\ngestern ist auf dem Weg zum Standesamt die Kette an meinem Fjord"
        " 2 gerissen, nach 900 Kilometern. Ich kam zu Fuß, mit schwarzen Händen, im weißen"
        " Kleid. Auf den Fotos sieht es aus, als hätte ich vorher noch schnell jemanden"
        " überfallen.\n\nIch bin nicht böse, ich bin verheiratet. Aber 900 Kilometer?\n\nTheresa",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.COMPLETED,
        category="Warranty",
        tags=("goodwill", "photo received", "for the newsletter"),
        assignee="greta",
        sentiment=Sentiment.COMPLAINT,
        values={
            "Model": "Fjord 2",
            "Region": "Germany",
            "Kilometres": "900",
            "Affected parts": ("Gears",),
        },
        attachments=(demo_file("Braut mit Kette.jpg"),),
        replies=(
            DemoReply(
                minutes_ago=11 * DAYS - 5 * HOURS,
                by="greta",
                message="Liebe Theresa,\n\nherzlichen Glückwunsch! 900 Kilometer sind zu wenig, das"
                " geht auf uns: Die neue Kette montiert der Laden in Leipzig, wann immer Sie aus"
                " den Flitterwochen zurück sind. Das Kleid bitte ebenfalls, die Reinigung"
                " bezahlen wir. Fett aus Spitze kann nicht jeder.\n\nGreta",
            ),
            DemoReply(
                minutes_ago=2 * DAYS,
                message="Kette läuft, Kleid ist weiß, Mann ist gut. Danke!",
            ),
        ),
    ),
    DemoThread(
        title="Probefahrt in Hamburg",
        author="Moritz Krüger",
        email="moritz.krueger@mail.example",
        minutes_ago=45,
        message="Moin, kann ich am Samstag in Hamburg ein Skog Gravel in Größe L probefahren? Bin"
        " 1,93 und habe Arme wie ein Tintenfisch, sagt meine Freundin.",
        source=TicketSource.SMS,
        detailed_source="sms_message",
        source_name="2100",
        status=TicketStatus.OPEN,
        category="Product advice",
        values={"Model": "Skog Gravel", "Region": "Germany"},
    ),
    DemoThread(
        title="雪道での走行について",
        author="小林 直樹",
        email="naoki.kobayashi@example.net",
        minutes_ago=8 * HOURS,
        message="はじめまして。札幌に住んでいる小林と申します。\n\n冬もPolar Fatで通勤したいと考え"
        "ております。こちらでは一晩で40センチほど雪が積もることもありますが、除雪された道であれば"
        "走れますでしょうか。\n\nまた、スパイクタイヤは日本にも送っていただけますか。雪かきをして"
        "いる間に、隣の犬に先を越されるのが悔しいのです。\n\nよろしくお願いいたします。",
        source=TicketSource.EMAIL,
        detailed_source="email_inbox",
        source_name="support@nordlys.example",
        status=TicketStatus.PENDING,
        category="Product advice",
        assignee="yuki",
        values={"Model": "Polar Fat", "Region": "Rest of the world"},
        replies=(
            DemoReply(
                minutes_ago=7 * HOURS,
                by="yuki",
                message="小林様\n\nお問い合わせありがとうございます。私も毎冬オスロの雪道をPolar"
                " Fatで走っております。除雪された道でしたら、空気圧を0.6バールまで下げて"
                "いただければ問題ありません。\n\nスパイクタイヤは日本にもお送りできます。送料は4,800円で、十日ほどで"
                "届きます。お客様の身長を教えていただけますか。\n\nお隣の犬に勝てますように。\n田辺",
            ),
        ),
        notes=(
            DemoNote(
                minutes_ago=7 * HOURS + 30,
                by="yuki",
                message="He asks about studded tyres to Sapporo, and whether he can outrun the"
                " neighbour's dog. @Tomasz Zieliński are there still two pairs of 27.5 x 4.5?",
                mentions=("tomasz",),
            ),
            DemoNote(minutes_ago=5 * HOURS, by="tomasz", message="Three. The dog has no chance."),
        ),
    ),
    DemoThread(
        title="お礼",
        author="高橋 美咲",
        email="misaki.takahashi@example.com",
        minutes_ago=18 * DAYS,
        message="先日、オスロのお店で自転車を貸していただいた高橋です。\n\n帰る日に電車が止まり、空港"
        "まで自転車で行くことになりましたが、店員の方が途中まで一緒に走ってくださいました。あの坂は"
        "一生忘れません。本当にありがとうございました。",
        source=TicketSource.GOOGLE,
        detailed_source="google_review",
        source_name="Nordlys Bikes",
        original_link="https://google.example/reviews/nordlys/5512",
        status=TicketStatus.COMPLETED,
        category="Praise and ideas",
        tags=("for the newsletter",),
        assignee="yuki",
        sentiment=Sentiment.PRAISE,
        values={"Region": "Rest of the world"},
        replies=(
            DemoReply(
                minutes_ago=17 * DAYS,
                by="yuki",
                message="高橋様、無事に飛行機に間に合って何よりです。一緒に走ったヨナスは、あの坂の途中"
                "で帰り道も上りだと気づいたそうです。またオスロでお待ちしております。",
            ),
        ),
    ),
    DemoThread(
        title="Barnstolen passar inte, barnet gör det",
        author="Linnéa Sjöberg",
        email="linnea.sjoberg@post.example",
        minutes_ago=27 * HOURS,
        message="Hej!\n\nBarnstolen som jag fick i dag är till ramrör på 28 till 40 mm. Min Byfly"
        " har 42. Barnet däremot passar perfekt i stolen och vägrar att kliva ur den. Hon äter"
        " middag i den nu.\n\nHur byter jag?\n\nLinnéa, Göteborg",
        source=TicketSource.WEB,
        detailed_source="web_form",
        source_name="Contact form",
        status=TicketStatus.OPEN,
        category="Returns",
        tags=("wrong item", "child seat"),
        assignee="yuki",
        values={"Order number": "NB-4470077", "Model": "Byfly", "Region": "Sweden"},
        attachments=(demo_file("middag.jpg"),),
        replies=(
            DemoReply(
                minutes_ago=25 * HOURS,
                by="yuki",
                message="Hej Linnéa! Vi skickar rätt fäste i dag, så slipper ni byta stol. Då kan"
                " hon sitta kvar. Är det en Byfly från i år eller en äldre?",
            ),
            DemoReply(
                minutes_ago=22 * HOURS,
                message="Från i år. Hon sover i den nu, så fästet får gärna komma tyst.",
            ),
        ),
    ),
    DemoThread(
        title="Er det lov å sykle med ski på?",
        author="Magnus Strand",
        email="magnus.strand@example.org",
        minutes_ago=55 * DAYS,
        message="Hei, et veddemål på jobben: finnes det noe feste for ski på Polar Fat, altså under"
        " føttene mens man sykler? Det står en kasse brus på spill.",
        source=TicketSource.TELEGRAM,
        detailed_source="telegram_message",
        source_name="nordlys_bot",
        status=TicketStatus.COMPLETED,
        category="Product advice",
        assignee="perarne",
        values={"Model": "Polar Fat", "Region": "Central Norway"},
        replies=(
            DemoReply(
                minutes_ago=54 * DAYS,
                by="perarne",
                message="Hei Magnus. Nei. Jeg prøvde i 2019. Du skylder noen en kasse brus, og jeg"
                " har fortsatt vondt i kneet.\n\nPer Arne",
            ),
        ),
    ),
)
