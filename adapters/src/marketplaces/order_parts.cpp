// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/order_parts.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kDayCharacters = 10;
constexpr std::size_t kBareOffset = 5; // "+0700"

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> kCountries{{
    {"VN", "VN"},
    {"Vietnam", "VN"},
    {"Viet Nam", "VN"},
    {"Việt Nam", "VN"},
    {"LA", "LA"},
    {"Laos", "LA"},
    {"Lao", "LA"},
    {"Lao PDR", "LA"},
    {"Lao People's Democratic Republic", "LA"},
    {"Lào", "LA"},
    {"ລາວ", "LA"},
}};

/// As RFC 3339 writes it; what is no time stays none.
std::string standard_time(std::string_view text, Unmarked unmarked) {
    const std::string_view day = text.substr(0, kDayCharacters);
    std::string_view rest = text.size() > kDayCharacters ? text.substr(kDayCharacters + 1) : "";
    const std::size_t end = rest.find_first_of("+-Zz ");
    const std::string_view time = rest.substr(0, end);
    rest.remove_prefix(time.size());
    const std::string_view spaced = rest.starts_with(' ') ? rest.substr(1) : rest;
    std::string offset{spaced};
    if (offset.empty()) {
        offset = unmarked == Unmarked::utc ? "Z" : "+07:00";
    } else if (offset.size() == kBareOffset && !offset.contains(':')) {
        offset.insert(3, ":");
    }
    return fmt::format("{}T{}{}", day, time, offset);
}

} // namespace

std::optional<EventKind> claimed_kind(Topics topics, std::string_view topic) noexcept {
    const auto known = std::ranges::find(topics, topic, &Topics::value_type::first);
    return known == topics.end() ? std::nullopt : std::optional{known->second};
}

InboundEvent other_topic(std::string_view topic) {
    return {.reason = "topic " + std::string{topic}};
}

EventKind kind_of_open(EventKind claimed) noexcept {
    return claimed == EventKind::order_cancelled ? EventKind::order_updated : claimed;
}

std::optional<Instant>
read_time(ForeignObject& object, std::string_view name, Need need, Unmarked unmarked) {
    const auto text = object.text(name, need);
    if (text.empty()) {
        return std::nullopt;
    }
    const auto at = parse_rfc3339(standard_time(text, unmarked));
    if (!at) {
        object.refuse(name, "malformed", "must be a time such as 2026-01-01T02:58:00Z");
        return std::nullopt;
    }
    return *at;
}

Currency read_currency(ForeignObject& object, std::string_view name) {
    const auto text = object.text(name, Need::required);
    const auto currency = parse_currency(text);
    if (!text.empty() && !currency) {
        object.refuse(name, "unknown_value", "must be VND, LAK, THB, USD or CNY");
    }
    return currency.value_or(Currency::USD);
}

std::string read_country(ForeignObject& object, std::string_view name, Need need) {
    const auto text = object.text(name, need);
    const auto* known =
        std::ranges::find(kCountries, text, &decltype(kCountries)::value_type::first);
    if (known != kCountries.end()) {
        return std::string{known->second};
    }
    if (!text.empty()) {
        object.refuse(name, "unknown_value", "must be VN or LA: only they are served");
    }
    return {};
}

std::string full_name(
    ForeignObject& person,
    std::string_view given_name,
    std::string_view family_name,
    std::string_view country
) {
    auto given = person.text(given_name, Need::optional);
    auto family = person.text(family_name, Need::optional);
    if (country == "VN") {
        std::swap(given, family);
    }
    return given.empty() || family.empty() ? given + family : given + " " + family;
}

std::string first_text(ForeignObject& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (auto text = object.text(name, Need::optional); !text.empty()) {
            return text;
        }
    }
    return {};
}

std::optional<std::int64_t> read_piece_g(ForeignObject& item, std::string_view name) {
    const auto grams = item.count(name, Need::optional, 0, limits::piece_weight_g_max);
    return grams && *grams > 0 ? grams : std::nullopt;
}

const Json* item_list(ForeignObject& root, std::string_view name) {
    const auto* items = root.array(name, Need::required);
    if (items != nullptr && (items->empty() || items->size() > limits::order_lines_max)) {
        root.refuse(
            name, "out_of_range", fmt::format("must have 1 to {} items", limits::order_lines_max)
        );
        return nullptr;
    }
    return items;
}

bool needs_shipping(const Json& item) {
    if (!item.is_object()) {
        return true;
    }
    const auto flag = item.find("requires_shipping");
    return flag == item.end() || !flag->is_boolean() || flag->get<bool>();
}

void add_pieces(
    fulfillment::Order& order,
    fulfillment::OrderLine piece,
    Money total,
    std::int64_t sold,
    std::int64_t kept
) {
    if (sold <= 0 || kept <= 0) {
        return;
    }
    const std::int64_t dearer = total.minor() % sold; // by one minor unit each
    const std::int64_t cheaper = std::min(sold - dearer, kept);
    piece.unit_price = Money::of_minor(total.minor() / sold, total.currency());
    piece.quantity = cheaper;
    order.lines.push_back(piece);
    if (kept > cheaper) {
        piece.unit_price = Money::of_minor(total.minor() / sold + 1, total.currency());
        piece.quantity = kept - cheaper;
        order.lines.push_back(std::move(piece));
    }
}

Result<InboundEvent> finish_event(InboundEvent event, FieldErrors errors) {
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    if (event.order && event.order->lines.empty()) {
        return InboundEvent{
            .source_time = event.source_time,
            .external_id = std::move(event.external_id),
            .reason = "nothing to ship"
        };
    }
    return event;
}

} // namespace route9::adapters
