// SPDX-License-Identifier: Apache-2.0
#include "gateway/log/log_access.hpp"

#include "core/tenancy.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/people/people.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

std::shared_ptr<const LogSigner> log_signer(const Services& services, const TenantId& tenant) {
    const auto& origin = services.people.origin;
    const std::string host = origin.known() ? origin.host() : "localhost";
    return std::make_shared<const LogSigner>(
        host + "/log/" + tenant.text(), services.vault.derive("parcel-log/" + tenant.text())
    );
}

platform::task<Result<LogHead>> find_log(Services& services, http::Request& request) {
    const auto name = check_given_id("/tenant", request.parameter("tenant"));
    if (!name) {
        co_return fail(ErrorCode::not_found);
    }
    const TenantId tenant{*name};
    auto unit = [tenant](Tx& tx) -> Result<LogHead> {
        auto head = parcel_log::head(tx, tenant);
        return head ? Result<LogHead>{*std::move(head)} : fail(ErrorCode::not_found);
    };
    co_return co_await platform::read(
        services.store, Reach::of(tenant), std::move(unit), request.deadline
    );
}

Result<std::string> read_log_tile(Tx& tx, const TenantId& tenant, const LogTile& tile) {
    const auto head = parcel_log::head(tx, tenant);
    if (!head || !has_tile(head->size, tile)) {
        return fail(ErrorCode::not_found);
    }
    if (!tile.level) {
        return entry_bundle(parcel_log::texts(tx, tenant, tile.index * tile_width, tile.width));
    }
    std::string bytes;
    const merkle::NodeAddress from = nodes_of(tile).front();
    for (const Digest256& hash : parcel_log::level(tx, tenant, from, tile.width)) {
        for (const std::byte each : hash) {
            bytes.push_back(static_cast<char>(each));
        }
    }
    return bytes;
}

http::Response log_file(
    const http::Request& request, std::string_view type, std::string bytes, std::string_view caching
) {
    const std::string etag = http::content_etag(bytes);
    http::Response response;
    if (http::not_modified(request.headers, etag)) {
        response = http::empty_response(304);
    } else {
        response.content_type = type;
        response.body = std::move(bytes);
    }
    response.headers.emplace_back("Cache-Control", caching);
    response.headers.emplace_back("ETag", etag);
    return response;
}

} // namespace route9::gateway
