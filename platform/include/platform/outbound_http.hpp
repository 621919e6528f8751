// SPDX-License-Identifier: Apache-2.0
// Calls to other people's servers. TLS is verified (certificate, name, 1.2 or newer); plain HTTP
// only to this machine, for rehearsals; no redirects, no proxies, no cookies; time and size are
// bounded. A call blocks a thread of the client's own pool, never an I/O thread. What is sent holds
// secrets: addresses and headers are never logged. Owned by the composition root; thread-safe.
#pragma once

#include "core/time.hpp"
#include "platform/compute_pool.hpp"
#include "platform/net.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::platform {

struct OutboundHeader {
    std::string name;
    std::string value;
};

struct OutboundRequest {
    std::string method = "GET";
    std::string url;
    std::vector<OutboundHeader> headers{};
    std::string body{};
    bool is_public = false; // refused where the name leads into a private network
};

enum class OutboundFault : std::uint8_t {
    none,
    bad_address, // not https, and not this machine
    unreachable, // nobody answered: nothing was done there
    tls,         // somebody answered who is not who it should be
    timeout,     // whether it was done there is not known
    too_large,
    broken, // the same: the connection ended, or what came is no HTTP
    busy,   // too many calls at once here; nothing was sent
};

struct OutboundAnswer {
    OutboundFault fault = OutboundFault::none;
    int status = 0; // 0 with a fault
    std::string body{};
    std::optional<Seconds> retry_after{};
};

std::string_view name(OutboundFault fault) noexcept;
/// "https://…", or "http://" to a loopback address or localhost; no user info, no fragment.
bool may_be_called(std::string_view url) noexcept;

struct OutboundLimits {
    std::size_t calls_max = 16; // at once
    std::size_t waiting_max = 1'024;
    Milliseconds connect_budget{5'000};
    Milliseconds call_budget{10'000}; // from the first byte sent to the last received
    std::size_t answer_bytes_max = 8 * 1024 * 1024;
    std::string authorities{}; // a file of certificates; empty = the system's
};

class OutboundHttp {
public:
    explicit OutboundHttp(OutboundLimits limits);
    OutboundHttp(const OutboundHttp&) = delete;
    OutboundHttp& operator=(const OutboundHttp&) = delete;
    ~OutboundHttp();

    task<OutboundAnswer> send(OutboundRequest request, Tick deadline);
    /// Calls that are under way end soon, as timeouts.
    void stop() noexcept { stopping_ = true; }

private:
    OutboundLimits limits_;
    std::atomic<bool> stopping_{false};
    ComputePool pool_;
};

} // namespace route9::platform
