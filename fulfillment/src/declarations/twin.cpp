// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/twin.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::string_view bill_pointer = "/master_bills/0";
constexpr std::string_view goods_pointer = "/master_bills/0/consignments/0";

Country other(Country country) {
    return country == Country::vn ? Country::la : Country::vn;
}

Decimal decimal_of(Money money) {
    return Decimal{money.minor(), currency_info(money.currency()).exponent};
}

/// Takes the rates of one side from the tariff. An export without a row bears no export duty; an
/// import cannot be assessed without its rates.
void rate_goods(
    Consignment& goods,
    const std::string& pointer,
    const AssessmentContext& side,
    const TariffTable& tariff,
    FieldErrors& errors
) {
    const bool importing = side.flow == Flow::importing;
    for (std::size_t i = 0; i < goods.items.size(); ++i) {
        GoodsItem& item = goods.items[i];
        const TariffRow* row = tariff.find(side.country, item.hs_code, side.events.registered_on);
        if (row != nullptr) {
            item.taxation.rates = row->rates;
        } else if (importing) {
            errors.push_back(
                {fmt::format("{}/items/{}/hs_code", pointer, i),
                 item.hs_code.empty() ? "required" : "no_tariff_row",
                 fmt::format(
                     "{} import needs an HS code that the tariff table knows", name(side.country)
                 )}
            );
        } else {
            item.taxation.rates = TaxRates{};
        }
    }
}

AssessmentContext side_of(const TwinContext& context, Flow flow) {
    AssessmentContext out;
    out.country = flow == Flow::exporting ? context.origin : other(context.origin);
    out.flow = flow;
    out.mode = context.mode;
    out.service = context.service;
    out.reading = context.reading;
    out.events = context.events;
    return out;
}

void note_once(std::vector<std::string>& list, const std::string& entry) {
    if (std::ranges::find(list, entry) == list.end()) {
        list.push_back(entry);
    }
}

/// The rates came from the tariff: its rows stand with the figures they made.
void name_tariff_rows(
    const Consignment& goods,
    const AssessmentContext& side,
    const TariffTable& tariff,
    ConsignmentAssessment& assessed
) {
    for (TaxLine& line : assessed.lines) {
        if (line.item == 0 || line.item > goods.items.size() || line.tax == TaxKind::vat) {
            continue;
        }
        const std::string& hs_code = goods.items[line.item - 1].hs_code;
        const TariffRow* row = tariff.find(side.country, hs_code, side.events.registered_on);
        if (row == nullptr) {
            continue;
        }
        line.rule_ids.push_back(row->id);
        note_once(assessed.rule_ids, row->id);
        if (row->certainty == Certainty::unconfirmed) {
            note_once(assessed.notes, row->id + " is unconfirmed");
        }
    }
}

