// SPDX-License-Identifier: Apache-2.0
// What the stand-alone tools (`route9 plan`, `assess`, `qr`, `statement`) share: where the input
// comes from, one document or one a line, and how a refusal is told. Blocking; for the command
// line.
#pragma once

#include "core/result.hpp"

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace route9::gateway::tools {

inline constexpr int exit_done = 0;
inline constexpr int exit_refused = 1;
inline constexpr int exit_usage = 2;

/// The whole of a file; "-" is `input`. Error: validation_failed when it cannot be read or is
/// larger than limits::upload_bytes_max.
Result<std::string> read_input(const std::string& name, std::istream& input);

/// {"error":{"member","why"},"errors":[{"pointer","code","message"}]} and a line end.
void tell_error(std::ostream& errors, const Error& error);
int tell_usage(std::ostream& errors, std::string_view usage);

/// Runs `document` over one JSON object or array, or over one object a line, and prints a line for
/// each answer. What is refused is told, the other lines are answered. The tool's exit code.
int run_documents(
    std::string_view text,
    const std::function<Result<std::string>(std::string_view)>& document,
    std::ostream& output,
    std::ostream& errors
);

} // namespace route9::gateway::tools
