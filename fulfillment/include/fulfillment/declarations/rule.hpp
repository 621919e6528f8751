// SPDX-License-Identifier: Apache-2.0
// One dated customs rule: where it applies, what it compares with, since when, on which legal
// ground and how sure we are of it. Numbers are in the unit the key demands: whole units of the
// country's currency, percent or a count. Owned by RuleTable; immutable after load.
#pragma once

#include "core/decimal.hpp"
#include "core/money.hpp"
#include "fulfillment/declarations/table_text.hpp"
#include "fulfillment/declarations/terms.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

/// What an assessment may ask for; in a file these are pairs of kind and key.
enum class RuleKey : std::uint8_t {
    group_documents,
    group_value,
    group_export_duty,
    group_permit_need,
    group_alert,
    duty_exemption_value,
    duty_exemption_tax,
    gift_value,
    gift_tax,
    gift_count,
    gift_excise,
    gift_vat_free,
    vat_exemption_value,
    vat_standard,
    vat_reducible,
    vat_essential,
    vat_export,
    preference_s_general,
    preference_s_appendix_i,
    preference_s_appendix_ii,
    preference_s_appendix_iii,
    preference_d,
    fx_source,
    rounding_tax,
    aggregation_owner_sum,
    fee_exemption_value,
    fee_exemption_tax,
    fee_per_declaration,
    form_g1,
    form_g2,
    form_g3,
    form_detailed,
    limit_low_value_form,
    limit_list_lines,
    limit_goods_lines,
    waiver_quality_value,
};

inline constexpr std::size_t rule_key_count =
    static_cast<std::size_t>(RuleKey::waiver_quality_value) + 1;

enum class Comparator : std::uint8_t { eq, lt, le, gt, ge };

/// Where a row applies. Empty lists stand for any; a row that names more is more specific.
struct Applies {
    Country country = Country::vn;
    Direction direction;
    std::vector<Mode> modes;
    std::vector<Service> services;

    int specificity() const noexcept;
    bool overlaps(const Applies& other) const noexcept;
};

struct Rule {
    std::string id;
    Applies applies;
    RuleKey key{};
    Comparator comparator = Comparator::eq;
    Decimal number;   // of rows that compare or rate
    std::string word; // of rows that name a form, a source, a manner
    int priority = 0; // of equally specific rows the smaller decides
    Validity validity;
    std::string legal_ref;
    Certainty certainty = Certainty::read;

    bool holds(const Decimal& value) const noexcept;
    /// Compares in whole units of the money's currency.
    bool holds(Money value) const noexcept;
};

enum class RuleValue : std::uint8_t { money, percent, count, word, truth };

/// The kind and key a rule is written under in the file, and what its value must be.
struct RuleKeyName {
    RuleKey key;
    std::string_view kind;
    std::string_view name;
    RuleValue value;
};

const RuleKeyName& rule_key_name(RuleKey key) noexcept;
std::optional<RuleKey> parse_rule_key(std::string_view kind, std::string_view name) noexcept;

/// Reads rules.csv. Adds an error for every unknown word, bad date and pair of equal rows that
/// would both hold on one day.
std::vector<Rule> read_rules(std::string_view file, std::string_view text, FieldErrors& errors);

} // namespace route9::fulfillment::declarations
