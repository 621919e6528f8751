// SPDX-License-Identifier: Apache-2.0
// All dated rules of both countries: rates, limits, forms, prohibited goods, deadlines. Loaded
// once from the files of data/customs, checked as a whole, immutable and shared by all threads.
// Rows are looked up at the registration day; the most specific row wins, then the smaller
// priority (data/customs/SOURCES.md names the legal sources).
#pragma once

#include "core/result.hpp"
#include "fulfillment/declarations/category_table.hpp"
#include "fulfillment/declarations/deadline_table.hpp"
#include "fulfillment/declarations/rule.hpp"

#include <array>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

/// The contents of the files, as read by the caller.
struct RuleTexts {
    std::string_view rules_csv;
    std::string_view prohibited_csv;
    std::string_view keywords_csv;
    std::string_view deadlines_csv;
};

struct RuleScope {
    Country country = Country::vn;
    Flow flow = Flow::importing;
    Mode mode = Mode::road;
    Service service = Service::express;
    Day day{};
};

/// The one row in force for each key in one scope. Borrows from the table.
class ActiveRules {
public:
    const Rule* find(RuleKey key) const noexcept { return rows_[static_cast<std::size_t>(key)]; }

private:
    friend class RuleTable;
    std::array<const Rule*, rule_key_count> rows_{};
};

class RuleTable {
public:
    /// Error: validation_failed with one field per bad cell ("rules.csv:12/valid_from").
    static Result<RuleTable> load(const RuleTexts& texts);

    ActiveRules active(const RuleScope& scope) const noexcept;
    const CategoryTable& categories() const noexcept { return categories_; }
    const std::vector<Deadline>& deadlines() const noexcept { return deadlines_; }
    const std::vector<Rule>& rules() const noexcept { return rules_; }

private:
    std::vector<Rule> rules_;
    CategoryTable categories_;
    std::vector<Deadline> deadlines_;
};

} // namespace route9::fulfillment::declarations
