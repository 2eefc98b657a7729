"""What a new definition of a field means for the values that tickets hold already."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from frontdesk.custom_fields.enums import CustomFieldType
from frontdesk.custom_fields.field import FieldDefinition


@dataclass(frozen=True)
class Revision:
    """From one definition to another."""

    before: FieldDefinition
    after: FieldDefinition

    @cached_property
    def replaced(self) -> Mapping[str, str | None]:
        """What becomes of possible values that are gone: the new name, or None for a removal.

        One is renamed when a value that was not there before stands at its `order`.
        """
        if not self.after.possible_values:
            return {}  # any text will do from now on
        before, after = set(self.before.choices()), set(self.after.choices())
        new = {
            each["order"]: each["value"]
            for each in self.after.possible_values
            if each["value"] not in before
        }
        return {
            each["value"]: new.get(each["order"])
            for each in self.before.possible_values
            if each["value"] not in after
        }

    @property
    def restricts(self) -> bool:
        """Whether values that fitted need not fit any more: another type, or free text no more."""
        is_free_no_more = bool(self.after.possible_values and not self.before.possible_values)
        return self.before.type != self.after.type or is_free_no_more

    @property
    def changes_values(self) -> bool:
        return (
            self.restricts
            or bool(self.replaced)
            or (self._sorts and self.before.choices() != self.after.choices())
        )

    @property
    def moves_values(self) -> bool:
        """Whether the field's values may take another place among those of other fields."""
        return self.before.field_order != self.after.field_order

    @property
    def _sorts(self) -> bool:
        return self.after.type == CustomFieldType.MULTI_SELECT

    def renew(self, values: list[str]) -> list[str]:
        """What a ticket keeps of its values of this field.

        Raises InvalidMember where the new type does not take them.
        """
        renamed = [self.replaced.get(value, value) for value in values]
        kept = list(dict.fromkeys(value for value in renamed if value is not None))
        if self.restricts:
            return self._fit(kept)
        return sorted(kept, key=self._place) if self._sorts else kept

    def _fit(self, values: list[str]) -> list[str]:
        if not values:
            return []
        is_one = len(values) == 1
        return self.after.canonical(values[0] if is_one else values, member="type")

    def _place(self, value: str) -> int:
        choices = self.after.choices()
        return choices.index(value) if value in choices else len(choices)
