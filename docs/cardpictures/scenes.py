"""What the pictures show: real replies of the desk to real questions, drawn as they are sent."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from cardpictures.look import Payload, Post, form_html, post_html
from cardpictures.status import ALL_IT_NEEDS, status
from factdesk import __version__
from factdesk.plugin import browsing, pages
from factdesk.plugin.cards import notice, reply_card, welcome_card
from factdesk.plugin.drawing import drawn
from factdesk.plugin.feedback import THANKS, NotRight
from factdesk.plugin.server.panels import channels_card, settings_card
from factdesk.plugin.server.settings import read_settings
from factdesk.settings import Settings

if TYPE_CHECKING:
    from factdesk.desk import Desk
    from factdesk.plugin.card import Card

TODAY: Final = dt.date(2026, 9, 14)  # so that the same facts make the same pictures
ASKER: Final = 31
PLAIN, OPINION = "wen did lukashenka visit inda?", "Which visit was the most important?"
CLAIM = "which decree made the tech sector grow?"
PLAN = "are belarusian tractors made in punjab?"
ANOTHER, NEAREST, UNKNOWN = "When did Lukashenko visit Peru?", "How big is the trade?", "asdf qwrtz"


@dataclass(frozen=True, slots=True)
class Scene:
    """One thing to see, and a few words beside it."""

    title: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its file's name and what it shows."""

    name: str
    scenes: tuple[Scene, ...]


class Stage:
    """Puts cards of one desk before the eye."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._base = desk.base

    def pictures(self) -> tuple[Picture, ...]:
        """All pictures, with every card that the desk can show."""
        return (
            Picture("cards", self._few()),
            Picture("cards-asking", self._asking()),
            Picture("cards-not-sure", self._not_sure()),
            Picture("cards-browsing", self._browsing()),
            Picture("cards-operating", self._operating()),
        )

    def _few(self) -> tuple[Scene, ...]:
        return (
            self._asked("An answer", "One fact and its source. Typos do not matter.", PLAIN),
            self._asked(
                "Whose word it is", "An opinion, a plan or a forecast is marked as such.", OPINION
            ),
            self._asked("Not sure", "It says why, and offers what it can answer instead.", ANOTHER),
        )

    def _asking(self) -> tuple[Scene, ...]:
        base = self._base
        return (
            self._asked("An answer", "To a mention. The source leads to the paragraph.", PLAIN),
            self._asked("A claim", "Told as one, with its date when it may have changed.", CLAIM),
            self._asked("A plan", "Told as one.", PLAN),
            self._asked("An opinion", "Told as one.", OPINION),
            Scene(
                "For one person",
                "/ask with private: there is nothing to remove.",
                self._post(
                    reply_card(self._desk.ask(PLAIN), base, TODAY, asker=ASKER, private=True),
                    command="/ask",
                    private=True,
                ),
            ),
            Scene(
                "Without embeds",
                "The same as plain text, where embeds are not allowed.",
                self._post(self._reply(CLAIM), question=CLAIM, embeds=False),
            ),
        )

    def _not_sure(self) -> tuple[Scene, ...]:
        return (
            self._asked("Choices", "Only the asker's press counts.", ANOTHER),
            self._asked("Nothing on that", "With what is nearest.", NEAREST),
            self._asked("Nothing at all", "With what it covers.", UNKNOWN),
            Scene(
                "Called without a question",
                "A mention and nothing else.",
                self._post(welcome_card(self._base, ASKER), question="@Factdesk"),
            ),
            Scene(
                "Too many questions",
                "Told once, then it waits in silence.",
                self._post(
                    notice("That is a lot of questions. Please wait 4 seconds."), question=PLAIN
                ),
            ),
            Scene(
                "Choices without embeds",
                "The same as plain text.",
                self._post(self._reply(ANOTHER), question=ANOTHER, embeds=False),
            ),
        )

    def _browsing(self) -> tuple[Scene, ...]:
        base = self._base
        topics = browsing.topics_card(base)
        topic = browsing.topic_card(base, "trade")
        article = browsing.article_card(base, base.articles[0].id)
        assert topic is not None  # noqa: S101 - the bundled base has it
        assert article is not None  # noqa: S101
        return (
            self._private("Topics", "/facts topics", topics, "/facts topics"),
            self._private(
                "Topics, the menu open", "/facts topics", topics, "/facts topics", menu_open=True
            ),
            self._private(
                "A topic's facts", "After picking a topic.", topic, "/facts topics", menu_open=True
            ),
            self._private(
                "Articles", "/facts article", browsing.articles_card(base), "/facts article"
            ),
            self._private("An article", "Its facts, page by page.", article, "/facts article"),
        )

    def _operating(self) -> tuple[Scene, ...]:
        base, desk = self._base, self._desk
        fact = base.fact("digital-economy-decree") or base.facts[0]
        about = pages.about_card(base, __version__, 0.98)
        privacy = pages.privacy_card(pages.Kept(7, 90, listening=True, of_reader={}))
        here = read_settings({"promise": 0.99, "channel_pause": 300}, Settings())
        nowhere = channels_card([], [], can_read=True, known=True)
        well = status(desk, ALL_IT_NEEDS, listening=True)
        lacking = ALL_IT_NEEDS & ~type(ALL_IT_NEEDS)(embed_links=True, read_message_history=True)
        return (
            self._private("About", "/facts about", about, "/facts about"),
            self._private("Privacy", "/facts privacy", privacy, "/facts privacy"),
            self._private("Status", "All is well.", well, "/desk status"),
            self._private(
                "Status",
                "Two permissions are missing.",
                status(desk, lacking, listening=False),
                "/desk status",
            ),
            self._private(
                "Settings of a server",
                "Its own, or the operator's.",
                settings_card(here, known=True),
                "/desk settings",
                menu_open=True,
            ),
            self._private("Where it listens", "Channels to pick.", nowhere, "/desk channels"),
            Scene("Not right", "What opens on the button.", form_html(NotRight(fact).to_dict())),
            self._private("Thanks", "After sending it.", notice(THANKS), ""),
        )

    def _reply(self, question: str) -> Card:
        return reply_card(self._desk.ask(question), self._base, TODAY, asker=ASKER)

    def _asked(self, title: str, text: str, question: str) -> Scene:
        return Scene(title, text, self._post(self._reply(question), question=question))

    def _private(
        self, title: str, text: str, card: Card, command: str, *, menu_open: bool = False
    ) -> Scene:
        post = self._post(card, command=command, private=True, menu_open=menu_open)
        return Scene(title, text, post)

    @staticmethod
    def _post(card: Card, *, embeds: bool = True, **around: Any) -> str:  # noqa: ANN401 - fields of Post
        return post_html(Post(payload_of(card, embeds=embeds), **around))


def payload_of(card: Card, *, embeds: bool = True) -> Payload:
    """What is sent for a card, as Discord's API takes it."""
    drawing = drawn(card, embeds=embeds)
    return {
        "content": drawing.content,
        "embeds": [drawing.embed.to_dict()] if drawing.embed is not None else [],
        "components": drawing.view.to_components() if drawing.view is not None else [],
        "files": [drawing.picture] if drawing.picture is not None else [],
    }
