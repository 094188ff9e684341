from __future__ import annotations

import json
from pathlib import Path

import pytest

import factdesk.factbase.schema as schema_module
from factdesk.factbase.files import MAX_ANSWER
from factdesk.factbase.schema import SCHEMAS, render_schema, write_schemas

SHIPPED = Path(schema_module.__file__).with_name("schemas")


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_shipped_schema_is_what_the_models_say(name: str) -> None:
    assert (SHIPPED / name).read_text(encoding="utf-8") == render_schema(name)


def test_no_other_schema_is_shipped() -> None:
    assert {path.name for path in SHIPPED.iterdir()} == set(SCHEMAS)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refuses_unknown_fields(name: str) -> None:
    assert json.loads(render_schema(name))["additionalProperties"] is False


def test_the_schema_knows_fields_as_files_spell_them() -> None:
    fields = json.loads(render_schema("facts.schema.json"))["$defs"]["FactEntry"]["properties"]
    assert "not" in fields
    assert "not_" not in fields


def test_the_schema_bounds_the_length_of_answers() -> None:
    fields = json.loads(render_schema("facts.schema.json"))["$defs"]["FactEntry"]["properties"]
    assert fields["answer"]["maxLength"] == MAX_ANSWER == 600


def test_every_field_is_described_to_the_editor() -> None:
    for name in SCHEMAS:
        schema = json.loads(render_schema(name))
        for model in [schema, *schema.get("$defs", {}).values()]:
            for field, details in model["properties"].items():
                assert details.get("description"), f"{name}: {field} is not described"


def test_all_schemas_are_written_into_a_new_folder(tmp_path: Path) -> None:
    write_schemas(tmp_path / "new" / "schemas")
    assert {path.name for path in (tmp_path / "new" / "schemas").iterdir()} == set(SCHEMAS)
