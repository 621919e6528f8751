// SPDX-License-Identifier: Apache-2.0
// What a function returns when its input can make it fail. Expected failures travel as Error;
// outages and bugs are exceptions; a broken invariant ends the process (core/assert.hpp).
#pragma once

#include "core/error_code.hpp"

#include <expected>
#include <string>
#include <utility>
#include <vector>

namespace route9 {

/// One bad member of a request. `pointer` is a JSON pointer ("/items/0/quantity"); `code` is a
/// stable word ("required", "unknown_member", "out_of_range", …); `message` says how to mend it.
struct FieldError {
    std::string pointer;
    std::string code;
    std::string message;

    friend bool operator==(const FieldError&, const FieldError&) = default;
};

/// `detail` is meant for the caller and holds nothing internal. `reference` is the id of the
/// thing in the way (the existing order of a 409), empty otherwise.
struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string detail{};
    std::vector<FieldError> fields{};
    std::string reference{};

    friend bool operator==(const Error&, const Error&) = default;
};

template <class T>
using Result = std::expected<T, Error>;

using Failure = std::unexpected<Error>;

[[nodiscard]] inline Failure fail(ErrorCode code, std::string detail = {}) {
    return Failure{Error{.code = code, .detail = std::move(detail)}};
}

[[nodiscard]] inline Failure fail_fields(std::vector<FieldError> fields) {
    return Failure{Error{.code = ErrorCode::validation_failed, .fields = std::move(fields)}};
}

[[nodiscard]] inline Failure
fail_field(std::string pointer, std::string code, std::string message) {
    std::vector<FieldError> fields;
    fields.push_back({std::move(pointer), std::move(code), std::move(message)});
    return fail_fields(std::move(fields));
}

} // namespace route9
