// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/gs1_lot.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

namespace route9::adapters {
namespace {

constexpr char kSeparator = '\x1d';
constexpr std::size_t kLotMax = 20;

/// A key and the length of its value; 0 where it ends at a separator.
struct Key {
    std::string_view digits;
    std::size_t length;
};
constexpr std::array<Key, 11> kKeys{{
    {"01", 14},
    {"02", 14},
    {"10", 0},
    {"11", 6},
    {"12", 6},
    {"13", 6},
    {"15", 6},
    {"16", 6},
    {"17", 6},
    {"21", 0},
    {"37", 0},
}};

std::optional<unsigned> number(std::string_view two) {
    if (two.size() != 2 || !std::ranges::all_of(two, [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    return static_cast<unsigned>(two[0] - '0') * 10 + static_cast<unsigned>(two[1] - '0');
}

std::optional<Day> day_in(std::string_view text) {
    if (text.size() != 6) {
        return std::nullopt;
    }
    const auto year = number(text.substr(0, 2));
    const auto month = number(text.substr(2, 2));
    const auto day = number(text.substr(4, 2));
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const auto of = std::chrono::year{2000 + static_cast<int>(*year)} / std::chrono::month{*month};
    const Day found = *day == 0 ? Day{of / std::chrono::last} : Day{of / std::chrono::day{*day}};
    return found.ok() ? std::optional{found} : std::nullopt;
}

class Reading {
public:
    void take(std::string_view key, std::string_view value) {
        if (key == "10" && value.size() <= kLotMax) {
            found_.lot = value;
        } else if (key == "17") {
            expires_ = day_in(value);
        } else if (key == "15") {
            best_before_ = day_in(value);
        }
    }
    Gs1Lot found() const {
        Gs1Lot found = found_;
        found.expires = expires_ ? expires_ : best_before_;
        return found;
    }

private:
    Gs1Lot found_;
    std::optional<Day> expires_;
    std::optional<Day> best_before_;
};

void read_link(std::string_view text, Reading& reading) {
    const auto query = text.find('?');
    std::string_view path = text.substr(0, query);
    path = path.substr(0, path.find('#'));
    if (const auto lot = path.find("/10/"); lot != path.npos) {
        const auto value = path.substr(lot + 4);
        reading.take("10", value.substr(0, value.find('/')));
    }
    std::string_view rest = query == text.npos ? std::string_view{} : text.substr(query + 1);
    while (!rest.empty()) {
        const auto part = rest.substr(0, rest.find_first_of("&#"));
        const auto equals = part.find('=');
        if (equals != part.npos) {
            reading.take(part.substr(0, equals), part.substr(equals + 1));
        }
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
}

void read_bracketed(std::string_view text, Reading& reading) {
    while (text.starts_with('(')) {
        const auto close = text.find(')');
        if (close == text.npos) {
            return;
        }
        const auto key = text.substr(1, close - 1);
        text.remove_prefix(close + 1);
        const auto value = text.substr(0, text.find('('));
        reading.take(key, value);
        text.remove_prefix(value.size());
    }
}

void read_plain(std::string_view text, Reading& reading) {
    while (!text.empty()) {
        const auto* key = std::ranges::find_if(kKeys, [text](const Key& each) {
            return text.starts_with(each.digits);
        });
        if (key == kKeys.end()) {
            return;
        }
        text.remove_prefix(key->digits.size());
        const auto value =
            key->length > 0 ? text.substr(0, key->length) : text.substr(0, text.find(kSeparator));
        reading.take(key->digits, value);
        text.remove_prefix(value.size());
        if (text.starts_with(kSeparator)) {
            text.remove_prefix(1);
        }
    }
}

} // namespace

Gs1Lot gs1_lot_in(std::string_view text) {
    Reading reading;
    if (text.size() > 3 && text.front() == ']') {
        text.remove_prefix(3);
    }
    if (text.starts_with(kSeparator)) {
        text.remove_prefix(1);
    }
    constexpr std::size_t whole_gtin = 16; // the key and fourteen digits
    if (text.contains("://")) {
        if (text.contains("/01/")) {
            read_link(text, reading);
        }
    } else if (text.starts_with("(01)")) {
        read_bracketed(text, reading);
    } else if (text.starts_with("01") && text.size() > whole_gtin) {
        read_plain(text, reading);
    }
    return reading.found();
}

} // namespace route9::adapters
