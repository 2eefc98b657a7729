"""Forms: what was sent as a typed object, or what is wrong with it, beside each field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import UnionType
from typing import Annotated, Any, Final, Generic, TypeVar, Union, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo, fields

from frontdesk.errors import (
    InvalidMember,
    RequestError,
    SignInRefused,
    StateConflict,
    TooManyAttempts,
)
from frontdesk.inbox.problems import say_fault, say_problem

Model = TypeVar("Model", bound=msgspec.Struct)
Speak = Callable[..., str]

_OF_THE_WHOLE: Final = (StateConflict, SignInRefused, TooManyAttempts)
_VERBATIM: Final = {"verbatim": True}

Verbatim = Annotated[str, msgspec.Meta(extra=_VERBATIM)]
"""A text of which blanks at the ends are a part, such as a password."""

Text = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
"""A line that may not be empty."""

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


@dataclass
class Form(Generic[Model]):
    """`data` is None when something is wrong. `errors` are sentences by field; that of the name ""
    is about the whole. `given` is what was typed, to be shown again."""

    data: Model | None
    given: Mapping[str, str]
    errors: dict[str, str]
    names: frozenset[str]
    speak: Speak
    status: int = 422
    headers: dict[str, str] = field(default_factory=dict)

    def fault(self, name: str, message: str) -> None:
        """Say something beside a field; `message` is in the visitor's language already."""
        self.errors.setdefault(name, message)

    def catching(self, **renamed: str) -> "Catching":
        """Put what an action refuses beside its field, and go on behind the block.

        Members that the form calls otherwise are given as `member="field"`. What no field is the
        cause of is said of the whole form.
        """
        return Catching(self, renamed, members_only=False)

    def catching_members(self, **renamed: str) -> "Catching":
        """As `catching`, but only for what a member of the form is the cause of."""
        return Catching(self, renamed, members_only=True)

    def take_refusal(self, error: RequestError) -> None:
        """Say of the whole form what was refused."""
        self.fault("", say_problem(str(error), self.speak))
        if isinstance(error, TooManyAttempts):
            self.status, self.headers = error.status, dict(error.headers())


class Catching:
    """A block whose refusals its form shows; a class, so that checkers of types know that the
    code behind the block is reached."""

    def __init__(self, form: Form[Any], renamed: Mapping[str, str], *, members_only: bool) -> None:
        self._form = form
        self._renamed = renamed
        self._members_only = members_only

    def __enter__(self) -> None: ...

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        if isinstance(error, InvalidMember):
            name = self._renamed.get(error.member, error.member)
            place = name if name in self._form.names else ""
            self._form.fault(place, say_problem(error.problem, self._form.speak))
        elif isinstance(error, _OF_THE_WHOLE) and not self._members_only:
            self._form.take_refusal(error)
        else:
            return False
        return True


def blank_form(
    model: type[Model], speak: Speak, given: Mapping[str, object] | None = None
) -> Form[Model]:
    """A form to be filled in, with what is known already."""
    shown = {name: "" if value is None else str(value) for name, value in (given or {}).items()}
    return Form(None, _given(model, shown), {}, _names(model), speak)


def read_form(model: type[Model], sent: Mapping[str, list[str]], speak: Speak) -> Form[Model]:
    """Fields that the model does not know are none of its business. An empty text stands for None
    where that is possible, any text for True in a checkbox."""
    texts = {name: _clean(values[-1]) for name, values in sent.items()}
    form: Form[Model] = Form(None, _given(model, texts), {}, _names(model), speak)
    values: dict[str, Any] = {}  # Any: of whatever types the model wants
    for info in fields(model):
        if info.encode_name in sent:
            try:
                values[info.name] = _read_field(info, [_clean(t) for t in sent[info.encode_name]])
            except msgspec.ValidationError as error:
                form.errors[info.encode_name] = say_fault(str(error), speak)
        elif info.required:
            form.errors[info.encode_name] = say_fault("is required", speak)
    if not form.errors:
        form.data = model(**values)
    return form


def _read_field(info: FieldInfo, texts: list[str]) -> Any:  # Any: of the field's type
    kinds = _kinds(info.type)
    if list in kinds:
        return msgspec.convert([t.strip() for t in texts if t.strip()], info.type, strict=False)
    text = texts[-1] if _is_verbatim(info.type) else texts[-1].strip()
    if type(None) in kinds and not text:
        return None
    if bool in kinds:
        return text.lower() not in ("", "0", "false", "off")
    if not text and str not in kinds:
        raise msgspec.ValidationError("is required")
    return msgspec.convert(text, info.type, strict=str in kinds)


def _kinds(annotation: Any) -> set[Any]:  # Any: types are of no one type
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kinds(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return {kind for part in get_args(annotation) for kind in _kinds(part)}
    return {origin or annotation}


def _is_verbatim(annotation: Any) -> bool:
    return get_origin(annotation) is Annotated and any(
        isinstance(meta, msgspec.Meta) and meta.extra == _VERBATIM
        for meta in get_args(annotation)[1:]
    )


def _clean(text: str) -> str:
    """As the database can store it, with line ends as everywhere else."""
    return text.replace("\r\n", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")


def _names(model: type[Model]) -> frozenset[str]:
    return frozenset(info.encode_name for info in fields(model))


def _given(model: type[Model], sent: Mapping[str, str]) -> dict[str, str]:
    """Each field of the model, so that a template may ask for any; others as they came."""
    return dict.fromkeys(_names(model), "") | dict(sent)
