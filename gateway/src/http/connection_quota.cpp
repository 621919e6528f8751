// SPDX-License-Identifier: Apache-2.0
#include "http/connection_quota.hpp"

#include <utility>

namespace route9::gateway::http {

std::expected<ConnectionQuota::Unit, ConnectionQuota::Refusal>
ConnectionQuota::acquire(std::string network, Peer peer) {
    auto refusal = Refusal::network;
    auto unit = open_.take(std::move(network), [&](std::size_t all, std::size_t own) {
        if (all >= total_max_) {
            refusal = Refusal::total;
            return false;
        }
        return peer == Peer::proxy || own < per_network_max_;
    });
    if (!unit) {
        return std::unexpected{refusal};
    }
    return std::move(*unit);
}

} // namespace route9::gateway::http
