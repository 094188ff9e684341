"""A bot as a process that knows nothing of the test."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import loopback
from loopback import NothingHappenedError

if TYPE_CHECKING:
    from loopback import World

BOT = [sys.executable, str(Path(loopback.__file__).with_name("samplebot.py"))]


async def test_a_program_is_led_here_and_stops_when_told(world: World) -> None:
    channel = world.guild().text_channel("general")
    mia = world.user("mia")
    async with world.process(BOT, env={"SAMPLE_TOKEN": world.token}) as bot:
        await bot.ready()
        await mia.says(channel, "hello")
        assert (await channel.next_message()).content == "You said: hello"
        bot.signal(signal.SIGTERM)
        assert await bot.ended() == 0
    assert "goodbye" in bot.stdout
    assert "has connected to Gateway" in bot.stderr


async def test_a_wrong_token_ends_it(world: World) -> None:
    async with world.process(BOT, env={"SAMPLE_TOKEN": "wrong"}) as bot:
        with pytest.raises(NothingHappenedError, match="Improper token"):
            await bot.ready()


async def test_what_it_hides_still_runs_and_nothing_is_imported_early(
    world: World, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text("print('the other one')")
    script = "import sys; print('discord' in sys.modules, 'yarl' in sys.modules)"
    env = {"PYTHONPATH": str(tmp_path)}
    async with world.process([sys.executable, "-c", script], env=env) as bot:
        assert await bot.ended() == 0
    assert bot.stdout.split("\n") == ["the other one", "False False", ""]


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="this system has no /proc to look into")
async def test_nothing_is_left_behind(world: World) -> None:
    script = (
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid)\n"
        "time.sleep(60)\n"
    )
    bot = world.process([sys.executable, "-c", script])
    await bot.start()
    await world.until(lambda: bot.stdout.endswith("\n"))
    await bot.stop(patience=0.1)
    assert bot.exit_code == -signal.SIGKILL
    child = int(bot.stdout)
    await world.until(lambda: not alive(child), 5)


def alive(pid: int) -> bool:
    """Whether a process runs; a dead one that nobody has collected does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"
