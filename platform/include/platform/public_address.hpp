// SPDX-License-Identifier: Apache-2.0
// Whether an address that a name resolved to lies in the public Internet: what tenants name must
// not lead a call into our own network. Pure; any thread. Source: IANA's special-purpose address
// registries (RFC 6890).
#pragma once

#include <sys/socket.h>

namespace route9::platform {

/// False for every family but IPv4 and IPv6.
bool is_public_address(const sockaddr& address) noexcept;

} // namespace route9::platform
