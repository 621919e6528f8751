# SPDX-License-Identifier: Apache-2.0
"""What the simulated platforms share: routing, faults, tokens, notices of what changed.

A platform gives routes, documents, error answers and the bodies of its notices; everything runs on
one asyncio loop, so nothing here needs a lock.
"""
import asyncio
import re
import secrets
from collections import Counter
from dataclasses import dataclass, field

from platforms import control
from platforms.faults import Faults
from platforms.http import Server
from platforms.pusher import Pusher


@dataclass(frozen=True)
class Event:
    """A change as it was when it happened: what is pushed now or much later."""

    kind: str  # status, address, tracking, package, cancel_request, or a control event
    status: str
    at: int
    facts: dict = field(default_factory=dict)


class Platform:
    name = ""
    push_retries = 3  # further attempts after the first
    push_timeout_s = 3.0
    happy_path = ()  # the words an order goes through, first to last
    cancelled_word = ""
    tracked_words = ()  # the words from which on an order has a tracking number
    silent_kinds = ()  # what the platform tells nobody of: only a poll finds it
    push_events = True  # False: events wait in a queue instead (Tiki)

    def __init__(self, world, tokens):
        self.world = world
        self.tokens = tokens
        self.faults = Faults()
        self.calls = Counter()
        self.server = Server(self.serve)
        self.pusher = Pusher()
        self.target = None  # where notices go: {"url", "signed_url", "auto"}
        self.lost = []  # events nobody received, for the platforms that keep them
        self.runs = {}
        self.refusals = {}  # order id -> what the next write-backs of it are refused with
        self.routes = {}
        self.patterns = []
        self.tasks = set()

    # -- answering ---------------------------------------------------------------------------

    def serve(self, request):
        path = request.path
        if path.startswith("/_control"):
            return control.serve(self, request)
        self.calls[f"{request.method} {path}"] += 1
        rule = self.faults.rule_for(path) if self.faults.rules else None
        if rule:
            return self.faults.spoil(rule, lambda: self.call(request), self.throttled)
        if self.faults.limit_per_s and self.faults.over_limit():
            return self.throttled()
        return self.call(request)

    def call(self, request):
        handler = self.routes.get((request.method, request.path))
        if handler:
            return handler(request)
        for method, pattern, handler in self.patterns:
            found = pattern.fullmatch(request.path)
            if found and method == request.method:
                return handler(request, *found.groups())
        return self.no_such_path(request)

    def route(self, method, path, handler):
        """A path with {} takes one part as an argument of the handler."""
        if "{}" in path:
            pattern = re.compile(re.escape(path).replace(r"\{\}", "([^/]+)"))
            self.patterns.append((method, pattern, handler))
        else:
            self.routes[(method, path)] = handler

    def no_such_path(self, request):
        raise NotImplementedError

    def throttled(self):
        raise NotImplementedError

    # -- notices -----------------------------------------------------------------------------

    def notices(self, order, event):
        """The bodies (bytes) the platform sends for this event; Lazada sends one a line."""
        raise NotImplementedError

    def push_headers(self, shop_id, body, signed_url, wrong=False):
        raise NotImplementedError

    def event_of(self, order, kind="status", **facts):
        return Event(kind, order.status, order.updated, facts)

    def event_at(self, _order, at, status, kind="status"):
        """An event of the past, or one that never was."""
        return Event(kind, status, at)

    def enqueue(self, order, event, again=False):
        """Where push_events is False: into the event queue."""
        raise NotImplementedError

    def request_cancel(self, order):
        """The buyer asks the seller to cancel; nothing is cancelled yet."""
        raise NotImplementedError

    def dialect(self, _data):
        """Switches to another way of speaking that is seen in the wild."""
        raise ValueError(f"{self.name} has no dialects")

    def shop_added(self, shop):
        """A platform may keep more about a shop."""

    def keep_lost(self, order, event):
        """Shopee can be asked for what was lost; elsewhere it is gone."""

    def changed(self, order, kind="status", **facts):
        """Called after every change of an order; pushes by itself where a target says so."""
        event = self.event_of(order, kind, **facts)
        if kind not in self.silent_kinds and self.target and self.target.get("auto"):
            self.in_background(self.deliver(order, event, self.target["url"]))
        return event

    def in_background(self, coroutine):
        task = asyncio.ensure_future(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def deliver(self, order, event, url, retry_ms=500, attempts=None):
        """All notices of an event with the platform's patience; True if all were taken."""
        taken = True
        for body in self.notices(order, event):
            taken &= await self.deliver_body(order.shop_id, body, url, retry_ms, attempts)
        if not taken:
            self.keep_lost(order, event)
        return taken

    async def deliver_body(self, shop_id, body, url, retry_ms=500, attempts=None):
        left = self.push_retries + 1 if attempts is None else attempts
        pause = retry_ms / 1000
        while left > 0:
            result = await self.send(shop_id, body, url)
            if 200 <= result["status"] < 300:
                return True
            left -= 1
            if left:
                await asyncio.sleep(pause)
                pause = min(pause * 1.5, 5.0)
        return False

    async def send(self, shop_id, body, url, wrong=False):
        headers = self.push_headers(shop_id, body, self.signed_url(url), wrong)
        return await self.pusher.post(url, body, headers, self.push_timeout_s)

    def signed_url(self, url):
        """The address that is registered at the platform, if it is not the one connected to."""
        if self.target and self.target.get("signed_url"):
            return self.target["signed_url"]
        return url

    def refusal(self, order, unit=None):
        """{"code", "message"} if the control wants the next write-back of this order refused."""
        rule = self.refusals.get(order.key)
        if rule is None or (rule.get("unit") and str(rule["unit"]) != str(unit)):
            return None
        rule["next"] = int(rule.get("next", 1)) - 1
        if rule["next"] <= 0:
            del self.refusals[order.key]
        return rule

    # -- shops -------------------------------------------------------------------------------

    def expire(self, grant):
        self.tokens.expire(grant, self.world.now())

    def app_of(self, shop_id):
        return self.world.apps[self.world.shops[shop_id].app_id]

    def order_of_shop(self, shop_id, order_id):
        return self.world.find(shop_id, str(order_id))


def request_id():
    return secrets.token_hex(16)
