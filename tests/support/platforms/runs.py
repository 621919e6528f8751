# SPDX-License-Identifier: Apache-2.0
"""A run: many orders live their lives while their notices are doubled, disordered and lost.

The plan is drawn from a seed before the first notice goes out; the platform changes an order at the
moment its first notice is due, so that whoever fetches never sees a past state. In the end the
ledger tells what is true of every order.
"""
import asyncio
import heapq
import random
import time

FIELDS = {
    "orders": 100, "duplicates": 0.0, "lost": 0.0, "reorder": 0.0, "rate": 0.0, "connections": 8,
    "seed": 1, "cancelled": 0.1, "addresses": 0.05, "steps": 3, "retry_ms": 500,
    "country": "mixed", "wrong_signature": 0.0, "spread_s": 0.0,
}


class Run:
    """duplicates, lost, reorder, cancelled, addresses, wrong_signature: shares from 0 to 1.

    rate: notices a second, 0 for as many as the other side takes; spread_s: the whole run takes so
    long, evenly, in place of a rate (a trading day in fast motion); steps: states of an order after
    the first; attempts: how often a notice is tried (default: the platform's patience).
    """

    def __init__(self, platform, data):
        self.platform = platform
        self.settings = {name: type(value)(data.get(name, value))
                         for name, value in FIELDS.items()}
        self.attempts = data.get("attempts")
        self.url = data.get("url") or (platform.target or {}).get("url")
        if platform.push_events and not self.url:
            raise ValueError("url is missing: give it here or to /_control/target")
        self.shops = [str(s) for s in data.get("shops") or platform.world.shops]
        self.orders = []
        self.counts = dict.fromkeys(
            ("planned", "changes", "sent", "taken", "refused", "duplicates", "lost", "given_up"), 0)
        self.handed_over = 0
        self.done = False
        self.started = time.monotonic()
        self.took_s = 0.0

    def plan(self):
        """(when, order index, what, copy): a position in the run, not yet a time."""
        draw = random.Random(self.settings["seed"])
        path = self.platform.happy_path
        acts = []
        for index in range(self.settings["orders"]):
            start = draw.random() * 0.6
            gap = 0.4 / (self.settings["steps"] + 1)
            acts.append((start, index, "place"))
            cancel_at = draw.randint(1, max(1, self.settings["steps"]))
            if draw.random() >= self.settings["cancelled"]:
                cancel_at = None
            for step in range(1, min(self.settings["steps"], len(path) - 1) + 1):
                when = start + gap * (step + draw.random() * 0.5)
                if cancel_at == step:
                    acts.append((when, index, "cancel"))
                    break
                acts.append((when, index, path[step]))
            if draw.random() < self.settings["addresses"]:
                acts.append((start + gap * 0.5, index, "address"))
        acts.sort()
        return acts, draw

    async def go(self):
        acts, draw = self.plan()
        self.counts["planned"] = len(acts)
        gate = asyncio.Semaphore(self.settings["connections"])
        pending = set()
        later = []  # (act number, sequence, order, event) for copies and stragglers
        by_index = {}
        sequence = 0
        for number, (when, index, what) in enumerate(acts):
            await self.wait_for(when)
            order, event = self.act(by_index, index, what, draw)
            due = [] if event is None else self.fates(draw, order, event)
            for delay, copy in due:
                sequence += 1
                heapq.heappush(later, (number + delay, sequence, order, event, copy))
            while later and later[0][0] <= number:
                _, _, order, event, copy = heapq.heappop(later)
                await self.hand_over(gate, pending, order, event, copy)
            await self.keep_pace()
        while later:
            _, _, order, event, copy = heapq.heappop(later)
            await self.hand_over(gate, pending, order, event, copy)
            await self.keep_pace()
        if pending:
            await asyncio.gather(*pending)
        self.took_s = time.monotonic() - self.started
        self.done = True

    def act(self, by_index, index, what, draw):
        """Changes the world; (order, event) or (None, None) where nothing came of it."""
        world = self.platform.world
        self.counts["changes"] += 1
        if what == "place":
            order = world.place(self.shops[index % len(self.shops)], {
                "status": self.platform.happy_path[0], "country": self.settings["country"]})
            by_index[index] = order
            self.orders.append(order)
            return order, self.platform.event_of(order, "created")
        order = by_index[index]
        if order.status == self.platform.cancelled_word:
            return None, None
        if what == "address":
            if order.status not in self.platform.happy_path[:2]:
                return None, None
            world.set_address(order, {"street": f"{draw.randint(1, 99)} Lý Thường Kiệt"})
            return order, self.platform.event_of(order, "address")
        if what == "cancel":
            order.cancel_by, order.cancel_reason = "buyer", "Đổi ý"
            world.set_status(order, self.platform.cancelled_word)
        else:
            if what in self.platform.tracked_words and not order.tracking:
                order.tracking = f"SIMVN{order.package_id}"
            world.set_status(order, what)
        return order, self.platform.event_of(order)

    def fates(self, draw, order, event):
        """[(acts to wait, is a copy)]; empty for what is lost."""
        settings = self.settings
        if event.kind in self.platform.silent_kinds:
            return []
        if draw.random() < settings["lost"]:
            self.counts["lost"] += 1
            self.platform.keep_lost(order, event)
            return []
        wait = draw.randint(1, 40) if draw.random() < settings["reorder"] else 0
        due = [(wait, False)]
        if draw.random() < settings["duplicates"]:
            self.counts["duplicates"] += 1
            due.append((wait + draw.randint(0, 60), True))
        if draw.random() < settings["wrong_signature"]:
            due.append((wait, None))
        return due

    async def hand_over(self, gate, pending, order, event, copy):
        await gate.acquire()
        self.handed_over += 1
        task = asyncio.ensure_future(self.send(gate, order, event, copy))
        pending.add(task)
        task.add_done_callback(pending.discard)

    async def send(self, gate, order, event, copy):
        try:
            if not self.platform.push_events:
                self.platform.enqueue(order, event, again=bool(copy))
                self.counts["sent"] += 1
                self.counts["taken"] += 1
                return
            for body in self.platform.notices(order, event):
                self.counts["sent"] += 1
                if copy is None:
                    result = await self.platform.send(order.shop_id, body, self.url, wrong=True)
                    self.counts["refused"] += 400 <= result["status"] < 500
                elif await self.platform.deliver_body(order.shop_id, body, self.url,
                                                      self.settings["retry_ms"], self.attempts):
                    self.counts["taken"] += 1
                else:
                    self.counts["given_up"] += 1
                    self.platform.keep_lost(order, event)
        finally:
            gate.release()

    async def wait_for(self, when):
        wait = self.started + when * self.settings["spread_s"] - time.monotonic()
        if self.settings["spread_s"] and wait > 0:
            await asyncio.sleep(wait)

    async def keep_pace(self):
        if not self.settings["rate"]:
            await asyncio.sleep(0)
            return
        due = self.started + self.handed_over / self.settings["rate"]
        wait = due - time.monotonic()
        await asyncio.sleep(wait if wait > 0.002 else 0)

    def report(self):
        took = self.took_s or time.monotonic() - self.started
        report = {"done": self.done, "took_s": round(took, 3), **self.counts,
                  "sent_per_s": round(self.counts["sent"] / took, 1) if took else 0}
        if self.done:
            report["ledger"] = [order.truth() for order in self.orders]
        return report
