// SPDX-License-Identifier: Apache-2.0
// Turns the ids a plan stores (decision, reason, warnings, options and why not) into sentences in
// Vietnamese, Lao or English, when somebody reads them. The catalogue is
// data/text/explanations.json and must have every id in all three. Immutable, shared between
// threads.
#pragma once

#include "core/result.hpp"
#include "fulfillment/plan.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class Language : std::uint8_t { vi, lo, en };

std::optional<Language> parse_language(std::string_view text) noexcept;

class ExplanationCatalogue {
public:
    /// Errors: malformed_json; validation_failed for a missing or unknown id or language.
    static Result<ExplanationCatalogue> load(std::string_view json);

    /// The decision with its reason, the warnings, what was chosen and what was not, in that order;
    /// gates with the same reason share a sentence.
    std::vector<std::string> sentences(const Plan& plan, Language language) const;
    std::string sentence(const RejectedOption& option, Language language) const;
    /// The sentence of an order's reason ("PHONE_UNREADABLE"); the code itself when it has none.
    std::string reason(std::string_view code, Language language) const;
    /// Why a telephone number cannot be read ("too_short"); empty for an unknown word.
    std::string phone_fault(std::string_view fault, Language language) const;

private:
    const std::string& text(std::string_view id, Language language) const;
    std::string named(std::string_view option, Language language) const;

    std::map<std::string, std::array<std::string, 3>, std::less<>> texts_; // by Language
};

} // namespace route9::fulfillment
