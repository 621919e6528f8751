// SPDX-License-Identifier: Apache-2.0
// Pausing a connection and ending it: one unit, the connection as it is then. Called on an I/O
// worker.
#pragma once

#include "core/result.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// The connection is the one that the path names. Errors: not_found, those of the store.
platform::task<Result<http::Response>>
set_paused(Services& services, const http::Request& request, bool paused);

} // namespace route9::gateway
