// SPDX-License-Identifier: Apache-2.0
// `route9 statement parse`: a bank's file in, normalised lines out (JSON). Plain function on text.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace route9::adapters::banks {

/// Reads camt.052, .053 and .054. Error: unsupported_media_type for other formats, else those of
/// read_camt.
Result<std::string> run_statement_parse(std::string_view file);

} // namespace route9::adapters::banks
