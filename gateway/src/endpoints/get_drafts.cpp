// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/drafts/draft_store.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/list_page.hpp"
#include "gateway/views/draft_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "get_drafts";

platform::task<Result<http::Response>>
handle_get_drafts(Services& services, http::Request& request) {
    const auto page = read_page(request, services.cursors, kName);
    if (!page) {
        co_return Failure{page.error()};
    }
    auto seller = seller_filter(request);
    if (!seller) {
        co_return Failure{std::move(seller).error()};
    }
    std::optional<DraftId> before;
    if (const auto id = DraftId::parse(page->position)) {
        before = *id;
    }
    auto unit = [tenant = request.principal->tenant,
                 seller = std::move(*seller),
                 before,
                 limit = page->limit + 1](Tx& tx) -> Result<std::vector<DraftRecord>> {
        return drafts::page(tx, tenant, seller, before, limit);
    };
    const auto records = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!records) {
        co_return Failure{records.error()};
    }
    const auto position = [](const DraftRecord& record) { return record.id.text(); };
    co_return list_response(
        request, services.cursors, kName, *page, *records, draft_summary, position
    );
}

} // namespace

http::Route get_drafts(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/drafts",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::orders_read,
        .query = {"seller", "cursor", "limit"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_drafts(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
