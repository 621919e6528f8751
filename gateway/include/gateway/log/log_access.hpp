// SPDX-License-Identifier: Apache-2.0
// The parcel log at the door: under which name and key a tenant's log is signed, and what of it
// anybody may fetch. Its name is the address of its files without the scheme, as C2SP asks.
#pragma once

#include "core/log_tile.hpp"
#include "fulfillment/parcel_log.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"
#include "gateway/services.hpp"

#include <memory>
#include <string_view>

namespace route9::gateway {

/// A key of its own, derived: one key serves one purpose.
std::shared_ptr<const fulfillment::LogSigner>
log_signer(const Services& services, const TenantId& tenant);

/// The log that a path names. Error: not_found.
platform::task<Result<fulfillment::LogHead>> find_log(Services& services, http::Request& request);

/// Bytes of a tile or bundle of the tenant's log. Error: not_found when it has no such.
Result<std::string> read_log_tile(Tx& tx, const TenantId& tenant, const LogTile& tile);

/// Text or bytes for anybody, with an ETag, kept as `caching` says.
http::Response log_file(
    const http::Request& request, std::string_view type, std::string bytes, std::string_view caching
);

} // namespace route9::gateway
