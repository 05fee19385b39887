"""The wires between services and servers: each can be cut, delayed, stalled, or break in the middle of something.

One thread carries what all wires carry. Nothing is known here of what is said: half of whatever comes next is, sooner
or later, half of a frame.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from socket import SO_LINGER, SOL_SOCKET
from struct import pack
from typing import Any

LOOPBACK = "127.0.0.1"
AT_ONCE = 65_536


@dataclass
class Wire:
    """From one port to another. What is set here holds for every connection over it, at once."""

    port: int
    """Where the service connects to; 0: any, told once it is laid."""
    target: int
    delay: float = 0.0
    """Seconds that everything takes longer, in each direction."""
    breaks: str = ""
    """``up`` (to the server) or ``down``: half of what comes next that way is passed on, and that is the end of it."""
    broken: int = 0
    """How often it broke in the middle of something."""
    _pairs: set[tuple[asyncio.StreamWriter, asyncio.StreamWriter]] = field(default_factory=set)
    _open: asyncio.Event = field(default_factory=asyncio.Event)


class Wires:
    """All wires of a deployment. Use as a context manager; every method may be called from any thread."""

    def __enter__(self) -> Wires:
        self._loop = asyncio.new_event_loop()
        self._servers: list[asyncio.Server] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wires", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *reason: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def lay(self, target: int, port: int = 0) -> Wire:
        """A new wire to that port of this machine."""

        async def serve() -> Wire:
            wire = Wire(port, target)
            wire._open.set()

            async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
                task = asyncio.current_task()
                assert task is not None
                self._tasks.add(task)
                try:
                    await _carry(wire, reader, writer)
                finally:
                    self._tasks.discard(task)

            server = await asyncio.start_server(carry, LOOPBACK, port)
            wire.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
            return wire

        return self._do(serve())

    def cut(self, wire: Wire) -> int:
        """Reset every connection over it; how many there were."""

        async def reset() -> int:
            return _cut(wire)

        return self._do(reset())

    def stall(self, wire: Wire, stalled: bool) -> None:
        """Let nothing pass, in no direction, until it is told otherwise; nothing is lost."""
        self._soon(wire._open.clear if stalled else wire._open.set)

    def _soon(self, what: Callable[[], None]) -> None:
        self._loop.call_soon_threadsafe(what)

    def _do(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(30)

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _carry(wire: Wire, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        there_reader, there = await asyncio.open_connection(LOOPBACK, wire.target)
    except OSError:
        _reset(writer)
        return
    pair = (writer, there)
    wire._pairs.add(pair)
    ways = [
        asyncio.ensure_future(_pump(wire, "up", reader, there)),
        asyncio.ensure_future(_pump(wire, "down", there_reader, writer)),
    ]
    try:
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for way in ways:
            way.cancel()
        await asyncio.gather(*ways, return_exceptions=True)
        wire._pairs.discard(pair)
        for end in pair:
            end.close()


async def _pump(wire: Wire, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while data := await reader.read(AT_ONCE):
            if wire.delay:
                await asyncio.sleep(wire.delay)
            await wire._open.wait()
            if wire.breaks == way and len(data) > 1:
                wire.breaks, wire.broken = "", wire.broken + 1
                writer.write(data[: len(data) // 2])
                await writer.drain()
                return  # the end of one way is the end of both
            writer.write(data)
            await writer.drain()


def _cut(wire: Wire) -> int:
    pairs, wire._pairs = wire._pairs, set()
    for pair in pairs:
        for end in pair:
            _reset(end)
    return len(pairs)


def _reset(writer: asyncio.StreamWriter) -> None:
    """Ended with RST, as by a firewall or a broken cable; nobody is told politely."""
    with contextlib.suppress(OSError):
        writer.get_extra_info("socket").setsockopt(SOL_SOCKET, SO_LINGER, pack("ii", 1, 0))
    writer.transport.abort()
