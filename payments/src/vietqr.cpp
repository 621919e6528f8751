// SPDX-License-Identifier: Apache-2.0
#include "payments/vietqr.hpp"

#include "qr_fields.hpp"

#include <array>
#include <utility>

namespace route9::payments {
namespace {

constexpr qr::Profile kProfile{
    .currency = Currency::VND, .currency_number = "704", .country = "VN"
};
constexpr std::string_view kGuid = "A000000727";
constexpr std::size_t kBinLength = 6;
constexpr std::size_t kAccountMax = 19;
constexpr auto kTransferLimit = Money::of_minor(500'000'000, Currency::VND);

constexpr std::array<std::pair<VietQrService, std::string_view>, 3> kServices{{
    {VietQrService::to_account, "QRIBFTTA"},
    {VietQrService::to_card, "QRIBFTTC"},
    {VietQrService::push, "QRPUSH"},
}};

std::string_view word(VietQrService service) noexcept {
    return kServices[static_cast<std::size_t>(service)].second;
}

void check_beneficiary(const VietQr& qr, FieldErrors& errors) {
    if (qr.bin.size() != kBinLength || !qr::is_digits(qr.bin)) {
        errors.push_back({"/bin", "malformed", "give the bank's number of six digits"});
    }
    if (qr.account.empty() || qr.account.size() > kAccountMax || !qr::is_alphanumeric(qr.account)) {
        errors.push_back({"/account", "malformed", "give 1 to 19 letters and digits, no blanks"});
    }
    if (qr.amount && qr.amount->currency() == Currency::VND &&
        qr.amount->minor() >= kTransferLimit.minor()) {
        errors.push_back(
            {"/amount", "out_of_range", "a fast transfer must stay under 500000000 dong"}
        );
    }
}

/// The service stands in 38.02; some makers wrongly put it one level deeper.
void read_service(const EmvQr& emv, VietQrReading& reading) {
    auto text = emv.value("38.02");
    if (text.empty() && emv.has("38.01.02")) {
        text = emv.value("38.01.02");
        reading.problems.emplace_back("the service stands in 38.01.02 instead of 38.02");
    }
    for (const auto& [service, known] : kServices) {
        if (known == text) {
            reading.facts.service = service;
            return;
        }
    }
    reading.problems.emplace_back("38.02 names no known service");
}

} // namespace

Result<std::string> write_vietqr(const VietQr& qr) {
    FieldErrors errors;
    check_beneficiary(qr, errors);
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
    EmvWriter beneficiary;
    beneficiary.add("00", qr.bin);
    beneficiary.add("01", qr.account);
    EmvWriter scheme;
    scheme.add("00", kGuid);
    scheme.add("01", beneficiary.text());
    scheme.add("02", word(qr.service));
    return qr::written(scheme.text(), common, kProfile);
}

bool is_vietqr(const EmvQr& qr) noexcept {
    return qr.value("38.00") == kGuid;
}

VietQrReading read_vietqr(const EmvQr& emv) {
    VietQrReading reading;
    auto& facts = reading.facts;
    facts.bin = emv.value("38.01.00");
    facts.account = emv.value("38.01.01");
    if (facts.bin.size() != kBinLength || !qr::is_digits(facts.bin)) {
        reading.problems.emplace_back("38.01.00 is no bank number of six digits");
    }
    if (facts.account.empty() || facts.account.size() > kAccountMax) {
        reading.problems.emplace_back("38.01.01 is no account of 1 to 19 characters");
    }
    read_service(emv, reading);
    auto common = qr::read_fields(emv, kProfile, reading.problems);
    facts.amount = common.amount;
    facts.memo = std::move(common.memo);
    facts.bill = std::move(common.bill);
    facts.merchant_name = std::move(common.merchant_name);
    facts.city = std::move(common.city);
    return reading;
}

} // namespace route9::payments
