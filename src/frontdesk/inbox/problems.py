"""What is wrong, in the visitor's language.

The nouns say it in English, for programs too. What a visitor can meet is listed here, so that it
can be translated; a sentence that is not is shown as it is.
"""

import re
from collections.abc import Callable
from typing import Final

Speak = Callable[..., str]


def N_(message: str) -> str:  # noqa: N802 # the name that gettext's tools know
    """Marks a text for translators."""
    return message


_FAULTS: Final = (
    (r"is required", N_("Please fill this in.")),
    (r"Expected `str` of length >= 1", N_("Please fill this in.")),
    (r"Expected `str` of length >= (?P<n>\d+)", N_("Use at least %(n)s characters.")),
    (r"Expected `str` of length <= (?P<n>\d+)", N_("Use at most %(n)s characters.")),
    (r"Expected `(?:int|float)` >= (?P<n>-?\d+)", N_("Use a number of at least %(n)s.")),
    (r"Expected `(?:int|float)` <= (?P<n>-?\d+)", N_("Use a number of at most %(n)s.")),
    (r"Expected `int.*", N_("Use a whole number.")),
    (r"Expected `float.*", N_("Use a number.")),
    (r"Expected `array` of length >= (?P<n>\d+)", N_("Choose at least %(n)s.")),
    (r"Invalid enum value.*", N_("Choose one of the list.")),
)