Result<MasterBillAssessment>
assess_side(MasterBill& bill, const TwinContext& context, Flow flow, const CustomsTables& tables) {
    const AssessmentContext side = side_of(context, flow);
    FieldErrors errors;
    for (std::size_t i = 0; i < bill.consignments.size(); ++i) {
        const std::string pointer = fmt::format("{}/consignments/{}", bill_pointer, i);
        rate_goods(bill.consignments[i], pointer, side, tables.tariff, errors);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    auto assessed = assess(std::span{&bill, 1}, side, tables.rules, tables.fx);
    if (!assessed) {
        return Failure{std::move(assessed).error()};
    }
    MasterBillAssessment result = std::move(assessed->master_bills.front());
    for (std::size_t i = 0; i < result.consignments.size(); ++i) {
        name_tariff_rows(bill.consignments[i], side, tables.tariff, result.consignments[i]);
    }
    return result;
}

Error relative_to(Error error, std::string_view prefix) {
    for (FieldError& field : error.fields) {
        if (field.pointer.starts_with(prefix)) {
            field.pointer.erase(0, prefix.size());
        }
    }
    return error;
}

void print_side(fmt::memory_buffer& out, const ConsignmentAssessment& side) {
    const auto to = std::back_inserter(out);
    const TaxAmounts& sums = side.amounts;
    fmt::format_to(
        to,
        R"({{"regime":"{}","form":"{}","decision":"{}","customs_value":"{}","import_duty":"{}",)"
        R"("export_duty":"{}","excise":"{}","vat":"{}","fee":"{}","total_tax":"{}","flags":[)",
        name(side.regime),
        side.form,
        name(side.decision),
        sums.customs_value.amount(),
        sums.import_duty.amount(),
        sums.export_duty.amount(),
        sums.excise.amount(),
        sums.vat.amount(),
        sums.fee.amount(),
        sums.total_tax.amount()
    );
    const char* comma = "";
    for (const Flag flag : side.flags) {
        fmt::format_to(to, R"({}"{}")", std::exchange(comma, ","), name(flag));
    }
    fmt::format_to(to, R"(],"lines":[)");
    comma = "";
    for (const TaxLine& line : side.lines) {
        fmt::format_to(
            to,
            R"({}["{}","{}","{}","{}",[)",
            std::exchange(comma, ","),
            name(line.tax),
            line.base.amount(),
            line.rate.text(),
            line.amount.amount()
        );
        const char* inner = "";
        for (const std::string& id : line.rule_ids) {
            fmt::format_to(to, R"({}"{}")", std::exchange(inner, ","), id);
        }
        fmt::format_to(to, "]]");
    }
    fmt::format_to(to, R"(],"rule_ids":[)");
    comma = "";
    for (const std::string& id : side.rule_ids) {
        fmt::format_to(to, R"({}"{}")", std::exchange(comma, ","), id);
    }
    fmt::format_to(to, "]}}");
}

} // namespace

Consignment goods_of_order(const Order& order, std::string house_bill) {
    Consignment out;
    out.house_bill = std::move(house_bill);
    const Recipient& to = order.recipient;
    std::string address;
    for (const std::string* part : {&to.address_line, &to.village, &to.district, &to.province}) {
        if (!part->empty()) {
            address += (address.empty() ? "" : ", ") + *part;
        }
    }
    out.consignee = Party{to.name, to.phone, std::move(address), to.country};
    out.incoterm = order.incoterm == Incoterm::ddp ? DeliveryTerm::ddp : DeliveryTerm::dap;
    out.items.reserve(order.lines.size());
    for (const OrderLine& line : order.lines) {
        GoodsItem item;
        item.description = line.name;
        item.hs_code = line.hs_code;
        item.quantity = Decimal{line.quantity, 0};
        item.unit_price = {
            decimal_of(line.unit_price), std::string{code(line.unit_price.currency())}
        };
        if (line.weight_g) {
            item.net_kg = Decimal{*line.weight_g * line.quantity, 3};
        }
        item.taxation.origin = line.origin;
        out.items.push_back(std::move(item));
    }
    return out;
}

Result<TwinBatch>
assess_twin_batch(const MasterBill& bill, const TwinContext& context, const CustomsTables& tables) {
    MasterBill rated = bill;
    auto export_side = assess_side(rated, context, Flow::exporting, tables);
    auto import_side = assess_side(rated, context, Flow::importing, tables);
    if (export_side && import_side) {
        return TwinBatch{std::move(*export_side), std::move(*import_side)};
    }
    Error error = relative_to(
        !export_side ? std::move(export_side).error() : std::move(import_side).error(), bill_pointer
    );
    return Failure{std::move(error)};
}

Result<TwinAssessment>
assess_twin(const Consignment& goods, const TwinContext& context, const CustomsTables& tables) {
    MasterBill bill;
    bill.consignments.push_back(goods);
    auto batch = assess_twin_batch(bill, context, tables);
    if (!batch) {
        constexpr std::string_view step = goods_pointer.substr(bill_pointer.size());
        return Failure{relative_to(std::move(batch).error(), step)};
    }
    return TwinAssessment{
        std::move(batch->export_side.consignments.front()),
        std::move(batch->import_side.consignments.front())
    };
}

std::string compact_json(const TwinAssessment& twin) {
    fmt::memory_buffer out;
    const auto to = std::back_inserter(out);
    fmt::format_to(to, R"({{"export":)");
    print_side(out, twin.export_side);
    fmt::format_to(to, R"(,"import":)");
    print_side(out, twin.import_side);
    fmt::format_to(to, "}}");
    return fmt::to_string(out);
}

} // namespace route9::fulfillment::declarations
