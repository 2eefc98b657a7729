"""Every part of the inbox on made-up pages, through the templates and macros of the real ones.

They show what a part looks like before and after a change, and how its markup is written.
"""

from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

import frontdesk.inbox
from frontdesk.inbox.icons import drawing_of, icon_drawings
from frontdesk.inbox.table_cells import name_cells

INBOX: Final = Path(frontdesk.inbox.__file__).parent
TEMPLATES: Final = INBOX / "templates"
ASSETS: Final = INBOX / "assets"
SHOWCASE: Final = Path(__file__).with_name("showcase")

PAGES: Final = ("stylesheet", "tickets", "empty", "settings", "sign_in", "error")


@dataclass(frozen=True)
class Showcase:
    """`density` and `theme` are those of the teammate whom the pages are made for."""

    theme: str = "auto"
    density: str = "comfortable"
    environment: Environment = field(init=False, default_factory=lambda: _environment())

    def render(self, page: str, **context: object) -> str:
        me = PEOPLE[0] | {"theme": self.theme, "density": self.density}
        visit = SimpleNamespace(
            locale="en",
            community={"name": "Nordlys Bikes"},
            teammate=me,
            signed_in=me,
            query_value=lambda name: None,
            now=0,
            may=lambda permission: True,
        )
        self.environment.globals["visit"] = visit
        template = self.environment.get_template(f"{page}.html")
        return template.render(_things() | context)


def icons() -> list[str]:
    return list(icon_drawings())


def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(TEMPLATES), FileSystemLoader(SHOWCASE)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.do"],
    )
    environment.globals |= {
        "_": lambda text, **values: Markup(text) % values,  # noqa: S704 # our own words
        "drawing": drawing_of,
        "asset": lambda name: f"/assets/{name}",
        "link": lambda path, **query: f"/inbox/nordlys{path}",
        "csrf_token": lambda: "token",
        "csrf_field": lambda: Markup('<input type="hidden" name="csrf_token" value="token">'),
    }
    environment.filters["name_cells"] = name_cells
    environment.filters["ago"] = lambda _: Markup(
        '<time datetime="2026-12-18T19:05:00Z">5 minutes ago</time>'
    )
    return environment


def _person(name: str, number: int) -> dict[str, Any]:
    address = f"{name.split()[0].lower()}@nordlys.example"
    return {"name": name, "email": address, "person_id": {"int": number}}


def _ticket(who: str, when: str, subject: str, peek: str, category: str, **more: object) -> Any:
    given = {"who": who, "when": when, "subject": subject, "peek": peek, "category": category}
    usual: dict[str, object] = {
        "id": len(subject),
        "status": "open",
        "unread": False,
        "late": False,
        "count": None,
        "tags": (),
        "assignee": None,
    }
    return usual | given | more


def _things() -> dict[str, Any]:
    return {
        "five_minutes_ago": 0,
        "icons": icons(),
        "people": PEOPLE,
        "views": VIEWS,
        "tickets": TICKETS,
        "toast": None,
        "status": 404,
        "title": "There is nothing here",
        "advice": "The ticket may have been removed, or the address was cut short.",
    }


TEAM: Final = ("Ingrid Solberg", "Terje Kvam", "Anne-Lise Østby", "Yusuf Demir")
PEOPLE: Final = [_person(name, number) for number, name in enumerate(TEAM)]
VIEWS: Final = (
    ("Mine", "7", False, False),
    ("Unassigned", "23", True, False),
    ("All open", "118", False, False),
    ("Waiting for customer", "64", False, False),
    ("Expired", "5", False, True),
    ("Mentions", "1", False, False),
    ("Drafts", "2", False, False),
    ("Completed", "", False, False),
    ("Spam", "", False, False),
)
TICKETS: Final = (
    _ticket(
        "Bill Smith",
        "3 h 12 min",
        "New car price list.",
        "Hello I want to buy a new car, how can I get a price list?",
        "Customers",
        late=True,
        unread=True,
        tags=("urgent",),
    ),
    _ticket(
        "Robert Baker",
        "17:21",
        "Cat is ill",
        "Thank you, that helps. Could you also tell me whether the vet is open on Sunday?",
        "Other cases",
        unread=True,
        count=3,
    ),
    _ticket(
        "Anne-Lise Østby",
        "16:58",
        "Sykkelen har ikke kommet",
        "Hei! Jeg bestilte en Nordlys 4 for to uker siden, og sporingen står stille.",
        "Customers",
        tags=("delivery",),
    ),
    _ticket(
        "Mikkel Aas, Aas Sport AS",
        "15:40",
        "Re: Framework agreement 2027",
        "We can accept the delivery terms, with one change in § 4 that we talked about.",
        "Press and partners",
        status="pending",
        count=6,
        tags=("b2b",),
        assignee=PEOPLE[1],
    ),
    _ticket(
        "Yusuf Demir",
        "14:02",
        "Creaking bottom bracket after 200 km",
        "I attached a video. It starts when I stand up on the pedals and goes on for a while.",
        "Warranty",
        assignee=PEOPLE[2],
    ),
    _ticket(
        "Elena Petrova",
        "13:15",
        "Invoice with VAT number",
        "Perfect, got it. Have a nice day!",
        "Billing",
        status="completed",
        assignee=PEOPLE[0],
    ),
    _ticket(
        "@fjellrytter",
        "11:47",
        "Comment on “Autumn colours”",
        "Does the green one come in 54 cm?",
        "Customers",
    ),
)