_PROBLEMS: Final = (
    (
        r"too many attempts: try again in (?P<n>\d+) seconds",
        N_("Too many attempts. Try again in %(n)s seconds."),
    ),
    (r"use at most (?P<n>\d+) characters", N_("Use at most %(n)s characters.")),
    (r"use at least (?P<n>\d+) characters", N_("Use at least %(n)s characters.")),
    (
        r"this is one of the passwords that are tried first; use another",
        N_("This is one of the passwords that are tried first. Use another."),
    ),
    (
        r"use something else than your name or e-mail address",
        N_("Use something else than your name or e-mail address."),
    ),
    (
        r"the e-mail address or the password is wrong",
        N_("The e-mail address or the password is wrong."),
    ),
    (r"this is not your password", N_("This is not your password.")),
    (r"this code is wrong, or was used before", N_("This code is wrong, or was used before.")),
    (
        r"this took too long.*",
        N_("This took too long, or too many tries. Sign in again."),
    ),
    (r"this is not the app's present code", N_("This is not the app's present code.")),
    (
        r"there is no second factor to confirm: begin again",
        N_("There is no second factor to confirm. Begin again."),
    ),
    (
        r"a second factor is in use already: turn it off first",
        N_("A second factor is in use already. Turn it off first."),
    ),
    (r"there is no second factor in use", N_("There is no second factor in use.")),
    (
        r"this set-up link is not, or no longer, valid: ask for a new one",
        N_("This link is not, or no longer, valid. Ask for a new one."),
    ),
    (
        r"this set-up link has been used already: sign in, or ask for a new one",
        N_("This link has been used already. Sign in, or ask for a new one."),
    ),
    (
        r"this set-up link has expired: ask for a new one",
        N_("This link has expired. Ask for a new one."),
    ),
    (
        r"a teammate has the e-mail address (?P<email>.*) already",
        N_("A teammate has the e-mail address %(email)s already."),
    ),
    (r"this is not an e-mail address", N_("This is not an e-mail address.")),
    (r"no time zone is called .*", N_("There is no time zone of this name.")),
    (r"the role \w+ may not .*", N_("Your role does not allow this.")),
    (r"expected a decimal number", N_("Use a number, such as 12.5.")),
    (r"expected a number of at most (?P<n>\d+) digits", N_("Use at most %(n)s digits.")),
    (r"expected a date as yyyy-mm-dd|there is no such day", N_("Use a date, such as 2026-03-31.")),
    (r"expected at most (?P<n>\d+) characters", N_("Use at most %(n)s characters.")),
    (r"expected 1 to (?P<n>\d+) characters", N_("Use 1 to %(n)s characters.")),
    (r"expected at most (?P<n>\d+) tags", N_("Use at most %(n)s tags.")),
    (r"expected a single line", N_("Use a single line.")),
    (r"must not be blank|field \d+ is required and cannot be cleared", N_("Please fill this in.")),
    (r"is none of the field's possible values", N_("Choose one of the list.")),
    (
        r"field \d+ does not belong to tickets of this category",
        N_("Tickets of this category do not have this field."),
    ),
    (r"no category has the id \d+", N_("This category is gone. Choose another.")),
    (r"category \d+ may not be chosen", N_("Tickets cannot be put into this category.")),
    (r"names nobody who can be assigned", N_("Tickets cannot be given to this person.")),
    (
        r"the ticket has another assignee than previousAssigneeId by now",
        N_("Somebody was faster. Choose again."),
    ),
    (r"this draft was sent meanwhile", N_("This draft was sent meanwhile.")),
    (r"this draft has replies of its own.*", N_("This draft has replies of its own, and stays.")),
    (
        r"you cannot change your own role: ask another administrator",
        N_("You cannot change your own role: ask another administrator."),
    ),
    (
        r"you cannot remove yourself: ask another administrator",
        N_("You cannot remove yourself: ask another administrator."),
    ),
    (r"a category cannot stand below itself", N_("A category cannot stand below itself.")),
    (
        r"a tree of categories has at most (?P<n>\d+) levels",
        N_("A tree of categories has at most %(n)s levels."),
    ),
    (
        r"the category has subcategories: move or delete them first",
        N_("It has subcategories: move or delete them first."),
    ),
    (
        r"custom field (?P<n>\d+) is assigned to this category alone.*",
        N_("A custom field is for this category alone: assign it elsewhere first."),
    ),
    (
        r"(?P<n>\d+) tickets? holds? a value of this field that is not valid for the new .*",
        N_("Tickets have values that do not fit the new type (%(n)s of them)."),
    ),
    (r"the type \w+ needs at least one", N_("This type needs one value at least.")),
    (r"the type \w+ has none", N_("This type has no list of values: empty it first.")),
    (r"is there more than once", N_("A value is there more than once.")),
    (r"expected a (?:decimal )?number", N_("Use a number.")),
    (r'expected a boolean, "true" or "false"', N_("Use true or false.")),
    (
        r"expected one minute at least and 366 days at most",
        N_("Use one minute at least and 366 days at most."),
    ),
    (r"expected one day at least on which.*", N_("Let the office open on one day at least.")),
    (r"must end later than it starts, on one day", N_("A time must end later than it starts.")),
    (r"its times overlap", N_("The times of a day must not overlap.")),
    (r"expected times such as 09:00", N_("Give each time as on a clock, such as 09:00.")),
    (r"there is no time zone .*", N_("There is no time zone of this name.")),
    (
        r"the shortcut (?P<name>.*) is taken already",
        N_("The shortcut %(name)s is taken already."),
    ),
    (
        r"expected one word of at most (?P<n>\d+) letters",
        N_("Use one word of at most %(n)s letters."),
    ),
    (
        r"there is no placeholder (?P<name>.*); known: .*",
        N_("There is no placeholder %(name)s."),
    ),
    (r"a token that works has this name already", N_("A token that works has this name already.")),
    (
        r"the endpoint could not be verified: (?P<reason>.*)",
        N_("The address could not be reached: %(reason)s."),
    ),
    (
        r"the endpoint answered (?P<n>\d+) to the challenge, not 200",
        N_("The address answered %(n)s to the challenge, not 200."),
    ),
    (
        r"the endpoint did not answer with the challenge (?P<said>.*)",
        N_("The address did not answer with the challenge (%(said)s)."),
    ),
    (r"the address must begin with https://.*", N_("The address must begin with https://.")),
    (r"a community has at most (?P<n>\d+) webhooks", N_("There can be %(n)s webhooks at most.")),
    (r"webhook \d+ is turned off; turn it on first", N_("The webhook is off: turn it on first.")),
    (r"give either a time or a ticket", N_("Give either a time or a ticket.")),
    (r"there is no such ticket", N_("There is no such ticket.")),
    (r"must not be later than to", N_("The end must not be before the beginning.")),
    (
        r"more than (?P<n>\d+) events lie in between; ask for less",
        N_("More than %(n)s events lie in between: choose a shorter time."),
    ),
    (r"expected a day and a time", N_("Use a day and a time.")),
    (
        r"another tag is called (?P<name>.*) already: merge the two instead",
        N_("Another tag is called %(name)s already. Merge the two instead."),
    ),
)


def say_fault(fault: str, speak: Speak) -> str:
    """What msgspec finds wrong with a field."""
    return _say(fault, _FAULTS, speak) or speak(N_("This does not fit here."))


def say_problem(problem: str, speak: Speak) -> str:
    """What an action refused, as a sentence."""
    return _say(problem, _PROBLEMS, speak) or _as_sentence(problem)


def _say(text: str, table: tuple[tuple[str, str], ...], speak: Speak) -> str | None:
    for pattern, message in table:
        if match := re.fullmatch(pattern, text, re.DOTALL):
            return speak(message, **match.groupdict())
    return None


def _as_sentence(problem: str) -> str:
    sentence = problem[:1].upper() + problem[1:]
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
