// SPDX-License-Identifier: Apache-2.0
#include "carriers/carrier_reading.hpp"

#include "core/decimal.hpp"

#include <utility>

namespace route9::adapters {
namespace {

constexpr std::int64_t kGramsMax = 100'000'000;
constexpr int kGramsOfKilogram = 3;

/// In 10^-places, rounded down; nullopt for what is no number above zero.
std::optional<std::int64_t> scaled(const std::string& text, int places) {
    const auto number = Decimal::parse(text);
    if (!number || number->is_negative() || number->is_zero()) {
        return std::nullopt;
    }
    const int up = places - number->scale();
    if (up < 0) {
        return number->units() / power_of_ten(-up);
    }
    std::int64_t units = 0;
    const bool fits = !__builtin_mul_overflow(number->units(), power_of_ten(up), &units);
    return fits ? std::optional{units} : std::nullopt;
}

void take_weight(TrackingReport& report, const std::string& text, int places) {
    const auto grams = scaled(text, places);
    if (grams && *grams > 0 && *grams <= kGramsMax) {
        report.mass_g = grams;
    }
}

} // namespace

std::string loose_text(const Json& object, std::string_view name) {
    const auto member = object.is_object() ? object.find(name) : object.end();
    if (!object.is_object() || member == object.end()) {
        return {};
    }
    return member->is_string() ? member->get<std::string>() : number_text(*member).value_or("");
}

void take_words(
    TrackingReport& report, const CarrierWords& words, std::string word, std::string_view reason
) {
    const CarrierWord meaning = words.meaning(word);
    report.status_word = std::move(word);
    report.status = meaning.status;
    report.incident = meaning.incident;
    report.cash = meaning.cash;
    if (!reason.empty()) {
        report.incident = words.reason(reason).value_or(fulfillment::Incident::unknown);
    }
}

void take_cash(
    TrackingReport& report, const Json& object, ForeignObject& reader, std::string_view name
) {
    if (report.cash == fulfillment::CashState::none || loose_text(object, name).empty()) {
        return;
    }
    const Money cash = reader.amount(name, Currency::VND);
    if (!cash.is_zero() && !cash.is_negative()) {
        report.cash_collected = cash;
    }
}

void take_weight_g(TrackingReport& report, const Json& object, std::string_view name) {
    take_weight(report, loose_text(object, name), 0);
}

void take_weight_kg(TrackingReport& report, const Json& object, std::string_view name) {
    take_weight(report, loose_text(object, name), kGramsOfKilogram);
}

Result<CarrierMessage> finish_message(TrackingReport report, const Json& raw, FieldErrors errors) {
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    if (report.event_key.empty()) {
        report.event_key = event_key_of(report.parcel, report.status_word, report.at);
    }
    report.raw = raw.dump();
    report.is_pushed = true;
    CarrierMessage message;
    message.reports.push_back(std::move(report));
    return message;
}

} // namespace route9::adapters
