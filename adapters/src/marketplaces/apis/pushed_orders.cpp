// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/pushed_orders.hpp"

#include "adapters/marketplaces/event_readers.hpp"
#include "core/assert.hpp"
#include "marketplaces/apis/api_answers.hpp"

#include <charconv>
#include <utility>

namespace route9::adapters {

std::vector<FetchedOrder> read_as_pushed(
    std::string_view platform,
    std::string_view topic,
    const Json* orders,
    std::span<const std::string> ids
) {
    const EventReader* reader = find_event_reader(platform);
    ROUTE9_ASSERT(reader != nullptr); // every platform that pushes orders has one
    return by_ids(ids, orders, "id", [&](const Json& order) {
        auto event = reader->read(order, {.topic = topic, .connection = {}});
        if (event && event->channel.empty()) {
            event->channel = std::string{reader->channel}; // else it is the connection's
        }
        return event;
    });
}

Result<ChangePage>
read_numbered_page(const Json* list, const ChangeSpan& span, std::size_t page_size) {
    if (list == nullptr || !list->is_array()) {
        return fail_field("/", "required", "must have a list of orders");
    }
    FieldErrors errors;
    ChangePage page;
    for (std::size_t at = 0; at < list->size(); ++at) {
        ForeignObject order{(*list)[at], pointer_step("", at), errors};
        page.external_ids.push_back(order.id("id", Need::required));
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    if (page.external_ids.size() >= page_size) {
        int number = 1;
        const std::string current = page_number(span);
        std::from_chars(current.data(), current.data() + current.size(), number);
        page.next = std::to_string(number + 1);
    }
    return page;
}

std::string page_number(const ChangeSpan& span) {
    return span.cursor.empty() ? "1" : span.cursor;
}

std::string comma_list(std::span<const std::string> ids) {
    std::string out;
    for (const std::string& id : ids) {
        out += out.empty() ? "" : ",";
        out += id;
    }
    return out;
}

bool tells_buyer(const ApiAccess& access) {
    return access.setting("tell_buyer") == "on";
}

std::string text_at(const Json& json, std::string_view pointer) {
    const Json* found = find_path(json, pointer);
    if (found == nullptr) {
        return {};
    }
    return found->is_string() ? found->get<std::string>() : number_text(*found).value_or("");
}

} // namespace route9::adapters
