// SPDX-License-Identifier: Apache-2.0
// The closed table of error codes: one row per code with its HTTP status, title and whether the
// same request may succeed later. Codes are public names (docs/api) and are never reused.
#pragma once

#include <cstdint>
#include <string_view>

namespace route9 {

enum class ErrorCode : std::uint8_t {
    malformed_request,
    malformed_json,
    malformed_cursor,
    idempotency_key_missing,
    idempotency_key_malformed,
    unauthenticated,
    signature_invalid,
    signature_stale,
    forbidden,
    not_found,
    method_not_allowed,
    not_acceptable,
    conflict,
    already_exists,
    idempotency_in_progress,
    sealed,
    state_forbids,
    insufficient_stock,
    precondition_failed,
    precondition_required,
    payload_too_large,
    unsupported_media_type,
    expectation_failed,
    validation_failed,
    idempotency_key_reused,
    header_too_large,
    rate_limited,
    internal,
    overloaded,
    read_only,
    outcome_unknown,
    request_incomplete,
    cross_site,
    approval_required,
    request_timeout,
};

enum class Retry : std::uint8_t { never, later };

struct ErrorInfo {
    ErrorCode code;
    std::string_view name;
    int http_status;
    std::string_view title;
    Retry retry;
};

/// The row of a code. Every enumerator has exactly one.
const ErrorInfo& error_info(ErrorCode code) noexcept;

} // namespace route9
