// SPDX-License-Identifier: Apache-2.0
// A quote as the API shows it: each parcel has the form of an order's fulfillment, without what
// only a stored one has (ids, status, version).
#pragma once

#include "core/json.hpp"
#include "gateway/quotes/quote.hpp"
#include "gateway/services.hpp"

#include <string_view>

namespace route9::gateway {

Json quote_view(
    const Quote& quote, Instant at, const Services& services, std::string_view language
);

} // namespace route9::gateway
