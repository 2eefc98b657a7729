"""Texts that must say something, as the API's description shows them.

The nouns check them; nothing is checked here.
"""

from typing import Annotated

from msgspec import Meta

from frontdesk.tags.tagging import LONGEST_NAME, MOST_TAGS

_NOT_BLANK = r"\S"

Message = Annotated[str, Meta(extra_json_schema={"pattern": _NOT_BLANK})]
Tag = Annotated[str, Meta(extra_json_schema={"pattern": _NOT_BLANK, "maxLength": LONGEST_NAME})]
Tags = Annotated[list[Tag], Meta(extra_json_schema={"maxItems": MOST_TAGS})]
