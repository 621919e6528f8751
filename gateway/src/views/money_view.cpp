// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/money_view.hpp"

#include "gateway/views/money_json.hpp"
#include "payments/payment_code.hpp"

namespace route9::gateway {
namespace {

void put(Json& out, const char* name, const std::string& value) {
    if (!value.empty()) {
        out[name] = value;
    }
}

Json line_view(const payments::Observation& line) {
    Json json{
        {"account", line.account},
        {"amount", money_json(line.amount)},
        {"booked_at", format_utc(line.booked)},
    };
    put(json, "bank_ref", line.bank_ref);
    put(json, "memo", line.memo);
    put(json, "counterparty_name", line.counterparty_name);
    put(json, "counterparty_account", line.counterparty_account);
    put(json, "end_to_end", line.end_to_end);
    return json;
}

Json shares(const std::vector<payments::StoredShare>& list) {
    Json out = Json::array();
    for (const payments::StoredShare& share : list) {
        out.push_back({{"id", share.id}, {"amount", money_json(share.amount)}});
    }
    return out;
}

Json view(const payments::RunStatement& statement) {
    return Json{
        {"account", statement.account},
        {"currency", std::string{code(statement.currency)}},
        {"lines", statement.lines},
        {"new", statement.created},
        {"known", statement.known},
        {"chain_ok", statement.chain_ok ? Json(*statement.chain_ok) : Json(nullptr)},
        {"warnings", statement.warnings},
    };
}

} // namespace

Json view(const payments::Receivable& receivable) {
    Json json{
        {"id", receivable.id.text()},
        {"kind", std::string{name(receivable.kind)}},
        {"state", std::string{name(receivable.state)}},
        {"seller", receivable.seller.text()},
        {"reference", receivable.reference},
        {"amount", money_json(receivable.amount)},
        {"settled", money_json(receivable.settled)},
        {"remaining", money_json(receivable.remaining())},
        {"due", format_day(receivable.due)},
    };
    if (payments::PaymentCode::parse(receivable.reference)) {
        json["code"] = receivable.reference;
    }
    put(json, "order", receivable.order);
    put(json, "parcel", receivable.parcel);
    put(json, "payer", receivable.payer);
    put(json, "bank_account", receivable.bank_account);
    if (!receivable.custodian.empty()) {
        json["custody"] = {
            {"carrier", receivable.custodian}, {"amount", money_json(receivable.custody)}
        };
    }
    if (receivable.cancelled_at) {
        json["cancelled_at"] = format_utc(*receivable.cancelled_at);
    }
    return json;
}

Json view(const payments::BookedPosting& posting) {
    return Json{
        {"entry", posting.entry.text()},
        {"sequence", posting.sequence},
        {"at", format_utc(posting.at)},
        {"kind", posting.kind},
        {"reference", posting.reference},
        {"amount", money_json(posting.amount)},
        {"balance", money_json(posting.balance)},
    };
}

Json view(const payments::StoredMatch& match) {
    Json adjustments = Json::array();
    for (const payments::StoredAdjustment& adjustment : match.adjustments) {
        adjustments.push_back({{"type", adjustment.type}, {"amount", money_json(adjustment.amount)}}
        );
    }
    return Json{
        {"id", match.id.text()},
        {"kind", match.kind},
        {"rule", match.rule},
        {"state", match.state},
        {"reason", match.reason},
        {"matched_at", format_utc(match.matched_at)},
        {"expected", shares(match.expected)},
        {"movements", shares(match.movements)},
        {"adjustments", std::move(adjustments)},
    };
}

Json view(const payments::ReconciliationRun& run) {
    Json statements = Json::array();
    for (const payments::RunStatement& statement : run.statements) {
        statements.push_back(view(statement));
    }
    Json json{
        {"id", run.id.text()},
        {"state", run.finished_at ? "finished" : "running"},
        {"statements", std::move(statements)},
        {"matched", run.matched},
        {"open", run.open_items},
        {"started_at", format_utc(run.started_at)},
    };
    if (run.finished_at) {
        json["finished_at"] = format_utc(*run.finished_at);
    }
    return json;
}

Json view(const payments::ListedOpenItem& listed, Instant now) {
    const payments::OpenItem& item = listed.item;
    const auto age = item.resolved_at.value_or(now) - item.opened_at;
    Json json{
        {"id", item.id.text()},
        {"code", item.code},
        {"reason", item.reason},
        {"suggestions", item.suggestions},
        {"opened_at", format_utc(item.opened_at)},
        {"age_days", std::chrono::floor<std::chrono::days>(age).count()},
    };
    if (item.amount) {
        json["amount"] = money_json(*item.amount);
    }
    if (item.movement) {
        json["movement"] = item.movement->text();
    }
    if (listed.line) {
        json["line"] = line_view(*listed.line);
    }
    if (item.receivable) {
        json["receivable"] = item.receivable->text();
    }
    if (item.resolved_at) {
        json["resolution"] = item.resolution;
        json["resolved_at"] = format_utc(*item.resolved_at);
    }
    return json;
}

} // namespace route9::gateway
