"""The closed sets of a ticket (contract section 5)."""

from enum import StrEnum


class TicketStatus(StrEnum):
    OPEN = "open"
    PENDING = "pending"
    COMPLETED = "completed"


class TicketListOrderBy(StrEnum):
    LAST_THREAD_ACTIVITY_DESC = "last_thread_activity_desc"
    LAST_THREAD_ACTIVITY_ASC = "last_thread_activity_asc"
    CREATION_TIME_DESC = "creation_time_desc"
    CREATION_TIME_ASC = "creation_time_asc"


class TicketSource(StrEnum):
    WEB = "web"
    EMAIL = "email"
    CHAT = "chat"
    FACEBOOK = "facebook"
    INSTAGRAM = "instagram"
    MESSENGER = "messenger"
    WHATSAPP = "whatsapp"
    TWITTER = "twitter"
    LINKEDIN = "linkedin"
    YOUTUBE = "youtube"
    TIKTOK = "tiktok"
    TELEGRAM = "telegram"
    GOOGLE = "google"
    TRUSTPILOT = "trustpilot"
    APP_STORE = "app_store"
    SMS = "sms"
    PHONE = "phone"
    API = "api"
    OTHER = "other"


class Sentiment(StrEnum):
    QUESTION = "question"
    PRAISE = "praise"
    SUGGESTION = "suggestion"
    COMPLAINT = "complaint"
