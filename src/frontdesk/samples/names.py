"""Names that people of each language bear; for other scripts `name/latin` says how to spell it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Name:
    """A name, and its form for the left side of an e-mail address."""

    shown: str
    latin: str


_LATIN: Final = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "ð": "d", "'": ""})


def _named(words: str) -> Sequence[Name]:
    return tuple(_name(word) for word in words.split())


def _name(word: str) -> Name:
    shown, _, latin = word.partition("/")
    plain = unicodedata.normalize("NFKD", (latin or shown).lower().translate(_LATIN))
    return Name(shown, plain.encode("ascii", "ignore").decode())


GIVEN: Final[Mapping[str, Sequence[Name]]] = {
    "en": _named(
        "Amelia Oliver Grace Jack Priya Thomas Sophie Daniel Chloe Samuel Aisha William Ruby Joseph"
        " Hannah Marcus Niamh Ethan Olivia Callum Zara Henry Megan Dev Laura Patrick Imogen Kwame"
    ),
    "no": _named(
        "Ingrid Lars Kari Ole Sigrid Håkon Astrid Magnus Solveig Jonas Marte Eirik Tuva Sindre Åse"
        " Bjørn Line Torstein Hedda Øyvind Amina Mohammed Ragnhild Even Guro Pål Silje Kjetil"
    ),
    "de": _named(
        "Anna Lukas Katharina Jürgen Sabine Felix Leonie Matthias Jörg Greta Stefan Miriam Tobias"
        " Heike Emre Franziska Björn Ute Moritz Käthe Dieter Lena Yusuf Theresa"
    ),
    "sv": _named(
        "Elsa Erik Maja Oskar Astrid Gustav Linnéa Nils Åsa Johan Ebba Björn Karin Anders Saga Leif"
        " Märta Hugo Samira Per"
    ),
    "es": _named(
        "Lucía Javier Carmen Andrés María Pablo Sofía Diego Inés Álvaro Marta Íñigo Rocío Hugo"
    ),
    "pl": _named(
        "Agnieszka Piotr Katarzyna Michał Zofia Tomasz Małgorzata Paweł Łucja Jakub Ewa Wojciech"
    ),
    "ja": _named(
        "陽子/yoko 健太/kenta 美咲/misaki 大輔/daisuke さくら/sakura 翔/sho 結衣/yui 直樹/naoki"
        " 真由美/mayumi 拓也/takuya"
    ),
}

FAMILY: Final[Mapping[str, Sequence[Name]]] = {
    "en": _named(
        "Smith Patel Jones O'Brien Taylor Okafor Walker Hughes Clarke MacLeod Evans Khan Wright"
        " Bennett Murphy Foster Campbell Ward Turner Hill Reid Doyle Fletcher Nwosu Barker Lloyd"
    ),
    "no": _named(
        "Hansen Johansen Olsen Larsen Berg Dahl Lie Moen Sæther Strand Bakke Solberg Kvamme Ødegård"
        " Myhre Aas Brekke Haugland Tveit Nguyen Hussain Fjeld Løken Sandvik Eide Viken"
    ),
    "de": _named(
        "Müller Schmidt Schneider Weber Wagner Becker Hoffmann Schäfer Koch Bauer Richter Wolf"
        " Schröder Neumann Zimmermann Krüger Aydin Vogel Groß Lehmann Kühn Sommer"
    ),
    "sv": _named(
        "Andersson Johansson Karlsson Nilsson Lindqvist Sjöberg Åkesson Bergström Ek Holm Sundström"
        " Öberg Wallin Nyström Hägg Forsberg"
    ),
    "es": _named("García Fernández Martínez Muñoz Ibáñez Romero Ortega Castro Peña Vidal Navarro"),
    "pl": _named("Nowak Kowalski Wiśniewski Wójcik Kamiński Zieliński Dąbrowski Mazur Król Pawlak"),
    "ja": _named(
        "佐藤/sato 鈴木/suzuki 高橋/takahashi 田中/tanaka 渡辺/watanabe 山本/yamamoto"
        " 小林/kobayashi 加藤/kato 松本/matsumoto"
    ),
}

CITIES: Final[Mapping[str, Sequence[str]]] = {
    "en": ("London", "Bristol", "Leeds", "Edinburgh", "Dublin", "York", "Cardiff", "Boston"),
    "no": ("Oslo", "Bergen", "Trondheim", "Tromsø", "Ålesund", "Bodø", "Hamar", "Kristiansand"),
    "de": ("Berlin", "Hamburg", "München", "Köln", "Münster", "Leipzig", "Freiburg", "Bremen"),
    "sv": ("Stockholm", "Göteborg", "Malmö", "Uppsala", "Umeå", "Örebro"),
    "es": ("Madrid", "Bilbao", "Sevilla", "Valencia", "Vitoria"),
    "pl": ("Kraków", "Gdańsk", "Wrocław", "Poznań", "Łódź"),
    "ja": ("東京", "京都", "札幌", "名古屋"),
}

LANGUAGE_NAMES: Final[Mapping[str, str]] = {
    "en": "English",
    "no": "Norwegian",
    "de": "German",
    "sv": "Swedish",
    "es": "Spanish",
    "pl": "Polish",
    "ja": "Japanese",
}
