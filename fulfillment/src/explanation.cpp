// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/explanation.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/limits.hpp"
#include "fulfillment/phone.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 3> kLanguages{"vi", "lo", "en"};
constexpr std::array<std::string_view, 6> kKinds{
    "warehouse", "gate", "path", "departure", "carrier", "address"
};

/// What a person is asked about an order read from a chat.
constexpr std::array<std::string_view, 19> kDraftDoubts{
    "SEVERAL_PHONES",  "PHONE_OF_WHICH_COUNTRY", "PHONE_OF_OTHER_COUNTRY", "PHONE_OF_SENDER",
    "SEVERAL_NAMES",   "NAME_OF_SENDER",         "SEVERAL_COUNTRIES",      "SEVERAL_PLACES",
    "PLACE_AMBIGUOUS", "PLACE_UNKNOWN",          "AMOUNT_AMBIGUOUS",       "AMOUNT_UNSAID",
    "SEVERAL_TOTALS",  "TOTAL_DIFFERS",          "PRICE_OF_ONE_OR_ALL",    "QUANTITY_ASSUMED",
    "CURRENCY_UNSAID", "SEVERAL_CURRENCIES",     "SEVERAL_PAYMENTS",
};

/// Why an order waits or ended, beside the reasons of the planner.
constexpr std::array<std::string_view, 17> kOrderReasons{
    "ADDRESS_INCOMPLETE",
    "DELIVERY_POINT_MISSING",
    "PICKUP_POINT_UNKNOWN",
    "PICKUP_POINT_ELSEWHERE",
    "COMMUNE_AMBIGUOUS",
    "PHONE_UNREADABLE",
    "PERMIT_REQUIRED",
    "PROHIBITED",
    "CANCELLED",
    "CANCELLED_BEFORE",
    "UPDATE_NOT_TAKEN",
    "CANCEL_NOT_TAKEN",
    "CANCEL_REQUESTED",
    "DETAILS_REFUSED",
    "RECIPIENT_MASKED",
    "SENT_BY_SHOP",
    "PARCEL_ON_HOLD",
};

/// What a scan on the warehouse floor is answered.
constexpr std::array<std::string_view, 43> kScanAnswers{
    "received",         "over_received",   "put",           "bin_differs",       "not_announced",
    "unknown_place",    "over_put",        "picked",        "picked_all",        "packed",
    "packed_unweighed", "loaded",          "unloaded",      "unknown_code",      "unknown_subject",
    "wrong_sku",        "over_picked",     "not_picked",    "no_weight",         "weight_differs",
    "code_taken",       "no_room",         "other_origin",  "other_destination", "other_gate",
    "not_aboard",       "sealed",          "not_now",       "id_reused",         "try_again",
    "not_cold",         "other_lot",       "which_lot",     "lot_differs",       "lot_expired",
    "in_bag",           "out_of_bag",      "not_closed",    "in_another",        "no_coverage",
    "cod_limit",        "dg_not_accepted", "other_carrier",
};

template <class Enum>
void append_names(std::string_view prefix, Enum last, std::vector<std::string>& ids) {
    for (int i = 0; i <= static_cast<int>(last); ++i) {
        ids.push_back(std::string{prefix} + std::string{name(static_cast<Enum>(i))});
    }
}

std::vector<std::string> all_ids() {
    std::vector<std::string> ids{"chosen"};
    append_names("decision.", Decision::refused, ids);
    append_names("reason.", PlanReason::no_capacity, ids);
    for (const std::string_view doubt : kDraftDoubts) {
        ids.push_back("reason." + std::string{doubt});
    }
    for (const std::string_view reason : kOrderReasons) {
        ids.push_back("reason." + std::string{reason});
    }
    for (const std::string_view answer : kScanAnswers) {
        ids.push_back("reason.scan." + std::string{answer});
    }
    append_names("phone.", PhoneFault::two_readings, ids);
    append_names("warning.", PlanWarning::promise_missed, ids);
    append_names("why.", Why::other_carrier, ids);
    for (const std::string_view kind : kKinds) {
        ids.push_back("kind." + std::string{kind});
    }
    return ids;
}

