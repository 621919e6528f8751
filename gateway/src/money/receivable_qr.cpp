// SPDX-License-Identifier: Apache-2.0
#include "gateway/money/receivable_qr.hpp"

#include "core/limits.hpp"
#include "payments/laoqr.hpp"
#include "payments/payment_code.hpp"
#include "payments/vietqr.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

using payments::Receivable;
using payments::ReceivableState;

std::string text_of(ObjectReader& reader, std::string_view name, Need need = Need::optional) {
    return reader.text(name, need, limits::text_bytes_max).value_or(std::string{});
}

std::optional<QrScheme> read_scheme(ObjectReader& reader, Currency currency) {
    const std::string text = text_of(reader, "scheme", Need::required);
    if (text.empty()) {
        return std::nullopt;
    }
    if (text != "vietqr" && text != "laoqr") {
        reader.refuse("scheme", "unknown_value", "write vietqr or laoqr");
        return std::nullopt;
    }
    const QrScheme scheme = text == "vietqr" ? QrScheme::vietqr : QrScheme::laoqr;
    const Currency paid_in = scheme == QrScheme::vietqr ? Currency::VND : Currency::LAK;
    if (currency != paid_in) {
        reader.refuse(
            "scheme",
            "wrong_currency",
            text + " pays in " + std::string{code(paid_in)} + ", the receivable is in " +
                std::string{code(currency)} +
                (currency == Currency::VND   ? ": use vietqr"
                 : currency == Currency::LAK ? ": use laoqr"
                                             : ": it cannot be paid by QR")
        );
    }
    return scheme;
}

Result<std::string>
write_viet(ObjectReader& reader, const Receivable& receivable, std::string& bank) {
    payments::VietQr qr;
    qr.bin = bank = text_of(reader, "bin", Need::required);
    qr.account = text_of(reader, "account", Need::required);
    qr.amount = receivable.remaining();
    qr.memo = receivable.reference;
    qr.merchant_name = text_of(reader, "merchant_name");
    qr.city = text_of(reader, "city");
    return payments::write_vietqr(qr);
}

Result<std::string>
write_lao(ObjectReader& reader, const Receivable& receivable, Instant now, std::string& bank) {
    payments::LaoQr qr;
    qr.acquirer = bank = text_of(reader, "acquirer", Need::required);
    qr.receiver = text_of(reader, "receiver", Need::required);
    qr.amount = receivable.remaining();
    qr.memo = qr.bill = receivable.reference;
    qr.merchant_name = text_of(reader, "merchant_name");
    qr.city = text_of(reader, "city");
    if (const auto expires = reader.text("expires", Need::optional, limits::text_bytes_max)) {
        const auto at = parse_rfc3339(*expires);
        if (!at) {
            reader.refuse("expires", "malformed", "write a time like 2026-03-10T08:00:00+07:00");
        } else if (*at <= now) {
            reader.refuse("expires", "out_of_range", "give a time to come: nobody could pay by it");
        } else {
            qr.expires = *at;
        }
    }
    return payments::write_laoqr(qr);
}

/// One word for each bad member: what the reader said comes first, and the scheme's currency
/// explains what the writer says of the amount.
void add_new(FieldErrors& errors, std::vector<FieldError> more) {
    for (FieldError& error : more) {
        const bool told =
            std::ranges::find(errors, error.pointer, &FieldError::pointer) != errors.end();
        if (!told && error.code != "wrong_currency") {
            errors.push_back(std::move(error));
        }
    }
}

} // namespace

std::string_view name(QrScheme scheme) noexcept {
    return scheme == QrScheme::vietqr ? "vietqr" : "laoqr";
}

Result<ReceivableQr>
make_receivable_qr(const Json& body, const Receivable& receivable, Instant now) {
    if (!payments::PaymentCode::parse(receivable.reference)) {
        return fail(
            ErrorCode::state_forbids, "only a receivable with a payment code is paid by QR"
        );
    }
    if (receivable.state != ReceivableState::open && receivable.state != ReceivableState::partial) {
        return fail(
            ErrorCode::state_forbids,
            "the receivable is " + std::string{payments::name(receivable.state)}
        );
    }
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    const auto scheme = read_scheme(reader, receivable.amount.currency());
    if (!scheme) {
        return fail_fields(std::move(errors));
    }
    ReceivableQr qr{.scheme = *scheme};
    auto payload = *scheme == QrScheme::vietqr ? write_viet(reader, receivable, qr.bank)
                                               : write_lao(reader, receivable, now, qr.bank);
    reader.finish();
    if (!payload) {
        add_new(errors, std::move(payload.error().fields));
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    qr.payload = std::move(*payload);
    return qr;
}

} // namespace route9::gateway
