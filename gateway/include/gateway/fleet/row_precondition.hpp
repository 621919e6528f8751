// SPDX-License-Identifier: Apache-2.0
// What whoever puts a row knew of it: nothing (If-None-Match: *, or no condition), or the version
// that it replaces (If-Match). A row that stands is replaced by its version only.
#pragma once

#include "core/result.hpp"
#include "gateway/http/headers.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace route9::gateway {

struct RowPrecondition {
    std::optional<std::string> if_match;
    bool is_new = false;
};

/// Error: malformed_request.
Result<RowPrecondition> read_row_precondition(const http::Headers& headers);
/// `stored` is the row's version. Errors: precondition_failed, precondition_required.
Result<void>
check_row_precondition(const RowPrecondition& known, const std::optional<std::int64_t>& stored);

} // namespace route9::gateway
