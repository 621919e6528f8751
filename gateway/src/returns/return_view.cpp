// SPDX-License-Identifier: Apache-2.0
#include "gateway/returns/return_view.hpp"

#include "gateway/views/money_json.hpp"

#include <string>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Json decision_view(const ReturnDecision& decision) {
    const auto& [value, freight, duty] = decision.costs;
    Json json{
        {"way", std::string{name(decision.way)}},
        {"by", decision.by_person ? "person" : "value"},
        {"value", money_json(value)},
        {"freight", money_json(freight)},
        {"duty", money_json(duty)},
        {"at", format_utc(decision.at)},
    };
    if (const auto worth = worth_of(decision.costs)) {
        json["benefit"] = money_json(worth->benefit);
    }
    if (!decision.rule.empty()) {
        json["rule"] = decision.rule;
    }
    return json;
}

Json line_view(const ReturnLine& line, bool is_graded) {
    Json json{{"sku", line.sku.text()}, {"sent", line.sent}};
    if (is_graded) {
        const auto& [resellable, quarantine, waste] = line.pieces;
        json["resellable"] = resellable;
        json["quarantine"] = quarantine;
        json["waste"] = waste;
        json["missing"] = line.sent - resellable - quarantine - waste;
    }
    return json;
}

void put_holding(Json& json, const ReturnCase& shown, Instant now) {
    if (!shown.hold_until) {
        return;
    }
    json["hold_until"] = format_utc(*shown.hold_until);
    if (!shown.hold_rule.empty()) {
        json["hold_rule"] = shown.hold_rule;
    }
    if (shown.state == ReturnState::at_branch) {
        json["overdue"] = *shown.hold_until <= now;
    }
}

} // namespace

Json view(const ReturnCase& shown, Instant now) {
    Json lines = Json::array();
    for (const ReturnLine& line : shown.lines) {
        lines.push_back(line_view(line, shown.state == ReturnState::graded));
    }
    Json json{
        {"id", shown.id.text()},
        {"parcel", shown.parcel.text()},
        {"order", shown.order.text()},
        {"seller", shown.seller.text()},
        {"carrier", shown.carrier.text()},
        {"reason", std::string{name(shown.reason)}},
        {"state", std::string{name(shown.state)}},
        {"warehouse", shown.warehouse},
        {"weight_g", shown.mass_g},
        {"opened_at", format_utc(shown.opened_at)},
        {"opened_by", std::string{name(shown.opened_by)}},
        {"lines", std::move(lines)},
    };
    if (!shown.opened_rule.empty()) {
        json["opened_rule"] = shown.opened_rule;
    }
    if (shown.cancelled_at) {
        json["cancelled_at"] = format_utc(*shown.cancelled_at);
    }
    put_holding(json, shown, now);
    if (shown.departure) {
        json["departure"] = shown.departure->text();
    }
    if (shown.decision) {
        json["decision"] = decision_view(*shown.decision);
    }
    if (shown.dues) {
        json["settlement"] = Json{
            {"kind", std::string{name(shown.dues->settlement)}},
            {"amount", money_json(shown.dues->amount)},
        };
    }
    if (shown.received_at) {
        json["received_at"] = format_utc(*shown.received_at);
    }
    if (shown.graded_at) {
        json["graded_at"] = format_utc(*shown.graded_at);
    }
    return json;
}

Json carriers_view(const ReturnCase& shown, Instant now) {
    Json json = view(shown, now);
    json.erase("settlement");
    if (shown.decision) {
        json["decision"] = Json{
            {"way", std::string{name(shown.decision->way)}},
            {"at", format_utc(shown.decision->at)},
        };
    }
    return json;
}

} // namespace route9::gateway
