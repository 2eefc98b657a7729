"""`make messages`: brings the catalogues of the languages up to what the pages say.

New texts come to the end of a catalogue, without translation; texts that no page says any more go.
What is there keeps its place, so that several people can add theirs.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import generate_po, read_po

from frontdesk.accounts.enums import Locale
from frontdesk.inbox.translations import DOMAIN, catalogue_file

PACKAGE: Final = Path(__file__).parent

_METHODS: Final = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
_OPTIONS: Final = {"**/templates/**.html": {"extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}}
_KEYWORDS: Final = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
_HEADER: Final = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

Message = str | tuple[str, str]


def main() -> None:
    said = list(extract())
    for locale in Locale:
        if locale is not Locale.ENGLISH:
            _bring_up_to_date(locale, said)


def extract() -> Iterator[Message]:
    """Every text that a page may say, once."""
    found = extract_from_dir(PACKAGE, _METHODS, _OPTIONS, _KEYWORDS)
    texts = ((one[0], one[1]) if isinstance(one, tuple) else one for _, _, one, _, _ in found)
    yield from dict.fromkeys(texts)


def read_catalogue(locale: Locale) -> Catalog:
    path = catalogue_file(locale)
    if not path.exists():
        return Catalog(locale=locale.value, domain=DOMAIN)
    with path.open("rb") as file:
        return read_po(file, locale=locale.value, domain=DOMAIN)


def untranslated(locale: Locale) -> list[str]:
    """What is said, but not in this language."""
    catalogue = read_catalogue(locale)
    return [_key(message) for message in extract() if not _is_translated(catalogue, message)]


def outdated(locale: Locale) -> list[str]:
    """What is translated, but said no more."""
    said = {_key(message) for message in extract()}
    known = (m.id if isinstance(m.id, str) else m.id[0] for m in read_catalogue(locale))
    return [text for text in known if text and text not in said]


def _is_translated(catalogue: Catalog, message: Message) -> bool:
    found = catalogue.get(_key(message))
    if found is None or found.fuzzy or not found.string:
        return False
    return isinstance(message, str) or all(found.string)


def _bring_up_to_date(locale: Locale, said: list[Message]) -> None:
    catalogue = read_catalogue(locale)
    for text in outdated(locale):
        catalogue.delete(text)
    for message in said:
        if catalogue.get(_key(message)) is None:
            catalogue.add(message)
    _write(locale, catalogue)
    missing = untranslated(locale)
    print(f"{locale.value}: {len(said)} texts, {len(missing)} of them not translated")
    for text in missing:
        print(f"  {text}")


def _write(locale: Locale, catalogue: Catalog) -> None:
    lines = generate_po(catalogue, no_location=True, omit_header=True, width=100)
    text = _HEADER.format(language=locale.value) + "".join(lines).strip() + "\n"
    path = catalogue_file(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _key(message: Message) -> str:
    return message[0] if isinstance(message, tuple) else message


if __name__ == "__main__":
    main()
