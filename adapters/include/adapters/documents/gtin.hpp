// SPDX-License-Identifier: Apache-2.0
// The trade item number (GTIN) in what a scanner has read off goods. Sources: GS1 General
// Specifications §3 (key 01), §7.9 (check digit) and §5 (symbology identifiers), GS1 Digital Link
// §3 (key 01 in a URI). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

/// Fourteen digits, shorter numbers with zeros before them. From GTIN-8, -12, -13 or -14 bare or
/// behind a symbology identifier ("]E0", "]C1", "]d2", "]Q3"), "(01)…" or "01…" of GS1-128 and
/// DataMatrix whatever follows, or a link with /01/GTIN. Nullopt for anything else, a wrong check
/// digit included.
std::optional<std::string> gtin_in(std::string_view text);

/// Whether the text was scanned off goods of that SKU: it is the SKU, or the SKU is a GTIN and the
/// text holds it.
bool names_sku(std::string_view text, std::string_view sku);

} // namespace route9::adapters
