"""What holds for every template, style and script, whoever wrote it."""

import re
from pathlib import Path

from tests.inbox.showcase import ASSETS, TEMPLATES, icons

# Comments may show markup.
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
INLINE = re.compile(r"""\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|hx-on|["']js:""")
ICON = re.compile(r"""icon\("([a-z-]+)"|icon_name="([a-z-]+)\"""")


def test_no_template_has_style_or_script_in_it() -> None:
    found = {
        name: INLINE.findall(text) for name, text in templates().items() if INLINE.search(text)
    }
    assert found == {}


def test_every_icon_that_a_template_names_is_drawn() -> None:
    named = {"".join(pair) for text in templates().values() for pair in ICON.findall(text)}
    assert named - set(icons()) == set()


def test_every_style_and_every_script_is_in_the_bundle() -> None:
    # Letters are documents of their own, in frames: their style is served by itself.
    entries = {"inbox.css", "letter.css"}
    assert imported("css") == {path.name for path in (ASSETS / "css").glob("*.css")} - entries
    assert imported("js") == {path.name for path in (ASSETS / "js").glob("*.js")} - {"inbox.js"}


def templates() -> dict[str, str]:
    return {
        str(path.relative_to(TEMPLATES)): COMMENT.sub("", path.read_text())
        for path in TEMPLATES.rglob("*.html")
    }


def imported(kind: str) -> set[str]:
    """Files that the entry names, and those that the files beside it name."""
    texts = [path.read_text() for path in (ASSETS / kind).glob(f"*.{kind}")]
    return {Path(name).name for text in texts for name in re.findall(r'"\./([^"]+)"', text)}
