// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook_texts.hpp"

#include "documents/workbook_limits.hpp"
#include "documents/workbook_xml.hpp"

#include <charconv>
#include <cstdint>
#include <utility>

namespace route9::adapters::workbook {
namespace {

void append_utf8(std::string& out, std::uint32_t unit) {
    if (unit < 0x80) {
        out += static_cast<char>(unit);
    } else if (unit < 0x800) {
        out += static_cast<char>(0xc0 | (unit >> 6));
        out += static_cast<char>(0x80 | (unit & 0x3f));
    } else {
        out += static_cast<char>(0xe0 | (unit >> 12));
        out += static_cast<char>(0x80 | ((unit >> 6) & 0x3f));
        out += static_cast<char>(0x80 | (unit & 0x3f));
    }
}

/// Of "_x000D_" at the front; 0 when there is none, or half a character.
std::uint32_t escaped_unit(std::string_view text) {
    constexpr std::size_t kSize = 7;
    if (text.size() < kSize || !text.starts_with("_x") || text[kSize - 1] != '_') {
        return 0;
    }
    std::uint32_t unit = 0;
    const auto read = std::from_chars(text.data() + 2, text.data() + kSize - 1, unit, 16);
    const bool is_whole = read.ec == std::errc{} && read.ptr == text.data() + kSize - 1;
    const bool is_half = unit >= 0xd800 && unit <= 0xdfff;
    return is_whole && !is_half ? unit : 0;
}

} // namespace

std::string unescaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto unit = escaped_unit(text);
        if (unit == 0) {
            out += text.front();
            text.remove_prefix(1);
        } else {
            append_utf8(out, unit);
            text.remove_prefix(7);
        }
    }
    return out;
}

Result<std::vector<std::string>> read_shared_texts(Package& package, const std::string& part) {
    std::vector<std::string> texts;
    if (part.empty()) {
        return texts;
    }
    auto xml = XmlPart::open(package, part);
    if (!xml) {
        return Failure{std::move(xml).error()};
    }
    std::string text;
    bool in_text = false;
    bool is_spoken = false;
    std::size_t bytes = 0;
    while (xml->next()) {
        if (xml->starts("si")) {
            text.clear();
        } else if (xml->starts("rPh") || xml->ends("rPh")) {
            is_spoken = xml->starts("rPh") && !xml->is_empty();
        } else if (xml->starts("t") || xml->ends("t")) {
            in_text = xml->starts("t") && !xml->is_empty() && !is_spoken;
        } else if (in_text) {
            text += xml->text();
        }
        if (xml->ends("si") || (xml->starts("si") && xml->is_empty())) {
            bytes += text.size();
            texts.push_back(unescaped(text));
        }
        if (texts.size() > shared_texts_max || text.size() > cell_bytes_max ||
            bytes > text_bytes_max) {
            return fail_field("", "out_of_range", "holds too much text: split it");
        }
    }
    auto end = xml->end();
    return end ? Result<std::vector<std::string>>{std::move(texts)} : Failure{end.error()};
}

} // namespace route9::adapters::workbook
