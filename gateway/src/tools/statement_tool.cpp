// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/statement_tool.hpp"

#include "adapters/banks/statement_document.hpp"
#include "gateway/tools/tool_input.hpp"

#include <ostream>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::banks::StatementLayouts;

/// Read for a sheet alone. What is wrong in the table names its file and row.
Result<StatementLayouts> layouts_for(
    std::string_view file, const std::filesystem::path& data_directory, std::istream& input
) {
    if (!adapters::banks::has_layout(file)) {
        return StatementLayouts{};
    }
    const std::string path = (data_directory / "payments" / "statement_layouts.json").string();
    const auto text = tools::read_input(path, input);
    if (!text) {
        return Failure{text.error()};
    }
    auto layouts = StatementLayouts::parse(*text);
    if (!layouts) {
        Error error = std::move(layouts).error();
        error.detail = error.detail.empty() ? path : path + ": " + error.detail;
        for (FieldError& field : error.fields) {
            field.pointer = path + ' ' + field.pointer;
        }
        return Failure{std::move(error)};
    }
    return layouts;
}

} // namespace

int run_statement_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
) {
    if (args.size() != 2 || args.front() != "parse") {
        return tools::tell_usage(errors, "route9 statement parse FILE");
    }
    const auto file = tools::read_input(args[1], input);
    if (!file) {
        tools::tell_error(errors, file.error());
        return tools::exit_refused;
    }
    const auto layouts = layouts_for(*file, data_directory, input);
    if (!layouts) {
        tools::tell_error(errors, layouts.error());
        return tools::exit_refused;
    }
    const auto answer = adapters::banks::run_statement_parse(*file, *layouts);
    if (!answer) {
        tools::tell_error(errors, answer.error());
        return tools::exit_refused;
    }
    output << *answer << '\n';
    return tools::exit_done;
}

} // namespace route9::gateway
