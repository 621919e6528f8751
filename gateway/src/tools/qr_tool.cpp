// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/qr_tool.hpp"

#include "gateway/tools/tool_input.hpp"
#include "payments/qr_document.hpp"

#include <ostream>
#include <string_view>

namespace route9::gateway {
namespace {

/// One payload a line; an empty input is one empty payload.
int decode(std::string_view text, std::ostream& output) {
    int exit = tools::exit_done;
    do {
        const auto end = text.find('\n');
        const auto line = text.substr(0, end);
        text = end == text.npos ? std::string_view{} : text.substr(end + 1);
        const auto decoded = payments::run_qr_decode(line);
        output << decoded.document << '\n';
        exit = decoded.sound ? exit : tools::exit_refused;
    } while (text.find_first_not_of("\r\n") != text.npos);
    return exit;
}

} // namespace

int run_qr_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors,
    [[maybe_unused]] const std::filesystem::path& data_directory
) {
    const bool encode = !args.empty() && args.front() == "encode";
    const bool known = encode || (!args.empty() && args.front() == "decode");
    if (!known || args.size() > 2) {
        return tools::tell_usage(errors, "route9 qr encode|decode [FILE]");
    }
    const auto text = tools::read_input(args.size() == 2 ? args[1] : "-", input);
    if (!text) {
        tools::tell_error(errors, text.error());
        return tools::exit_refused;
    }
    if (encode) {
        return tools::run_documents(*text, payments::run_qr_encode, output, errors);
    }
    return decode(*text, output);
}

} // namespace route9::gateway
