// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"

#include <array>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using Endpoint = http::Route (*)(Services&);

constexpr std::array<Endpoint, 48> kEndpoints{
    post_hook,
    get_hook,
    put_product,
    get_product,
    post_stock_adjustment,
    get_stock,
    get_gates,
    put_gate_state,
    post_order,
    get_orders,
    get_order,
    patch_order,
    post_order_cancel,
    post_departure,
    get_departures,
    get_departure,
    post_departure_load,
    post_departure_close,
    post_departure_depart,
    post_departure_arrive,
    get_fulfillments,
    post_fulfillment_pack,
    get_parcel,
    get_parcel_label,
    get_parcel_events,
    get_manifests,
    post_manifest_commit,
    get_manifest,
    get_signing_keys,
    post_manifest_ack,
    post_tracking_events,
    get_declarations,
    get_declaration,
    get_declaration_document,
    get_departure_document,
    get_receivables,
    get_receivable,
    post_receivable_qr,
    get_balances,
    get_entries,
    post_statement,
    get_reconciliation_run,
    get_run_matches,
    get_open_items,
    get_events,
    post_erasure,
    get_erasure,
    post_person_export,
};

} // namespace

std::vector<http::Route> all(Services& services) {
    std::vector<http::Route> routes;
    routes.reserve(kEndpoints.size());
    for (const Endpoint endpoint : kEndpoints) {
        routes.push_back(endpoint(services));
    }
    return routes;
}

} // namespace route9::gateway::endpoints
