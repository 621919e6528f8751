// SPDX-License-Identifier: Apache-2.0
// Every bound in one place. A new queue, body, batch, loop, retry or wait gets its name here.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace route9::limits {

using namespace std::chrono_literals;

// HTTP
inline constexpr std::size_t header_bytes_max = 8 * 1024;
inline constexpr std::size_t header_fields_max = 100;
inline constexpr std::size_t target_bytes_max = 4 * 1024;
inline constexpr std::size_t read_buffer_bytes_max = 64 * 1024;
inline constexpr std::size_t body_bytes_max = 1024 * 1024;
inline constexpr std::size_t upload_bytes_max = 32 * 1024 * 1024;
inline constexpr std::chrono::seconds header_budget = 10s;
inline constexpr std::chrono::seconds body_budget = 30s;
inline constexpr std::chrono::seconds idle_budget = 60s;
inline constexpr std::chrono::seconds write_budget = 30s;
inline constexpr std::chrono::seconds request_budget = 30s;
inline constexpr std::chrono::seconds drain_budget = 20s;
inline constexpr std::size_t connections_max = 8'192;
inline constexpr std::size_t connections_per_network_max = 1'024;
inline constexpr std::uint32_t requests_per_connection_max = 100'000;
inline constexpr std::size_t requests_in_flight_max = 4'096;
inline constexpr std::chrono::seconds long_poll_max = 50s;
inline constexpr std::chrono::seconds linger_budget = 2s;
inline constexpr std::size_t linger_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t body_bytes_in_flight_max = 512 * 1024 * 1024;
inline constexpr std::size_t request_id_bytes_max = 64;
inline constexpr std::size_t rate_buckets_max = 65'536;
inline constexpr std::chrono::milliseconds accept_backoff = 100ms;

// JSON and API
inline constexpr int json_depth_max = 32;
inline constexpr std::size_t json_members_max = 10'000; // of one object
inline constexpr std::size_t field_errors_max = 100;
inline constexpr std::size_t idempotency_key_bytes_max = 255;
inline constexpr std::chrono::hours idempotency_retention = 24h;
inline constexpr std::size_t hashed_inline_bytes_max = 256 * 1024; // above: on the compute pool
inline constexpr int page_size_default = 50;
inline constexpr int page_size_max = 100;

// Orders
inline constexpr std::size_t order_lines_max = 100;
inline constexpr std::size_t import_orders_max = 1'000;
inline constexpr std::size_t chat_text_bytes_max = 16 * 1024; // of one draft
inline constexpr std::int64_t drafts_of_seller_max = 10'000;  // until they go or are discarded
inline constexpr std::int64_t line_quantity_max = 1'000'000;
inline constexpr std::size_t text_bytes_max = 500;
inline constexpr std::size_t foreign_id_bytes_max = 128;
inline constexpr std::int64_t piece_weight_g_max = 10'000'000;
inline constexpr std::size_t tracking_events_max = 100;
inline constexpr std::size_t tracking_events_per_unit_max = 16;
inline constexpr int parcels_per_unit_max = 16; // of a truck that closes, departs or arrives
inline constexpr int replans_max = 3;

// Orders follow the corridor
inline constexpr int replan_orders_per_unit_max = 16;
inline constexpr int replan_passed_over_max = 64; // looked at in one unit, nothing to write
inline constexpr std::chrono::minutes replan_gain_min{120};
inline constexpr std::chrono::minutes replan_gain_declared_min{360}; // its papers are made anew
inline constexpr std::chrono::minutes replan_rest{60};               // after a voluntary change
inline constexpr std::chrono::minutes promise_told_min{60};
inline constexpr std::int64_t gate_reports_kept_max = 1'000; // of a gate and direction

// Money
inline constexpr std::size_t statement_entries_max = 100'000;
inline constexpr std::size_t statement_details_max = 10'000;
inline constexpr int statement_depth_max = 64;
inline constexpr std::chrono::seconds statement_budget = 300s; // upload, booking and matching
inline constexpr std::size_t postings_per_entry_max = 256;
inline constexpr std::size_t entries_per_post_max = 64;
inline constexpr std::size_t statement_lines_per_unit_max = 100;
inline constexpr std::size_t movements_per_unit_max = 20;
inline constexpr int match_candidates_max = 20;
inline constexpr std::size_t awaited_references_max = 8; // of one open movement

