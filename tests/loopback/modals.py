"""Filling in a modal as Discord's client does."""

from __future__ import annotations

from typing import Any

from .errors import TestMistakeError

Json = dict[str, Any]

ROW, TEXT_INPUT, LABEL = 1, 4, 18


def submission(modal: Json, fields: dict[str, str]) -> Json:
    """The data of a modal's interaction; a field is named by its label or custom id."""
    left = dict(fields)
    components: list[Json] = []
    for place, component in enumerate(modal["components"]):
        sent: Json = {"type": component["type"], "id": place + 1}
        if component["type"] == ROW:
            sent["components"] = [_fill(one, one, left) for one in component["components"]]
        elif component["type"] == LABEL:
            sent["component"] = _fill(component["component"], component, left)
        components.append(sent)
    if left:
        raise TestMistakeError(f"the modal {modal['title']!r} has no field {sorted(left)}")
    return {"custom_id": modal["custom_id"], "components": components}


def _fill(component: Json, labelled: Json, fields: dict[str, str]) -> Json:
    name = component["custom_id"]
    key = next((k for k in (name, labelled.get("label")) if k in fields), None)
    value = fields.pop(key) if key is not None else component.get("value") or ""
    sent: Json = {"type": component["type"], "custom_id": name, "id": 99}
    if component["type"] != TEXT_INPUT:
        return sent | {"values": [value] if value else []}
    if component.get("required", True) and not value:
        raise TestMistakeError(f"the field {name!r} must be filled in")
    if value and not component.get("min_length", 0) <= len(value):
        raise TestMistakeError(f"the field {name!r} wants more characters")
    if len(value) > component.get("max_length", 4000):
        raise TestMistakeError(f"the field {name!r} takes no {len(value)} characters")
    return sent | {"value": value}
