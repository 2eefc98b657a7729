"""German phrases."""

from typing import Final

from frontdesk.samples.phrases import Phrasebook, Subject, Topic

_GREETINGS: Final = (
    "Guten Tag,",
    "Hallo,",
    "Sehr geehrte Damen und Herren,",
    "Liebes Nordlys-Team,",
    "Moin,",
)
_CLOSINGS: Final = (
    "Mit freundlichen Grüßen\n{name}",
    "Viele Grüße aus {city}\n{name}",
    "Beste Grüße, {name}",
    "Vielen Dank im Voraus!\n{name}",
    "MfG\n{name}",
)
_ASIDES: Final = (
    "Ich fahre seit {number} Jahren Ihre Räder und hatte noch nie Anlass zu schreiben.",
    "Am Telefon habe ich nach {number} Minuten Akkordeonmusik aufgegeben.",
    "Sie erreichen mich am besten nach 16 Uhr.",
    "Meine Nachbarin hat dasselbe Modell und keinerlei Ärger damit.",
    "Ich wohne in {city}, falls das eine Rolle spielt.",
    "Ohne das Rad komme ich nicht zur Arbeit, daher eilt es ein wenig.",
    "In den Hilfeseiten habe ich nichts Passendes gefunden.",
    "Die Bestellnummer lautet {order}.",
    "Dazu hatte ich Ihnen schon am {date} geschrieben, leider ohne Antwort.",
    "Entschuldigen Sie die Länge, ich wollte nichts auslassen.",
)
_SUBJECTS: Final = {
    Topic.DELIVERY: Subject(
        titles=("Wo bleibt Bestellung {order}?", "Lieferung {product}", "Paket nicht angekommen"),
        openings=(
            "am {date} habe ich ein {product} bestellt, das bis heute nicht in {city} ist.",
            "die Sendung {order} steht seit {number} Tagen unverändert im Verteilzentrum.",
            "die Lieferung {order} war für den {date} angekündigt, es kam aber niemand.",
        ),
        details=(
            "Die Spedition sagt, sie warte auf Sie, und Sie warten wohl auf die Spedition.",
            "Ich habe mir zweimal freigenommen, um sie anzunehmen.",
            "Die Pedale sind da, das Fahrrad fehlt.",
        ),
        requests=(
            "Können Sie bitte klären, wo die Sendung ist?",
            "Soll ich weiter warten oder stornieren?",
        ),
    ),
    Topic.RETURN: Subject(
        titles=("Rücksendung {order}", "Widerruf", "Wann kommt die Erstattung?"),
        openings=(
            "ich möchte das {product}, das am {date} ankam, gerne zurückgeben.",
            "vor {number} Tagen habe ich die Bestellung {order} zurückgeschickt.",
        ),
        details=(
            "Es wurde einmal um den Block gefahren und ist so sauber wie zuvor.",
            "Das Etikett in der Kiste gilt für ein anderes Land.",
            "Auf meinem Konto ist noch nichts eingegangen.",
        ),
        requests=(
            "Wie gehe ich vor, und wer trägt die Versandkosten?",
            "Bitte bestätigen Sie mir den Eingang.",
        ),
    ),
    Topic.WARRANTY: Subject(
        titles=("Garantiefall {product}", "Riss im Rahmen?", "Ist das ein Garantiefall?"),
        openings=(
            "am Tretlager meines {product} ist ein Riss im Lack zu sehen.",
            "das Hinterrad meines {product} hat seit dem {date} {number} Speichen verloren.",
        ),
        details=(
            "Gekauft habe ich es neu, Bestellung {order}, alle Inspektionen sind gemacht.",
            "Bergauf knarzt es, und vor dem Winter tat es das nicht.",
            "Fotos liegen bei, die Münze zeigt die Größe.",
        ),
        requests=(
            "Ist das abgedeckt, und darf ich bis dahin damit fahren?",
            "Wohin kann ich es zur Prüfung bringen?",
        ),
    ),
    Topic.FAULT: Subject(
        titles=("Motor setzt aus", "Fehler E{number} im Display", "{product}: Bremse quietscht"),
        openings=(
            "der Motor meines {product} setzt nach etwa {number} Minuten aus.",
            "seit dem {date} zeigt das Display meines {product} nur noch einen Fehler.",
            "die Vorderbremse meines {product} klingt wie eine unzufriedene Gans.",
        ),
        details=(
            "Aus- und Einschalten hilft bis zum nächsten Hügel.",
            "Abends ist der Akku voll, morgens halb leer.",
            "Bei Regen ist es schlimmer.",
        ),
        requests=(
            "Ist das bekannt, und kann ich selbst etwas versuchen?",
            "Bekomme ich noch diese Woche einen Termin in der Werkstatt?",
        ),
    ),
    Topic.INVOICE: Subject(
        titles=("Rechnung zu {order}", "Doppelt abgebucht", "Beleg für die Versicherung"),
        openings=(
            "für die Bestellung {order} wurde am {date} doppelt abgebucht.",
            "ich brauche zur Bestellung {order} eine Rechnung auf unsere Firma.",
            "ich habe eine Mahnung zu einer Rechnung, die ich am {date} bezahlt habe.",
        ),
        details=(
            "Die Beträge stimmen auf den Cent überein, eine Gebühr kann es also nicht sein.",
            "Unsere Buchhaltung lässt die Bestellbestätigung nicht gelten.",
            "Der Rabatt von {number} Prozent fehlt.",
        ),
        requests=(
            "Bitte prüfen Sie das und schicken mir eine korrigierte Rechnung.",
            "Können Sie sie als PDF an diese Adresse schicken?",
        ),
    ),
    Topic.PART: Subject(
        titles=("Ersatzteil für {product}", "Schaltauge gesucht"),
        openings=(
            "ich suche ein Schaltauge für mein {product}, gekauft am {date}.",
            "das Schutzblech meines {product} hat gegen einen Torpfosten verloren.",
        ),
        details=(
            "Die Nummer auf dem alten Teil ist kaum noch zu lesen.",
            "Der Laden in {city} hatte {number} davon, alle für das ältere Modell.",
        ),
        requests=(
            "Haben Sie es auf Lager, und was kostet es mit Versand?",
            "Welche Artikelnummer muss ich bestellen?",
        ),
    ),
    Topic.ADVICE: Subject(
        titles=("Welche Größe?", "{product} oder ein anderes?", "Frage vor dem Kauf"),
        openings=(
            "ich überlege, mir für {number} Kilometer Arbeitsweg ein {product} zu kaufen.",
            "mit 1,7{number} Metern liege ich beim {product} zwischen zwei Größen.",
        ),
        details=(
            "Am Ende kommt ein steiler Berg, und ich möchte ohne Dusche ankommen.",
            "Es muss zwei Treppen hinauf, das Gewicht zählt also.",
        ),
        requests=("Was empfehlen Sie?", "Kann ich eines in der Nähe von {city} probefahren?"),
    ),
    Topic.STOCK: Subject(
        titles=("Wann gibt es das {product} wieder?", "Verfügbar in {city}?"),
        openings=(
            "das {product} in Dunkelgrün ist seit {number} Wochen ausverkauft.",
            "laut Website ist das {product} in {city} vorrätig, laut Laden nicht.",
        ),
        details=(
            "Jede Farbe außer Orange wäre recht.",
            "Die Benachrichtigung per E-Mail kam nie an.",
        ),
        requests=("Wann erwarten Sie neue?", "Kann ich eines zurücklegen lassen?"),
    ),
    Topic.CHANGE: Subject(
        titles=("Bestellung {order} ändern", "Falsche Adresse", "Storno {order}"),
        openings=(
            "bei Bestellung {order} vom {date} habe ich die alte Adresse angegeben.",
            "bitte stornieren Sie {order}, meine Frau hatte dieselbe Überraschung bestellt.",
        ),
        details=(
            "Die neue Adresse ist in {city}, dort ist den ganzen Tag jemand zu Hause.",
            "Laut Bestätigung wird innerhalb von {number} Tagen gepackt.",
        ),
        requests=("Bitte bestätigen Sie mir die Änderung.", "Geht das ohne neue Zahlung?"),
    ),
    Topic.ACCOUNT: Subject(
        titles=("Anmeldung klappt nicht", "Konto löschen", "Newsletter"),
        openings=(
            "seit dem {date} komme ich nicht mehr in mein Konto, der Code kommt nie an.",
            "trotz {number} Abmeldungen bekomme ich weiterhin den Newsletter.",
        ),
        details=(
            "Im Spam-Ordner war nur Spam.",
            "Das Rad ist gebraucht, und der Vorbesitzer sieht noch, wo ich fahre.",
        ),
        requests=("Bitte helfen Sie mir weiter.", "Welche Daten haben Sie über mich gespeichert?"),
    ),
    Topic.PRAISE: Subject(
        titles=("Danke!", "Toller Service in {city}"),
        openings=(
            "vielen Dank an alle, die am {date} mein {product} repariert haben.",
            "mein {product} hat jetzt {number} tausend Kilometer ohne jeden Fehler hinter sich.",
        ),
        details=(
            "Sogar die Kette war geputzt, das habe ich selbst noch nie geschafft.",
            "So eine Hilfe findet man nicht mehr oft.",
        ),
        requests=("Bitte richten Sie das der Werkstatt aus.", "Machen Sie einfach weiter so."),
    ),
    Topic.IDEA: Subject(
        titles=("Idee zum {product}", "Räder für unsere Firma"),
        openings=(
            "schön wäre, wenn das {product} eine richtige Klingel hätte.",
            "wir sind ein Büro mit {number} Leuten in {city} und möchten Räder leasen.",
        ),
        details=(
            "Im Radverein haben alle gesagt, dass sie das wollen.",
            "Ein Mitbewerber macht es, ich kaufe aber lieber bei Ihnen.",
        ),
        requests=("An wen kann ich mich wenden?", "Geben Sie das bitte weiter?"),
    ),
}

GERMAN: Final = Phrasebook(
    language="de",
    greetings=_GREETINGS,
    closings=_CLOSINGS,
    asides=_ASIDES,
    date="{day}. {month}",
    months=(
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ),
    subjects=_SUBJECTS,
)
