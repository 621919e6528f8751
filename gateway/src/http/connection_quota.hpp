// SPDX-License-Identifier: Apache-2.0
// Caps on open connections, in all and per client network; shared by all workers. A unit is held by
// the session; its name is the network.
#pragma once

#include "http/named_counts.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>

namespace route9::gateway::http {

class ConnectionQuota {
public:
    using Unit = NamedCounts::Unit;
    enum class Refusal : std::uint8_t { total, network };
    /// A proxy brings the connections of many networks.
    enum class Peer : std::uint8_t { client, proxy };

    ConnectionQuota(std::size_t total_max, std::size_t per_network_max)
        : total_max_(total_max), per_network_max_(per_network_max) {}

    std::expected<Unit, Refusal> acquire(std::string network, Peer peer);

private:
    const std::size_t total_max_;
    const std::size_t per_network_max_;
    NamedCounts open_;
};

} // namespace route9::gateway::http
