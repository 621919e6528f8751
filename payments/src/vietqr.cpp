// SPDX-License-Identifier: Apache-2.0
#include "payments/vietqr.hpp"

#include "qr_fields.hpp"

#include <array>
#include <utility>

namespace route9::payments {
namespace {

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
    qr::check_amount(qr.amount, Currency::VND, errors);
    const auto memo = qr::plain_text("/memo", qr.memo, qr::note_max, errors);
    const auto bill = qr::plain_text("/bill", qr.bill, qr::note_max, errors);
    const auto name = qr::plain_text("/merchant_name", qr.merchant_name, qr::name_max, errors);
    const auto city = qr::plain_text("/city", qr.city, qr::city_max, errors);
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
    EmvWriter additional;
    additional.add_if("01", bill);
    additional.add_if("08", memo);
    EmvWriter payload;
    payload.add("00", "01");
    payload.add("01", qr.amount ? "12" : "11");
    payload.add("38", scheme.text());
    payload.add("53", "704");
    payload.add_if("54", qr.amount ? qr.amount->amount() : std::string{});
    payload.add("58", "VN");
    payload.add_if("59", name);
    payload.add_if("60", city);
    payload.add_if("62", additional.text());
    return payload.finish();
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
    if (emv.value("53") != "704") {
        reading.problems.emplace_back("53 is not 704 (VND)");
    } else {
        facts.amount = qr::read_amount(emv, Currency::VND, reading.problems);
    }
    if (emv.value("58") != "VN") {
        reading.problems.emplace_back("58 is not VN");
    }
    facts.bill = emv.value("62.01");
    facts.memo = emv.value("62.08");
    facts.merchant_name = emv.value("59");
    facts.city = emv.value("60");
    return reading;
}

} // namespace route9::payments
