// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/plan_tool.hpp"

#include "fulfillment/plan_document.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/tools/tool_input.hpp"

#include <ostream>

namespace route9::gateway {

int run_plan_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    const std::filesystem::path& data_directory
) {
    if (args.size() != 1) {
        return tools::tell_usage(errors, "route9 plan SCENARIO.json");
    }
    const auto text = tools::read_input(args.front(), input);
    if (!text) {
        tools::tell_error(errors, text.error());
        return tools::exit_refused;
    }
    const auto catalogue = load_catalogue(data_directory);
    if (!catalogue) {
        tools::tell_error(errors, catalogue.error());
        return tools::exit_refused;
    }
    const auto answer = fulfillment::run_plan_document(*text, catalogue->corridor);
    if (!answer) {
        errors << fulfillment::plan_document_error(answer.error());
        return tools::exit_refused;
    }
    output << *answer << (answer->ends_with('\n') ? "" : "\n");
    return tools::exit_done;
}

} // namespace route9::gateway
