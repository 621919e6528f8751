// SPDX-License-Identifier: Apache-2.0
// The text form of every rule file: comma-separated, quoted where needed, '#' lines are remarks,
// the first other line names the columns. Reading is strict; every complaint names file and line
// ("rules.csv:12/valid_from"), and all bad cells are reported at once.
#pragma once

#include "core/decimal.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "fulfillment/declarations/terms.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

/// A period of calendar days, both ends included.
struct Validity {
    Day from{};
    Day to{};

    bool covers(Day day) const noexcept { return from <= day && day <= to; }
    bool overlaps(const Validity& other) const noexcept {
        return from <= other.to && other.from <= to;
    }
    friend bool operator==(const Validity&, const Validity&) = default;
};

/// One row while it is read. Getters add an error for a bad cell and return nullopt.
class TableRow {
public:
    TableRow(
        std::string place,
        std::span<const std::string_view> columns,
        std::vector<std::string> cells,
        FieldErrors& errors
    );

    /// The cell of a declared column, "" when empty.
    const std::string& cell(std::string_view column) const;
    /// A cell that must not be empty.
    std::string text(std::string_view column);
    /// A row's id: letters, digits, '.', '_' and '-', so that it can stand in any format.
    std::string id(std::string_view column);
    std::optional<Decimal> decimal(std::string_view column);
    /// valid_from must be given; an empty valid_to is an open end.
    std::optional<Validity> validity();
    /// The parts of a cell between '|', none for an empty one.
    std::vector<std::string> parts(std::string_view column) const;
    template <class Parse>
    auto word(std::string_view column, Parse parse) -> decltype(parse(std::string_view{})) {
        auto value = parse(cell(column));
        if (!value) {
            refuse(column, "unknown_value", "holds a word that is not known here");
        }
        return value;
    }
    /// An optional word; nullopt for an empty cell and, after an error, for a bad one.
    template <class Parse>
    auto optional_word(std::string_view column, Parse parse)
        -> decltype(parse(std::string_view{})) {
        return cell(column).empty() ? std::nullopt : word(column, parse);
    }
    void refuse(std::string_view column, std::string code, std::string_view message);

    const std::string& place() const noexcept { return place_; }

private:
    std::string place_;
    std::span<const std::string_view> columns_;
    std::vector<std::string> cells_;
    FieldErrors* errors_;
};

/// Calls `row` for every line of the table. Errors are added, never thrown.
void read_table(
    std::string_view file,
    std::string_view text,
    std::span<const std::string_view> columns,
    FieldErrors& errors,
    const std::function<void(TableRow&)>& row
);

/// A direction cell: import, export or both (nullopt inside a value).
struct Direction {
    std::optional<Flow> only;

    bool allows(Flow flow) const noexcept { return !only || *only == flow; }
    bool overlaps(const Direction& other) const noexcept {
        return !only || !other.only || *only == *other.only;
    }
    friend bool operator==(const Direction&, const Direction&) = default;
};

std::optional<Direction> parse_direction(std::string_view text) noexcept;

/// Adds one error to those of the file `place` belongs to.
void refuse_row(FieldErrors& errors, const std::string& place, std::string code, std::string text);

} // namespace route9::fulfillment::declarations
