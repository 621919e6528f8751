# SPDX-License-Identifier: Apache-2.0
"""/_control of a simulated platform: JSON in, JSON out, for tests and for people with curl.

GET  /_control                what there is, with everything one needs to connect
GET  /_control/orders[/ID]    the truth about the orders       GET /_control/written  write-backs
GET  /_control/calls          calls counted by path            GET /_control/runs/ID  a run
POST /_control/COMMAND        see COMMANDS below; docs/platforms/rehearsal.md explains each
"""
import asyncio
from dataclasses import asdict
from types import SimpleNamespace

from platforms import runs
from platforms.http import Response, answer, to_json
from platforms.world import App, Shop


class Wrong(ValueError):
    """What the caller of the control must mend."""


def serve(platform, request):
    parts = [p for p in request.path.split("/")[2:] if p]
    try:
        if request.method == "GET":
            return answer(view(platform, *parts))
        data = request.json() if request.body else {}
        command = COMMANDS.get(parts[0] if parts else "")
        if command is None or data is None:
            raise Wrong("a JSON object, to one of: " + ", ".join(sorted(COMMANDS)))
        result = command(platform, data)
    except (Wrong, KeyError, ValueError, TypeError) as error:
        return refusal(error)
    if asyncio.iscoroutine(result):
        return finish(result)
    return answer(result)


async def finish(coroutine):
    try:
        return answer(await coroutine)
    except (Wrong, KeyError, ValueError, TypeError) as error:
        return refusal(error)


def refusal(error):
    text = f"{error.args[0]} is missing or unknown" if isinstance(error, KeyError) else str(error)
    return Response(400, to_json({"error": text}))


# -- views ---------------------------------------------------------------------------------------

def view(platform, name="", *rest):
    key = "/".join(rest)
    world = platform.world
    if name == "orders" and key:
        return world.orders[key].truth()
    if name == "runs" and key:
        return platform.runs[key].report()
    views = {
        "": lambda: overview(platform),
        "orders": lambda: {"orders": [o.truth() for o in world.orders.values()]},
        "written": lambda: {"written": world.written},
        "calls": lambda: {"calls": dict(platform.calls)},
        "runs": lambda: {"runs": list(platform.runs)},
        "lost": lambda: {"lost": len(platform.lost)},
    }
    if name not in views:
        raise Wrong("views: " + ", ".join(sorted(views)))
    return views[name]()


def overview(platform):
    world = platform.world
    return {
        "platform": platform.name, "port": platform.server.port, "now": world.now(),
        "base_url": f"{platform.server.scheme}://127.0.0.1:{platform.server.port}",
        "apps": [asdict(app) for app in world.apps.values()],
        "shops": [shop_view(platform, shop) for shop in world.shops.values()],
        "orders": len(world.orders), "written": len(world.written), "target": platform.target,
        "commands": sorted(COMMANDS),
    }


def shop_view(platform, shop):
    grant = platform.tokens.grants.get(shop.shop_id)
    tokens = {} if grant is None else {
        "access_token": grant.access, "access_ends": grant.access_ends,
        "refresh_token": grant.refresh, "refresh_ends": grant.refresh_ends,
        "refreshed": grant.refreshed, "revoked": grant.revoked,
    }
    return {**asdict(shop), **tokens}


# -- apps, shops, tokens -------------------------------------------------------------------------

def add_app(platform, data):
    app = App(str(data["app"]), str(data["secret"]), str(data.get("callback_url", "")))
    platform.world.apps[app.app_id] = app
    return asdict(app)


def add_shop(platform, data):
    """A new shop, or the settings of a known one (masked, own_fleet, tokens)."""
    world = platform.world
    shop_id = str(data["shop"])
    app_id = str(data.get("app") or next(iter(world.apps)))
    if app_id not in world.apps:
        raise Wrong(f"app: {app_id} is not known, add it first")
    shop = world.shops.get(shop_id) or Shop(shop_id, app_id)
    for name in ("name", "cipher", "masked", "own_fleet"):
        if name in data:
            setattr(shop, name, data[name])
    shop.cipher = shop.cipher or f"ROW_SIM{shop_id[-8:]}"
    world.shops[shop_id] = shop
    if "access_life_s" in data:
        platform.tokens.access_life_s = int(data["access_life_s"])
    if "refresh_life_s" in data:
        platform.tokens.refresh_life_s = int(data["refresh_life_s"])
    if shop_id not in platform.tokens.grants or "access_token" in data or "access_life_s" in data:
        platform.tokens.authorise(shop_id, app_id, world.now(), data.get("access_token"),
                                  data.get("refresh_token"))
    platform.shop_added(shop)
    return shop_view(platform, shop)


def shop_of(platform, data):
    return platform.world.shops[str(data.get("shop") or next(iter(platform.world.shops)))]


def grant_of(platform, data):
    return platform.tokens.grants[shop_of(platform, data).shop_id]


def authorisation_code(platform, data):
    shop = shop_of(platform, data)
    return {"shop": shop.shop_id, "code": platform.tokens.code_for(shop.shop_id,
                                                                   platform.world.now())}


def expire_token(platform, data):
    platform.expire(grant_of(platform, data))
    return shop_view(platform, shop_of(platform, data))


def revoke(platform, data):
    grant_of(platform, data).revoked = True
    return shop_view(platform, shop_of(platform, data))


def set_clock(platform, data):
    platform.world.set_clock(float(data["skew_s"]), float(data.get("rate", 1)))
    return {"now": platform.world.now()}


def dialect(platform, data):
    platform.dialect(data)
    return dict(data)


def mask(platform, data):
    shop = shop_of(platform, data)
    shop.masked = bool(data.get("on", True))
    return shop_view(platform, shop)


