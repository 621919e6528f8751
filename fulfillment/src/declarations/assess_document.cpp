// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/assess_document.hpp"

#include <utility>

namespace route9::fulfillment::declarations {
namespace {

void put_amounts(Json& out, const TaxAmounts& amounts) {
    out["customs_value"] = amounts.customs_value.amount();
    out["import_duty"] = amounts.import_duty.amount();
    out["export_duty"] = amounts.export_duty.amount();
    out["excise"] = amounts.excise.amount();
    out["vat"] = amounts.vat.amount();
    out["fee"] = amounts.fee.amount();
    out["total_tax"] = amounts.total_tax.amount();
}

Json amounts_json(const TaxAmounts& amounts) {
    Json out = Json::object();
    put_amounts(out, amounts);
    return out;
}

Json line_json(const TaxLine& line) {
    Json out = {
        {"tax", name(line.tax)},
        {"base", line.base.amount()},
        {"rate", line.rate.text()},
        {"amount", line.amount.amount()},
        {"rule_ids", line.rule_ids},
    };
    if (line.item != 0) {
        out["item"] = line.item;
    }
    return out;
}

Json master_bill_json(const MasterBillAssessment& bill) {
    Json consignments = Json::array();
    for (const ConsignmentAssessment& part : bill.consignments) {
        consignments.push_back(to_json(part));
    }
    Json documents = Json::object();
    for (const FormCount& count : bill.documents) {
        documents[count.form] = count.count;
    }
    return {
        {"id", bill.id},
        {"consignments", std::move(consignments)},
        {"totals", amounts_json(bill.totals)},
        {"documents", std::move(documents)},
    };
}

} // namespace

Json to_json(const ConsignmentAssessment& assessment) {
    Json out = Json::object();
    out["house_bill"] = assessment.house_bill;
    out["regime"] = name(assessment.regime);
    out["form"] = assessment.form.empty() ? Json{} : Json(assessment.form);
    put_amounts(out, assessment.amounts);
    out["rate_used"] = assessment.rate_used ? Json(assessment.rate_used->text()) : Json{};
    out["preference"] = name(assessment.preference);
    out["decision"] = name(assessment.decision);
    Json flags = Json::array();
    for (const Flag flag : assessment.flags) {
        flags.push_back(name(flag));
    }
    out["flags"] = std::move(flags);
    Json lines = Json::array();
    for (const TaxLine& line : assessment.lines) {
        lines.push_back(line_json(line));
    }
    out["lines"] = std::move(lines);
    out["rule_ids"] = assessment.rule_ids;
    out["notes"] = assessment.notes;
    return out;
}

Json to_json(const Assessment& assessment) {
    Json bills = Json::array();
    for (const MasterBillAssessment& bill : assessment.master_bills) {
        bills.push_back(master_bill_json(bill));
    }
    return {{"master_bills", std::move(bills)}, {"totals", amounts_json(assessment.totals)}};
}

Result<std::string>
run_assess_document(std::string_view json, const RuleTable& rules, const FxTable& fx) {
    const auto request = read_assess_request(json);
    if (!request) {
        return Failure{request.error()};
    }
    const auto assessment = assess(request->master_bills, request->context, rules, fx);
    if (!assessment) {
        return Failure{assessment.error()};
    }
    return print_json(to_json(*assessment));
}

} // namespace route9::fulfillment::declarations
