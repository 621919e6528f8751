// SPDX-License-Identifier: Apache-2.0
// A business ready to trade: tenant "qt" with sellers "shop" and "second-shop", the carrier
// "lao-express", keys, and a Standard and a Haravan shop, all made by command line; then products,
// stock at Đông Hà and a truck over Lao Bảo, made through the API. Throws std::runtime_error with
// what was refused.
#pragma once

#include "caller.hpp"
#include "running_server.hpp"

#include <optional>
#include <string>

namespace route9::e2e {

inline constexpr const char* kStandardSecret = "whsec_QSBzZWNyZXQgb2YgdGhpcnR5LXR3byBieXRlcywgb2s=";
inline constexpr const char* kHaravanSecret = "an application's secret";
inline constexpr const char* kHaravanOrganisation = "1000000001";

struct Keys {
    std::string seller;
    std::string second_seller;
    std::string operator_;
    std::string other_tenant; // a seller's key of tenant "ht"
};

/// What the command printed; throws when it was refused.
std::string run_checked(const Site& site, std::vector<std::string> words);

/// Tenants, parties, keys and connections; no server is needed.
Keys set_up_by_command_line(const Site& site);
/// Products TS-BLK-M and BAG-01 with `pieces` of each at DONGHA.
void offer_goods(Caller& seller, std::int64_t pieces);
/// A truck from DONGHA over LAOBAO to SAVANNAKHET that leaves in three hours.
void open_departure(Caller& operator_, const std::string& reference, std::int64_t max_kg);

/// Two lines, Quảng Trị to Savannakhet, cash on delivery; is routed when there is stock.
Json order_of(const std::string& external_id);
/// The same as a Standard webhook.
std::string standard_body(const std::string& external_id);
/// A Vietnamese order as Haravan sends it (numeric id); goes from Đông Hà to Đà Nẵng.
std::string haravan_body(std::int64_t id);

} // namespace route9::e2e
