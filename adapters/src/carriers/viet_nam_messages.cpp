// SPDX-License-Identifier: Apache-2.0
// GHN, GHTK and Viettel Post: one event a message, cash in dong, times of the corridor where they
// have no offset.
#include "carriers/carrier_reading.hpp"
#include "marketplaces/order_parts.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::CashState;

/// GHTK sends "2016-11-02T12:18:39+07:00" in a form without escaping the sign, which a form reads
/// as a blank.
Json with_its_sign(const Json& message) {
    constexpr std::size_t at = 19;
    Json mended = message;
    std::string time = loose_text(message, "action_time");
    if (time.size() == at + 6 && time[at] == ' ') {
        time[at] = '+';
        mended["action_time"] = time;
    }
    return mended;
}

/// "24/03/2026 17:05:09" → "2026-03-24 17:05:09"; anything else stays.
std::string year_first(const std::string& text) {
    constexpr std::size_t day_end = 10;
    if (text.size() <= day_end || text[2] != '/' || text[5] != '/') {
        return text;
    }
    return text.substr(6, 4) + "-" + text.substr(3, 2) + "-" + text.substr(0, 2) +
           text.substr(day_end);
}

} // namespace

/// {Type, OrderCode, ClientOrderCode, Status, Time, Reason, ReasonCode, Warehouse, Weight (g),
/// CODAmount, CODTransferDate}.
Result<CarrierMessage> read_ghn(const CarrierWords& words, const Json& message) {
    const std::string type = loose_text(message, "Type");
    constexpr std::array<std::string_view, 3> kNoSteps{"update_weight", "update_cod", "update_fee"};
    if (std::ranges::find(kNoSteps, type) != kNoSteps.end()) {
        return CarrierMessage{.ignored = "a change of weight, cash or fee"};
    }
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    TrackingReport report;
    report.parcel = root.id("ClientOrderCode", Need::required);
    root.id("OrderCode", Need::required);
    take_words(report, words, root.id("Status", Need::required), loose_text(message, "ReasonCode"));
    report.at = read_time(root, "Time", Need::required).value_or(Instant{});
    report.place = root.note("Warehouse");
    report.note = root.note("Reason");
    take_cash(report, message, root, "CODAmount");
    if (report.cash == CashState::collected && !loose_text(message, "CODTransferDate").empty()) {
        report.cash = CashState::remitted;
    }
    take_weight_g(report, message, "Weight");
    return finish_message(std::move(report), message, std::move(errors));
}

/// {label_id, partner_id, status_id, action_time, reason_code, reason, weight (kg), pick_money},
/// as JSON or as a form.
Result<CarrierMessage> read_ghtk(const CarrierWords& words, const Json& sent) {
    const Json message = sent.is_object() ? with_its_sign(sent) : sent;
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    TrackingReport report;
    report.parcel = root.id("partner_id", Need::required);
    root.id("label_id", Need::required);
    take_words(
        report, words, root.id("status_id", Need::required), loose_text(message, "reason_code")
    );
    report.at =
        read_time(root, "action_time", Need::required, Unmarked::corridor).value_or(Instant{});
    report.note = root.note("reason");
    take_cash(report, message, root, "pick_money");
    take_weight_kg(report, message, "weight");
    return finish_message(std::move(report), message, std::move(errors));
}

/// {DATA: {ORDER_NUMBER, ORDER_REFERENCE, ORDER_STATUSDATE (dd/MM/yyyy HH:mm:ss), ORDER_STATUS,
/// STATUS_NAME, LOCALION_CURRENTLY (so spelt), NOTE, MONEY_COLLECTION, PRODUCT_WEIGHT (g)}, TOKEN}.
/// The token is a secret and stays out of what is kept.
Result<CarrierMessage> read_viettel_post(const CarrierWords& words, const Json& message) {
    FieldErrors errors;
    ForeignObject root{message, "", errors};
    const Json* data = root.object("DATA", Need::required);
    if (data == nullptr) {
        return fail_fields(std::move(errors));
    }
    Json told = *data;
    told["ORDER_STATUSDATE"] = year_first(loose_text(*data, "ORDER_STATUSDATE"));
    ForeignObject step{told, "/DATA", errors};
    TrackingReport report;
    report.parcel = step.id("ORDER_REFERENCE", Need::required);
    step.id("ORDER_NUMBER", Need::required);
    take_words(report, words, step.id("ORDER_STATUS", Need::required), "");
    report.at =
        read_time(step, "ORDER_STATUSDATE", Need::required, Unmarked::corridor).value_or(Instant{});
    report.place = step.note("LOCALION_CURRENTLY");
    report.note = step.note("NOTE");
    take_cash(report, told, step, "MONEY_COLLECTION");
    take_weight_g(report, told, "PRODUCT_WEIGHT");
    return finish_message(std::move(report), *data, std::move(errors));
}

} // namespace route9::adapters
