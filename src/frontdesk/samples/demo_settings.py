"""Nordlys Bikes: who works there, and how the desk is set up."""

from typing import Final

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.people.enums import Role
from frontdesk.samples.demo import DemoCategory, DemoField, DemoTeammate
from frontdesk.samples.vocabulary import PRODUCTS, REGIONS


def _teammate(name: str, key: str, role: Role = Role.AGENT) -> DemoTeammate:
    return DemoTeammate(name=name, email=f"{key}@nordlys.example", role=role)


DEMO_TEAM: Final = (
    _teammate("Ingrid Solberg", "ingrid", Role.ADMIN),  # runs the desk
    _teammate("Mats Bakken", "mats", Role.ADMIN),  # computers
    _teammate("Aisha Rahimi", "aisha"),  # parcels
    _teammate("Jonas Lie", "jonas"),  # workshop in Oslo
    _teammate("Per Arne Strand", "perarne"),  # workshop in Bergen
    _teammate("Silje Haugen", "silje"),  # invoices
    _teammate("Tomasz Zieliński", "tomasz"),  # spare parts
    _teammate("Greta Vogel", "greta"),  # writes German
    _teammate("Yuki Tanabe", "yuki"),  # the web shop, writes Japanese
    _teammate("Oda Nilsen", "oda"),  # in her second week
    _teammate("Henrik Falk", "henrik", Role.READ_ONLY_USER),  # designs the bikes
    _teammate("Liv Moestue", "liv", Role.READ_ONLY_USER),  # founded the firm
)

DEMO_CATEGORIES: Final = (
    DemoCategory(name="Orders", can_be_chosen=False),
    DemoCategory(name="Delivery", parent="Orders"),
    DemoCategory(name="Returns", parent="Orders"),
    DemoCategory(name="Invoices", parent="Orders"),
    DemoCategory(name="Workshop", can_be_chosen=False),
    DemoCategory(name="Warranty", parent="Workshop"),
    DemoCategory(name="Technical faults", parent="Workshop"),
    DemoCategory(name="Spare parts", parent="Workshop"),
    DemoCategory(name="Safety recall", parent="Workshop", is_hidden=True),
    DemoCategory(name="Product advice"),
    DemoCategory(name="Availability"),
    DemoCategory(name="Companies and press"),
    DemoCategory(name="Praise and ideas"),
)

DEMO_FIELDS: Final = (
    DemoField(name="Order number", type=CustomFieldType.TEXT, placeholder="NB-1234567"),
    DemoField(name="Model", type=CustomFieldType.DROPDOWN, possible_values=PRODUCTS),
    DemoField(name="Region", type=CustomFieldType.REGION, possible_values=REGIONS),
    DemoField(name="VIP customer", type=CustomFieldType.CHECKBOX),
    DemoField(name="Purchase date", type=CustomFieldType.DATE),
    DemoField(name="Kilometres", type=CustomFieldType.NUMBER, placeholder="as on the display"),
    DemoField(
        name="Affected parts",
        type=CustomFieldType.MULTI_SELECT,
        possible_values=(
            "Frame",
            "Fork",
            "Wheels",
            "Brakes",
            "Gears",
            "Motor",
            "Battery",
            "Lights",
        ),
    ),
)

DEMO_TAGS: Final = (
    "urgent",
    "waiting for parts",
    "waiting for carrier",
    "callback",
    "photo received",
    "goodwill",
    "regular customer",
    "vip",
    "e-bike",
    "battery",
    "brakes",
    "wheels",
    "frame",
    "child seat",
    "cargo box",
    "insurance",
    "theft",
    "leasing",
    "gift",
    "wrong item",
    "damaged in transit",
    "customs",
    "refund due",
    "safety",
    "accessibility",
    "press",
    "social media",
    "for the newsletter",
)
