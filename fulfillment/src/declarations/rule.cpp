// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/rule.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::array<RuleKeyName, rule_key_count> kKeyNames{{
    {RuleKey::group_documents, "group", "documents", RuleValue::truth},
    {RuleKey::group_value, "group", "customs_value", RuleValue::money},
    {RuleKey::group_export_duty, "group", "export_duty_pct", RuleValue::percent},
    {RuleKey::group_permit_need, "group", "permit_need", RuleValue::truth},
    {RuleKey::group_alert, "group", "alert", RuleValue::truth},
    {RuleKey::duty_exemption_value, "duty_exemption", "customs_value", RuleValue::money},
    {RuleKey::duty_exemption_tax, "duty_exemption", "import_duty", RuleValue::money},
    {RuleKey::gift_value, "gift", "customs_value", RuleValue::money},
    {RuleKey::gift_tax, "gift", "total_tax", RuleValue::money},
    {RuleKey::gift_count, "gift", "count", RuleValue::count},
    {RuleKey::gift_excise, "gift", "excise_pct", RuleValue::percent},
    {RuleKey::gift_vat_free, "gift", "vat_free", RuleValue::truth},
    {RuleKey::vat_exemption_value, "vat_exemption", "customs_value", RuleValue::money},
    {RuleKey::vat_standard, "rate", "vat_standard", RuleValue::percent},
    {RuleKey::vat_reducible, "rate", "vat_reducible", RuleValue::percent},
    {RuleKey::vat_essential, "rate", "vat_essential", RuleValue::percent},
    {RuleKey::vat_export, "rate", "vat_export", RuleValue::percent},
    {RuleKey::preference_s_general, "preference", "S_GENERAL", RuleValue::percent},
    {RuleKey::preference_s_appendix_i, "preference", "S_APPENDIX_I", RuleValue::percent},
    {RuleKey::preference_s_appendix_ii, "preference", "S_APPENDIX_II", RuleValue::word},
    {RuleKey::preference_s_appendix_iii, "preference", "S_APPENDIX_III", RuleValue::word},
    {RuleKey::preference_d, "preference", "D", RuleValue::percent},
    {RuleKey::fx_source, "fx", "source", RuleValue::word},
    {RuleKey::rounding_tax, "rounding", "tax_amount", RuleValue::word},
    {RuleKey::aggregation_owner_sum, "aggregation", "owner_sum", RuleValue::money},
    {RuleKey::fee_exemption_value, "fee_exemption", "customs_value", RuleValue::money},
    {RuleKey::fee_exemption_tax, "fee_exemption", "total_tax", RuleValue::money},
    {RuleKey::fee_per_declaration, "fee", "per_declaration", RuleValue::money},
    {RuleKey::form_g1, "form", "G1", RuleValue::word},
    {RuleKey::form_g2, "form", "G2", RuleValue::word},
    {RuleKey::form_g3, "form", "G3", RuleValue::word},
    {RuleKey::form_detailed, "form", "detailed", RuleValue::word},
    {RuleKey::limit_low_value_form, "limit", "low_value_form", RuleValue::money},
    {RuleKey::limit_list_lines, "limit", "list_lines", RuleValue::count},
    {RuleKey::limit_goods_lines, "limit", "goods_lines", RuleValue::count},
    {RuleKey::waiver_quality_value, "permit_waiver", "quality_value", RuleValue::money},
}};

template <class Value>
bool lists_meet(const std::vector<Value>& left, const std::vector<Value>& right) noexcept {
    return left.empty() || right.empty() || std::ranges::find_first_of(left, right) != left.end();
}

} // namespace

int Applies::specificity() const noexcept {
    return (direction.only ? 1 : 0) + (modes.empty() ? 0 : 1) + (services.empty() ? 0 : 1);
}

bool Applies::overlaps(const Applies& other) const noexcept {
    return country == other.country && direction.overlaps(other.direction) &&
           lists_meet(modes, other.modes) && lists_meet(services, other.services);
}

bool Rule::holds(const Decimal& value) const noexcept {
    switch (comparator) {
    case Comparator::eq:
        return value == number;
    case Comparator::lt:
        return value < number;
    case Comparator::le:
        return value <= number;
    case Comparator::gt:
        return value > number;
    case Comparator::ge:
        return value >= number;
    }
    return false;
}

bool Rule::holds(Money value) const noexcept {
    return holds(Decimal{value.minor(), currency_info(value.currency()).exponent});
}

const RuleKeyName& rule_key_name(RuleKey key) noexcept {
    const RuleKeyName& row = kKeyNames[static_cast<std::size_t>(key)];
    ROUTE9_ASSERT(row.key == key);
    return row;
}

std::optional<RuleKey> parse_rule_key(std::string_view kind, std::string_view name) noexcept {
    for (const RuleKeyName& row : kKeyNames) {
        if (row.kind == kind && row.name == name) {
            return row.key;
        }
    }
    return std::nullopt;
}

} // namespace route9::fulfillment::declarations
