// SPDX-License-Identifier: Apache-2.0
// CSV for people with a spreadsheet: UTF-8 with a byte order mark, RFC 4180 quoting, CRLF, and no
// cell that a spreadsheet would run as a formula (such a cell gets a leading apostrophe).
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace route9::adapters {

class CsvText {
public:
    CsvText();

    void row(std::span<const std::string> cells);
    void row(std::initializer_list<std::string> cells);
    const std::string& text() const noexcept { return text_; }

private:
    std::string text_;
};

} // namespace route9::adapters
