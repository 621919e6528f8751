// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/tracking_words.hpp"

#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/tracking.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<const char*, std::string TrackingRecord::*>, 6> kMembers{{
    {"s", &TrackingRecord::status},
    {"p", &TrackingRecord::place},
    {"t", &TrackingRecord::note},
    {"w", &TrackingRecord::word},
    {"n", &TrackingRecord::signed_by},
    {"r", &TrackingRecord::raw},
}};
constexpr std::string_view kSigns = "-_./:";

std::string context_of(const TrackingRecord& event, const PersonId& person) {
    return "tracking/" + event.tenant.text() + "/" + person.text() + "/" + event.event_key;
}

bool speaks(const TrackingRecord& event, std::string TrackingRecord::* member) {
    const std::string& text = event.*member;
    const bool may_be_a_code = member == &TrackingRecord::status || member == &TrackingRecord::word;
    return may_be_a_code ? !is_code_like(text) : !text.empty();
}

/// Cut between characters.
std::string beginning_of(std::string text) {
    std::size_t end = tracking_raw_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) {
        --end;
    }
    text.resize(end);
    return text;
}

/// What stands in clear in the place of words.
std::string_view left_of(std::string TrackingRecord::* member) {
    return member == &TrackingRecord::status ? name(TrackingStatus::unknown) : std::string_view{};
}

} // namespace

bool is_code_like(std::string_view word) noexcept {
    return std::ranges::all_of(word, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               kSigns.find(c) != std::string_view::npos;
    });
}

void seal_tracking_words(
    TrackingRecord& event, const PersonId& person, const Secret& key, const SealNonce& nonce
) {
    Json words = Json::object();
    for (const auto& [letter, member] : kMembers) {
        if (speaks(event, member)) {
            const bool is_long = (event.*member).size() > tracking_raw_bytes_max;
            words[letter] = is_long ? beginning_of(event.*member) : event.*member;
        }
    }
    if (words.empty()) {
        return;
    }
    event.words =
        seal(key, nonce, as_byte_view(words.dump()), as_byte_view(context_of(event, person)));
    drop_tracking_words(event);
}

void drop_tracking_words(TrackingRecord& event) {
    for (const auto& [letter, member] : kMembers) {
        if (speaks(event, member)) {
            event.*member = left_of(member);
        }
    }
}

void open_tracking_words(TrackingRecord& event, const PersonId& person, const Secret& key) {
    if (event.words.empty()) {
        return;
    }
    const auto plain = unseal(key, event.words, as_byte_view(context_of(event, person)));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "a tracking event does not open under its key"};
    }
    const char* text = reinterpret_cast<const char*>(plain->data());
    const Json words = Json::parse(text, text + plain->size());
    for (const auto& [letter, member] : kMembers) {
        event.*member = words.value(letter, event.*member);
    }
}

} // namespace route9::fulfillment
