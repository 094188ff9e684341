"""Discord's limits on buttons, selects and modals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .messages import BUTTON, LINK, SELECTS, walk

if TYPE_CHECKING:
    from .errors import Problem
    from .form import Form

ROW, STRING_SELECT, TEXT_INPUT, SECTION, TEXT, CONTAINER, LABEL = 1, 3, 4, 9, 10, 17, 18
PREMIUM = 6  # a style of button without a custom id
MOST_MODERN, MOST_TEXT = 40, 4000


def check_components(form: Form, *, modern: bool) -> None:
    """The components of a message, `modern` if it has the flag for the newer ones."""
    components = form.data.get("components") or []
    every = list(walk(components))
    if modern:
        if len(every) > MOST_MODERN:
            text = f"Must be {MOST_MODERN} or fewer in length."
            form.wrong("components", "BASE_TYPE_MAX_LENGTH", text)
        texts = [part.get("content", "") for part in every if part["type"] == TEXT]
        if sum(map(len, texts)) > MOST_TEXT:
            text = f"The text of all components must be {MOST_TEXT} or fewer in length."
            form.wrong("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", text)
    else:
        form.length("components", 5)
    ids = [part["custom_id"] for part in every if part.get("custom_id")]
    text = "Component custom id cannot be duplicated"
    form.unique(ids, "components", "COMPONENT_CUSTOM_ID_DUPLICATED", text)
    for part in form.parts("components"):
        if not modern and part.data["type"] != ROW:
            text = 'Value of field "type" must be one of (1,).'
            part.wrong("type", "UNION_TYPE_CHOICES", text)
        _check(part)


def _check(part: Form) -> None:
    kind = part.data["type"]
    if kind == ROW:
        _check_row(part)
    elif kind == BUTTON:
        _check_button(part)
    elif kind in SELECTS:
        _check_select(part)
    elif kind == TEXT_INPUT:
        _check_input(part)
    elif kind == TEXT:
        part.length("content", MOST_TEXT, 1)
    elif kind == SECTION:
        part.length("components", 3, 1)
        _check(part.part("accessory"))
    if kind in {ROW, SECTION, CONTAINER}:
        for inner in part.parts("components"):
            _check(inner)


def _check_row(row: Form) -> None:
    row.length("components", 5, 1)
    kinds = [inner["type"] for inner in row.data.get("components") or []]
    if len(kinds) > 1 and set(kinds) != {BUTTON}:
        text = "A row holds up to five buttons or one select"
        row.wrong("components", "COMPONENT_LAYOUT_WIDTH_EXCEEDED", text)


def _check_button(button: Form) -> None:
    button.length("label", 80)
    if not button.data.get("label") and not button.data.get("emoji"):
        button.wrong("label", "BASE_TYPE_REQUIRED", "A button needs a label or an emoji")
    style = button.data.get("style")
    if style == LINK:
        button.length("url", 512, 1)
        button.url("url", ("http", "https", "discord"))
        if button.data.get("custom_id"):
            text = "A custom id and url cannot both be specified"
            button.wrong("custom_id", "BUTTON_COMPONENT_CUSTOM_ID_URL", text)
    elif style != PREMIUM:
        button.length("custom_id", 100, 1)


def _check_select(select: Form) -> None:
    select.length("custom_id", 100, 1)
    select.length("placeholder", 150)
    select.between("min_values", 0, 25)
    select.between("max_values", 1, 25)
    if select.data["type"] != STRING_SELECT:
        return
    select.length("options", 25, 1)
    for option in select.parts("options"):
        option.length("label", 100, 1)
        option.length("value", 100, 1)
        option.length("description", 100)
    values = [option["value"] for option in select.data.get("options") or []]
    text = "The specified option value is already used"
    select.unique(values, "options", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", text)
    if values and (select.data.get("max_values") or 1) > len(values):
        text = "There are fewer options than max_values"
        select.wrong("max_values", "SELECT_COMPONENT_MAX_VALUES_TOO_HIGH", text)


def _check_input(field: Form) -> None:
    field.length("custom_id", 100, 1)
    field.length("label", 45)
    field.length("placeholder", 100)
    field.length("value", 4000)
    field.between("min_length", 0, 4000)
    field.between("max_length", 1, 4000)


def check_modal(form: Form) -> list[Problem]:
    """A modal that is shown."""
    form.length("custom_id", 100, 1)
    form.length("title", 45, 1)
    form.length("components", 5, 1)
    every = list(walk(form.data.get("components") or []))
    ids = [part["custom_id"] for part in every if part.get("custom_id")]
    text = "Component custom id cannot be duplicated"
    form.unique(ids, "components", "COMPONENT_CUSTOM_ID_DUPLICATED", text)
    for part in form.parts("components"):
        if part.data["type"] == LABEL:
            part.length("label", 45, 1)
            part.length("description", 100)
            _check(part.part("component"))
        else:
            _check(part)
    return form.problems
