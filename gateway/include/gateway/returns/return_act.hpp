// SPDX-License-Identifier: Apache-2.0
// What is done to one return that its key may see, named by its id or by anything that names its
// parcel. Each act is a unit of work; its route asks for an Idempotency-Key.
#pragma once

#include "core/principal.hpp"
#include "core/tx.hpp"
#include "fulfillment/return_store.hpp"
#include "gateway/http/route.hpp"
#include "gateway/services.hpp"
#include "gateway/shipping/drawn_entropy.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace route9::gateway {

/// Its seller's and its carrier's. Error: not_found, also when it is another party's.
Result<fulfillment::ReturnCase>
find_return(Tx& tx, const Principal& principal, std::string_view name);

struct ReturnWork {
    Principal principal;
    DrawnEntropy ids;
    Instant now{};
};

using ReturnStep =
    std::function<Result<fulfillment::ReturnCase>(Tx&, ReturnWork, fulfillment::ReturnCase)>;
/// Reads the body; what it gives may run more than once.
using ReadReturnStep = Result<ReturnStep> (*)(Services&, const http::Request&, const Json&);

/// POST /v1/returns/{id}/`act` for operators and warehouses.
http::Route return_act_route(Services& services, std::string_view act, ReadReturnStep read);

} // namespace route9::gateway
