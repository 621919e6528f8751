# SPDX-License-Identifier: Apache-2.0
"""Reads Lazada's stock request: XML as the pages show it, or the same tree as JSON."""
import json
from xml.etree import ElementTree

IDS = ("SellerSku", "ItemId", "SkuId")


def stock_of(payload, member):
    """[(ids, stock)], or None for what cannot be read. member: Quantity and the like."""
    text = payload.strip()
    try:
        found = from_json(text, member) if text.startswith("{") else from_xml(text, member)
        return [(ids, int(stock)) for ids, stock in found] or None
    except (ElementTree.ParseError, KeyError, TypeError, ValueError):
        return None


def from_xml(text, member):
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("no declarations in a request")
    return [({name: sku.findtext(name) for name in IDS},
             sku.findtext(f".//MultiWarehouseInventory/{member}") or sku.findtext(member))
            for sku in ElementTree.fromstring(text).iter("Sku")]


def from_json(text, member):
    listed = json.loads(text)["Request"]["Product"]["Skus"]
    listed = listed["Sku"] if isinstance(listed, dict) else listed
    return [({name: sku.get(name) for name in IDS}, sku[member]) for sku in listed]
