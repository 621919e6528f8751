// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/row_precondition.hpp"

#include "gateway/http/etag.hpp"

namespace route9::gateway {

Result<RowPrecondition> read_row_precondition(const http::Headers& headers) {
    RowPrecondition known;
    known.if_match = http::if_match_of(headers);
    if (const auto given = headers.find("If-None-Match")) {
        if (*given != "*") {
            return fail(ErrorCode::malformed_request, "If-None-Match takes * here: a new row");
        }
        known.is_new = true;
    }
    return known;
}

Result<void>
check_row_precondition(const RowPrecondition& known, const std::optional<std::int64_t>& stored) {
    if (known.if_match && !stored) {
        return fail(ErrorCode::precondition_failed, "there is none of this id");
    }
    if (stored && known.is_new) {
        return fail(ErrorCode::precondition_failed, "there is one of this id; read it");
    }
    if (stored && !known.if_match) {
        return fail(
            ErrorCode::precondition_required,
            "there is one of this id: send If-Match with the ETag you have read"
        );
    }
    if (known.if_match) {
        return http::check_if_match(*known.if_match, http::version_etag(*stored));
    }
    return {};
}

} // namespace route9::gateway
