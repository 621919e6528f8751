// SPDX-License-Identifier: Apache-2.0
// Reads one consignment of the assess document into values; every bad member is reported with its
// pointer. Whether what was read suffices for a country is decided by assess().
#pragma once

#include "core/json.hpp"
#include "fulfillment/declarations/goods_record.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::fulfillment::declarations {

Consignment read_consignment(const Json& value, std::string pointer, FieldErrors& errors);

/// A word of a closed list; an unknown one is refused with the words that are known.
template <class Parse>
auto read_word(
    ObjectReader& reader, std::string_view member, Need need, Parse parse, std::string_view known
) -> decltype(parse(std::string_view{})) {
    const auto text = reader.text(member, need, 40);
    if (!text) {
        return std::nullopt;
    }
    auto value = parse(*text);
    if (!value) {
        reader.refuse(member, "unknown_value", "must be one of " + std::string{known});
    }
    return value;
}

} // namespace route9::fulfillment::declarations
