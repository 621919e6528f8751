// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"

#include <array>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using Endpoint = http::Route (*)(Services&);

constexpr auto kEndpoints = std::to_array<Endpoint>({
    post_hook,
    get_hook,
    post_connection,
    get_connections,
    get_connection,
    post_connection_access,
    post_connection_test,
    post_connection_pause,
    post_connection_resume,
    post_connection_rotate,
    get_connection_deliveries,
    post_connection_replay,
    put_product,
    get_product,
    post_stock_adjustment,
    get_stock,
    get_stock_channels,
    put_stock_channel,
    get_gate_reports,
    get_gates,
    put_gate_state,
    post_order,
    get_orders,
    get_order,
    get_order_write_backs,
    patch_order,
    post_order_cancel,
    post_order_import,
    get_import_template,
    post_draft,
    get_drafts,
    get_draft,
    patch_draft,
    post_draft_confirm,
    delete_draft,
    post_departure,
    get_departures,
    get_departure,
    post_departure_load,
    post_departure_unload,
    post_departure_reroute,
    post_departure_close,
    post_departure_depart,
    post_departure_arrive,
    get_fulfillments,
    post_fulfillment_pack,
    get_parcel,
    get_parcel_label,
    get_parcel_events,
    get_tracking_page,
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
    post_user,
    get_users,
    get_user,
    patch_user,
    post_user_recovery,
    delete_user_totp,
    post_account_link,
    post_session,
    post_session_code,
    get_session,
    delete_session,
    get_sessions,
    delete_sessions_id,
    post_password,
    post_totp,
    post_totp_confirm,
    post_totp_remove,
    post_passkey_options,
    post_passkey,
    get_passkeys,
    delete_passkey,
    post_session_passkey_options,
    post_session_passkey,
    post_approval,
    get_approvals,
    get_approval,
    post_approval_decision,
    get_sign_in,
    post_sign_in,
    post_sign_in_code,
    get_join,
    post_join,
    get_account,
    post_sign_out,
    post_erasure,
    get_erasure,
    post_person_export,
});

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
