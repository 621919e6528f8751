// SPDX-License-Identifier: Apache-2.0
// The balancers and proxies in front of us. Of a connection that comes from one of them the client
// is whom it speaks for: the last address of X-Forwarded-For that is not one of them, too. Anybody
// may send that field, so it counts from nobody else. Immutable.
#pragma once

#include "core/result.hpp"
#include "gateway/http/headers.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

class TrustedProxies {
public:
    TrustedProxies() = default;
    /// Addresses and networks: "10.0.0.7", "10.0.0.0/8", "fd00::/8". Error: validation_failed.
    static Result<TrustedProxies> parse(std::span<const std::string> networks);

    /// `address` as text, IPv4 also inside IPv6.
    bool has(std::string_view address) const;
    /// The address of whom the proxy speaks for; nothing when it does not say.
    std::optional<std::string> client_of(const Headers& headers) const;

private:
    /// IPv4 is inside ::ffff:0:0/96.
    using Address = std::array<std::uint8_t, 16>;
    struct Network {
        Address address{};
        unsigned bits = 0;
    };
    static std::optional<Address> read_address(std::string_view text);
    static std::optional<Network> read_network(std::string_view text);

    std::vector<Network> networks_;
};

} // namespace route9::gateway::http
