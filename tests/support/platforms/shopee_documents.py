# SPDX-License-Identifier: Apache-2.0
"""Shopee's documents: amounts as floats in VND, times in seconds, optional fields only if asked."""
from platforms.goods import international, masked

PICKUP_ADDRESS = 1001
TRACKED = {"PROCESSED", "SHIPPED", "TO_CONFIRM_RECEIVE", "COMPLETED"}
LOGISTICS = {
    "READY_TO_SHIP": "LOGISTICS_READY", "PROCESSED": "LOGISTICS_REQUEST_CREATED",
    "SHIPPED": "LOGISTICS_PICKUP_DONE", "TO_CONFIRM_RECEIVE": "LOGISTICS_DELIVERY_DONE",
    "COMPLETED": "LOGISTICS_DELIVERY_DONE", "CANCELLED": "LOGISTICS_REQUEST_CANCELED",
}
DAY_S = 86400


def package_number(order):
    return f"OFG{order.package_id}"


def tracking_of(order):
    return f"SPXVN{order.package_id}"


def address(order, shop):
    to = masked(order.recipient) if shop.masked else order.recipient
    parts = [to.street, to.ward, to.district, to.province]
    phone = to.phone if shop.masked else international(to.phone, to.country)
    return {
        "name": to.name, "phone": phone, "town": to.ward, "district": to.district,
        "city": to.province, "state": to.province, "region": to.country, "zipcode": "",
        "full_address": ", ".join(p for p in parts if p),
        "geolocation": {"latitude": 0, "longitude": 0},
    }


def items(order):
    return [
        {
            "item_id": line.product_id, "item_name": line.name,
            "item_sku": line.sku.split("-", 1)[0], "model_id": line.variant_id,
            "model_name": line.variant, "model_sku": line.sku,
            "model_quantity_purchased": line.quantity,
            "model_original_price": float(line.list_price),
            "model_discounted_price": float(line.price), "wholesale": False,
            "weight": line.weight_g / 1000, "order_item_id": line.product_id,
            "promotion_group_id": 0, "line_item_id": number,
        }
        for number, line in enumerate(order.lines, 1)
    ]


def packages(order):
    return [{
        "package_number": package_number(order),
        "logistics_status": LOGISTICS.get(order.status, "LOGISTICS_NOT_START"),
        "logistics_channel_id": 50021, "shipping_carrier": order.carrier or "SPX Express",
        "item_list": [
            {"item_id": line.product_id, "model_id": line.variant_id,
             "model_quantity": line.quantity, "order_item_id": line.product_id,
             "promotion_group_id": 0} for line in order.lines
        ],
    }]


OPTIONAL = {
    "buyer_user_id": lambda o, s: o.buyer_id,
    "buyer_username": lambda o, s: "****" if s.masked else f"khach{o.buyer_id}",
    "estimated_shipping_fee": lambda o, s: float(o.shipping_fee),
    "recipient_address": address,
    "actual_shipping_fee": lambda o, s: 0.0,
    "goods_to_declare": lambda o, s: False,
    "note": lambda o, s: "",
    "note_update_time": lambda o, s: 0,
    "item_list": lambda o, s: items(o),
    "pay_time": lambda o, s: o.paid_at or None,
    "split_up": lambda o, s: False,
    "buyer_cancel_reason": lambda o, s: o.cancel_reason if o.cancel_by == "buyer" else "",
    "cancel_by": lambda o, s: o.cancel_by,
    "cancel_reason": lambda o, s: o.cancel_reason,
    "fulfillment_flag": lambda o, s: "fulfilled_by_local_seller",
    "pickup_done_time": lambda o, s: o.updated if o.status == "SHIPPED" else 0,
    "package_list": lambda o, s: packages(o),
    "shipping_carrier": lambda o, s: o.carrier or "SPX Express",
    "payment_method": lambda o, s: "Cash on Delivery" if o.cod else "ShopeePay",
    "total_amount": lambda o, s: float(o.total()),
}


def order(order, shop, wanted):
    document = {
        "order_sn": order.order_id, "region": "VN", "currency": "VND", "cod": order.cod,
        "order_status": order.status, "message_to_seller": order.note,
        "create_time": order.created, "update_time": order.updated, "days_to_ship": 2,
        "ship_by_date": order.created + 2 * DAY_S, "booking_sn": "", "reverse_shipping_fee": 0.0,
    }
    for name in wanted:
        write = OPTIONAL.get(name)
        if write:
            document[name] = write(order, shop)
    return document


def shipping_parameter(shop, now):
    if shop.own_fleet:
        return {"info_needed": {"non_integrated": ["tracking_number"]}, "dropoff": None,
                "pickup": None}
    slot = {"date": now + DAY_S, "time_text": "", "pickup_time_id": str(now + DAY_S), "flags": []}
    return {
        "info_needed": {"dropoff": [], "pickup": ["address_id", "pickup_time_id"]},
        "dropoff": {"branch_list": None},
        "pickup": {"address_list": [{
            "address_id": PICKUP_ADDRESS, "region": "VN", "state": "Đà Nẵng", "city": "Quận Thử",
            "district": "", "town": "", "address": "12 Phố Thử Nghiệm", "zipcode": "",
            "address_flag": ["default_address", "pickup_address"], "time_slot_list": [slot],
        }]},
    }


def apply_stock(shop, sku, item_id, wanted):
    """(success_list, failure_list); a model of another item is refused."""
    done, failed = [], []
    for entry in wanted:
        model = entry.get("model_id")
        stocks = entry.get("seller_stock")
        stock = stocks[0].get("stock") if isinstance(stocks, list) and stocks else None
        if model not in (0, item_id + 500000):
            failed.append({"model_id": model, "failed_reason": "Wrong model_id."})
        elif not isinstance(stock, int) or stock < 0:
            failed.append({"model_id": model, "failed_reason": "stock is invalid"})
        else:
            shop.stock[sku] = stock
            done.append({"model_id": model, "location_id": "-", "stock": stock})
    return done, failed


def notice(order, event, now):
    """The push body; the timestamp of its sending stays that of the event."""
    shop = int(order.shop_id)
    if event.kind == "verification":
        return {"code": 0, "data": {"verify_info": "This is a Verification message.Please respond "
                                    "in the certain format."}}
    if event.kind == "authorised":
        return {"code": 1, "data": {"authorize_type": "shop authorization", "shop_id": shop,
                                    "success": 1, "extra": ""}, "timestamp": now}
    if event.kind == "deauthorised":
        return {"code": 2, "data": {"authorize_type": "user cancel shop authorization",
                                    "shop_id": shop, "success": 1, "extra": ""}, "timestamp": now}
    if event.kind == "expiry":
        return {"code": 12, "timestamp": now, "data": {
            "merchant_expire_soon": [], "shop_expire_soon": [shop], "user_expire_soon": [],
            "expire_before": now + 7 * DAY_S, "page_no": 1, "total_page": 1}}
    if event.kind == "tracking":
        return {"data": {"ordersn": order.order_id, "package_number": package_number(order),
                         "tracking_no": order.tracking},
                "shop_id": shop, "code": 4, "timestamp": event.at + 1}
    return {"data": {"items": [], "ordersn": order.order_id, "status": event.status,
                     "completed_scenario": "", "update_time": event.at},
            "shop_id": shop, "code": 3, "timestamp": event.at + 1}
