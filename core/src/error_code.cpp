// SPDX-License-Identifier: Apache-2.0
#include "core/error_code.hpp"

#include <array>
#include <cstddef>

namespace route9 {
namespace {

using enum ErrorCode;

constexpr std::array kErrors{
    ErrorInfo{
        malformed_request, "malformed-request", 400, "The request cannot be read", Retry::never
    },
    ErrorInfo{malformed_json, "malformed-json", 400, "The body is not readable JSON", Retry::never},
    ErrorInfo{
        malformed_cursor, "malformed-cursor", 400, "The cursor is not one of yours", Retry::never
    },
    ErrorInfo{
        idempotency_key_missing,
        "idempotency-key-missing",
        400,
        "An Idempotency-Key header is required",
        Retry::never
    },
    ErrorInfo{
        idempotency_key_malformed,
        "idempotency-key-malformed",
        400,
        "The Idempotency-Key is not 1 to 255 visible ASCII characters",
        Retry::never
    },
    ErrorInfo{
        unauthenticated,
        "unauthenticated",
        401,
        "A valid API key or sign-in is required",
        Retry::never
    },
    ErrorInfo{
        signature_invalid, "signature-invalid", 401, "The signature does not match", Retry::never
    },
    ErrorInfo{
        signature_stale,
        "signature-stale",
        401,
        "The signed timestamp is out of range",
        Retry::never
    },
    ErrorInfo{forbidden, "forbidden", 403, "The key or the person may not do this", Retry::never},
    ErrorInfo{
        cross_site, "cross-site", 403, "The request does not come from our own page", Retry::never
    },
    ErrorInfo{
        approval_required, "approval-required", 403, "Somebody else must approve this", Retry::never
    },
    ErrorInfo{not_found, "not-found", 404, "There is no such resource", Retry::never},
    ErrorInfo{
        method_not_allowed,
        "method-not-allowed",
        405,
        "The resource has no such method",
        Retry::never
    },
    ErrorInfo{not_acceptable, "not-acceptable", 406, "No such representation", Retry::never},
    ErrorInfo{
        conflict, "conflict", 409, "The request conflicts with the present state", Retry::later
    },
    ErrorInfo{already_exists, "already-exists", 409, "It exists already", Retry::never},
    ErrorInfo{
        idempotency_in_progress,
        "idempotency-in-progress",
        409,
        "The first request with this key is still running",
        Retry::later
    },
    ErrorInfo{sealed, "sealed", 409, "It is sealed and cannot change", Retry::never},
    ErrorInfo{
        state_forbids, "state-forbids", 409, "The present state does not allow this", Retry::never
    },
    ErrorInfo{
        insufficient_stock, "insufficient-stock", 409, "There is not enough stock", Retry::later
    },
    ErrorInfo{
        precondition_failed, "precondition-failed", 412, "The resource has changed", Retry::never
    },
    ErrorInfo{
        payload_too_large, "payload-too-large", 413, "The body is larger than allowed", Retry::never
    },
    ErrorInfo{
        unsupported_media_type,
        "unsupported-media-type",
        415,
        "The media type or encoding is not accepted",
        Retry::never
    },
    ErrorInfo{
        expectation_failed, "expectation-failed", 417, "The expectation cannot be met", Retry::never
    },
    ErrorInfo{validation_failed, "validation-failed", 422, "Some members are wrong", Retry::never},
    ErrorInfo{
        idempotency_key_reused,
        "idempotency-key-reused",
        422,
        "This Idempotency-Key was used with another request",
        Retry::never
    },
    ErrorInfo{
        precondition_required,
        "precondition-required",
        428,
        "An If-Match header is required",
        Retry::never
    },
    ErrorInfo{rate_limited, "rate-limited", 429, "Too many requests", Retry::later},
    ErrorInfo{
        header_too_large, "header-too-large", 431, "The header is larger than allowed", Retry::never
    },
    ErrorInfo{internal, "internal", 500, "Something failed on our side", Retry::later},
    ErrorInfo{overloaded, "overloaded", 503, "The service is busy", Retry::later},
    ErrorInfo{read_only, "read-only", 503, "The service cannot write at present", Retry::later},
    ErrorInfo{
        outcome_unknown,
        "outcome-unknown",
        503,
        "The outcome is not known; repeat with the same key",
        Retry::later
    },
    ErrorInfo{
        request_incomplete,
        "request-incomplete",
        408,
        "The request did not arrive in time",
        Retry::later
    },
    ErrorInfo{request_timeout, "request-timeout", 503, "The request took too long", Retry::later},
};

} // namespace

const ErrorInfo& error_info(ErrorCode code) noexcept {
    for (const ErrorInfo& row : kErrors) {
        if (row.code == code) {
            return row;
        }
    }
    return kErrors[static_cast<std::size_t>(internal)];
}

} // namespace route9
