"""What tests of the plugin stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from legalbases import large_base

if TYPE_CHECKING:
    from factdesk.factbase.models import FactBase


@pytest.fixture(scope="session")
def large() -> FactBase:
    """Hundreds of facts, topics and articles."""
    return large_base()
