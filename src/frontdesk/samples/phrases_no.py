"""Norwegian phrases (Bokmål)."""

from typing import Final

from frontdesk.samples.phrases import Phrasebook, Subject, Topic

_GREETINGS: Final = ("Hei!", "Hei,", "Hei Nordlys,", "God dag.", "Heisann!", "Til kundeservice")
_CLOSINGS: Final = (
    "Mvh\n{name}",
    "Vennlig hilsen\n{name}\n{city}",
    "Hilsen {name}",
    "På forhånd takk!\n{name}",
    "Ha en fin dag videre.\n{name}",
)
_ASIDES: Final = (
    "Jeg har syklet på syklene deres i {number} år og aldri hatt grunn til å klage.",
    "Jeg prøvde å ringe, men ga opp etter {number} minutter med trekkspillmusikk.",
    "Det er greit om dere ringer meg etter klokka fire.",
    "Naboen har samme modell, og hennes går som en drøm.",
    "Jeg bor i {city}, om det har noe å si.",
    "Sykkelen er det jeg kommer meg på jobb med, så dette haster litt.",
    "Jeg har lett på hjelpesidene uten å finne noe som passer.",
    "Beklager at det ble langt, men jeg ville ha med alt.",
    "Ordrenummeret er {order}, hvis dere trenger det.",
    "Jeg skrev om det samme {date}, men det kom kanskje ikke fram.",
    "Han i butikken var veldig hyggelig, men fant meg ikke i systemet.",
    "Det er fint vær for én gangs skyld, og jeg skulle gjerne vært ute på tur.",
)
_SUBJECTS: Final = {
    Topic.DELIVERY: Subject(
        titles=("Hvor er ordre {order}?", "Levering av {product}", "Pakken har ikke kommet"),
        openings=(
            "Jeg bestilte en {product} {date}, og den har fortsatt ikke kommet til {city}.",
            "Sporingen for ordre {order} har stått på «på terminalen» i {number} dager.",
            "Ordre {order} skulle vært levert {date}, men det kom ingen.",
        ),
        details=(
            "Transportøren sier at de venter på dere, og dere venter visst på dem.",
            "Jeg har tatt fri fra jobb to ganger for å ta imot den.",
            "Jeg fikk halve bestillingen: pedalene er her, men sykkelen mangler.",
        ),
        requests=(
            "Kan dere finne ut hvor den er, og når jeg kan vente den?",
            "Skal jeg vente videre eller avbestille?",
        ),
    ),
    Topic.RETURN: Subject(
        titles=("Retur av ordre {order}", "Angrerett", "Når kommer pengene?"),
        openings=(
            "Jeg ønsker å returnere {product} som jeg fikk {date}.",
            "Jeg sendte tilbake ordre {order} for {number} dager siden og har ikke hørt noe.",
            "{product} er en fin sykkel, men den er ikke riktig for meg.",
        ),
        details=(
            "Den er prøvd én gang rundt kvartalet og er like ren som før.",
            "Jeg har fortsatt esken, med den rare skumbiten som ingen forstår.",
            "Returlappen i pakken gjelder et annet land.",
        ),
        requests=(
            "Hvordan går jeg fram, og hvem betaler frakten?",
            "Kan dere bekrefte at dere har fått den?",
        ),
    ),
    Topic.WARRANTY: Subject(
        titles=("Reklamasjon på {product}", "Sprekk i rammen?", "Dekkes dette av garantien?"),
        openings=(
            "Det er kommet en sprekk i lakken ved kranken på min {product}.",
            "Bakhjulet på {product} har mistet {number} eiker siden {date}.",
            "Setepinnen på {product} siger sakte ned mens jeg sykler.",
        ),
        details=(
            "Jeg kjøpte den ny, ordre {order}, og har tatt begge servicene i tide.",
            "Det knirker i oppoverbakke, og det gjorde det ikke før vinteren.",
            "Jeg legger ved bilder; tierkronen ligger der for å vise størrelsen.",
        ),
        requests=(
            "Dekkes dette, og er det trygt å sykle så lenge?",
            "Hvor kan jeg levere den så noen får sett på den?",
        ),
    ),
    Topic.FAULT: Subject(
        titles=("Motoren kutter ut", "Feil E{number} i displayet", "{product} bråker"),
        openings=(
            "Motoren på min {product} kutter ut etter omtrent {number} minutter.",
            "Siden {date} viser displayet på {product} en feil og ingenting annet.",
            "Forbremsen på {product} låter som en misfornøyd gås.",
        ),
        details=(
            "Det hjelper å slå den av og på, fram til neste bakke.",
            "Batteriet er fullt om kvelden og halvtomt om morgenen.",
            "Det er verst når det regner, og her i {city} regner det ofte.",
        ),
        requests=(
            "Er dette kjent, og er det noe jeg kan prøve selv?",
            "Kan jeg få time på verkstedet denne uka?",
        ),
    ),
    Topic.INVOICE: Subject(
        titles=("Faktura for {order}", "Trukket to ganger", "Trenger kvittering"),
        openings=(
            "Jeg er trukket to ganger for ordre {order} den {date}.",
            "Jeg trenger en faktura på ordre {order} med firmanavnet vårt på.",
            "Jeg har fått purring på en faktura som jeg betalte {date}.",
        ),
        details=(
            "Beløpene er like på øret, så det ser ikke ut som et gebyr.",
            "Regnskapet vårt godtar ikke ordrebekreftelsen, jeg har prøvd.",
            "Rabatten på {number} prosent fra kampanjen mangler.",
        ),
        requests=(
            "Kan dere sjekke og sende en riktig faktura?",
            "Fint om dere bekrefter skriftlig at alt er betalt.",
        ),
    ),
    Topic.PART: Subject(
        titles=("Reservedel til {product}", "Girøre", "Selger dere denne fortsatt?"),
        openings=(
            "Jeg leter etter et girøre til en {product} som jeg kjøpte {date}.",
            "Bakskjermen på {product} møtte en portstolpe og tapte.",
            "Jeg trenger en ekstra nøkkel til batterilåsen på {product}.",
        ),
        details=(
            "Nummeret på den gamle delen er nesten slitt bort.",
            "Butikken i {city} hadde {number} stykker, alle til den eldre modellen.",
            "Jeg tar gjerne en brukt, så lenge den passer.",
        ),
        requests=(
            "Har dere den på lager, og hva koster den med frakt?",
            "Hvilket artikkelnummer skal jeg bestille?",
        ),
    ),
    Topic.ADVICE: Subject(
        titles=("Hvilken størrelse?", "{product} eller noe annet?", "Spørsmål før kjøp"),
        openings=(
            "Jeg vurderer en {product} til jobbveien, {number} kilometer hver vei.",
            "Jeg er 1,7{number} høy og havner mellom to størrelser på {product}.",
            "Vi trenger en sykkel til to barn, én hund og litt handling.",
        ),
        details=(
            "Det er en bratt bakke til slutt, og jeg vil helst komme fram uten å dusje.",
            "Den må bæres opp to trapper, så vekten betyr noe.",
            "Jeg prøvde den i {city} {date} og likte alt unntatt setet.",
        ),
        requests=("Hva anbefaler dere?", "Kan jeg prøve en i nærheten av {city}?"),
    ),
    Topic.STOCK: Subject(
        titles=("Når kommer {product} inn igjen?", "På lager i {city}?", "Kampanjepris"),
        openings=(
            "{product} i mørkegrønt har vært utsolgt i {number} uker nå.",
            "Nettsiden sier at {product} er på lager i {city}, men butikken sier nei.",
            "Jeg så {product} til lavere pris {date}, og nå er prisen oppe igjen.",
        ),
        details=(
            "Alt annet enn oransje går bra.",
            "Jeg meldte meg på varsel på e-post, men fikk aldri noe.",
        ),
        requests=("Når venter dere nye?", "Kan jeg reservere en og hente den neste uke?"),
    ),
    Topic.CHANGE: Subject(
        titles=("Endre ordre {order}", "Feil adresse", "Avbestille {order}"),
        openings=(
            "Jeg la inn ordre {order} {date} og oppga den gamle adressen min.",
            "Kan dere endre størrelsen på ordre {order} før den sendes?",
            "Jeg må avbestille ordre {order}, kona hadde bestilt den samme overraskelsen.",
        ),
        details=(
            "Den nye adressen er i {city}, og det er noen hjemme hele dagen.",
            "Bekreftelsen sier at den pakkes innen {number} dager.",
        ),
        requests=("Si fra om det fortsatt går an.", "Går det uten ny betaling?"),
    ),
    Topic.ACCOUNT: Subject(
        titles=("Får ikke logget inn", "Slett kontoen min", "Nyhetsbrevet stopper ikke"),
        openings=(
            "Jeg har ikke kommet inn på kontoen siden {date}; koden kommer aldri fram.",
            "Jeg har to kontoer, og min {product} er registrert på feil konto.",
            "Jeg har meldt meg av nyhetsbrevet {number} ganger, og det kommer fortsatt.",
        ),
        details=(
            "Jeg har sett i søppelposten, og der var det bare søppel.",
            "Jeg kjøpte sykkelen brukt, og forrige eier ser fortsatt hvor jeg sykler.",
        ),
        requests=("Kan dere hjelpe meg inn igjen?", "Hvilke opplysninger har dere om meg?"),
    ),
    Topic.PRAISE: Subject(
        titles=("Tusen takk!", "Strålende service i {city}", "{product} er fantastisk"),
        openings=(
            "Jeg vil bare takke den som reparerte min {product} {date}.",
            "Min {product} har gått {number} tusen kilometer uten en eneste feil.",
            "Jeg kom gråtende inn i butikken i {city} og trillet smilende ut.",
        ),
        details=(
            "De pusset til og med kjedet, og det har jeg aldri fått til selv.",
            "Slik hjelp finner man ikke mange steder lenger.",
        ),
        requests=("Hils mekanikerne!", "Dere trenger ikke svare, bare fortsett sånn."),
    ),
    Topic.IDEA: Subject(
        titles=("Et forslag til {product}", "Sykler til firmaet", "Forslag til appen"),
        openings=(
            "Det hadde vært fint om {product} kom med en skikkelig ringeklokke.",
            "Vi er {number} ansatte i {city} og vil gjerne lease sykler.",
            "Appen burde huske hvilke lys jeg bruker om vinteren.",
        ),
        details=(
            "Jeg har spurt i sykkelklubben, og alle vil ha det.",
            "En konkurrent har det, men jeg vil heller kjøpe av dere.",
        ),
        requests=("Hvem kan jeg snakke med?", "Kan dere sende det videre til dem som bestemmer?"),
    ),
}

NORWEGIAN: Final = Phrasebook(
    language="no",
    greetings=_GREETINGS,
    closings=_CLOSINGS,
    asides=_ASIDES,
    date="{day}. {month}",
    months=(
        "januar",
        "februar",
        "mars",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "desember",
    ),
    subjects=_SUBJECTS,
)
