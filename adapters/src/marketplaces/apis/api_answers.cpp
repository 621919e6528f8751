// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/api_answers.hpp"

#include "marketplaces/apis/query_text.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::int64_t kEpochMax = 99'999'999'999'999;      // milliseconds, year 5138
constexpr std::int64_t kMillisecondsFrom = 100'000'000'000; // as seconds: year 5138
constexpr std::size_t kTokenBytesMax = 4'096;
constexpr std::int64_t kAbsoluteFrom = 1'000'000'000; // no token lives 31 years

} // namespace

std::string epoch_seconds(Instant at) {
    return std::to_string(std::chrono::floor<Seconds>(at).time_since_epoch().count());
}

std::string epoch_milliseconds(Instant at) {
    return std::to_string(at.time_since_epoch().count());
}

std::optional<Instant> read_epoch(ForeignObject& object, std::string_view name, Need need) {
    const auto number = object.count(name, need, 0, kEpochMax);
    if (!number || *number == 0) {
        return std::nullopt;
    }
    const bool in_seconds = *number < kMillisecondsFrom;
    return Instant{Milliseconds{in_seconds ? *number * 1'000 : *number}};
}

bool apply_state(
    ForeignObject& object,
    std::string_view name,
    std::optional<SourceState> state,
    const std::string& word,
    InboundEvent& event
) {
    if (!state) {
        if (!word.empty()) {
            object.refuse(name, "unknown_value", "is no state of an order that is known here");
        }
        return false;
    }
    switch (*state) {
    case SourceState::released:
        event.kind = EventKind::order_updated;
        return true;
    case SourceState::cancelled:
        event.kind = EventKind::order_cancelled;
        return false;
    case SourceState::cancel_requested:
        event.kind = EventKind::cancel_requested;
        return false;
    case SourceState::sent:
    case SourceState::returning:
        event.is_over = true;
        break;
    case SourceState::not_yet:
        break;
    }
    event.kind = EventKind::ignored;
    event.reason = "status " + word;
    return false;
}

bool read_state(
    ForeignObject& object, std::string_view name, const OrderStates& states, InboundEvent& event
) {
    const std::string word = object.text(name, Need::required);
    return apply_state(object, name, source_state(states, word), word, event);
}

Failure not_at_platform() {
    return fail(ErrorCode::not_found, "the platform does not know this order");
}

std::vector<FetchedOrder> by_ids(
    std::span<const std::string> ids,
    const Json* orders,
    std::string_view id_member,
    const std::function<Result<InboundEvent>(const Json&)>& read
) {
    std::vector<FetchedOrder> found;
    found.reserve(ids.size());
    for (const std::string& id : ids) {
        const auto is_it = [&](const Json& order) {
            FieldErrors ignored;
            return order.is_object() &&
                   ForeignObject{order, "", ignored}.id(id_member, Need::optional) == id;
        };
        const bool is_list = orders != nullptr && orders->is_array();
        const auto order = is_list ? std::ranges::find_if(*orders, is_it) : Json::const_iterator{};
        if (is_list && order != orders->end()) {
            found.push_back({id, read(*order)});
        } else {
            found.push_back({id, not_at_platform()});
        }
    }
    return found;
}

std::string id_at(const Json& object, std::string_view name) {
    FieldErrors ignored;
    return ForeignObject{object, "", ignored}.id(name, Need::optional);
}

std::string first_of(const Json& object, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (std::string found = id_at(object, name); !found.empty()) {
            return found;
        }
    }
    return {};
}

std::string complaint_text(const Json& object, std::initializer_list<std::string_view> names) {
    std::string text;
    for (const std::string_view name : names) {
        FieldErrors ignored;
        ForeignObject reader{object, "", ignored};
        const Json* member =
            object.is_object() && object.contains(name) ? &object.at(name) : nullptr;
        const std::string said =
            member != nullptr && member->is_string() ? reader.note(name) : id_at(object, name);
        text += (text.empty() || said.empty() ? "" : " ") + said;
    }
    return text.empty() ? "the platform does not say why" : text;
}

Json number_or_text(const std::string& id) {
    const bool is_number = !id.empty() && id.size() < 19 && // NOLINT: digits of an int64
                           id.find_first_not_of("0123456789") == std::string::npos;
    return is_number ? Json(std::stoll(id)) : Json(id);
}

std::string path_part(const std::string& id) {
    return query_text({{"", id}}).substr(1);
}

void add_listing(std::vector<Listing>& listings, Listing listing) {
    if (!listing.sku.empty() && !listing.item.empty() &&
        std::ranges::find(listings, listing) == listings.end()) {
        listings.push_back(std::move(listing));
    }
}

const Json* find_path(const Json& root, std::string_view pointer) {
    const Json::json_pointer at{std::string{pointer}};
    return root.contains(at) ? &root.at(at) : nullptr;
}

ApiCall with_json(ApiCall call, const Json& body) {
    if (!body.is_null()) {
        call.headers.push_back({"Content-Type", "application/json"});
        call.body = body.dump();
    }
    return call;
}

Result<ApiTokens> read_access_token(const Json& answer, Instant now) {
    FieldErrors errors;
    ForeignObject root{answer, "", errors};
    ApiTokens tokens;
    tokens.access = read_secret(root, answer, "access_token");
    tokens.access_until = read_expiry(root, "expires_in", now);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return tokens;
}

Secret read_secret(ForeignObject& object, const Json& json, std::string_view name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    const bool is_text = json.is_object() && found != json.end() && found->is_string();
    if (!is_text || found->get_ref<const std::string&>().empty() ||
        found->get_ref<const std::string&>().size() > kTokenBytesMax) {
        object.refuse(name, "required", "must be a token");
        return {};
    }
    return Secret{std::string_view{found->get_ref<const std::string&>()}};
}

std::optional<Instant> read_expiry(ForeignObject& object, std::string_view name, Instant now) {
    const auto number = object.count(name, Need::optional, 0, kEpochMax);
    if (!number || *number == 0) {
        return std::nullopt;
    }
    if (*number < kAbsoluteFrom) {
        return now + Seconds{*number};
    }
    return read_epoch(object, name, Need::optional);
}

} // namespace route9::adapters
