// SPDX-License-Identifier: Apache-2.0
// The demonstration day of `route9 serve --demo`: outside actors (two shops, warehouse, carrier,
// bank, dispatcher) play one business day against the running server, through the public HTTP API
// alone; only the tenant, its keys and its connections are made by administrative commands. Runs in
// a thread of its own for about twelve business hours (a minute at `--clock-rate 720`), prints an
// account and ends with PASS or FAIL. The server goes on afterwards. Throws nothing.
#pragma once

#include "gateway/admin/admin.hpp"

#include <cstdint>
#include <ostream>
#include <stop_token>
#include <string>

namespace route9::gateway {

struct DemoSettings {
    std::string base_url; // "http://127.0.0.1:8080"
    AdminContext admin;   // its clock is the day's
    std::uint64_t seed = 1;
    std::ostream& out;
    std::stop_token stop{}; // ends the day early
};

enum class DemoOutcome : std::uint8_t { pass, fail, stopped };

DemoOutcome play_demo_day(const DemoSettings& settings);

} // namespace route9::gateway
