// SPDX-License-Identifier: Apache-2.0
// Shopee, Lazada, TikTok Shop, Tiki and shops of WooCommerce and Haravan on loopback for a test, as
// docs/platforms/rehearsal.md describes them; they run on business time like the servers. The
// program is tests/support/simulate.py. Throws std::runtime_error when it does not start or refuses
// a command. One thread.
#pragma once

#include "child_process.hpp"
#include "core/json.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace route9::e2e {

class SimulatedPlatforms {
public:
    /// `names`: of shopee, lazada, tiktok, tiki, woocommerce, haravan. What they complain of goes
    /// to `error_file`.
    SimulatedPlatforms(
        const std::vector<std::string>& names, const std::filesystem::path& error_file
    );

    std::uint16_t port(const std::string& platform) const;
    /// "http://127.0.0.1:PORT"
    std::string base_url(const std::string& platform) const;
    /// POST /_control/COMMAND; what it answered.
    Json tell(const std::string& platform, const std::string& command, const Json& members) const;
    /// GET /_control/NAME, for instance "orders/ID", "written".
    Json view(const std::string& platform, const std::string& name) const;
    /// The shop that every platform begins with: its id and tokens.
    Json shop(const std::string& platform) const;
    /// All of them, the first one first.
    Json shops(const std::string& platform) const;
    /// The number of a new order with these members.
    std::string place(const std::string& platform, const Json& members) const;

private:
    ChildProcess process_;
    Json printed_;
};

} // namespace route9::e2e
