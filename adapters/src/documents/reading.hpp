// SPDX-License-Identifier: Apache-2.0
// Members that several documents share: free text, ids, amounts. Used by the readers of this
// module only.
#pragma once

#include "core/human_text.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "core/money.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

inline void take_text(ObjectReader& reader, std::string_view name, Need need, std::string& out) {
    if (auto text = read_human_text(reader, name, need)) {
        out = *std::move(text);
    }
}

inline void take_id(ObjectReader& reader, std::string_view name, Need need, std::string& out) {
    auto text = reader.text(name, need, limits::foreign_id_bytes_max);
    if (text && has_bidi_control(*text)) {
        reader.refuse(name, "control_character", "must not hold signs that turn its direction");
    } else if (text) {
        out = *std::move(text);
    }
}

/// Decimal text, not negative, in the currency's decimals; zero when it was refused. Nullopt = the
/// currency has been refused: the amount is checked for its form alone, and zero.
Money read_amount(ObjectReader& reader, std::string_view name, std::optional<Currency> currency);

} // namespace route9::adapters
