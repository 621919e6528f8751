// SPDX-License-Identifier: Apache-2.0
// Members that several documents share: free text, ids, amounts. Used by the readers of this
// module only.
#pragma once

#include "core/json.hpp"
#include "core/limits.hpp"
#include "core/money.hpp"

#include <string>
#include <string_view>

namespace route9::adapters {

inline void take_text(ObjectReader& reader, std::string_view name, Need need, std::string& out) {
    if (auto text = reader.text(name, need, limits::text_bytes_max)) {
        out = *std::move(text);
    }
}

inline void take_id(ObjectReader& reader, std::string_view name, Need need, std::string& out) {
    if (auto text = reader.text(name, need, limits::foreign_id_bytes_max)) {
        out = *std::move(text);
    }
}

/// Decimal text, not negative, in the currency's decimals; zero when it was refused.
Money read_amount(ObjectReader& reader, std::string_view name, Currency currency);

} // namespace route9::adapters
