// SPDX-License-Identifier: Apache-2.0
// What a way back costs, how long a branch keeps a parcel and how often a carrier tries to deliver
// one, as dated rows with source and certainty: return_rules.csv, holding_days.csv and
// delivery_attempts.csv of data/corridor. Immutable after load, shared by all threads. Errors name
// file and line ("return_rules.csv:7/freight").
#pragma once

#include "core/money.hpp"
#include "core/result.hpp"
#include "fulfillment/declarations/table_text.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct ReturnRule {
    std::string id;
    declarations::Country from{}; // where the parcel lies
    declarations::Country to{};
    Money freight; // of any parcel
    Money freight_per_kg;
    Decimal duty_percent; // of the value, in the country it comes back to
    declarations::Validity validity;
    declarations::Certainty certainty{};
    std::string source;

    /// Started kilograms count whole. Error: validation_failed when it does not fit.
    Result<Money> freight_of(std::int64_t mass_g) const;
    Result<Money> duty_of(Money value) const;
};

struct HoldingDays {
    std::string id;
    declarations::Country country{};
    std::string carrier; // a party's id; empty = any
    std::int64_t days = 0;
    declarations::Validity validity;
    declarations::Certainty certainty{};
    std::string source;
};

/// Days on which a carrier has come to the door in vain before it gives up.
struct DeliveryAttempts {
    std::string id;
    declarations::Country country{};
    std::string carrier; // as above
    std::int64_t attempts = 0;
    declarations::Validity validity;
    declarations::Certainty certainty{};
    std::string source;
};

struct ReturnTermFiles {
    std::string_view return_rules;
    std::string_view holding_days;
    std::string_view delivery_attempts;
};

class ReturnTerms {
public:
    static Result<ReturnTerms> load(const ReturnTermFiles& files);

    /// Null where nobody has said what that way costs in that currency.
    const ReturnRule* rule(
        declarations::Country from, declarations::Country to, Currency currency, Day day
    ) const noexcept;
    /// The carrier's own row goes before the country's. Null when there is neither.
    const HoldingDays*
    holding(declarations::Country country, std::string_view carrier, Day day) const noexcept;

    /// The same.
    const DeliveryAttempts*
    attempts(declarations::Country country, std::string_view carrier, Day day) const noexcept;

    const std::vector<ReturnRule>& rules() const noexcept { return rules_; }
    const std::vector<HoldingDays>& holdings() const noexcept { return holdings_; }

private:
    std::vector<ReturnRule> rules_;
    std::vector<HoldingDays> holdings_;
    std::vector<DeliveryAttempts> attempts_;
};

} // namespace route9::fulfillment
