"""The demo community: Nordlys Bikes of Oslo, who make bicycles and answer all their mail."""

from typing import Final

from frontdesk.samples.demo import DemoCommunity
from frontdesk.samples.demo_answers import DEMO_ANSWERS, DEMO_VIEWS
from frontdesk.samples.demo_settings import DEMO_CATEGORIES, DEMO_FIELDS, DEMO_TAGS, DEMO_TEAM
from frontdesk.samples.demo_threads_abroad import ABROAD_THREADS
from frontdesk.samples.demo_threads_orders import ORDER_THREADS
from frontdesk.samples.demo_threads_trade import TRADE_THREADS
from frontdesk.samples.demo_threads_voices import VOICE_THREADS
from frontdesk.samples.demo_threads_workshop import WORKSHOP_THREADS
from frontdesk.samples.vocabulary import CATEGORY_NAMES, FIELD_NAMES

DEMO: Final = DemoCommunity(
    short_name="demo",
    name="Nordlys Bikes",
    team=DEMO_TEAM,
    categories=DEMO_CATEGORIES,
    fields=DEMO_FIELDS,
    tags=DEMO_TAGS,
    answers=DEMO_ANSWERS,
    views=DEMO_VIEWS,
    threads=(
        *ORDER_THREADS,
        *WORKSHOP_THREADS,
        *VOICE_THREADS,
        *TRADE_THREADS,
        *ABROAD_THREADS,
    ),
)

# The head of both lists exists in the demo too, under the same names and with the same values:
# what `SyntheticIds` needs to put synthetic tickets beside the threads.
SHARED_CATEGORIES: Final = CATEGORY_NAMES[:8]
SHARED_FIELDS: Final = FIELD_NAMES[:4]
