"""The bot itself, its application, and the way to the gateway."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from loopback.errors import Refusal
from loopback.gateway import world_flags

from . import route

if TYPE_CHECKING:
    from . import Call

    Json = dict[str, Any]


@route("GET", "/gateway", token=False)
def gateway(call: Call) -> Json:
    return {"url": call.world.server.gateway_url}


@route("GET", "/gateway/bot")
def gateway_bot(call: Call) -> Json:
    limit = {"total": 1000, "remaining": 999, "reset_after": 14400000, "max_concurrency": 1}
    return {
        "url": call.world.server.gateway_url,
        "shards": call.world.shards,
        "session_start_limit": limit,
    }


@route("GET", "/users/@me")
def me(call: Call) -> Json:
    mine = {"verified": True, "mfa_enabled": False, "email": None, "locale": "en-US"}
    return call.world.bot.payload() | mine


@route("GET", "/users/@me/guilds")
def my_guilds(call: Call) -> list[Json]:
    return [
        {
            "id": str(guild.id),
            "name": guild.name,
            "icon": None,
            "banner": None,
            "owner": False,
            "permissions": str(guild.permissions_of(call.world.bot)),
            "features": [],
        }
        for guild in call.world.guilds.values()
        if guild.has_bot
    ]


@route("GET", "/users/{user_id}")
def user(call: Call) -> Json:
    found = call.world.users.get(call.id("user_id"))
    if found is None:
        raise Refusal(10013)
    return found.payload()


@route("POST", "/users/@me/channels")
def create_dm(call: Call) -> Json:
    found = call.world.users.get(int(call.json["recipient_id"]))
    if found is None:
        raise Refusal(10013)
    if found is call.world.bot:
        raise Refusal(50007)
    return call.world.dm(found).payload()


@route("GET", "/oauth2/applications/@me")
@route("GET", "/applications/@me")
def application(call: Call) -> Json:
    world = call.world
    owner = next((user for user in world.users.values() if not user.bot), world.bot)
    return {
        "id": str(world.application_id),
        "name": world.bot.name,
        "icon": None,
        "description": "",
        "summary": "",
        "type": None,
        "rpc_origins": [],
        "bot_public": True,
        "bot_require_code_grant": False,
        "bot": world.bot.payload(),
        "owner": owner.payload(),
        "team": None,
        "verify_key": "0" * 64,
        "flags": world_flags(world),
        "flags_new": str(world_flags(world)),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": len(world.guilds),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "integration_types_config": {"0": {}, "1": {}},
        "tags": [],
    }
