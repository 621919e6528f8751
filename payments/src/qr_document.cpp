// SPDX-License-Identifier: Apache-2.0
#include "payments/qr_document.hpp"

#include "core/json.hpp"
#include "core/time.hpp"
#include "payments/laoqr.hpp"
#include "payments/payment_code.hpp"
#include "payments/vietqr.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::size_t kTextMax = 200;

std::string text_of(ObjectReader& in, std::string_view name, Need need = Need::optional) {
    return in.text(name, need, kTextMax).value_or(std::string{});
}

std::optional<Money> amount_of(ObjectReader& in, Currency currency) {
    const auto text = in.text("amount", Need::optional, kTextMax);
    if (!text) {
        return std::nullopt;
    }
    auto amount = Money::parse(*text, currency);
    if (!amount) {
        in.refuse("amount", "malformed", fmt::format("write decimal text in {}", code(currency)));
        return std::nullopt;
    }
    return *amount;
}

VietQr vietqr_from(ObjectReader& in) {
    VietQr qr;
    qr.bin = text_of(in, "bin", Need::required);
    qr.account = text_of(in, "account", Need::required);
    qr.amount = amount_of(in, Currency::VND);
    qr.memo = text_of(in, "memo");
    qr.bill = text_of(in, "bill");
    qr.merchant_name = text_of(in, "merchant_name");
    qr.city = text_of(in, "city");
    const auto service = text_of(in, "service");
    if (service == "QRIBFTTC") {
        qr.service = VietQrService::to_card;
    } else if (!service.empty() && service != "QRIBFTTA") {
        in.refuse("service", "unknown_value", "write QRIBFTTA (to account) or QRIBFTTC (to card)");
    }
    return qr;
}

LaoQr laoqr_from(ObjectReader& in) {
    LaoQr qr;
    qr.acquirer = text_of(in, "acquirer", Need::required);
    qr.receiver = text_of(in, "receiver", Need::required);
    qr.amount = amount_of(in, Currency::LAK);
    qr.memo = text_of(in, "memo");
    qr.bill = text_of(in, "bill");
    if (qr.bill.empty() && PaymentCode::parse(qr.memo)) {
        qr.bill = qr.memo;
    }
    qr.merchant_name = text_of(in, "merchant_name");
    qr.city = text_of(in, "city");
    const auto kind = text_of(in, "kind");
    if (kind == "person") {
        qr.kind = LaoQrKind::person;
    } else if (!kind.empty() && kind != "merchant") {
        in.refuse("kind", "unknown_value", "write person or merchant");
    }
    if (const auto expires = in.text("expires", Need::optional, kTextMax)) {
        auto at = parse_rfc3339(*expires);
        if (at) {
            qr.expires = *at;
        } else {
            in.refuse("expires", "malformed", "write a time like 2026-03-10T08:00:00+07:00");
        }
    }
    return qr;
}

Json tags_of(const std::vector<EmvObject>& objects) {
    Json tags = Json::object();
    for (const auto& object : objects) {
        const bool empty_list = object.value.empty() && emv_is_template(object.id);
        const bool plain = object.nested.empty() && !empty_list;
        tags[object.id] = plain ? Json(object.value) : tags_of(object.nested);
    }
    return tags;
}

void put(Json& facts, const char* name, std::string_view value) {
    if (!value.empty()) {
        facts[name] = value;
    }
}

Json generic_facts(const EmvQr& qr) {
    Json facts = Json::object();
    put(facts, "amount", qr.value("54"));
    put(facts, "currency", qr.value("53"));
    put(facts, "country", qr.value("58"));
    put(facts, "merchant_name", qr.value("59"));
    put(facts, "city", qr.value("60"));
    put(facts, "bill", qr.value("62.01"));
    put(facts, "memo", qr.value("62.08"));
    put(facts, "poi", qr.value("01"));
    return facts;
}

void add_vietqr(const EmvQr& qr, Json& facts, std::vector<std::string>& problems) {
    auto reading = read_vietqr(qr);
    put(facts, "bin", reading.facts.bin);
    put(facts, "account", reading.facts.account);
    put(facts, "service", qr.has("38.02") ? qr.value("38.02") : qr.value("38.01.02"));
    if (reading.facts.amount) {
        facts["amount"] = reading.facts.amount->amount();
    }
    problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
}