std::string filled(std::string text, std::string_view option) {
    constexpr std::string_view place = "{option}";
    if (const auto at = text.find(place); at != text.npos) {
        text.replace(at, place.size(), option);
    }
    return text;
}

/// Gates that were not taken for the same reason, as one option: "gate:CHALO, LALAY".
std::vector<RejectedOption> joined_gates(const std::vector<RejectedOption>& rejected) {
    constexpr std::string_view kind = "gate:";
    std::vector<RejectedOption> joined;
    for (const RejectedOption& option : rejected) {
        const auto same = std::ranges::find_if(joined, [&](const RejectedOption& other) {
            return other.why == option.why && other.option.starts_with(kind);
        });
        if (option.option.starts_with(kind) && same != joined.end()) {
            same->option.append(", ").append(option.option, kind.size());
        } else {
            joined.push_back(option);
        }
    }
    return joined;
}

} // namespace

std::optional<Language> parse_language(std::string_view text) noexcept {
    const auto found = std::ranges::find(kLanguages, text);
    if (found == kLanguages.end()) {
        return std::nullopt;
    }
    return static_cast<Language>(found - kLanguages.begin());
}

Result<ExplanationCatalogue> ExplanationCatalogue::load(std::string_view json) {
    const auto parsed = parse_json(json);
    if (!parsed) {
        return Failure{parsed.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*parsed, "explanations.json#", errors};
    ExplanationCatalogue catalogue;
    for (const std::string& id : all_ids()) {
        const Json* row = reader.object(id, Need::required);
        if (row == nullptr) {
            continue;
        }
        ObjectReader texts{*row, reader.pointer(id), errors};
        auto& place = catalogue.texts_[id];
        for (std::size_t i = 0; i < kLanguages.size(); ++i) {
            place[i] = texts.text(kLanguages[i], Need::required, limits::text_bytes_max)
                           .value_or(std::string{});
        }
        texts.finish();
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return catalogue;
}

const std::string& ExplanationCatalogue::text(std::string_view id, Language language) const {
    const auto found = texts_.find(id);
    ROUTE9_ASSERT(found != texts_.end());
    return found->second[static_cast<std::size_t>(language)];
}

/// "gate:LAOBAO" → "Gate LAOBAO".
std::string ExplanationCatalogue::named(std::string_view option, Language language) const {
    const auto colon = option.find(':');
    const std::string kind = "kind." + std::string{option.substr(0, colon)};
    if (colon == option.npos || !texts_.contains(kind)) {
        return std::string{option};
    }
    return text(kind, language) + ' ' + std::string{option.substr(colon + 1)};
}

std::string ExplanationCatalogue::reason(std::string_view code, Language language) const {
    const auto found = texts_.find("reason." + std::string{code});
    return found == texts_.end() ? std::string{code}
                                 : found->second[static_cast<std::size_t>(language)];
}

std::string ExplanationCatalogue::phone_fault(std::string_view fault, Language language) const {
    const auto found = texts_.find("phone." + std::string{fault});
    return found == texts_.end() ? "" : found->second[static_cast<std::size_t>(language)];
}

std::string ExplanationCatalogue::sentence(const RejectedOption& option, Language language) const {
    const std::string id = "why." + std::string{name(option.why)};
    return filled(text(id, language), named(option.option, language));
}

std::vector<std::string>
ExplanationCatalogue::sentences(const Plan& plan, Language language) const {
    std::vector<std::string> out;
    out.push_back(text("decision." + std::string{name(plan.decision)}, language));
    if (plan.reason) {
        out.push_back(text("reason." + std::string{name(*plan.reason)}, language));
    }
    for (const PlanWarning warning : plan.warnings) {
        out.push_back(text("warning." + std::string{name(warning)}, language));
    }
    for (const std::string& option : plan.explanation.chosen) {
        out.push_back(filled(text("chosen", language), named(option, language)));
    }
    for (const RejectedOption& option : joined_gates(plan.explanation.rejected)) {
        out.push_back(sentence(option, language));
    }
    return out;
}

} // namespace route9::fulfillment
