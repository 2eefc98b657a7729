"""Nordlys Bikes: what the team writes again and again, and the lists that it looks at every day."""

from typing import Final

from frontdesk.samples.demo import DemoAnswer, DemoView

DEMO_ANSWERS: Final = (
    DemoAnswer(
        title="Order number, please",
        shortcut="order",
        text=(
            "Hi {{customer.first_name|there}},\n\n"
            "thank you for writing. Could you send me your order number? It begins with NB and "
            "stands at the top of the confirmation.\n\n"
            "{{teammate.name}}, Nordlys Bikes"
        ),
    ),
    DemoAnswer(
        title="On its way",
        shortcut="sent",
        text=(
            "Hi {{customer.first_name|there}},\n\n"
            "your order has left our warehouse. Parcels take two to four days, bikes a week; the "
            "carrier calls before it comes.\n\n"
            "{{teammate.name}}"
        ),
        categories=("Delivery",),
    ),
    DemoAnswer(
        title="How to send something back",
        shortcut="return",
        text=(
            "Hi {{customer.first_name|there}},\n\n"
            "you have 60 days to change your mind. Put a note with the number {{ticket.id}} into "
            "the parcel and bring it to any post office; the label comes in a separate e-mail. The "
            "money is back within five days after that.\n\n"
            "{{teammate.name}}"
        ),
        categories=("Returns",),
    ),
    DemoAnswer(
        title="A photo helps the workshop",
        shortcut="photo",
        text=(
            "Hi {{customer.first_name|there}},\n\n"
            "could you send us a photo of the part, and one of the number under the bottom "
            "bracket? Then the workshop knows what it is before the bike comes in.\n\n"
            "{{teammate.name}}"
        ),
        categories=("Warranty", "Technical faults", "Spare parts"),
    ),
    DemoAnswer(
        title="Takk for ros",
        shortcut="ros",
        text=(
            "Hei {{customer.first_name|du}}!\n\n"
            "Tusen takk, det henger vi opp i verkstedet. God tur videre!\n\n"
            "{{teammate.name}}"
        ),
        categories=("Praise and ideas",),
    ),
)

DEMO_VIEWS: Final = (
    DemoView(name="Urgent", tags=("urgent",)),
    DemoView(name="Safety recall", category="Safety recall"),
    DemoView(name="To call back", tags=("callback",)),
)
