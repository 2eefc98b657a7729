"""The things that made-up tickets speak of: products, categories, fields, tags, channels."""

from dataclasses import dataclass
from typing import Final

from frontdesk.samples.dice import weighted
from frontdesk.samples.phrases import Topic
from frontdesk.tickets.enums import Sentiment, TicketSource

PRODUCTS: Final = (
    "Byfly",
    "Byfly Step",
    "Fjord 2",
    "Vidde E+",
    "Tind 29",
    "Skog Gravel",
    "Kyst Touring",
    "Havn Cargo",
    "Polar Fat",
    "Lyn Kids 20",
)

REGIONS: Final = (
    "Oslo",
    "Eastern Norway",
    "Western Norway",
    "Central Norway",
    "Northern Norway",
    "Sweden",
    "Germany",
    "United Kingdom",
    "Rest of Europe",
    "Rest of the world",
)

SHOPS: Final = (
    "Oslo Grønland",
    "Oslo Majorstuen",
    "Bergen",
    "Trondheim",
    "Stavanger",
    "Tromsø",
    "Göteborg",
    "Berlin",
    "Hamburg",
    "Online shop",
)

CAMPAIGNS: Final = ("Spring service", "Winter tyres", "Newsletter", "Bike to work", "Black Week")

# What each topic is filed under: mostly the first, now and then the second.
CATEGORIES_OF_TOPIC: Final = {
    Topic.DELIVERY: ("Delivery", "Lost parcels"),
    Topic.RETURN: ("Returns", "Refunds"),
    Topic.WARRANTY: ("Warranty", "Repairs"),
    Topic.FAULT: ("Technical faults", "App and firmware"),
    Topic.INVOICE: ("Invoices", "Payments"),
    Topic.PART: ("Spare parts", "Accessories"),
    Topic.ADVICE: ("Product advice", "Sizes and fit"),
    Topic.STOCK: ("Availability", "Prices and campaigns"),
    Topic.CHANGE: ("Order changes", "Cancellations"),
    Topic.ACCOUNT: ("Account and login", "Privacy"),
    Topic.PRAISE: ("Praise", "Store visits"),
    Topic.IDEA: ("Suggestions", "Business customers"),
}

CATEGORY_NAMES: Final = tuple(
    pair[place] for place in (0, 1) for pair in CATEGORIES_OF_TOPIC.values()
)

TOPICS: Final = weighted(
    zip(CATEGORIES_OF_TOPIC, (24, 15, 11, 9, 8, 7, 6, 5, 5, 4, 4, 3), strict=True)
)

FIELD_NAMES: Final = (
    "Order number",
    "Model",
    "Region",
    "VIP customer",
    "Language",
    "Shop",
    "Campaign",
    "City",
)

TAGS: Final = (
    "urgent",
    "waiting for parts",
    "waiting for carrier",
    "callback",
    "photo received",
    "photo missing",
    "goodwill",
    "first contact",
    "regular customer",
    "vip",
    "e-bike",
    "battery",
    "brakes",
    "wheels",
    "gears",
    "frame",
    "paint",
    "lights",
    "display",
    "lock",
    "child seat",
    "cargo box",
    "insurance",
    "theft",
    "leasing",
    "gift",
    "wrong item",
    "damaged in transit",
    "customs",
    "discount",
    "refund due",
    "second reminder",
    "safety",
    "legal",
    "translation needed",
    "for the newsletter",
    "idea box",
    "workshop oslo",
    "workshop bergen",
    "escalated",
)


@dataclass(frozen=True)
class Channel:
    """A way in. On an `untitled` one people remark, with no subject; a `linked` one is public."""

    source: TicketSource
    detailed_source: str
    source_name: str | None = None
    untitled: bool = False
    linked: bool = False


_PAGE: Final = "Nordlys Bikes"

_MAILBOXES: Final = (
    (Channel(TicketSource.EMAIL, "email_inbox", "support@nordlys.example"), 390),
    (Channel(TicketSource.EMAIL, "email_inbox", "invoice@nordlys.example"), 90),
    (Channel(TicketSource.WEB, "web_form", "Contact form"), 135),
    (Channel(TicketSource.WEB, "web_widget", "Help widget"), 75),
    (Channel(TicketSource.WEB, "web_website"), 55),
    (Channel(TicketSource.CHAT, "chat_widget", "Chat"), 105),
    (Channel(TicketSource.PHONE, "phone_call", "+47 21 00 00 00"), 22),
    (Channel(TicketSource.API, "api_import"), 5),
    (Channel(TicketSource.OTHER, "other_letter"), 3),
)

