// SPDX-License-Identifier: Apache-2.0
// One item of an order document, and what all of them cost. Used by the order readers only.
#pragma once

#include "core/json.hpp"
#include "fulfillment/order.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

/// `currency` as for read_amount.
fulfillment::OrderLine read_line(ObjectReader& reader, std::optional<Currency> currency);

/// "6109.10" → "610910"; empty when it is no code of 6 or 8 digits. Dots may stand after the
/// fourth, the sixth and the eighth digit.
std::string plain_hs_code(std::string_view text);

/// Error: validation_failed when it does not fit.
Result<Money> line_total(const fulfillment::Order& order);

} // namespace route9::adapters
