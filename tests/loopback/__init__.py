"""A small Discord on loopback, to which a real bot connects; see README.md."""

from .errors import NothingHappenedError, TestMistakeError
from .interactions import Choice, Interaction, Modal
from .messages import Message
from .people import User
from .places import Channel, Guild, Role
from .process import BotProcess
from .record import Request
from .world import World

__all__ = [
    "BotProcess",
    "Channel",
    "Choice",
    "Guild",
    "Interaction",
    "Message",
    "Modal",
    "NothingHappenedError",
    "Request",
    "Role",
    "TestMistakeError",
    "User",
    "World",
]
