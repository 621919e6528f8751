// SPDX-License-Identifier: Apache-2.0
// What the shop platforms have in common that push whole orders: an order that was asked for is
// read by the reader of their pushes, so that both are the same order; lists come in numbered
// pages. Used by the rows of this folder only.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "adapters/marketplaces/shop_api.hpp"
#include "adapters/marketplaces/write_back.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// Null `orders`: the answer has none. `topic` is that of an update.
std::vector<FetchedOrder> read_as_pushed(
    std::string_view platform,
    std::string_view topic,
    const Json* orders,
    std::span<const std::string> ids
);
/// The ids of a list whose pages are numbered from 1; a page that is not full is the last. `list`
/// is null where the answer has none. Error: validation_failed with every bad member.
Result<ChangePage>
read_numbered_page(const Json* list, const ChangeSpan& span, std::size_t page_size);
std::string page_number(const ChangeSpan& span);
/// "A,B".
std::string comma_list(std::span<const std::string> ids);

/// Whether the shop wants its buyers told ("tell_buyer=on").
bool tells_buyer(const ApiAccess& access);
/// Text or a number's digits; empty when it is missing or something else.
std::string text_at(const Json& json, std::string_view pointer);

} // namespace route9::adapters
