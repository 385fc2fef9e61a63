"""A carrier that takes every text and answers after a while: for timing whoever sends to it.

It reads as little as it can, so that what is timed is the sender.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from functools import partial

HOST = "127.0.0.1"
LENGTH = b"content-length:"


async def _serve(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, seconds: float
) -> None:
    try:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            at = head.find(LENGTH)
            if at >= 0:
                await reader.readexactly(int(head[at + len(LENGTH) :].split(b"\r\n", 1)[0]))
            await asyncio.sleep(seconds)
            body = json.dumps({"sid": f"SM{secrets.token_hex(16)}", "status": "queued"}).encode()
            writer.write(
                b"HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n"
                b"Content-Length: %d\r\n\r\n" % len(body) + body
            )
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def _run(port: int, seconds: float) -> None:
    server = await asyncio.start_server(partial(_serve, seconds=seconds), HOST, port)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Serve on the port given first, each answer after the seconds given second."""
    asyncio.run(_run(int(sys.argv[1]), float(sys.argv[2])))


if __name__ == "__main__":
    main()
