# SPDX-License-Identifier: Apache-2.0
"""What is true on a simulated platform: apps, shops, orders and their history.

An order here knows no platform's document; shopee.py, lazada.py, tiktok.py and tiki.py write it in
theirs. Money is whole VND as int, times are the platform's own clock in whole seconds.
"""
import random
import time
from bisect import bisect_left, insort
from dataclasses import asdict, dataclass, field

from platforms.goods import Recipient, draw_goods, draw_recipient


FIRST_UNIT = 260500000000000


@dataclass(slots=True)
class App:
    app_id: str  # partner id, app key or client id
    secret: str
    callback_url: str = ""  # what is registered, and what Shopee signs


@dataclass(slots=True)
class Shop:
    shop_id: str
    app_id: str
    name: str = "Cửa hàng thử"
    cipher: str = ""  # TikTok's shop_cipher
    masked: bool = False
    own_fleet: bool = False  # the seller ships himself: SOF, non_integrated, SEND_BY_SELLER
    stock: dict = field(default_factory=dict)
    delisted: list = field(default_factory=list)  # SKUs whose stock is refused: the item is gone


@dataclass(slots=True)
class Line:
    sku: str
    name: str
    variant: str
    quantity: int
    list_price: int
    price: int
    weight_g: int
    product_id: int
    variant_id: int
    unit_ids: list


@dataclass(slots=True)
class Order:
    order_id: str
    key: str  # the order id, or shop/order id where two shops share one (Lazada)
    shop_id: str
    status: str  # the platform's own word
    created: int
    updated: int
    lines: list
    shipping_fee: int
    cod: bool
    recipient: Recipient
    buyer_id: int
    package_id: str
    note: str = ""
    paid_at: int = 0
    tracking: str = ""
    carrier: str = ""
    cancel_reason: str = ""
    cancel_by: str = ""
    cancel_requested: bool = False
    address_updated: bool = False
    history: list = field(default_factory=list)
    unit_status: dict = field(default_factory=dict)  # where single pieces went ahead
    parcels: dict = field(default_factory=dict)  # parcel id -> unit ids

    def units(self):
        return [(line, unit) for line in self.lines for unit in line.unit_ids]

    def status_of(self, unit):
        return self.unit_status.get(unit, self.status)

    def goods_total(self):
        return sum(line.price * line.quantity for line in self.lines)

    def list_total(self):
        return sum(line.list_price * line.quantity for line in self.lines)

    def total(self):
        return self.goods_total() + self.shipping_fee

    def truth(self):
        """What anyone who took the order over must have in the end."""
        return {
            "order": self.order_id, "key": self.key, "shop": self.shop_id, "status": self.status,
            "updated": self.updated, "currency": "VND", "cod": self.cod,
            "goods": str(self.goods_total()), "shipping": str(self.shipping_fee),
            "total": str(self.total()),
            "items": [
                {"sku": line.sku, "name": line.name, "quantity": line.quantity,
                 "unit_price": str(line.price)} for line in self.lines
            ],
            "recipient": asdict(self.recipient), "tracking": self.tracking,
            "history": [list(step) for step in self.history],
        }


