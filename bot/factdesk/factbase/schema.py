"""JSON Schemas for editors, generated from the models of `files` and `drafts`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from factdesk.factbase.drafts import DraftFile
from factdesk.factbase.files import ArticleFile, FactFile, SynonymFile

if TYPE_CHECKING:
    from pydantic import BaseModel

SCHEMAS: dict[str, type[BaseModel]] = {
    "facts.schema.json": FactFile,
    "article.schema.json": ArticleFile,
    "synonyms.schema.json": SynonymFile,
    "drafts.schema.json": DraftFile,
}


def render_schema(name: str) -> str:
    """The text of one schema file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **SCHEMAS[name].model_json_schema(),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> None:
    """Write all schemas into `folder`, making it where needed."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SCHEMAS:
        (folder / name).write_text(render_schema(name), encoding="utf-8")


if __name__ == "__main__":
    write_schemas(Path(__file__).with_name("schemas"))
