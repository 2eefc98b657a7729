"""Swedish phrases."""

from typing import Final

from frontdesk.samples.phrases import Phrasebook, Subject, Topic

_GREETINGS: Final = ("Hej!", "Hej,", "Hejsan,", "God dag,", "Hej Nordlys,")
_CLOSINGS: Final = (
    "Mvh\n{name}",
    "Vänliga hälsningar\n{name}, {city}",
    "Hälsningar {name}",
    "Tack på förhand!\n{name}",
)
_ASIDES: Final = (
    "Jag har cyklat på era cyklar i {number} år och aldrig behövt höra av mig.",
    "I telefon gav jag upp efter {number} minuter dragspelsmusik.",
    "Ni når mig enklast efter klockan fyra.",
    "Grannen har samma modell och inga problem alls.",
    "Jag bor i {city}, om det spelar någon roll.",
    "Utan cykeln kommer jag inte till jobbet, så det är lite bråttom.",
    "Ordernumret är {order}.",
    "Jag skrev om samma sak den {date}, men det kanske försvann.",
)
_SUBJECTS: Final = {
    Topic.DELIVERY: Subject(
        titles=("Var är order {order}?", "Leverans av {product}"),
        openings=(
            "Jag beställde en {product} den {date} och den har inte kommit till {city} än.",
            "Spårningen för {order} har stått still i {number} dagar.",
        ),
        details=(
            "Speditören säger att de väntar på er, och ni väntar tydligen på dem.",
            "Jag har tagit ledigt två gånger för att ta emot den.",
        ),
        requests=("Kan ni ta reda på var den är?", "Ska jag vänta eller avbeställa?"),
    ),
    Topic.RETURN: Subject(
        titles=("Retur av {order}", "När kommer pengarna?"),
        openings=(
            "Jag vill gärna lämna tillbaka min {product} som kom den {date}.",
            "För {number} dagar sedan skickade jag tillbaka order {order}.",
        ),
        details=(
            "Den är provad en gång runt kvarteret och är lika ren som förut.",
            "Retursedeln i kartongen gäller ett annat land.",
        ),
        requests=("Hur gör jag, och vem betalar frakten?", "Kan ni bekräfta att den kommit?"),
    ),
    Topic.WARRANTY: Subject(
        titles=("Reklamation {product}", "Spricka i ramen?"),
        openings=(
            "Det har kommit en spricka i lacken vid vevlagret på min {product}.",
            "Bakhjulet på min {product} har tappat {number} ekrar sedan {date}.",
        ),
        details=(
            "Jag köpte den ny, order {order}, och all service är gjord i tid.",
            "Det knarrar i uppförsbacke, och det gjorde det inte före vintern.",
        ),
        requests=("Täcks det av garantin?", "Var kan jag lämna in den?"),
    ),
    Topic.FAULT: Subject(
        titles=("Motorn lägger av", "Fel E{number} på displayen"),
        openings=(
            "Motorn på min {product} lägger av efter ungefär {number} minuter.",
            "Frambromsen på min {product} låter som en missnöjd gås.",
        ),
        details=(
            "Det hjälper att stänga av och på, fram till nästa backe.",
            "På kvällen är batteriet fullt och på morgonen halvtomt.",
        ),
        requests=("Är det känt, och kan jag prova något själv?", "Kan jag få en tid i veckan?"),
    ),
    Topic.INVOICE: Subject(
        titles=("Faktura för {order}", "Dragit två gånger"),
        openings=(
            "Det har dragits pengar två gånger för order {order} den {date}.",
            "Jag behöver en faktura på order {order} med företagets namn.",
        ),
        details=(
            "Beloppen är lika på öret, så det är ingen avgift.",
            "Rabatten på {number} procent saknas.",
        ),
        requests=("Kan ni kolla och skicka en rätt faktura?", "Skicka den gärna som PDF."),
    ),
    Topic.PART: Subject(
        titles=("Reservdel till {product}", "Växelöra"),
        openings=(
            "Jag letar efter ett växelöra till en {product} köpt den {date}.",
            "Bakskärmen på min {product} mötte en grindstolpe och förlorade.",
        ),
        details=(
            "Numret på den gamla delen går knappt att läsa.",
            "Butiken i {city} hade {number} stycken, alla till den äldre modellen.",
        ),
        requests=("Finns den i lager, och vad kostar den?", "Vilket artikelnummer gäller?"),
    ),
    Topic.ADVICE: Subject(
        titles=("Vilken storlek?", "Fråga före köp"),
        openings=(
            "Jag funderar på en {product} till jobbet, {number} kilometer enkel väg.",
            "Jag är 1,7{number} lång och hamnar mellan två storlekar på {product}.",
        ),
        details=(
            "Det är en brant backe på slutet, och jag vill komma fram utan dusch.",
            "Den ska bäras upp två trappor, så vikten spelar roll.",
        ),
        requests=("Vad rekommenderar ni?", "Kan jag provcykla nära {city}?"),
    ),
    Topic.STOCK: Subject(
        titles=("När kommer {product} in?", "Finns den i {city}?"),
        openings=(
            "{product} i mörkgrönt har varit slut i {number} veckor.",
            "Enligt sajten finns {product} i {city}, men butiken säger nej.",
        ),
        details=("Alla färger utom orange går bra.", "Jag fick aldrig någon avisering."),
        requests=("När väntar ni nya?", "Kan jag boka en?"),
    ),
    Topic.CHANGE: Subject(
        titles=("Ändra order {order}", "Fel adress"),
        openings=(
            "Jag lade order {order} den {date} och angav min gamla adress.",
            "Jag måste avbeställa {order}, min fru hade beställt samma överraskning.",
        ),
        details=(
            "Den nya adressen är i {city}, där någon är hemma hela dagen.",
            "Enligt bekräftelsen packas den inom {number} dagar.",
        ),
        requests=("Säg till om det går.", "Går det utan ny betalning?"),
    ),
    Topic.ACCOUNT: Subject(
        titles=("Kan inte logga in", "Nyhetsbrevet"),
        openings=(
            "Jag har inte kommit in på kontot sedan {date}; koden kommer aldrig.",
            "Jag har avslutat nyhetsbrevet {number} gånger och får det ändå.",
        ),
        details=(
            "I skräpposten fanns bara skräp.",
            "Cykeln är begagnad, och förra ägaren ser var jag cyklar.",
        ),
        requests=("Kan ni hjälpa mig in igen?", "Vilka uppgifter har ni om mig?"),
    ),
    Topic.PRAISE: Subject(
        titles=("Tack!", "Toppenservice i {city}"),
        openings=(
            "Jag vill bara tacka den som lagade min {product} den {date}.",
            "Min {product} har nu gått {number} tusen kilometer utan ett enda fel.",
        ),
        details=(
            "De putsade till och med kedjan.",
            "Sådan hjälp hittar man inte på många ställen.",
        ),
        requests=("Hälsa mekanikerna!", "Fortsätt så."),
    ),
    Topic.IDEA: Subject(
        titles=("En idé om {product}", "Cyklar till företaget"),
        openings=(
            "Det vore fint om {product} hade en riktig ringklocka.",
            "Vi är {number} anställda i {city} och vill gärna leasa cyklar.",
        ),
        details=(
            "Jag har frågat i cykelklubben, och alla vill ha det.",
            "En konkurrent gör det, men jag handlar hellre hos er.",
        ),
        requests=("Vem kan jag prata med?", "Skicka gärna vidare."),
    ),
}

SWEDISH: Final = Phrasebook(
    language="sv",
    greetings=_GREETINGS,
    closings=_CLOSINGS,
    asides=_ASIDES,
    date="{day} {month}",
    months=(
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ),
    subjects=_SUBJECTS,
)
