// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/statement_tool.hpp"

#include "adapters/banks/statement_document.hpp"
#include "gateway/tools/tool_input.hpp"

#include <ostream>

namespace route9::gateway {

int run_statement_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    [[maybe_unused]] const std::filesystem::path& data_directory
) {
    if (args.size() != 2 || args.front() != "parse") {
        return tools::tell_usage(errors, "route9 statement parse FILE");
    }
    const auto file = tools::read_input(args[1], input);
    if (!file) {
        tools::tell_error(errors, file.error());
        return tools::exit_refused;
    }
    const auto answer = adapters::banks::run_statement_parse(*file);
    if (!answer) {
        tools::tell_error(errors, answer.error());
        return tools::exit_refused;
    }
    output << *answer << '\n';
    return tools::exit_done;
}

} // namespace route9::gateway
