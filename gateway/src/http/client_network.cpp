// SPDX-License-Identifier: Apache-2.0
#include "http/client_network.hpp"

#include <boost/asio/ip/network_v6.hpp>

namespace route9::gateway::http {

namespace ip = platform::net::ip;

std::string client_network(const ip::address& address) {
    constexpr unsigned short customer_bits = 64;
    if (address.is_v4()) {
        return address.to_string();
    }
    const ip::address_v6 v6 = address.to_v6();
    if (v6.is_v4_mapped()) {
        return ip::make_address_v4(ip::v4_mapped, v6).to_string();
    }
    return ip::make_network_v6(v6, customer_bits).canonical().to_string();
}

} // namespace route9::gateway::http
