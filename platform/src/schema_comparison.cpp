// SPDX-License-Identifier: Apache-2.0
#include "schema_comparison.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

namespace route9::platform {

Result<SchemaReport> compare_schema(
    int found,
    std::span<const Migration> migrations,
    const std::function<std::string(int version)>& digest_of
) {
    SchemaReport report{.found = found, .needed = static_cast<int>(migrations.size())};
    if (report.found > report.needed) {
        return fail(
            ErrorCode::state_forbids,
            fmt::format(
                "The store has schema version {}, this program knows {}: run one that knows {} or "
                "restore an older backup.",
                report.found,
                report.needed,
                report.found
            )
        );
    }
    for (const Migration& migration : migrations) {
        ROUTE9_ASSERT(migration.version == 1 + (&migration - migrations.data()));
        if (migration.version > report.found) {
            report.applied.emplace_back(migration.name);
            continue;
        }
        if (digest_of(migration.version) != migration.sha256) {
            return fail(
                ErrorCode::state_forbids,
                fmt::format(
                    "Migration {} was changed after it was applied: run the program that applied "
                    "it, and put the change into a new migration.",
                    migration.name
                )
            );
        }
    }
    return report;
}

} // namespace route9::platform
