from __future__ import annotations

import pytest

from factdesk.matching.index import Index
from factdesk.matching.matcher import Matcher
from smallbases import ZOO, ZOO_SYNONYMS, make_small_base


@pytest.fixture(scope="session")
def zoo(tmp_path_factory: pytest.TempPathFactory) -> Matcher:
    """The matcher of a base about a zoo."""
    return Matcher(Index(make_small_base(tmp_path_factory.mktemp("zoo"), ZOO, ZOO_SYNONYMS)))


@pytest.fixture(scope="session")
def zoo_index(zoo: Matcher) -> Index:
    return zoo.index
