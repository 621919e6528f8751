// SPDX-License-Identifier: Apache-2.0
// `route9 statement parse`: a bank's file in, normalised lines out (JSON). Plain function on text.
#pragma once

#include "adapters/banks/statement_layouts.hpp"
#include "core/result.hpp"
#include "payments/statement.hpp"

#include <string>
#include <string_view>

namespace route9::adapters::banks {

/// By its content: camt.052, .053 and .054, MT940 and MT942. Error: unsupported_media_type for
/// other formats, else those of read_camt and read_mt940.
Result<payments::StatementFile> read_statement_file(std::string_view file);

/// Whether it is neither XML nor MT940: a sheet, which needs the layouts.
bool has_layout(std::string_view file);

/// What any reader gives, printed; sheets by their layouts. Errors: those of read_camt, read_mt940
/// and read_statement_sheet.
Result<std::string> run_statement_parse(std::string_view file, const StatementLayouts& layouts);
/// The same without any layout.
Result<std::string> run_statement_parse(std::string_view file);

} // namespace route9::adapters::banks
