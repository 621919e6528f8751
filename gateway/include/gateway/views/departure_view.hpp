// SPDX-License-Identifier: Apache-2.0
// A departure as the API shows it.
#pragma once

#include "core/json.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/http/response.hpp"

#include <span>
#include <string>

namespace route9::gateway {

using Aboard = std::span<const fulfillment::Parcel>;

Json departure_view(const fulfillment::DepartureRecord& departure);
/// The whole of it, as it is read: the view and its parcels. Its ETag is of its bytes.
http::Response departure_page(const fulfillment::DepartureRecord& departure, Aboard aboard);
/// Codes of parcels that somebody should look at, as it stands when it is asked.
struct DepartureWarnings {
    std::span<const std::string> held{};       // a declaration is not ready
    std::span<const std::string> not_loaded{}; // on the papers, and no person has loaded them
    std::span<const std::string> out_of_bag{}; // unloaded by themselves: they left their bag
};

/// What a change answers: the view with the page's ETag; with 201 its Location too.
http::Response departure_answer(
    int status,
    const fulfillment::DepartureRecord& departure,
    Aboard aboard,
    const DepartureWarnings& warnings = {}
);

} // namespace route9::gateway