void add_laoqr(const EmvQr& qr, Json& facts, std::vector<std::string>& problems) {
    auto reading = read_laoqr(qr);
    put(facts, "acquirer", reading.facts.acquirer);
    put(facts, "receiver", reading.facts.receiver);
    put(facts, "kind", reading.facts.kind == LaoQrKind::person ? "person" : "merchant");
    if (reading.facts.amount) {
        facts["amount"] = reading.facts.amount->amount();
    }
    if (reading.facts.expires) {
        facts["expires"] = format_corridor(*reading.facts.expires);
    }
    problems.insert(problems.end(), reading.problems.begin(), reading.problems.end());
}

std::string_view profile_of(const EmvQr& qr) {
    if (is_vietqr(qr)) {
        return "vietqr";
    }
    if (is_laoqr(qr)) {
        return "laoqr";
    }
    if (qr.value("33.00") == "BCEL") {
        return "bcel";
    }
    if (qr.value("29.00") == "A000000677010111" || qr.value("30.00") == "A000000677010112") {
        return "promptpay";
    }
    for (const auto* path : {"29.00", "30.00"}) {
        if (qr.value(path).contains('@')) {
            return "khqr";
        }
    }
    return "emv";
}

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of("\r\n");
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of("\r\n") - begin + 1);
}

} // namespace

Result<std::string> run_qr_encode(std::string_view document) {
    auto json = parse_json(document);
    if (!json) {
        return Failure{std::move(json).error()};
    }
    if (!json->is_object()) {
        return fail_field("", "wrong_type", "write one JSON object");
    }
    FieldErrors errors;
    ObjectReader in{*json, "", errors};
    const auto scheme = text_of(in, "scheme", Need::required);
    Result<std::string> payload = fail(ErrorCode::validation_failed);
    if (scheme == "vietqr") {
        const auto qr = vietqr_from(in);
        payload = write_vietqr(qr);
    } else if (scheme == "laoqr") {
        const auto qr = laoqr_from(in);
        payload = write_laoqr(qr);
    } else {
        in.refuse("scheme", "unknown_value", "write vietqr or laoqr");
        return fail_fields(std::move(errors));
    }
    in.finish();
    if (!payload) {
        for (auto& error : payload.error().fields) {
            const auto same = [&](const FieldError& known) {
                return known.pointer == error.pointer;
            };
            if (std::ranges::none_of(errors, same)) {
                errors.push_back(std::move(error));
            }
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return print_json(Json{{"payload", *payload}});
}

QrDecoded run_qr_decode(std::string_view text) {
    const auto payload = trimmed(text);
    const auto qr = read_emv_qr(payload);
    auto problems = qr.structure_errors;
    problems.insert(problems.end(), qr.oddities.begin(), qr.oddities.end());
    auto facts = generic_facts(qr);
    const auto profile = profile_of(qr);
    if (profile == "vietqr") {
        add_vietqr(qr, facts, problems);
    } else if (profile == "laoqr") {
        add_laoqr(qr, facts, problems);
    }
    if (!qr.crc.ok) {
        problems.push_back(
            fmt::format("63 reads '{}' where {} is right", qr.crc.in_payload, qr.crc.computed)
        );
    }
    const Json out{
        {"payload", payload},
        {"profile", profile},
        {"crc",
         {{"ok", qr.crc.ok}, {"computed", qr.crc.computed}, {"in_payload", qr.crc.in_payload}}},
        {"length_unit", qr.length_unit == LengthUnit::byte ? "byte" : "char"},
        {"tags", tags_of(qr.objects)},
        {"facts", std::move(facts)},
        {"problems", std::move(problems)},
    };
    // A payload that is no UTF-8 must still be answered.
    return {
        .document = out.dump(-1, ' ', false, Json::error_handler_t::replace),
        .sound = qr.crc.ok && qr.structure_ok(),
    };
}

} // namespace route9::payments
