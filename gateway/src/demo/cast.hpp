// SPDX-License-Identifier: Apache-2.0
// Who plays in the demonstration day: a tenant with its parties, their API keys and the shops'
// connections, made through the administrative commands. A tenant "demo" that exists already is
// left alone and the day plays in "demo-2", "demo-3", …
#pragma once

#include "gateway/admin/admin.hpp"

#include <string>

namespace route9::gateway::demo {

inline constexpr const char* viet_seller = "tiem-lua-hue";
inline constexpr const char* lao_seller = "hang-savan";
inline constexpr const char* carrier_party = "xe-hanh-lang";
inline constexpr const char* warehouse_party = "kho-dong-ha";
inline constexpr const char* haravan_shop = "200000418233";

struct Hook {
    std::string path;
    std::string secret;
};

struct Cast {
    std::string tenant;
    std::string operator_key;
    std::string finance_key;
    std::string warehouse_key;
    std::string carrier_key;
    std::string viet_seller_key;
    std::string lao_seller_key;
    Hook haravan;
    Hook standard;
};

/// Error: the first command that was refused, in its own words.
Result<Cast> engage_cast(const AdminContext& admin);

} // namespace route9::gateway::demo
