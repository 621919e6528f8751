// SPDX-License-Identifier: Apache-2.0
// What the program was told, as the server takes it.
#pragma once

#include "gateway/config.hpp"
#include "gateway/http/server.hpp"
#include "platform/log.hpp"

namespace route9::gateway {

/// Half of the connections may have a request that is being answered or waits for news.
http::ServerOptions server_options(const Config& config);

/// Lets the process have as many files and sockets open as it may need; says where it may not.
void open_descriptors(const Config& config, platform::Log& log);

} // namespace route9::gateway
