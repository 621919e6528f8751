// SPDX-License-Identifier: Apache-2.0
#include "adapters/banks/statement_document.hpp"

#include "adapters/banks/camt.hpp"
#include "adapters/banks/mt940.hpp"

#include <utility>

namespace route9::adapters::banks {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool looks_like_xml(std::string_view file) {
    if (file.starts_with(kByteOrderMark)) {
        file.remove_prefix(kByteOrderMark.size());
    }
    const auto first = file.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && file[first] == '<';
}

} // namespace

Result<payments::StatementFile> read_statement_file(std::string_view file) {
    if (looks_like_xml(file)) {
        return read_camt(file);
    }
    if (looks_like_mt940(file)) {
        return read_mt940(file);
    }
    return fail(
        ErrorCode::unsupported_media_type,
        "this is no camt.052, camt.053 or camt.054 file, and no MT940 or MT942"
    );
}

bool has_layout(std::string_view file) {
    return !looks_like_xml(file) && !looks_like_mt940(file);
}

Result<std::string> run_statement_parse(std::string_view file, const StatementLayouts& layouts) {
    auto read = has_layout(file) ? read_statement_sheet(file, layouts) : read_statement_file(file);
    if (!read) {
        return Failure{std::move(read).error()};
    }
    return payments::print_statement_file(*read);
}

Result<std::string> run_statement_parse(std::string_view file) {
    return run_statement_parse(file, StatementLayouts{});
}

} // namespace route9::adapters::banks
