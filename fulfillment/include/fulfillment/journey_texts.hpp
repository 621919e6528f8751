// SPDX-License-Identifier: Apache-2.0
// What a buyer reads of a journey: data/text/tracking.json in Vietnamese, Lao and English, with the
// corridor's names of hubs and gates as the reader writes them. Checked whole when read: every
// status, step, situation, cause and month in all three. Immutable, shared between threads.
#pragma once

#include "core/result.hpp"
#include "fulfillment/corridor.hpp"
#include "fulfillment/explanation.hpp"
#include "fulfillment/journey.hpp"

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace route9::fulfillment {

class JourneyTexts {
public:
    /// Errors: malformed_json; validation_failed for a missing or unknown id or language, and for a
    /// name of a place that is no hub or gate.
    static Result<JourneyTexts> load(std::string_view json, const Corridor& corridor);

    /// The sentence that comes first: of the situation, else of the status.
    std::string headline(const Journey& journey, Language language) const;
    std::string step(JourneyStep step, Language language) const;
    std::string state(StepState state, Language language) const;
    /// Why it takes longer, with the hours that are known of it.
    std::string delay(const Delay& delay, Language language) const;
    /// "10 March – 11 March"; of Expected without days the sentence that none can be named.
    std::string expected(const Expected& expected, Language language) const;
    /// "10 March, 08:05", in corridor time.
    std::string time(Instant at, Language language) const;
    /// A hub or gate; the id itself when it is neither.
    std::string place(std::string_view id, Language language) const;
    bool is_place(std::string_view id) const;

private:
    using InLanguages = std::array<std::string, 3>; // by Language

    const std::string& text(std::string_view id, Language language) const;
    std::string day(Day day, Language language) const;

    std::map<std::string, InLanguages, std::less<>> texts_;
    std::map<std::string, InLanguages, std::less<>> places_;
};

} // namespace route9::fulfillment
