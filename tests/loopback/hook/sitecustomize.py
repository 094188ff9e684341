"""Points discord.py at a Discord on loopback, in a process that knows nothing of it.

Python imports a module of this name at its start. Nothing is imported here that the process would
not import itself: discord.py's addresses change at the moment when it is loaded.
"""

from __future__ import annotations

import os
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

API = os.environ.get("LOOPBACK_API", "")
GATEWAY = os.environ.get("LOOPBACK_GATEWAY", "")


def point_home(module: ModuleType) -> None:
    """Changes the addresses in one of discord.py's modules."""
    if module.__name__ == "discord.http":
        module.Route.BASE = API
    else:
        import yarl  # noqa: PLC0415 - discord.gateway has imported it

        module.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(GATEWAY)


class Redirecting(Loader):
    """Loads a module as it would be loaded anyway, then changes it."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        point_home(module)


class Finder(MetaPathFinder):
    """Finds the two modules with addresses in them."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,
        target: ModuleType | None = None,
    ) -> ModuleSpec | None:
        if fullname not in {"discord.http", "discord.gateway"}:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = Redirecting(spec.loader)
        return spec


def run_hidden() -> None:
    """Runs the sitecustomize that this one hides, if there is one."""
    here = os.path.realpath(__file__ + "/..")
    others = [entry for entry in sys.path if os.path.realpath(entry or ".") != here]
    spec = PathFinder.find_spec("sitecustomize", others)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(module_from_spec(spec))


if API and GATEWAY:
    sys.meta_path.insert(0, Finder())
run_hidden()
