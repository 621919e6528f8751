// SPDX-License-Identifier: Apache-2.0
// JSON of custody: who answers for each parcel of a manifest, hand to hand, and what both sides
// have said and signed. Nothing personal: codes, results, ids and times.
#pragma once

#include "core/json.hpp"
#include "fulfillment/custody_store.hpp"
#include "gateway/shipping/manifest_book.hpp"

#include <string>
#include <vector>

namespace route9::gateway {

/// {"parcel","state","carrier"?,"warehouse"?}; the words of a side: {"result","liable"?}.
Json line_view(const std::string& name, const fulfillment::LineWords& words);

/// {"manifest","state",…,"statements","disputes","parcels"}; `steps` by (parcel, sequence).
Json custody_view(const ManifestBook& book, const std::vector<fulfillment::CustodyStep>& steps);

} // namespace route9::gateway