class World:
    """first_status: what a new order is; ids: a callable(number, created) -> order id."""

    def __init__(self, seed, first_status, order_ids):
        self.draw = random.Random(seed)
        self.first_status = first_status
        self.order_ids = order_ids
        self.skew_s = 0
        self.rate = 1  # seconds here in one of the machine's, since rate_from
        self.rate_from = 0.0
        self.apps = {}
        self.shops = {}
        self.orders = {}
        self.by_created = {}  # shop -> [(created, order key)], sorted
        self.by_updated = {}
        self.by_package = {}
        self.written = []
        self.numbers = 0
        self.product_ids = {}

    def set_clock(self, skew_s, rate):
        self.skew_s, self.rate, self.rate_from = skew_s, rate, time.time()

    def exact_now(self):
        here = time.time()
        return here + self.skew_s + (self.rate - 1) * (here - self.rate_from)

    def now(self):
        return int(self.exact_now())

    def now_ms(self):
        return int(self.exact_now() * 1000)

    def next_number(self):
        self.numbers += 1
        return self.numbers

    def place(self, shop_id, fields=None):
        """fields: any of status, cod, note, shipping_fee, country, recipient, items, order_id."""
        fields = fields or {}
        number = self.next_number()
        now = self.now()
        order_id = str(fields.get("order_id") or self.order_ids(number, now))
        key = order_id if order_id not in self.orders else f"{shop_id}/{order_id}"
        if self.find(shop_id, order_id):
            raise ValueError(f"order_id: {order_id} is there already")
        status = fields.get("status", self.first_status)
        cod = bool(fields.get("cod", self.draw.random() < 0.6))
        order = Order(
            order_id=order_id, key=key, shop_id=shop_id, status=status, created=now, updated=now,
            lines=self.lines_of(fields.get("items"), number),
            shipping_fee=int(fields.get("shipping_fee", self.draw.choice((0, 18000, 32500)))),
            cod=cod, recipient=self.recipient_of(fields),
            buyer_id=100000000 + number, package_id=f"{900000000000 + number}",
            note=fields.get("note", ""), paid_at=0 if cod else now, history=[(now, status)],
        )
        self.orders[key] = order
        insort(self.by_created.setdefault(shop_id, []), (now, key))
        insort(self.by_updated.setdefault(shop_id, []), (now, key))
        self.by_package[order.package_id] = order
        return order

    def find(self, shop_id, order_id):
        """The shop's order of that id; another shop may have one of the same id."""
        for key in (order_id, f"{shop_id}/{order_id}"):
            order = self.orders.get(key)
            if order and order.shop_id == shop_id:
                return order
        return None

    def recipient_of(self, fields):
        country = fields.get("country", "VN")
        if country == "mixed":
            country = self.draw.choice(("VN", "LA"))
        recipient = draw_recipient(self.draw, country)
        for name, value in (fields.get("recipient") or {}).items():
            if hasattr(recipient, name):
                setattr(recipient, name, str(value))
        return recipient

    def lines_of(self, items, number):
        if items:
            wanted = [
                (str(i["sku"]), str(i.get("name", i["sku"])), str(i.get("variant", "")),
                 int(i.get("quantity", 1)), int(i.get("list_price", i.get("price", 100000))),
                 int(i.get("price", 100000)), int(i.get("weight_g", 300))) for i in items
            ]
        else:
            wanted = [
                (g.sku, g.name, g.variant, quantity, g.list_price, g.price, g.weight_g)
                for g, quantity in draw_goods(self.draw)
            ]
        lines = []
        units = 0
        for sku, name, variant, quantity, list_price, price, weight in wanted:
            product = self.product_id(sku)
            first = FIRST_UNIT + number * 1000 + units + 1
            ids = list(range(first, first + quantity))
            units += quantity
            lines.append(Line(sku, name, variant, quantity, list_price, price, weight,
                              product, product + 500000, ids))
        return lines

    def product_id(self, sku):
        return self.product_ids.setdefault(sku, 21000000 + len(self.product_ids) + 1)

    def touch(self, order, at=None):
        """The order's own time moves on by at least a second with every change."""
        changes = self.by_updated[order.shop_id]
        del changes[bisect_left(changes, (order.updated, order.key))]
        order.updated = int(at) if at else max(self.now(), order.updated + 1)
        insort(changes, (order.updated, order.key))
        return order.updated

    def set_status(self, order, status, at=None):
        self.touch(order, at)
        order.status = status
        order.unit_status.clear()
        order.history.append((order.updated, status))
        if status not in ("UNPAID", "unpaid", "queueing") and not order.cod and not order.paid_at:
            order.paid_at = order.updated

    def set_units(self, order, units, status):
        """Some pieces move on; the order follows when all of them are there."""
        if all(u in units or order.status_of(u) == status for _, u in order.units()):
            self.set_status(order, status)
        else:
            self.touch(order)
            order.unit_status.update(dict.fromkeys(units, status))

    def set_address(self, order, changes):
        for name, value in changes.items():
            if hasattr(order.recipient, name):
                setattr(order.recipient, name, str(value))
        order.address_updated = True
        self.touch(order)

    def changed_between(self, shop_id, start, end, by="updated"):
        """Orders of a shop with start <= time <= end, oldest change first."""
        known = (self.by_updated if by == "updated" else self.by_created).get(shop_id, [])
        first = bisect_left(known, (start, ""))
        last = bisect_left(known, (end + 1, ""))
        return [self.orders[key] for _, key in known[first:last]]

    def wrote(self, call, **what):
        """Notes what a caller did to the platform, for /_control/written."""
        entry = {"at": self.now(), "call": call, **what}
        self.written.append(entry)
        return entry