// Time
// A start finds the clock set back by so much at most: business time waits for it.
inline constexpr std::chrono::hours clock_set_back_max{1};

// Store
inline constexpr std::size_t write_group_units_max = 512;
inline constexpr std::size_t write_queue_units_max = 16'384;
inline constexpr std::size_t background_queue_units_max = 4'096;
inline constexpr std::chrono::milliseconds unit_budget = 5ms;
inline constexpr std::size_t unit_rows_max = 500;
inline constexpr std::size_t read_queue_units_max = 4'096;
inline constexpr std::size_t report_queue_units_max = 256;
inline constexpr int reader_threads_default = 2;
inline constexpr int wal_early_checkpoint_pages = 250; // a tenth of the time at most
inline constexpr int wal_checkpoint_pages = 4'000;     // in any case
inline constexpr std::size_t bulk_rows_max = 128;
inline constexpr std::chrono::milliseconds write_group_budget = 5ms;
inline constexpr int wal_truncate_pages = 16'384; // 64 MiB
inline constexpr std::chrono::milliseconds wal_idle_truncate = 1'000ms;
inline constexpr std::chrono::milliseconds wal_truncate_wait = 20ms; // for readers to leave
inline constexpr std::chrono::milliseconds foreign_lock_wait = 5'000ms;
inline constexpr std::chrono::milliseconds read_only_probe_interval = 250ms;
inline constexpr std::size_t prepared_statements_max = 512; // per connection

// PostgreSQL
inline constexpr int postgresql_writers_default = 8;
inline constexpr int postgresql_readers_default = 4;
inline constexpr std::chrono::seconds connect_budget = 5s; // per address
inline constexpr std::chrono::milliseconds reconnect_pause_min = 50ms;
inline constexpr std::chrono::milliseconds reconnect_pause_max = 2'000ms;
inline constexpr std::chrono::seconds query_budget = 10s;     // enforced by the server
inline constexpr std::chrono::seconds row_lock_budget = 5s;   // one wait for another's row
inline constexpr std::chrono::seconds answer_budget = 15s;    // for a server that is still there
inline constexpr std::chrono::seconds commit_budget = 10s;    // beyond: the outcome is unknown
inline constexpr std::chrono::seconds dead_peer_budget = 10s; // unanswered bytes, keepalives
inline constexpr std::chrono::seconds idle_unit_budget = 60s; // a transaction nobody works on
inline constexpr std::chrono::milliseconds postgresql_unit_budget = 100ms; // then it is slow
inline constexpr std::size_t unit_group_max = 32; // units of one tenant in one transaction
inline constexpr std::size_t read_group_max = 8;  // that see one state together
inline constexpr std::chrono::seconds disturbance_memory = 10s; // of units run side by side
inline constexpr std::chrono::milliseconds refusal_memory = 1'000ms;
inline constexpr int unit_attempts_max = 20;                    // after serialization failures
inline constexpr int unit_attempts_together_max = 3;            // from then on it runs alone
inline constexpr std::chrono::milliseconds turn_wait = 2'000ms; // for that
inline constexpr int foreground_run_max = 32;                   // while background units wait
inline constexpr std::size_t unnumbered_units_max = 4'096;      // that wait to be answered
inline constexpr std::chrono::milliseconds numbering_patience = 1'000ms;
inline constexpr std::chrono::milliseconds numbering_retry = 2ms; // another process has the head
inline constexpr std::chrono::milliseconds numbering_look = 500ms;
inline constexpr int numbering_rows_max = 2'000;          // per transaction
inline constexpr std::size_t announced_feeds_max = 1'024; // that wait for other processes
inline constexpr std::size_t announced_bytes_max = 7'000; // of one feed's name

