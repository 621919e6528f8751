# SPDX-License-Identifier: Apache-2.0
"""Sends notices: HTTP/1.1 POSTs over kept connections, as many at once as asked for."""
import asyncio
import time
from urllib.parse import urlsplit


class Line(asyncio.Protocol):
    """One kept connection; one request under way at a time."""

    def __init__(self):
        self.transport = None
        self.buffer = bytearray()
        self.waiting = None
        self.closed = False
        self.timed_out = False

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, _error):
        self.closed = True
        if self.waiting and not self.waiting.done():
            self.waiting.set_result((0, b""))

    def data_received(self, data):
        self.buffer += data
        if not self.waiting or self.waiting.done():
            return
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.buffer[:end]).lower()
        status = int(head[9:12]) if head[9:12].isdigit() else 0
        length = content_length(head)
        if length is None:  # chunked or until close: the status is all that counts
            self.closed = True
            self.transport.close()
            self.waiting.set_result((status, bytes(self.buffer[end + 4:])))
            return
        if len(self.buffer) < end + 4 + length:
            return
        body = bytes(self.buffer[end + 4:end + 4 + length])
        del self.buffer[:end + 4 + length]
        if b"\r\nconnection: close" in head:
            self.closed = True
            self.transport.close()
        self.waiting.set_result((status, body))

    async def exchange(self, message, timeout_s):
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(message)
        timer = asyncio.get_running_loop().call_later(timeout_s, self.give_up)
        try:
            return await self.waiting
        finally:
            timer.cancel()

    def give_up(self):
        self.closed = True
        self.timed_out = True
        self.transport.abort()
        if not self.waiting.done():
            self.waiting.set_result((0, b""))


def content_length(head):
    at = head.find(b"\r\ncontent-length:")
    if at < 0:
        return 0 if head[9:12] in (b"204", b"304") else None
    return int(head[at + 17:].split(b"\r\n", 1)[0])


class Pusher:
    def __init__(self):
        self.idle = {}

    async def post(self, url, body, headers, timeout_s=5.0):
        """{"status": 0 if there was no answer, "ms", "body"}"""
        parts = urlsplit(url)
        place = (parts.hostname, parts.port or (443 if parts.scheme == "https" else 80),
                 parts.scheme == "https")
        path = parts.path or "/"
        if parts.query:
            path += "?" + parts.query
        head = f"POST {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: application/json\r\n"
        head += f"Content-Length: {len(body)}\r\n"
        for name, value in headers.items():
            head += f"{name}: {value}\r\n"
        start = time.perf_counter()
        status, answer = await self.exchange(place, (head + "\r\n").encode() + body, timeout_s)
        took = round((time.perf_counter() - start) * 1000, 2)
        return {"status": status, "ms": took, "body": answer.decode("utf-8", "replace")}

    async def exchange(self, place, message, timeout_s):
        """A kept line that turns out dead is no answer of the other side: a new one is tried."""
        lines = self.idle.setdefault(place, [])
        while lines:
            line = lines.pop()
            if line.closed:
                continue
            result = await line.exchange(message, timeout_s)
            if not line.closed:
                lines.append(line)
            if result[0] or line.timed_out:
                return result
        try:
            _, line = await asyncio.wait_for(
                asyncio.get_running_loop().create_connection(
                    Line, place[0], place[1], ssl=place[2] or None),
                timeout_s,
            )
        except (OSError, asyncio.TimeoutError):
            return 0, b""
        result = await line.exchange(message, timeout_s)
        if not line.closed:
            lines.append(line)
        return result

    def close(self):
        for lines in self.idle.values():
            for line in lines:
                line.transport.abort()
        self.idle.clear()
