// SPDX-License-Identifier: Apache-2.0
// Caps on open connections, in all and per client network; shared by all workers. A unit is held by
// the session and given back by its destructor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <mutex>
#include <string>
#include <unordered_map>

namespace route9::gateway::http {

class ConnectionQuota {
public:
    class Unit {
    public:
        Unit(ConnectionQuota& quota, std::string network);
        Unit(Unit&& other) noexcept;
        Unit& operator=(Unit&&) = delete;
        Unit(const Unit&) = delete;
        Unit& operator=(const Unit&) = delete;
        ~Unit();

        const std::string& network() const noexcept { return network_; }

    private:
        ConnectionQuota* quota_;
        std::string network_;
    };

    enum class Refusal : std::uint8_t { total, network };

    ConnectionQuota(std::size_t total_max, std::size_t per_network_max);

    /// A proxy brings the connections of many networks.
    enum class Peer : std::uint8_t { client, proxy };
    std::expected<Unit, Refusal> acquire(std::string network, Peer peer);

private:
    void release(const std::string& network) noexcept;

    std::size_t total_max_;
    std::size_t per_network_max_;
    std::mutex mutex_;
    std::size_t total_ = 0;
    std::unordered_map<std::string, std::size_t> by_network_;
};

} // namespace route9::gateway::http
