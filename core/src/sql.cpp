// SPDX-License-Identifier: Apache-2.0
#include "core/sql.hpp"

#include "core/tx.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace route9 {

Currency ColumnType<Currency>::get(const Columns& row, int column) {
    const std::string_view text = row.text(column);
    if (const auto currency = parse_currency(text)) {
        return *currency;
    }
    throw StoreFailure{
        StoreFault::misuse, fmt::format("column {} holds no known currency: '{}'", column, text)
    };
}

IdBytes id_bytes_from(std::span<const std::byte> bytes) {
    IdBytes id;
    if (bytes.size() != id.size()) {
        throw StoreFailure{
            StoreFault::misuse, fmt::format("an id has 16 bytes, the column {}", bytes.size())
        };
    }
    std::ranges::copy(bytes, id.begin());
    return id;
}

} // namespace route9
