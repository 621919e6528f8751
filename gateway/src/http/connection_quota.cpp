// SPDX-License-Identifier: Apache-2.0
#include "http/connection_quota.hpp"

#include <utility>

namespace route9::gateway::http {

ConnectionQuota::Unit::Unit(ConnectionQuota& quota, std::string network)
    : quota_(&quota), network_(std::move(network)) {}

ConnectionQuota::Unit::Unit(Unit&& other) noexcept
    : quota_(std::exchange(other.quota_, nullptr)), network_(std::move(other.network_)) {}

ConnectionQuota::Unit::~Unit() {
    if (quota_ != nullptr) {
        quota_->release(network_);
    }
}

ConnectionQuota::ConnectionQuota(std::size_t total_max, std::size_t per_network_max)
    : total_max_(total_max), per_network_max_(per_network_max) {}

std::expected<ConnectionQuota::Unit, ConnectionQuota::Refusal>
ConnectionQuota::acquire(std::string network, Peer peer) {
    const std::lock_guard lock{mutex_};
    if (total_ >= total_max_) {
        return std::unexpected{Refusal::total};
    }
    std::size_t& count = by_network_[network];
    if (peer == Peer::client && count >= per_network_max_) {
        return std::unexpected{Refusal::network};
    }
    ++count;
    ++total_;
    return std::expected<Unit, Refusal>{std::in_place, *this, std::move(network)};
}

void ConnectionQuota::release(const std::string& network) noexcept {
    const std::lock_guard lock{mutex_};
    const auto found = by_network_.find(network);
    if (--found->second == 0) {
        by_network_.erase(found);
    }
    --total_;
}

} // namespace route9::gateway::http
