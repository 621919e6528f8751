// SPDX-License-Identifier: Apache-2.0
#include "json_print.hpp"

#include "core/json.hpp"
#include "core/text.hpp"

#include <unicode/utf8.h>

#include <algorithm>

namespace route9 {
namespace {

bool is_plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void append_escape(std::string& out, char c) {
    constexpr std::string_view hex_digits = "0123456789abcdef";
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\b':
        out += "\\b";
        return;
    case '\f':
        out += "\\f";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        out += "\\u00";
        out += hex_digits[static_cast<unsigned char>(c) >> 4];
        out += hex_digits[static_cast<unsigned char>(c) & 0xf];
    }
}

std::string replace_ill_formed(std::string_view text) {
    std::string out;
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < length;) {
        const std::int32_t start = i;
        UChar32 c = 0;
        // NOLINTNEXTLINE(bugprone-inc-dec-in-conditions): a macro of ICU
        U8_NEXT(text.data(), i, length, c);
        if (c < 0) {
            out += "\xef\xbf\xbd";
        } else {
            out +=
                text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start));
        }
    }
    return out;
}

void append_value(std::string& out, const Json& value);

void append_object(std::string& out, const Json& object) {
    out += '{';
    bool first = true;
    for (const auto& [name, member] : object.get_ref<const Json::object_t&>()) {
        if (!first) {
            out += ',';
        }
        first = false;
        append_json_string(out, name);
        out += ':';
        append_value(out, member);
    }
    out += '}';
}

void append_array(std::string& out, const Json& array) {
    out += '[';
    bool first = true;
    for (const Json& item : array.get_ref<const Json::array_t&>()) {
        if (!first) {
            out += ',';
        }
        first = false;
        append_value(out, item);
    }
    out += ']';
}

void append_value(std::string& out, const Json& value) {
    switch (value.type()) {
    case Json::value_t::object:
        append_object(out, value);
        return;
    case Json::value_t::array:
        append_array(out, value);
        return;
    case Json::value_t::string:
        append_json_string(out, value.get_ref<const std::string&>());
        return;
    case Json::value_t::binary: {
        const auto& digits = value.get_binary();
        out.append(digits.begin(), digits.end());
        return;
    }
    case Json::value_t::number_integer:
        out += std::to_string(value.get<std::int64_t>());
        return;
    case Json::value_t::number_unsigned:
        out += std::to_string(value.get<std::uint64_t>());
        return;
    case Json::value_t::null:
    case Json::value_t::boolean:
    case Json::value_t::number_float:
    case Json::value_t::discarded:
        out += value.dump();
        return;
    }
}

} // namespace

void append_json_string(std::string& out, std::string_view text) {
    if (!is_valid_utf8(text)) {
        append_json_string(out, replace_ill_formed(text));
        return;
    }
    out += '"';
    while (!text.empty()) {
        const auto special = std::ranges::find_if_not(text, is_plain);
        const auto run = static_cast<std::size_t>(special - text.begin());
        out += text.substr(0, run);
        text.remove_prefix(run);
        if (!text.empty()) {
            append_escape(out, text.front());
            text.remove_prefix(1);
        }
    }
    out += '"';
}

std::string print_json(const Json& value) {
    std::string out;
    append_value(out, value);
    return out;
}

} // namespace route9
