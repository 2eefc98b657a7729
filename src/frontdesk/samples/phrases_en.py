"""English phrases."""

from typing import Final

from frontdesk.samples.phrases import Phrasebook, Subject, Topic

_GREETINGS: Final = (
    "Hello,",
    "Hi there,",
    "Hi Nordlys team,",
    "Good morning,",
    "Dear customer service,",
    "Hey folks!",
)
_CLOSINGS: Final = (
    "Thanks,\n{name}",
    "Best regards,\n{name}\n{city}",
    "Kind regards\n{name}",
    "Cheers, {name}",
    "Many thanks in advance!\n{name}",
    "Looking forward to hearing from you.\n{name}",
)
_ASIDES: Final = (
    "I have been riding your bikes for {number} years and never had to write before.",
    "I tried the phone first, but gave up after {number} minutes of accordion music.",
    "If it is easier, you can call me any day after four o'clock.",
    "My neighbour has the same model and says hers is fine, which does not help my mood.",
    "I am writing from {city}, in case that matters.",
    "The bike is my only way to work, so I am walking {number} kilometres a day at the moment.",
    "I have looked through the help pages and did not find anything that fits.",
    "Sorry for the long message, I wanted to get all the details in.",
    "The lad in the shop was very kind, but he could not find me in the system.",
    "My order number is {order} if you need to look anything up.",
    "We are leaving on a cycling holiday soon, so I would rather sort this out now.",
    "I did send a message about this on {date}, but perhaps it went astray.",
    "Please do not send me another link to the FAQ; I know it by heart.",
    "The weather here is too good to be without a bike.",
)
_SUBJECTS: Final = {
    Topic.DELIVERY: Subject(
        titles=("Where is order {order}?", "Delivery of my {product}", "Parcel not here yet"),
        openings=(
            "I ordered a {product} on {date} and it still has not arrived in {city}.",
            "Order {order} was supposed to be delivered on {date}, and nobody came.",
            "The tracking page for {order} has said 'at the terminal' for {number} days now.",
        ),
        details=(
            "The carrier says that they are waiting for you, and you seem to wait for them.",
            "I stayed at home from work twice because I was promised a delivery before noon.",
            "The driver left a card with a name on it that is not mine.",
            "Half of the order came: the pedals are here, the bike is not.",
        ),
        requests=(
            "Can you find out where it is and when I can expect it?",
            "Please tell me whether to keep waiting or to cancel.",
            "Could you send me a tracking number that works?",
        ),
    ),
    Topic.RETURN: Subject(
        titles=("Return of order {order}", "I would like to send it back", "Refund for {order}"),
        openings=(
            "I would like to return the {product} that I received on {date}.",
            "The {product} from order {order} is very nice, but it is not the right one for me.",
            "I sent back order {order} {number} days ago and have not heard anything since.",
        ),
        details=(
            "It has been ridden once around the block, and it is as clean as it was.",
            "I still have the box, including the strange piece of foam that nobody understands.",
            "The return label in the parcel is for a different country.",
            "My bank says that there is no refund on its way.",
        ),
        requests=(
            "How do I go about it, and who pays for the shipping?",
            "Could you confirm that you have it and say when the money will be back?",
            "Can I hand it in at the shop in {city} instead?",
        ),
    ),
    Topic.WARRANTY: Subject(
        titles=("Warranty claim, {product}", "Crack in the frame?", "Is this covered?"),
        openings=(
            "There is a crack in the paint near the bottom bracket of my {product}.",
            "The rear wheel of my {product} has lost {number} spokes since {date}.",
            "The saddle post of the {product} slides down by itself while I am riding.",
        ),
        details=(
            "I bought it new, order {order}, and have had both services done on time.",
            "It creaks when I go uphill, and it did not do so before the winter.",
            "I have attached photos; the coin is there to show the size.",
            "I never race, never jump, and weigh less than the manual allows.",
        ),
        requests=(
            "Does the warranty cover this, and is it safe to ride until then?",
            "Where should I bring it so that someone can have a look?",
            "Please tell me what you need from me for a claim.",
        ),
    ),
    Topic.FAULT: Subject(
        titles=("{product}: motor cuts out", "Error E{number} on the display", "Brakes squeal"),
        openings=(
            "The motor of my {product} cuts out after about {number} minutes.",
            "Since {date} the display of my {product} shows an error and nothing else.",
            "The front brake of my {product} makes a noise like an unhappy goose.",
        ),
        details=(
            "Turning it off and on again helps until the next hill.",
            "The battery shows full in the evening and half in the morning.",
            "I have updated the app, the firmware and my expectations; nothing changed.",
            "It is worse when it rains, and it rains a lot here.",
        ),
        requests=(
            "Is this known, and is there something I can try at home?",
            "Can I get an appointment at the workshop in {city} this week?",
            "What does the error mean?",
        ),
    ),
    Topic.INVOICE: Subject(
        titles=("Invoice for {order}", "Charged twice", "Receipt needed for insurance"),
        openings=(
            "I was charged twice for order {order} on {date}.",
            "I need an invoice for order {order} with my company's name on it.",
            "I got a reminder for an invoice that I paid on {date}.",
        ),
        details=(
            "The amounts are the same to the penny, so it does not look like a fee.",
            "Our accounts department does not accept the order confirmation, I have tried.",
            "The reminder adds a fee, which I do not intend to pay.",
            "The discount of {number} percent from the campaign is missing.",
        ),
        requests=(
            "Please check and send me a corrected invoice.",
            "Can you send it as a PDF to this address?",
            "Could you confirm in writing that nothing is outstanding?",
        ),
    ),
    Topic.PART: Subject(
        titles=("Spare part for {product}", "Derailleur hanger", "Do you still sell this?"),
        openings=(
            "I am looking for a derailleur hanger for a {product}, bought on {date}.",
            "The mudguard of my {product} met a gate post and lost.",
            "I need a second key for the battery lock of my {product}.",
        ),
        details=(
            "The number on the old part can hardly be read; it could be {number} or 8.",
            "The shop in {city} had three of them, all for the older model.",
            "I would be happy with a used one as long as it fits.",
            "I can fit it myself if you tell me the torque.",
        ),
        requests=(
            "Do you have it in stock, and what does it cost with shipping?",
            "Which article number do I have to order?",
            "Could you put one aside for me?",
        ),
    ),
    Topic.ADVICE: Subject(
        titles=("Which size?", "{product} or something else?", "Question before I buy"),
        openings=(
            "I am thinking about a {product} for my way to work, {number} kilometres each way.",
            "I am 1.6{number} metres tall and between two sizes of the {product}.",
            "We need a bike for two children, one dog and a moderate amount of shopping.",
        ),
        details=(
            "There is one steep hill at the end, and I would like to arrive without a shower.",
            "I have to carry it up two flights of stairs, so weight matters.",
            "I had a test ride in {city} on {date} and liked it, apart from the saddle.",
            "My knees are not what they were, so I would rather sit upright.",
        ),
        requests=(
            "What would you recommend?",
            "Would the smaller frame do, or is that a mistake?",
            "Can I try one somewhere near {city}?",
        ),
    ),
    Topic.STOCK: Subject(
        titles=("When is the {product} back?", "Is it in stock in {city}?", "Campaign price"),
        openings=(
            "The {product} in dark green has been sold out for {number} weeks.",
            "Your site says that the {product} is in stock in {city}, and the shop says no.",
            "I saw the {product} for a lower price on {date}, and now it is back to normal.",
        ),
        details=(
            "Any colour but orange would be fine; the cat would never forgive orange.",
            "I signed up for a notice by e-mail and never got one.",
            "The newsletter said that the offer lasts until Sunday.",
        ),
        requests=(
            "When do you expect new ones?",
            "Can I reserve one and pick it up next week?",
            "Would you still let me have it for that price?",
        ),
    ),
    Topic.CHANGE: Subject(
        titles=("Change order {order}", "Wrong address", "Please cancel {order}"),
        openings=(
            "I placed order {order} on {date} and gave my old address by mistake.",
            "Could you change the size in order {order} before it is sent?",
            "I would like to cancel order {order}, my wife ordered the same surprise.",
        ),
        details=(
            "The new address is in {city}, and there is somebody at home all day.",
            "The confirmation says that it will be packed within {number} days.",
            "The page only lets me change the telephone number.",
        ),
        requests=(
            "Please confirm if this is still possible.",
            "Can it be done without a new payment?",
        ),
    ),
    Topic.ACCOUNT: Subject(
        titles=("Cannot log in", "Delete my account", "Newsletter will not stop"),
        openings=(
            "I have not been able to log in since {date}; the code never reaches me.",
            "I have two accounts and my {product} is registered on the wrong one.",
            "I unsubscribed {number} times and still get the newsletter.",
        ),
        details=(
            "I looked in the spam folder, and there was only spam.",
            "The app says that my e-mail address does not exist, which hurts.",
            "I bought the bike used, and the former owner still sees where I ride.",
        ),
        requests=(
            "Please help me to get back in.",
            "Could you put this right and tell me which data you keep about me?",
        ),
    ),
    Topic.PRAISE: Subject(
        titles=("Thank you!", "Great service in {city}", "My {product} and I"),
        openings=(
            "I just want to say thank you to whoever repaired my {product} on {date}.",
            "My {product} has now done {number} thousand kilometres without a single fault.",
            "I came to your shop in {city} in tears and left with a working bike.",
        ),
        details=(
            "They even cleaned the chain, which I have never managed in my life.",
            "My daughter has named hers and takes it to bed in winter, more or less.",
            "You do not find this kind of help in many places any more.",
        ),
        requests=(
            "Please pass this on to the mechanics.",
            "No need to answer, just keep going like this.",
        ),
    ),
    Topic.IDEA: Subject(
        titles=("An idea for the {product}", "Bikes for our company", "Suggestion for the app"),
        openings=(
            "It would be lovely if the {product} came with a proper bell.",
            "We are an office of {number} people in {city} and would like to lease bikes.",
            "The app should remember which lights I use in which season.",
        ),
        details=(
            "I asked around in our cycling club, and everybody would want this.",
            "A competitor does it, and I would rather buy from you.",
            "I made a small drawing, please excuse the coffee.",
        ),
        requests=(
            "Who should I talk to about it?",
            "Could you pass it on to those who decide?",
        ),
    ),
}

ENGLISH: Final = Phrasebook(
    language="en",
    greetings=_GREETINGS,
    closings=_CLOSINGS,
    asides=_ASIDES,
    date="{day} {month}",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    subjects=_SUBJECTS,
)
