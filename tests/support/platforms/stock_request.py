# SPDX-License-Identifier: Apache-2.0
"""Reads Lazada's stock request: XML as the pages show it, or the same tree as JSON."""
import json
from xml.etree import ElementTree


def stock_of(payload, member):
    """[(seller sku, stock)], or None for what cannot be read. member: Quantity and the like."""
    text = payload.strip()
    try:
        found = from_json(text, member) if text.startswith("{") else from_xml(text, member)
        return [(sku, int(stock)) for sku, stock in found] or None
    except (ElementTree.ParseError, KeyError, TypeError, ValueError):
        return None


def from_xml(text, member):
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("no declarations in a request")
    return [(sku.findtext("SellerSku"), sku.findtext(member))
            for sku in ElementTree.fromstring(text).iter("Sku")]


def from_json(text, member):
    listed = json.loads(text)["Request"]["Product"]["Skus"]
    listed = listed["Sku"] if isinstance(listed, dict) else listed
    return [(sku["SellerSku"], sku[member]) for sku in listed]
