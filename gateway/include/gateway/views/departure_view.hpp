// SPDX-License-Identifier: Apache-2.0
// A departure as the API shows it.
#pragma once

#include "core/json.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/http/response.hpp"

namespace route9::gateway {

Json departure_view(const fulfillment::DepartureRecord& departure);
/// The view with its ETag; with 201 its Location too.
http::Response departure_answer(int status, const fulfillment::DepartureRecord& departure);

} // namespace route9::gateway