# -- orders --------------------------------------------------------------------------------------

def place_orders(platform, data):
    """count orders; every other member is a field of each (see World.place)."""
    shop = shop_of(platform, data)
    placed = []
    for _ in range(int(data.get("count", 1))):
        order = platform.world.place(shop.shop_id, data)
        platform.changed(order, "created")
        placed.append(order.truth())
    return {"orders": placed}


def order_of(platform, data):
    return platform.world.orders[str(data["order"])]


def change_status(platform, data):
    order = order_of(platform, data)
    order.tracking = str(data.get("tracking", order.tracking))
    platform.world.set_status(order, str(data["status"]), data.get("at"))
    platform.changed(order)
    return order.truth()


def change_address(platform, data):
    order = order_of(platform, data)
    platform.world.set_address(order, data["recipient"])
    platform.changed(order, "address")
    return order.truth()


def cancel(platform, data):
    """by the buyer unless told otherwise; {"request": true} only asks the seller for it."""
    order = order_of(platform, data)
    order.cancel_by = str(data.get("by", "buyer"))
    order.cancel_reason = str(data.get("reason", "Đổi ý"))
    if data.get("request"):
        order.cancel_requested = True
        platform.request_cancel(order)
    else:
        platform.world.set_status(order, platform.cancelled_word)
        platform.changed(order)
    return order.truth()


# -- notices -------------------------------------------------------------------------------------

def set_target(platform, data):
    """url: where to; signed_url: the registered public address; auto: push every change."""
    platform.target = None
    if data.get("url"):
        platform.target = {"url": str(data["url"]), "signed_url": data.get("signed_url"),
                           "auto": bool(data.get("auto", True))}
    return {"target": platform.target}


def target_url(platform, data):
    url = data.get("url") or (platform.target or {}).get("url")
    if not url:
        raise Wrong("url is missing: give it here or to /_control/target")
    if data.get("signed_url"):
        auto = bool(platform.target and platform.target.get("auto"))
        platform.target = {"url": url, "signed_url": str(data["signed_url"]), "auto": auto}
    return url


def events_of(platform, order, data):
    """The event to push: now, as given, or the whole history in any order."""
    if data.get("history"):
        events = [platform.event_at(order, at, status) for at, status in order.history]
    else:
        kind = str(data.get("kind", "status"))
        event = platform.event_of(order, kind, **data.get("facts", {}))
        if "status" in data or "at" in data:
            event = platform.event_at(order, int(data.get("at", order.updated)),
                                      str(data.get("status", order.status)), kind)
        events = [event]
    events *= int(data.get("times", 1))
    if data.get("reverse"):
        events.reverse()
    if data.get("shuffle"):
        platform.world.draw.shuffle(events)
    return events


def nothing_of(platform, data):
    """In place of an order, for what concerns the shop: verification, deauthorised, expiry."""
    if data.get("kind") not in ("verification", "authorised", "deauthorised", "expiry"):
        raise Wrong("order is missing")
    return SimpleNamespace(order_id="", shop_id=shop_of(platform, data).shop_id, status="",
                           updated=platform.world.now(), unit_status={}, history=[])


async def push(platform, data):
    """Sends now and tells each answer; nothing is sent again by itself."""
    order = order_of(platform, data) if "order" in data else nothing_of(platform, data)
    url = target_url(platform, data)
    answers = []
    for event in events_of(platform, order, data):
        for body in platform.notices(order, event):
            answers.append(await platform.send(order.shop_id, body, url,
                                               bool(data.get("wrong_signature"))))
    return {"answers": answers}


def lose(platform, data):
    """The notices of an order that never arrive."""
    order = order_of(platform, data)
    events = events_of(platform, order, data)
    for event in events:
        platform.keep_lost(order, event)
    return {"lost": len(events), "kept": len(platform.lost)}


# -- trouble -------------------------------------------------------------------------------------

def fail(platform, data):
    platform.faults.add({k: v for k, v in data.items()})
    return {"rules": platform.faults.rules}


def throttle(platform, data):
    """The next N calls, or from now on all above so many a second."""
    if "per_s" in data:
        platform.faults.limit_per_s = int(data["per_s"])
    else:
        platform.faults.add({"how": "throttle", **data})
    return {"rules": platform.faults.rules, "limit_per_s": platform.faults.limit_per_s}


def refuse(platform, data):
    """The next write-backs of an order (or of one piece of it) are refused by the business."""
    platform.refusals[order_of(platform, data).key] = dict(data)
    return {"refusals": platform.refusals}


def delist(platform, data):
    """Stock of these SKUs is refused from now on; {"on": false}: taken again."""
    shop, sku = shop_of(platform, data), str(data["sku"])
    shop.delisted = [s for s in shop.delisted if s != sku] + [sku] * bool(data.get("on", True))
    return shop_view(platform, shop)


def heal(platform, _data):
    platform.faults.clear()
    platform.refusals.clear()
    return {"rules": []}


async def start_run(platform, data):
    """A run of many orders; answered at once, or when done with {"wait": true}."""
    run = runs.Run(platform, data)
    key = str(len(platform.runs) + 1)
    platform.runs[key] = run
    task = platform.in_background(run.go())
    if data.get("wait"):
        await task
        return {"run": key, **run.report()}
    return {"run": key}


COMMANDS = {
    "apps": add_app, "shops": add_shop, "code": authorisation_code, "expire": expire_token,
    "revoke": revoke, "clock": set_clock, "dialect": dialect, "mask": mask, "orders": place_orders,
    "status": change_status, "address": change_address, "cancel": cancel, "target": set_target,
    "push": push, "lose": lose, "fail": fail, "throttle": throttle, "heal": heal,
    "refuse": refuse, "delist": delist, "run": start_run,
}
