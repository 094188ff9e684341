"""The store, for commands that look into it or mark something there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from factdesk.cli.options import UsageProblem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from factdesk.store import Store

T = TypeVar("T")

StoreOption = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="ADDRESS",
        help="Where the bot remembers: a SQLite file or a database's address. "
        "Default: as the settings say.",
    ),
]


def with_store(address: str | None, work: Callable[[Store], Awaitable[T]]) -> T:
    """Do something with the store and close it.

    Args:
        address: of the store; None: as the settings say.
        work: what to do.

    Raises:
        UsageProblem: there is none, it cannot be used, or it did not keep what it should.
    """
    import asyncio

    from factdesk.settings import load_settings
    from factdesk.store import Store, StoreTrouble

    settings = load_settings(**({"store": address} if address else {}))
    place = settings.store_address
    if isinstance(place, Path) and not place.is_file():
        raise UsageProblem(
            f"There is no store {place}: nothing has been remembered there. Name the bot's own "
            "with --store, or with the setting `store`."
        )

    async def do() -> T:
        store = Store(place, **settings.retention)
        try:
            done = await work(store)
            if store.trouble:  # reading does not raise, it finds nothing
                raise UsageProblem(store.trouble)
            return done
        finally:
            await store.close()

    try:
        return asyncio.run(do())
    except StoreTrouble as trouble:
        raise UsageProblem(str(trouble)) from None
