"""The answer to `/desk stats`: from the store to a card, with a picture where one can be drawn."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from functools import cache

from factdesk.plugin.card import Card, Picture
from factdesk.plugin.curation.stats import WEEKS, Stats, description_of, stats_card, stats_of
from factdesk.plugin.services import Services

log = logging.getLogger(__name__)


async def figures(services: Services, guild: int) -> Card:
    """What people got in a server in the last weeks."""
    tallies = await services.store.curation.tallies(guild, weeks=WEEKS)
    stats = stats_of(tallies, dt.datetime.now(dt.UTC).date())
    content = await asyncio.to_thread(_picture, stats) if stats.total.asked else None
    if content is None:
        return stats_card(stats)
    return stats_card(stats, Picture("stats.png", content, description_of(stats)))


def _picture(stats: Stats) -> bytes | None:
    """The picture, or None: then the numbers alone have to do, and the log says why."""
    try:
        from factdesk.plugin.curation.stats_picture import draw  # noqa: PLC0415 - not always there

        return draw(stats)
    except ImportError:
        _say_what_is_missing()
        return None
    except Exception:  # also of the import: matplotlib refuses some of its own settings
        log.exception("The picture of /desk stats could not be drawn.")
        return None


@cache
def _say_what_is_missing() -> None:
    """Once is enough."""
    log.info(
        "/desk stats has no picture, because matplotlib is not installed: "
        'pip install "factdesk[pictures]"'
    )
