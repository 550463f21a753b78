"""uvicorn in a thread of its own: starts and stops at once, and can drop a connection."""

from __future__ import annotations

import asyncio
import socket
import threading
from typing import TYPE_CHECKING, Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from starlette.applications import Starlette

HOST = "127.0.0.1"


class _Protocol(H11Protocol):
    """Hands the transport to the application, as request.state.transport."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _Server(uvicorn.Server):
    """Waits for an event instead of polling ten times a second, and leaves no one waiting."""

    async def main_loop(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.stopping = asyncio.Event()
        self.ready.set()
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        for task in list(self.server_state.tasks):
            task.cancel()
        await asyncio.gather(*self.server_state.tasks, return_exceptions=True)
        for sock in sockets or []:
            sock.close()

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()


class ServerThread:
    """A running server; `port` is known as soon as it is made, even before `start`."""

    def __init__(self, application: Starlette, port: int = 0) -> None:
        # asyncio turns Nagle's delay off only for sockets that say they are TCP (40 ms a request).
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind((HOST, port))
        self._socket.listen(128)
        self.port: int = self._socket.getsockname()[1]
        settings: dict[str, Any] = {
            "access_log": False,
            "log_config": None,
            "lifespan": "off",
            "ws": "none",
            "date_header": False,
            "loop": "asyncio",
        }
        self._server = _Server(uvicorn.Config(application, http=_Protocol, **settings))
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="gmail-sandbox", daemon=True
        )

    def start(self) -> None:
        """Serve from now on."""
        self._thread.start()
        self._server.ready.wait(10)

    def stop(self) -> None:
        """Drop every connection and end the thread; without a start, free the port."""
        if not self._thread.is_alive():
            self._socket.close()
            return
        self._server.loop.call_soon_threadsafe(self._server.stopping.set)
        self._thread.join(10)
