# SPDX-License-Identifier: Apache-2.0
"""A small HTTP/1.1 server on asyncio: keep-alive, one request at a time on a connection.

Quick rather than complete: bodies need Content-Length (up to 8 MiB), no chunked requests. What it
can do beyond a real server is to answer badly on purpose (see faults.py).
"""
import asyncio
import json
from urllib.parse import unquote_plus

BODY_BYTES_MAX = 8 << 20
HEAD_BYTES_MAX = 64 << 10
REASONS = {
    200: "OK", 201: "Created", 204: "No Content", 302: "Found", 400: "Bad Request",
    401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    413: "Content Too Large", 422: "Unprocessable Content", 429: "Too Many Requests",
    500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
}


class Request:
    __slots__ = ("method", "path", "query_text", "headers", "body", "_query")

    def __init__(self, method, target, headers, body):
        self.method = method
        self.path, _, self.query_text = target.partition("?")
        self.headers = headers
        self.body = body
        self._query = None

    @property
    def query(self):
        if self._query is None:
            self._query = parse_form(self.query_text)
        return self._query

    def form(self):
        return parse_form(self.body.decode("utf-8", "replace"))

    def json(self):
        """The body as a JSON object, or None."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return None
        return value if isinstance(value, dict) else None


class Response:
    """body: bytes. delay_s, drip_s, cut_after, repeat make an answer late, slow, short or huge."""

    __slots__ = ("status", "body", "content_type", "headers", "delay_s", "drip_s", "cut_after",
                 "repeat")

    def __init__(self, status, body=b"", content_type="application/json", headers=()):
        self.status = status
        self.body = body
        self.content_type = content_type
        self.headers = headers
        self.delay_s = 0.0
        self.drip_s = 0.0  # the pause after each piece of 16 bytes
        self.cut_after = None
        self.repeat = 1

    def is_odd(self):
        return self.delay_s or self.drip_s or self.cut_after is not None or self.repeat > 1

    def head(self):
        length = len(self.body) * self.repeat
        text = (
            f"HTTP/1.1 {self.status} {REASONS.get(self.status, 'Other')}\r\n"
            f"Content-Type: {self.content_type}\r\nContent-Length: {length}\r\n"
        )
        for name, value in self.headers:
            text += f"{name}: {value}\r\n"
        return (text + "\r\n").encode()


def parse_form(text):
    if not text:
        return {}
    pairs = {}
    plain = "%" not in text and "+" not in text
    for part in text.split("&"):
        name, _, value = part.partition("=")
        if plain:
            pairs[name] = value
        else:
            pairs[unquote_plus(name)] = unquote_plus(value)
    return pairs


def to_json(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def answer(value, status=200, headers=()):
    return Response(status, to_json(value), headers=headers)


class Connection(asyncio.Protocol):
    """handle(request) gives a Response or a coroutine of one; None closes without a word."""

    def __init__(self, handle, open_connections):
        self.handle = handle
        self.open_connections = open_connections
        self.buffer = bytearray()
        self.transport = None
        self.busy = False
        self.writable = asyncio.Event()
        self.writable.set()

    def connection_made(self, transport):
        self.transport = transport
        self.open_connections.add(self)

    def connection_lost(self, _error):
        self.open_connections.discard(self)
        self.writable.set()

    def pause_writing(self):
        self.writable.clear()

    def resume_writing(self):
        self.writable.set()

    def data_received(self, data):
        self.buffer += data
        if not self.busy:
            self.serve()

    def serve(self):
        while not self.transport.is_closing():
            request = self.next_request()
            if request is None:
                return
            response = self.handle(request)
            if asyncio.iscoroutine(response):
                self.busy = True
                asyncio.ensure_future(self.finish(response))
                return
            if response is None:
                self.transport.abort()
                return
            if response.is_odd():
                self.busy = True
                asyncio.ensure_future(self.send_oddly(response))
                return
            self.transport.write(response.head() + response.body)
            if request.headers.get("connection") == "close":
                self.transport.close()

    def next_request(self):
        end = self.buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self.buffer) > HEAD_BYTES_MAX:
                self.refuse(400)
            return None
        lines = self.buffer[:end].decode("latin-1").split("\r\n")
        first = lines[0].split(" ")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip()
        length_text = headers.get("content-length", "0")
        if len(first) != 3 or not length_text.isdigit() or "transfer-encoding" in headers:
            self.refuse(400)
            return None
        length = int(length_text)
        if length > BODY_BYTES_MAX:
            self.refuse(413)
            return None
        start = end + 4
        if len(self.buffer) < start + length:
            if headers.get("expect", "").lower() == "100-continue" and len(self.buffer) == start:
                self.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            return None
        body = bytes(self.buffer[start:start + length])
        del self.buffer[:start + length]
        return Request(first[0], first[1], headers, body)

    def refuse(self, status):
        self.transport.write(Response(status, headers=(("Connection", "close"),)).head())
        self.transport.close()

    async def finish(self, coroutine):
        response = await coroutine
        if response is None:
            self.transport.abort()
        else:
            await self.send_oddly(response)

    async def send_oddly(self, response):
        if response.delay_s:
            await asyncio.sleep(response.delay_s)
        if response.cut_after is not None:
            self.transport.write(response.head() + response.body[:response.cut_after])
            self.transport.close()
            return
        self.transport.write(response.head())
        if response.drip_s:
            await self.drip(response)
        for _ in range(0 if response.drip_s else response.repeat):
            await self.writable.wait()
            if self.transport.is_closing():
                return
            self.transport.write(response.body)
        self.busy = False
        self.serve()


    async def drip(self, response):
        for start in range(0, len(response.body), 16):
            if self.transport.is_closing():
                return
            self.transport.write(response.body[start:start + 16])
            await asyncio.sleep(response.drip_s)


class Server:
    def __init__(self, handle):
        self.handle = handle
        self.connections = set()
        self.listener = None
        self.scheme = "http"
        self.port = 0

    async def listen(self, host, port, tls=None):
        loop = asyncio.get_running_loop()
        self.listener = await loop.create_server(
            lambda: Connection(self.handle, self.connections), host, port, backlog=1024, ssl=tls
        )
        self.scheme = "https" if tls else "http"
        self.port = self.listener.sockets[0].getsockname()[1]

    def close(self):
        if self.listener:
            self.listener.close()
        for connection in list(self.connections):
            connection.transport.abort()
