// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/sheet_rows.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::array kSeparators{',', ';', '\t'};

char separator_of(std::string_view text) {
    const std::string_view head = text.substr(0, text.find('\n'));
    return *std::ranges::max_element(kSeparators, {}, [head](char separator) {
        return std::ranges::count(head, separator);
    });
}

bool holds_anything(const SheetRow& row) {
    return std::ranges::any_of(row.cells, [](const SheetCell& cell) {
        return cell.text.find_first_not_of(" \t\r\n") != std::string::npos;
    });
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_(text), separator_(separator_of(text)) {}

    Result<std::vector<SheetRow>> rows() {
        start_row();
        while (at_ < text_.size()) {
            if (!take(text_[at_])) {
                return fail_field(
                    fmt::format("/{}", row_.number),
                    "malformed",
                    "a quote in this row ends nowhere, or in the middle of a cell"
                );
            }
        }
        end_row();
        return std::move(rows_);
    }

private:
    bool take(char character) {
        if (character == '"' && row_.cells.back().text.empty()) {
            return take_quoted();
        }
        ++at_;
        if (character == separator_) {
            row_.cells.emplace_back();
        } else if (character == '\n') {
            end_row();
            start_row();
        } else if (character != '\r') {
            row_.cells.back().text += character;
        }
        return true;
    }

    bool take_quoted() {
        for (++at_; at_ < text_.size(); ++at_) {
            if (text_[at_] != '"') {
                row_.cells.back().text += text_[at_];
            } else if (text_.substr(at_ + 1, 1) == "\"") {
                row_.cells.back().text += '"';
                ++at_;
            } else {
                ++at_;
                return ends_here();
            }
        }
        return false;
    }

    /// A cell that began with a quote by chance would swallow rows.
    bool ends_here() const {
        const std::string_view next = text_.substr(at_, 1);
        return next.empty() || next[0] == separator_ || next == "\n" || next == "\r";
    }

    void start_row() { row_ = {.number = row_.number + 1, .cells = {SheetCell{}}}; }

    void end_row() {
        if (holds_anything(row_)) {
            rows_.push_back(std::move(row_));
            row_.number = rows_.back().number;
        }
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    SheetRow row_{};
    std::vector<SheetRow> rows_{};
};

} // namespace

Result<std::vector<SheetRow>> read_sheet_rows(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) {
        text.remove_prefix(kByteOrderMark.size());
    }
    if (!is_valid_utf8(text)) {
        return fail_field(
            "", "malformed", "is not UTF-8: save the sheet as \"CSV UTF-8\" and send it again"
        );
    }
    return Scanner{text}.rows();
}

} // namespace route9::adapters
