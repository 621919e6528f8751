// SPDX-License-Identifier: Apache-2.0
#include "bulk_rows.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace route9::platform {

std::size_t bulk_rows(const BulkStatement& statement, std::span<const Param> values) {
    const auto columns = static_cast<std::size_t>(std::ranges::count(statement.row, '@'));
    const bool is_whole = columns != 0 && !values.empty() && values.size() % columns == 0;
    if (!is_whole || values.size() / columns > limits::bulk_rows_max) {
        throw StoreFailure(
            StoreFault::misuse,
            fmt::format(
                "{}: {} values are not 1 to {} rows of {}",
                statement.name,
                values.size(),
                limits::bulk_rows_max,
                columns
            )
        );
    }
    return values.size() / columns;
}

} // namespace route9::platform
