// SPDX-License-Identifier: Apache-2.0
// A sheet is any bytes that a seller may send: every order of it is an order or says what is wrong
// with it, in words that can be printed, and names its rows.
#include "adapters/documents/order_import.hpp"
#include "core/assert.hpp"
#include "core/text.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace {

void check(const route9::Result<std::vector<route9::adapters::ImportedOrder>>& orders) {
    if (!orders) {
        ROUTE9_ASSERT(!orders.error().fields.empty());
        return;
    }
    for (const auto& order : *orders) {
        ROUTE9_ASSERT(order.order.has_value() == order.problems.empty());
        ROUTE9_ASSERT(!order.rows.empty());
        ROUTE9_ASSERT(route9::is_valid_utf8(order.external_id));
        for (const auto& problem : order.problems) {
            ROUTE9_ASSERT(route9::is_valid_utf8(problem.member));
            ROUTE9_ASSERT(route9::is_valid_utf8(problem.message));
        }
        if (order.order) {
            ROUTE9_ASSERT(route9::is_valid_utf8(order.order->recipient.name));
            ROUTE9_ASSERT(!order.order->lines.empty());
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text{data, data + size};
    check(route9::adapters::read_order_sheet(text, "csv"));
    // The head is hard to guess: the same bytes as rows below a good one.
    check(route9::adapters::read_order_sheet(route9::adapters::order_sheet_template() + text, "csv")
    );
    check(route9::adapters::read_order_lines(text, "ndjson"));
    return 0;
}
