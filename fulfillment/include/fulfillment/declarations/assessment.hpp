// SPDX-License-Identifier: Apache-2.0
// What a country's customs will ask for: group, form, duties, VAT, fee, flags and decision per
// house bill, line by line with the rules that produced it, so that the answer can be replayed.
// A pure function of its arguments: registration day and exchange rates are inputs. Amounts are
// whole units of the declaring country's currency, rounded by themselves; totals add rounded
// results. Sources: Circular 191/2015, Decree 134/2016, Dispatch 3923, Decree 37/2026 (rule rows).
#pragma once

#include "core/decimal.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "fulfillment/declarations/deadline_table.hpp"
#include "fulfillment/declarations/fx_table.hpp"
#include "fulfillment/declarations/goods_record.hpp"
#include "fulfillment/declarations/rule_table.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace route9::fulfillment::declarations {

/// A rate given with the request; it goes before the dated table.
struct FxQuote {
    std::string currency;
    Decimal rate;
};

struct AssessmentContext {
    Country country = Country::vn;
    Flow flow = Flow::importing;
    Mode mode = Mode::road;
    Service service = Service::express;
    Reading reading = Reading::any;
    CustomsEvents events; // registered_on decides which rows are in force
    std::vector<FxQuote> fx;
};

struct TaxLine {
    std::size_t item = 0; // 1-based; 0 for a house bill without items
    TaxKind tax{};
    Money base;
    Decimal rate;
    Money amount;
    std::vector<std::string> rule_ids;
};

struct TaxAmounts {
    Money customs_value;
    Money import_duty;
    Money export_duty;
    Money excise;
    Money vat;
    Money fee;
    Money total_tax; // without the fee

    static TaxAmounts zero(Currency currency);
};

struct ConsignmentAssessment {
    std::string house_bill;
    Regime regime = Regime::refused;
    std::string form; // empty for refused goods
    TaxAmounts amounts;
    std::optional<Decimal> rate_used; // nullopt when items have different rates
    Scheme preference = Scheme::none;
    Decision decision = Decision::accept;
    std::vector<Flag> flags;
    std::vector<TaxLine> lines;
    std::vector<std::string> rule_ids;
    std::vector<std::string> notes; // what rests on unconfirmed rules
};

struct FormCount {
    std::string form;
    std::int64_t count = 0;
};

struct MasterBillAssessment {
    std::string id;
    std::vector<ConsignmentAssessment> consignments;
    std::vector<FormCount> documents;
    TaxAmounts totals;
};

struct Assessment {
    std::vector<MasterBillAssessment> master_bills;
    TaxAmounts totals;
};

/// Errors: validation_failed with pointers into the document form
/// ("/master_bills/0/consignments/1/items/0/rates/mfn"): missing rates, currencies without a rate,
/// prices and items that disagree, values out of range, unknown categories.
Result<Assessment> assess(
    std::span<const MasterBill> master_bills,
    const AssessmentContext& context,
    const RuleTable& rules,
    const FxTable& fx
);

} // namespace route9::fulfillment::declarations
