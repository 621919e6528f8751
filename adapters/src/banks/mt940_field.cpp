// SPDX-License-Identifier: Apache-2.0
#include "mt940_field.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::adapters::banks {
namespace {

bool is_digit(char character) noexcept {
    return character >= '0' && character <= '9';
}

/// "61" of ":61:…"; empty where the line goes on with a field. Two digits and maybe a letter, so
/// that a memo wrapped before a colon stays a memo; NS is a block of German banks.
std::string_view tag_of(std::string_view line) noexcept {
    if (line.starts_with(":NS:")) {
        return line.substr(1, 2);
    }
    if (line.size() < 4 || line[0] != ':' || !is_digit(line[1]) || !is_digit(line[2])) {
        return {};
    }
    if (line[3] == ':') {
        return line.substr(1, 2);
    }
    const bool letter = line[3] >= 'A' && line[3] <= 'Z';
    return letter && line.size() > 4 && line[4] == ':' ? line.substr(1, 3) : std::string_view{};
}

/// What a line of blocks leaves: behind "{4:" the message begins.
std::string_view without_blocks(std::string_view line) noexcept {
    if (!line.starts_with('{')) {
        return line;
    }
    const auto message = line.find("{4:");
    return message == std::string_view::npos ? std::string_view{} : line.substr(message + 3);
}

} // namespace

void Mt940Place::refuse(std::string code, std::string message) const {
    if (errors->size() < limits::field_errors_max) {
        errors->push_back(
            {fmt::format("/line[{}]/:{}:", line, tag), std::move(code), std::move(message)}
        );
    }
}

void Mt940Place::warn(std::string_view message) const {
    warnings->push_back(fmt::format("line {}, :{}:: {}", line, tag, message));
}

std::vector<Mt940Field> split_mt940(std::string_view text) {
    std::vector<Mt940Field> fields;
    bool inside = false;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const auto end = text.find('\n');
        auto line = without_blocks(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line == "-" || line.starts_with("-}")) {
            fields.push_back({.line = number});
            inside = false;
        } else if (const auto tag = tag_of(line); !tag.empty()) {
            fields.push_back(
                {.line = number,
                 .tag = std::string{tag},
                 .text = std::string{line.substr(tag.size() + 2)}}
            );
            inside = true;
        } else if (inside) {
            fields.back().text += '\n';
            fields.back().text += line;
        }
    }
    return fields;
}

std::size_t last_line_of(std::string_view text) {
    const auto last = text.find_last_not_of(" \n");
    const auto held = last == std::string_view::npos ? std::string_view{} : text.substr(0, last);
    return static_cast<std::size_t>(std::ranges::count(held, '\n')) + 1;
}

} // namespace route9::adapters::banks
