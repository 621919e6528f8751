// SPDX-License-Identifier: Apache-2.0
// Lists are {"items":[…],"next":cursor|null}. A handler reads one row more than the page holds:
// that row only says that there is a next page.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "gateway/http/cursor.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct Page {
    std::string position; // where to go on; empty = from the start
    int limit = 0;
};

/// Errors: malformed_cursor, validation_failed (limit).
Result<Page>
read_page(const http::Request& request, const http::CursorCodec& cursors, std::string_view route);

/// `rows` holds up to limit + 1 rows; `item` shows one, `position` says where the next page starts
/// after it.
template <class Row, class Item, class Position>
http::Response list_response(
    const http::Request& request,
    const http::CursorCodec& cursors,
    std::string_view route,
    const Page& page,
    const std::vector<Row>& rows,
    Item item,
    Position position
) {
    const auto limit = static_cast<std::size_t>(page.limit);
    Json items = Json::array();
    for (std::size_t i = 0; i < rows.size() && i < limit; ++i) {
        items.push_back(item(rows[i]));
    }
    Json next = nullptr;
    if (rows.size() > limit) {
        next = cursors.encode(*request.principal, route, position(rows[limit - 1]));
    }
    return http::json_response(200, Json{{"items", std::move(items)}, {"next", std::move(next)}});
}

} // namespace route9::gateway
