// SPDX-License-Identifier: Apache-2.0
// Every endpoint, one function and one file each, in the order of the routing table. Each returns
// its row: method, pattern, name, who may call it, and the handler bound to the services.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

#include <vector>

namespace route9::gateway::endpoints {

http::Route post_hook(Services& services);
http::Route get_hook(Services& services);
http::Route post_connection(Services& services);
http::Route get_connections(Services& services);
http::Route get_connection(Services& services);
http::Route post_connection_access(Services& services);
http::Route post_connection_test(Services& services);
http::Route post_connection_pause(Services& services);
http::Route post_connection_resume(Services& services);
http::Route post_connection_rotate(Services& services);
http::Route get_connection_deliveries(Services& services);
http::Route post_connection_replay(Services& services);
http::Route put_product(Services& services);
http::Route get_product(Services& services);
http::Route post_stock_adjustment(Services& services);
http::Route get_stock(Services& services);
http::Route get_stock_channels(Services& services);
http::Route put_stock_channel(Services& services);
http::Route get_gate_reports(Services& services);
http::Route get_gates(Services& services);
http::Route get_legs(Services& services);
http::Route put_gate_state(Services& services);
http::Route put_leg_state(Services& services);
http::Route post_order(Services& services);
http::Route get_orders(Services& services);
http::Route get_order(Services& services);
http::Route get_order_write_backs(Services& services);
http::Route patch_order(Services& services);
http::Route post_order_cancel(Services& services);
http::Route post_order_import(Services& services);
http::Route get_import_template(Services& services);
http::Route post_draft(Services& services);
http::Route get_drafts(Services& services);
http::Route get_draft(Services& services);
http::Route patch_draft(Services& services);
http::Route post_draft_confirm(Services& services);
http::Route delete_draft(Services& services);
http::Route post_departure(Services& services);
http::Route get_departures(Services& services);
http::Route get_departure(Services& services);
http::Route post_departure_load(Services& services);
http::Route post_departure_unload(Services& services);
http::Route post_departure_reroute(Services& services);
http::Route post_departure_close(Services& services);
http::Route post_departure_depart(Services& services);
http::Route post_departure_arrive(Services& services);
http::Route get_fulfillments(Services& services);
http::Route post_fulfillment_pack(Services& services);
http::Route get_parcel(Services& services);
http::Route get_parcel_label(Services& services);
http::Route get_parcel_events(Services& services);
http::Route get_parcel_passport(Services& services);
http::Route get_parcel_emissions(Services& services);
http::Route get_departure_emissions(Services& services);
http::Route post_freight_observations(Services& services);
http::Route get_freight_rates(Services& services);
http::Route get_empty_runs(Services& services);
http::Route get_tracking_page(Services& services);
http::Route get_tracking_passport(Services& services);
http::Route get_log_checkpoint(Services& services);
http::Route get_log_key(Services& services);
http::Route get_log_tile(Services& services);
http::Route get_manifests(Services& services);
http::Route post_manifest_commit(Services& services);
http::Route get_manifest(Services& services);
http::Route get_signing_keys(Services& services);
http::Route post_manifest_ack(Services& services);
http::Route post_manifest_handover(Services& services);
http::Route post_manifest_settle(Services& services);
http::Route get_manifest_custody(Services& services);
http::Route put_carrier_signing_key(Services& services);
http::Route post_tracking_events(Services& services);
http::Route post_tracking_import(Services& services);
http::Route get_manifest_run_sheet(Services& services);
http::Route get_carrier_manifests(Services& services);
http::Route get_carrier_manifest(Services& services);
http::Route post_carrier_manifest(Services& services);
http::Route post_carrier_sheet(Services& services);
http::Route get_carrier_events(Services& services);
http::Route post_carrier_events(Services& services);
http::Route get_declarations(Services& services);
http::Route get_declaration(Services& services);
http::Route get_declaration_document(Services& services);
http::Route get_departure_document(Services& services);
http::Route get_receivables(Services& services);
http::Route get_receivable(Services& services);
http::Route post_receivable_qr(Services& services);
http::Route get_balances(Services& services);
http::Route get_entries(Services& services);
http::Route post_statement(Services& services);
http::Route get_reconciliation_run(Services& services);
http::Route get_run_matches(Services& services);
http::Route get_open_items(Services& services);
http::Route get_events(Services& services);
http::Route post_user(Services& services);
http::Route get_users(Services& services);
http::Route get_user(Services& services);
http::Route patch_user(Services& services);
http::Route post_user_recovery(Services& services);
http::Route delete_user_totp(Services& services);
http::Route post_account_link(Services& services);
http::Route post_session(Services& services);
http::Route post_session_code(Services& services);
http::Route get_session(Services& services);
http::Route delete_session(Services& services);
http::Route get_sessions(Services& services);
http::Route delete_sessions_id(Services& services);
http::Route post_password(Services& services);
http::Route post_totp(Services& services);
http::Route post_totp_confirm(Services& services);
http::Route post_totp_remove(Services& services);
http::Route post_passkey_options(Services& services);
http::Route post_passkey(Services& services);
http::Route get_passkeys(Services& services);
http::Route delete_passkey(Services& services);
http::Route post_session_passkey_options(Services& services);
http::Route post_session_passkey(Services& services);
http::Route post_approval(Services& services);
http::Route get_approvals(Services& services);
http::Route get_approval(Services& services);
http::Route post_approval_decision(Services& services);
http::Route get_sign_in(Services& services);
http::Route post_sign_in(Services& services);
http::Route post_sign_in_code(Services& services);
http::Route get_join(Services& services);
http::Route post_join(Services& services);
http::Route get_account(Services& services);
http::Route post_sign_out(Services& services);
http::Route post_erasure(Services& services);
http::Route get_erasure(Services& services);
http::Route post_person_export(Services& services);

/// The routing table of the public API.
std::vector<http::Route> all(Services& services);

} // namespace route9::gateway::endpoints
