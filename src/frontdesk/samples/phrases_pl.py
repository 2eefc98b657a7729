"""Polish phrases."""

from typing import Final

from frontdesk.samples.phrases import Phrasebook, Subject, Topic

_GREETINGS: Final = ("Dzień dobry,", "Witam,", "Szanowni Państwo,", "Cześć,")
_CLOSINGS: Final = (
    "Pozdrawiam\n{name}",
    "Z poważaniem\n{name}",
    "Z góry dziękuję!\n{name}, {city}",
)
_ASIDES: Final = (
    "Jeżdżę na Państwa rowerach od lat i nigdy nie musiałem pisać.",
    "Numer zamówienia to {order}, gdyby był potrzebny.",
    "Bez roweru nie dojadę do pracy, więc trochę się spieszę.",
    "Pisałem już o tym wcześniej, ale wiadomość chyba zaginęła.",
    "Przez telefon poddałem się po {number} minutach muzyki akordeonowej.",
)
_SUBJECTS: Final = {
    Topic.DELIVERY: Subject(
        titles=("Gdzie jest zamówienie {order}?", "Dostawa {product}"),
        openings=(
            "Rower {product} zamówiłem {date} i do dziś nie dotarł.",
            "Status zamówienia {order} nie zmienia się od {number} dni.",
        ),
        details=("Przewoźnik twierdzi, że czeka na Państwa.",),
        requests=("Czy mogą Państwo sprawdzić, gdzie jest paczka?",),
    ),
    Topic.RETURN: Subject(
        titles=("Zwrot zamówienia {order}",),
        openings=("Chciałbym zwrócić rower {product}, który dotarł {date}.",),
        details=("Przejechał jedną rundę wokół bloku i jest jak nowy.",),
        requests=("Jak to zrobić i kto płaci za wysyłkę?",),
    ),
    Topic.WARRANTY: Subject(
        titles=("Gwarancja na {product}",),
        openings=("Na ramie mojego roweru {product} pojawiło się pęknięcie lakieru.",),
        details=("Kupiłem go jako nowy, zamówienie {order}, zdjęcia w załączniku.",),
        requests=("Czy obejmuje to gwarancja?",),
    ),
    Topic.FAULT: Subject(
        titles=("Silnik się wyłącza", "Błąd E{number} na wyświetlaczu"),
        openings=(
            "Silnik w rowerze {product} wyłącza się po {number} minutach.",
            "Przedni hamulec w rowerze {product} brzmi jak niezadowolona gęś.",
        ),
        details=("Wyłączenie i włączenie pomaga do następnej górki.",),
        requests=("Czy mogę coś sprawdzić sam w domu?",),
    ),
    Topic.INVOICE: Subject(
        titles=("Faktura do {order}", "Podwójna płatność"),
        openings=("Za zamówienie {order} pobrano opłatę dwa razy, dnia {date}.",),
        details=("Kwoty zgadzają się co do grosza.",),
        requests=("Proszę o sprawdzenie i poprawną fakturę.",),
    ),
    Topic.PART: Subject(
        titles=("Część do {product}",),
        openings=("Szukam haka przerzutki do roweru {product}.",),
        details=("Numer na starej części jest prawie nieczytelny.",),
        requests=("Czy jest w magazynie i ile kosztuje z wysyłką?",),
    ),
    Topic.ADVICE: Subject(
        titles=("Jaki rozmiar?", "Pytanie przed zakupem"),
        openings=("Mam 1,7{number} m wzrostu i waham się między rozmiarami {product}.",),
        details=("Na końcu trasy jest stromy podjazd.",),
        requests=("Co Państwo polecają?",),
    ),
    Topic.STOCK: Subject(
        titles=("Kiedy wróci {product}?",),
        openings=("Zielony {product} jest niedostępny od {number} tygodni.",),
        details=("Każdy kolor oprócz pomarańczowego będzie dobry.",),
        requests=("Kiedy spodziewają się Państwo dostawy?",),
    ),
    Topic.CHANGE: Subject(
        titles=("Zmiana zamówienia {order}",),
        openings=("W zamówieniu {order} z dnia {date} podałem stary adres.",),
        details=("Pod nowym adresem zawsze ktoś jest w domu.",),
        requests=("Czy można to jeszcze zmienić?",),
    ),
    Topic.ACCOUNT: Subject(
        titles=("Nie mogę się zalogować",),
        openings=("Od {date} nie mogę się zalogować, kod w ogóle nie przychodzi.",),
        details=("W spamie był tylko spam.",),
        requests=("Proszę o pomoc.",),
    ),
    Topic.PRAISE: Subject(
        titles=("Dziękuję!",),
        openings=("Mój {product} przejechał już {number} tysięcy kilometrów bez usterki.",),
        details=("W warsztacie wyczyszczono mi nawet łańcuch.",),
        requests=("Proszę podziękować mechanikom.",),
    ),
    Topic.IDEA: Subject(
        titles=("Pomysł na {product}",),
        openings=("Byłoby świetnie, gdyby {product} miał porządny dzwonek.",),
        details=("W naszym klubie rowerowym wszyscy by tego chcieli.",),
        requests=("Czy można to przekazać dalej?",),
    ),
}

POLISH: Final = Phrasebook(
    language="pl",
    greetings=_GREETINGS,
    closings=_CLOSINGS,
    asides=_ASIDES,
    date="{day} {month}",
    months=(
        "stycznia",
        "lutego",
        "marca",
        "kwietnia",
        "maja",
        "czerwca",
        "lipca",
        "sierpnia",
        "września",
        "października",
        "listopada",
        "grudnia",
    ),
    subjects=_SUBJECTS,
)