// Work
inline constexpr std::size_t claim_batch_max = 64;
inline constexpr std::size_t inbox_tasks_per_worker = 4;
inline constexpr int inbox_batch_max = 16;
// The inbox gives way while a write group holds so many units of waiting callers.
inline constexpr std::uint64_t inbox_gives_way_units = 8;
inline constexpr std::chrono::milliseconds inbox_pause = 20ms;
// After a failed attempt; doubled with each, up to the lease.
inline constexpr std::chrono::milliseconds inbox_retry_pause = 500ms;
inline constexpr std::chrono::seconds inbox_lease = 15s; // after a crash a delivery waits so long
inline constexpr std::chrono::seconds job_lease = 60s;
inline constexpr int job_attempts_max = 20;
inline constexpr std::chrono::seconds manifest_lease = 60s;
inline constexpr std::chrono::days inbox_retention{35};
inline constexpr std::chrono::seconds webhook_tolerance = 300s;
inline constexpr std::size_t hook_signatures_max = 16;
inline constexpr std::chrono::milliseconds key_cache_age_max = 1'000ms;

// Calls of marketplaces' APIs
inline constexpr std::size_t outbound_calls_max = 16; // at once, of a process
inline constexpr std::size_t outbound_waiting_max = 1'024;
inline constexpr std::chrono::milliseconds outbound_connect_budget = 5'000ms;
inline constexpr std::chrono::milliseconds outbound_call_budget = 10'000ms;
inline constexpr std::size_t outbound_answer_bytes_max = 8 * 1024 * 1024;
inline constexpr int channels_waiting_max = 1'024;   // connections looked at in one round
inline constexpr std::size_t channel_tasks_max = 16; // batches under way, of a process
inline constexpr std::size_t channel_tasks_of_one_max = 4;
inline constexpr std::chrono::seconds channel_lease = 90s; // beyond all calls of one batch
inline constexpr std::chrono::milliseconds channel_pause_min = 1'000ms;
inline constexpr std::chrono::minutes channel_pause_max = 15min;
inline constexpr std::int64_t fetch_refusals_max = 3; // then a person looks
inline constexpr std::int64_t fetch_absences_max = 6;
inline constexpr std::chrono::minutes token_margin = 5min; // renewed so long before its end
inline constexpr std::chrono::minutes poll_interval = 10min;
inline constexpr std::chrono::minutes poll_overlap = 10min; // read again: lists lag behind
inline constexpr std::chrono::seconds mail_interval = 10s;
inline constexpr int poll_pages_max = 20; // in one go
inline constexpr std::int64_t listings_of_shop_max = 100'000;
inline constexpr std::size_t listings_of_sku_max = 20;          // in one shop
inline constexpr std::chrono::seconds stock_look = 2s;          // from one comparison to the next
inline constexpr int stock_compared_max = 200;                  // listings in one unit
inline constexpr std::chrono::hours stock_refusal_age_max = 6h; // then it is told once more
inline constexpr std::int64_t channel_buffer_max = 1'000'000;

// People
inline constexpr std::chrono::minutes session_idle_max{60};
inline constexpr std::chrono::hours session_age_max{12};
inline constexpr std::chrono::seconds session_touch_interval{60}; // how often use is written down
inline constexpr int sessions_per_user_max = 20;                  // a new one ends the oldest
inline constexpr std::chrono::milliseconds session_cache_age_max = 1'000ms;
inline constexpr std::chrono::hours invitation_age_max{72};
inline constexpr std::chrono::hours recovery_age_max{24};
inline constexpr std::chrono::minutes sign_in_step_max{5}; // between its steps, and a challenge
inline constexpr std::chrono::hours approval_age_max{72};
inline constexpr std::chrono::hours recovered_decides_after{72}; // on what its rescuer asks
inline constexpr int approvals_open_max = 100;                   // of a tenant
inline constexpr int passkeys_per_user_max = 10;
inline constexpr std::size_t email_bytes_max = 254;     // RFC 5321 §4.5.3.1.3
inline constexpr std::size_t sign_in_failures_free = 3; // before a person has to wait
inline constexpr std::size_t network_failures_free = 20;
inline constexpr std::chrono::seconds sign_in_wait_first{1}; // doubles with every failure
inline constexpr std::chrono::seconds sign_in_wait_max{300};
inline constexpr std::size_t sign_in_waits_max = 65'536;

} // namespace route9::limits