_NETWORKS: Final = (
    (Channel(TicketSource.FACEBOOK, "facebook_post", _PAGE, linked=True), 22),
    (Channel(TicketSource.FACEBOOK, "facebook_comment", _PAGE, True, True), 25),
    (Channel(TicketSource.MESSENGER, "messenger_message", _PAGE), 19),
    (Channel(TicketSource.INSTAGRAM, "instagram_comment", "nordlysbikes", True, True), 13),
    (Channel(TicketSource.INSTAGRAM, "instagram_message", "nordlysbikes"), 7),
    (Channel(TicketSource.WHATSAPP, "whatsapp_message", "+47 900 00 000"), 12),
    (Channel(TicketSource.TWITTER, "twitter_post", "nordlysbikes", True, True), 5),
    (Channel(TicketSource.GOOGLE, "google_review", _PAGE, linked=True), 5),
    (Channel(TicketSource.TRUSTPILOT, "trustpilot_review", _PAGE, linked=True), 5),
    (Channel(TicketSource.APP_STORE, "app_store_review", "Nordlys Ride", linked=True), 3),
    (Channel(TicketSource.SMS, "sms_message", "2100"), 3),
    (Channel(TicketSource.YOUTUBE, "youtube_comment", "Nordlys Workshop", True, True), 3),
    (Channel(TicketSource.LINKEDIN, "linkedin_message", _PAGE), 2),
    (Channel(TicketSource.TIKTOK, "tiktok_comment", "nordlysbikes", True, True), 2),
    (Channel(TicketSource.TELEGRAM, "telegram_message", "nordlys_bot"), 2),
)

CHANNELS: Final = weighted((*_MAILBOXES, *_NETWORKS))
# For people whose e-mail address nobody knows.
NETWORK_CHANNELS: Final = weighted(_NETWORKS)

_QUESTIONS: Final = (Sentiment.QUESTION, 70)
_MIXED: Final = weighted((_QUESTIONS, (Sentiment.COMPLAINT, 30)))
_ANGRY: Final = weighted(((Sentiment.COMPLAINT, 60), (Sentiment.QUESTION, 40)))
_CALM: Final = weighted(
    ((Sentiment.QUESTION, 94), (Sentiment.SUGGESTION, 4), (Sentiment.PRAISE, 2))
)

SENTIMENTS: Final = {
    Topic.DELIVERY: _ANGRY,
    Topic.RETURN: _MIXED,
    Topic.WARRANTY: _MIXED,
    Topic.FAULT: _ANGRY,
    Topic.INVOICE: _MIXED,
    Topic.PART: _CALM,
    Topic.ADVICE: _CALM,
    Topic.STOCK: _CALM,
    Topic.CHANGE: _CALM,
    Topic.ACCOUNT: _MIXED,
    Topic.PRAISE: (Sentiment.PRAISE,),
    Topic.IDEA: (Sentiment.SUGGESTION,),
}

FILE_NAMES: Final = (
    "photo.jpg",
    "IMG_2041.jpg",
    "IMG_0007.heic",
    "receipt.pdf",
    "invoice.pdf",
    "frame-number.jpg",
    "Skjermbilde 2.png",
    "screenshot.png",
    "crack close-up.jpg",
    "parcel label.jpg",
    "noise.mp4",
    "error.log",
    "Kvittering på sykkel.pdf",
    "fitting.docx",
)

TEAM_NAMES: Final = (
    "Aksel Rønning",
    "Birgit Solheim",
    "Casper Lund",
    "Dina Haugen",
    "Emre Yilmaz",
    "Frida Nygård",
    "Gustav Ek",
    "Hanna Winkler",
    "Ibrahim Noor",
    "Johanne Moe",
    "Kenji Mori",
    "Leah Thompson",
)
BOT_NAME: Final = "Night desk"
