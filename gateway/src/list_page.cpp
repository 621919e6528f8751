// SPDX-License-Identifier: Apache-2.0
#include "gateway/list_page.hpp"

#include <utility>

namespace route9::gateway {

Result<Page>
read_page(const http::Request& request, const http::CursorCodec& cursors, std::string_view route) {
    Page page;
    const auto limit = http::page_limit(request.target.query);
    if (!limit) {
        return Failure{limit.error()};
    }
    page.limit = *limit;
    if (const auto cursor = request.target.query.find("cursor"); cursor && !cursor->empty()) {
        auto position = cursors.decode(*request.principal, route, *cursor);
        if (!position) {
            return Failure{std::move(position).error()};
        }
        page.position = std::move(*position);
    }
    return page;
}

} // namespace route9::gateway
