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
