// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/tool_input.hpp"

#include "core/json.hpp"
#include "core/limits.hpp"

#include <fstream>
#include <istream>
#include <ostream>
#include <utility>

namespace route9::gateway::tools {
namespace {

Result<std::string> read_stream(std::istream& stream) {
    std::string text;
    std::string part(64 * 1024, '\0');
    while (stream.read(part.data(), std::ssize(part)) || stream.gcount() > 0) {
        text.append(part, 0, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limits::upload_bytes_max) {
            return fail(ErrorCode::payload_too_large, "the input is larger than 32 MiB");
        }
    }
    return text;
}

std::string_view next_line(std::string_view& rest) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
    return line;
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

/// Several documents: the first line is an object by itself and is not all there is.
bool is_one_a_line(std::string_view text) {
    std::string_view rest = text;
    std::string_view first;
    while (!rest.empty() && is_blank(first)) {
        first = next_line(rest);
    }
    const auto parsed = parse_json(first);
    return parsed && parsed->is_object() && !is_blank(rest);
}

void print_line(std::ostream& output, std::string_view answer) {
    output << answer;
    if (!answer.ends_with('\n')) {
        output << '\n';
    }
}

int run_lines(
    std::string_view text,
    const std::function<Result<std::string>(std::string_view)>& document,
    std::ostream& output,
    std::ostream& errors
) {
    int exit = exit_done;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::string_view line = next_line(text);
        if (is_blank(line)) {
            continue;
        }
        auto answer = document(line);
        if (answer) {
            print_line(output, *answer);
            continue;
        }
        exit = exit_refused;
        Error error = std::move(answer).error();
        const std::string place = "line " + std::to_string(number);
        for (FieldError& field : error.fields) {
            field.pointer = place + ' ' + field.pointer;
        }
        error.detail = error.detail.empty() ? place : place + ": " + error.detail;
        tell_error(errors, error);
    }
    return exit;
}

} // namespace

Result<std::string> read_input(const std::string& name, std::istream& input) {
    if (name == "-") {
        return read_stream(input);
    }
    std::ifstream file{name, std::ios::binary};
    if (!file) {
        return fail(ErrorCode::validation_failed, "the file " + name + " cannot be read");
    }
    return read_stream(file);
}

void tell_error(std::ostream& errors, const Error& error) {
    Json list = Json::array();
    for (const FieldError& field : error.fields) {
        list.push_back(
            {{"pointer", field.pointer}, {"code", field.code}, {"message", field.message}}
        );
    }
    std::string member;
    std::string why =
        error.detail.empty() ? std::string{error_info(error.code).title} : error.detail;
    if (!error.fields.empty()) {
        member = error.fields.front().pointer;
        why = error.fields.front().message;
    }
    const Json json{{"error", {{"member", member}, {"why", why}}}, {"errors", std::move(list)}};
    // A message may quote bytes of the input that are no UTF-8.
    errors << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
}

int tell_usage(std::ostream& errors, std::string_view usage) {
    errors << "usage: " << usage << '\n';
    return exit_usage;
}

int run_documents(
    std::string_view text,
    const std::function<Result<std::string>(std::string_view)>& document,
    std::ostream& output,
    std::ostream& errors
) {
    if (is_one_a_line(text)) {
        return run_lines(text, document, output, errors);
    }
    const auto answer = document(text);
    if (!answer) {
        tell_error(errors, answer.error());
        return exit_refused;
    }
    print_line(output, *answer);
    return exit_done;
}

} // namespace route9::gateway::tools
