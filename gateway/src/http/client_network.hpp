// SPDX-License-Identifier: Apache-2.0
// What limits before authentication count by: an IPv4 address, or the /64 an IPv6 customer gets.
#pragma once

#include "platform/socket.hpp"

#include <string>

namespace route9::gateway::http {

/// "203.0.113.7", "2001:db8:1:2::/64"; IPv4 in IPv6 form counts as IPv4.
std::string client_network(const platform::net::ip::address& address);

} // namespace route9::gateway::http
