// SPDX-License-Identifier: Apache-2.0
#include "payments/laoqr.hpp"

#include "qr_fields.hpp"

#include <charconv>
#include <utility>

namespace route9::payments {
namespace {

constexpr qr::Profile kProfile{
    .currency = Currency::LAK, .currency_number = "418", .country = "LA"
};
constexpr std::string_view kGuid = "A005266284662577";
constexpr std::string_view kAcquirerTail = "0418";
constexpr std::size_t kAcquirerLength = 8;
constexpr std::size_t kReceiverMax = 40;
// Thirteen digits of milliseconds: beyond them the object would not fit its template.
constexpr std::int64_t kExpiryMax = 9'999'999'999'999;

std::string_view word(LaoQrKind kind) noexcept {
    return kind == LaoQrKind::person ? "001" : "002";
}

bool is_acquirer(std::string_view text) noexcept {
    return text.size() == kAcquirerLength && qr::is_digits(text) && text.ends_with(kAcquirerTail);
}

void check_receiver(const LaoQr& qr, FieldErrors& errors) {
    if (!is_acquirer(qr.acquirer)) {
        errors.push_back({"/acquirer", "malformed", "give eight digits that end in 0418"});
    }
    bool plain = !qr.receiver.empty() && qr.receiver.size() <= kReceiverMax;
    for (const char c : qr.receiver) {
        plain = plain && c > ' ' && c <= '~';
    }
    if (!plain) {
        errors.push_back({"/receiver", "malformed", "give 1 to 40 characters without blanks"});
    }
    if (qr.expires) {
        const auto ms = qr.expires->time_since_epoch().count();
        if (ms <= 0 || ms > kExpiryMax) {
            errors.push_back({"/expires", "out_of_range", "give a time between 1970 and 2286"});
        }
    }
}

std::string milliseconds(const std::optional<Instant>& at) {
    return at ? std::to_string(at->time_since_epoch().count()) : std::string{};
}

void read_expiry(const EmvQr& emv, LaoQrReading& reading) {
    const auto text = emv.value("38.04");
    if (text.empty()) {
        return;
    }
    std::int64_t ms = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), ms);
    if (error != std::errc{} || end != text.data() + text.size() || ms <= 0 || ms > kExpiryMax) {
        reading.problems.emplace_back("38.04 is no time in milliseconds");
        return;
    }
    reading.facts.expires = Instant{Milliseconds{ms}};
}

} // namespace

Result<std::string> write_laoqr(const LaoQr& qr) {
    FieldErrors errors;
    check_receiver(qr, errors);
    const auto common = qr::checked(
        {.amount = qr.amount,
         .memo = qr.memo,
         .bill = qr.bill,
         .merchant_name = qr.merchant_name,
         .city = qr.city},
        kProfile,
        errors
    );
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    EmvWriter scheme;
    scheme.add("00", kGuid);
    scheme.add("01", qr.acquirer);
    scheme.add("02", word(qr.kind));
    scheme.add("03", qr.receiver);
    scheme.add_if("04", milliseconds(qr.expires));
    return qr::written(scheme.text(), common, kProfile);
}

bool is_laoqr(const EmvQr& qr) noexcept {
    return qr.value("38.00") == kGuid;
}

LaoQrReading read_laoqr(const EmvQr& emv) {
    LaoQrReading reading;
    auto& facts = reading.facts;
    facts.acquirer = emv.value("38.01");
    facts.receiver = emv.value("38.03");
    if (!is_acquirer(facts.acquirer)) {
        reading.problems.emplace_back("38.01 is no acquirer of eight digits ending in 0418");
    }
    if (facts.receiver.empty()) {
        reading.problems.emplace_back("38.03 names no receiver");
    }
    if (emv.value("38.02") == word(LaoQrKind::person)) {
        facts.kind = LaoQrKind::person;
    } else if (emv.value("38.02") != word(LaoQrKind::merchant)) {
        reading.problems.emplace_back("38.02 is neither 001 (person) nor 002 (merchant)");
    }
    auto common = qr::read_fields(emv, kProfile, reading.problems);
    facts.amount = common.amount;
    facts.memo = std::move(common.memo);
    facts.bill = std::move(common.bill);
    facts.merchant_name = std::move(common.merchant_name);
    facts.city = std::move(common.city);
    read_expiry(emv, reading);
    return reading;
}

} // namespace route9::payments
