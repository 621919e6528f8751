// SPDX-License-Identifier: Apache-2.0
// One goods record, both countries: the export side of the country it leaves and the import side
// of the country it enters, for an order (hot path) or a whole truck. Rates come from the tariff
// table by HS code. Pure; splitting can only be seen over a truck.
#pragma once

#include "core/result.hpp"
#include "fulfillment/declarations/assessment.hpp"
#include "fulfillment/declarations/classification/tariff_table.hpp"
#include "fulfillment/order.hpp"

#include <string>
#include <vector>

namespace route9::fulfillment::declarations {

/// Borrowed tables; all immutable, so one set serves every thread.
struct CustomsTables {
    const RuleTable& rules;
    const FxTable& fx;
    const TariffTable& tariff;
};

struct TwinContext {
    Country origin = Country::vn; // the goods leave here and enter the other country
    Mode mode = Mode::road;
    Service service = Service::express;
    Reading reading = Reading::any;
    CustomsEvents events;
};

struct TwinAssessment {
    ConsignmentAssessment export_side;
    ConsignmentAssessment import_side;
};

struct TwinBatch {
    MasterBillAssessment export_side;
    MasterBillAssessment import_side;
};

/// The consignment of an order: its lines at their prices, nothing added to them.
Consignment goods_of_order(const Order& order, std::string house_bill);

/// Errors: validation_failed, pointers relative to the consignment ("/items/0/hs_code"): goods
/// without HS code or tariff row, currencies without a rate.
Result<TwinAssessment>
assess_twin(const Consignment& goods, const TwinContext& context, const CustomsTables& tables);

/// The same for a truck; pointers begin with "/consignments/3".
Result<TwinBatch>
assess_twin_batch(const MasterBill& bill, const TwinContext& context, const CustomsTables& tables);

/// For storage: {"export":{…},"import":{…}}, a line as [tax, base, rate, amount, [rule ids]].
/// Without house bill and notes: the row has the one, the rule ids give the others.
std::string compact_json(const TwinAssessment& twin);

} // namespace route9::fulfillment::declarations
