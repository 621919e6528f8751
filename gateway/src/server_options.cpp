// SPDX-License-Identifier: Apache-2.0
#include "server_options.hpp"

#include "platform/descriptor_limit.hpp"

namespace route9::gateway {
namespace {

constexpr std::size_t kOtherDescriptors = 1'024; // the store, its copies, calls to markets

} // namespace

http::ServerOptions server_options(const Config& config) {
    http::ServerOptions options;
    options.address = config.address();
    options.port = config.port();
    options.access_log = config.access_log;
    options.origin = config.origin;
    options.proxies = config.proxies;
    options.connections_max = config.connections_max;
    options.requests_in_flight_max = config.connections_max / 2;
    options.rates.key = {.quota = config.key_requests_per_minute, .window = Seconds{60}};
    options.rates.hook = {.quota = 10 * config.hook_requests_per_second, .window = Seconds{10}};
    return options;
}

void open_descriptors(const Config& config, platform::Log& log) {
    const std::size_t wanted = config.connections_max + kOtherDescriptors;
    if (const std::size_t room = platform::raise_descriptor_limit(wanted); room < wanted) {
        log.warning("few_descriptors", {{"allowed", room}, {"wanted", wanted}});
    }
}

} // namespace route9::gateway
