// SPDX-License-Identifier: Apache-2.0
#include "adapters/customs/la_manifest.hpp"

#include "core/text.hpp"
#include "customs/fact_check.hpp"
#include "fulfillment/declarations/exact_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace route9::adapters::customs {
namespace {

using namespace fulfillment::declarations;

constexpr int weight_decimals = 3;

constexpr std::array<std::string_view, 13> kColumns{
    "No",
    "House bill",
    "Consignor",
    "Consignor address",
    "Consignee",
    "Consignee address",
    "Description of goods",
    "HS code",
    "Quantity",
    "Packages",
    "Gross weight kg",
    "Value",
    "Currency",
};

/// ASCII text for one cell. What a spreadsheet would run as a formula is led by an apostrophe.
std::string cell(std::string_view typed) {
    std::string text = latinise(typed);
    std::ranges::replace(text, '\n', ' ');
    std::ranges::replace(text, '\r', ' ');
    if (!text.empty() && std::string_view{"=+-@\t"}.contains(text.front())) {
        text.insert(0, 1, '\'');
    }
    if (text.find_first_of(",\"") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string{c};
    }
    return quoted + '"';
}

void write_row(std::string& out, std::span<const std::string> cells) {
    out += fmt::format("{}\r\n", fmt::join(cells, ","));
}

struct Totals {
    std::int64_t pieces = 0;
    ExactValue quantity;
    ExactValue gross_kg;
    Money value;
};

ExactValue added(const ExactValue& left, const Decimal& right) {
    return left.plus(ExactValue{right}).value_or(left);
}

std::string printed(const ExactValue& value) {
    const auto rounded = value.rounded(weight_decimals);
    return rounded ? rounded->text() : std::string{};
}

ExactValue quantity_of(const HouseBill& bill) {
    ExactValue sum_of_items;
    for (const GoodsItem& item : bill.goods.items) {
        sum_of_items = added(sum_of_items, item.quantity);
    }
    return sum_of_items;
}

Totals totals_of(const TruckManifest& manifest) {
    Totals out;
    out.value = Money::zero(Currency::LAK);
    for (const HouseBill& bill : manifest.bills) {
        out.pieces += bill.packages;
        out.gross_kg = added(out.gross_kg, bill.gross_kg);
        for (const GoodsItem& item : bill.goods.items) {
            out.quantity = added(out.quantity, item.quantity);
        }
        out.value = sum(out.value, bill.assessment.amounts.customs_value);
    }
    return out;
}

void check_party(
    FactCheck& facts, const std::optional<Party>& party, const std::string& pointer, const char* who
) {
    const Party given = party.value_or(Party{});
    facts.text(given.name, pointer + "/name", fmt::format("the {}'s name", who));
    facts.text(given.address, pointer + "/address", fmt::format("the {}'s address", who));
}

void check_bill(FactCheck& facts, const HouseBill& bill, const std::string& pointer) {
    const Consignment& goods = bill.goods;
    facts.text(goods.house_bill, pointer + "/goods/house_bill", "the house bill");
    check_party(facts, goods.consignor, pointer + "/goods/consignor", "consignor");
    check_party(facts, goods.consignee, pointer + "/goods/consignee", "consignee");
    facts.demand(bill.packages > 0, pointer + "/packages", "the number of packages");
    facts.demand(bill.gross_kg > Decimal{}, pointer + "/gross_kg", "the gross weight");
    facts.demand(
        bill.assessment.amounts.customs_value.currency() == Currency::LAK,
        pointer + "/assessment",
        "the value in kip, from the Lao assessment"
    );
    facts.demand(!goods.items.empty(), pointer + "/goods/items", "the goods");
    for (std::size_t i = 0; i < goods.items.size(); ++i) {
        const std::string item = fmt::format("{}/goods/items/{}", pointer, i);
        facts.text(goods.items[i].description, item + "/description", "a description of goods");
        facts.text(goods.items[i].hs_code, item + "/hs_code", "the HS code");
    }
}

void check_counts(FactCheck& facts, const TruckManifest& manifest, const Totals& totals) {
    if (!manifest.batch.counts) {
        return;
    }
    const FrozenCounts& counts = *manifest.batch.counts;
    const auto parcels = static_cast<std::int64_t>(manifest.bills.size());
    if (counts.parcels != parcels) {
        facts.disagrees(
            "/batch/counts/parcels",
            fmt::format("{} were frozen, {} are listed", counts.parcels, parcels)
        );
    }
    if (counts.pieces != totals.pieces) {
        facts.disagrees(
            "/batch/counts/pieces",
            fmt::format("{} were frozen, {} are listed", counts.pieces, totals.pieces)
        );
    }
    if (totals.gross_kg.rounded(weight_decimals) != counts.gross_kg) {
        facts.disagrees(
            "/batch/counts/gross_kg",
            fmt::format(
                "{} kg were frozen, {} are listed", counts.gross_kg.text(), printed(totals.gross_kg)
            )
        );
    }
}

void check_batch(FactCheck& facts, const TruckManifest& manifest) {
    const TruckBatch& batch = manifest.batch;
    facts.text(batch.master_bill, "/batch/master_bill", "the master bill");
    facts.text(batch.vehicle, "/batch/vehicle", "the vehicle");
    facts.text(batch.gate, "/batch/gate", "the gate");
    facts.text(batch.declarant.party.name, "/batch/declarant/party/name", "the declarant");
    facts.demand(batch.departs_on.ok(), "/batch/departs_on", "the day of departure");
    facts.demand(!manifest.bills.empty(), "/bills", "at least one house bill");
}

/// What the declarant must write by hand: a wrong code would be worse than none.
std::string left_open(const TruckBatch& batch, const std::string& office) {
    std::string open = office.empty() ? "Customs office" : "";
    if (batch.declarant.tax_code.empty()) {
        open += open.empty() ? "" : "; ";
        open += "Declarant tax code";
    }
    return open;
}

void write_header(std::string& out, const TruckManifest& manifest, const Totals& totals) {
    const TruckBatch& batch = manifest.batch;
    const std::string office = batch.office_confirmed ? batch.office_code : "";
    const std::string seals = fmt::format("{}", fmt::join(batch.seals, " "));
    const std::array rows{
        std::array<std::string, 2>{"TRUCK MANIFEST", cell(manifest.own_ref)},
        std::array<std::string, 2>{"Issued at", format_corridor(manifest.issued_at)},
        std::array<std::string, 2>{"Master bill", cell(batch.master_bill)},
        std::array<std::string, 2>{"Vehicle", cell(batch.vehicle)},
        std::array<std::string, 2>{"Vehicle country", cell(batch.vehicle_country)},
        std::array<std::string, 2>{"Seals", cell(seals)},
        std::array<std::string, 2>{"Gate", cell(batch.gate)},
        std::array<std::string, 2>{"Customs office", cell(office)},
        std::array<std::string, 2>{"Date of departure", format_day(batch.departs_on)},
        std::array<std::string, 2>{"Declarant", cell(batch.declarant.party.name)},
        std::array<std::string, 2>{"Declarant tax code", cell(batch.declarant.tax_code)},
        std::array<std::string, 2>{"Parcels", fmt::to_string(manifest.bills.size())},
        std::array<std::string, 2>{"Packages", fmt::to_string(totals.pieces)},
        std::array<std::string, 2>{"Gross weight kg", printed(totals.gross_kg)},
    };
    for (const auto& row : rows) {
        write_row(out, row);
    }
    if (const auto open = left_open(batch, office); !open.empty()) {
        write_row(out, std::array<std::string, 2>{"To be filled in", open});
    }
    out += "\r\n";
}

/// All descriptions or codes of a house bill, each once.
template <class Member>
std::string joined(const HouseBill& bill, Member member) {
    std::vector<std::string_view> parts;
    for (const GoodsItem& item : bill.goods.items) {
        const std::string& part = item.*member;
        if (std::ranges::find(parts, part) == parts.end()) {
            parts.emplace_back(part);
        }
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

void write_bill(std::string& out, const HouseBill& bill, std::size_t number) {
    const Consignment& goods = bill.goods;
    const Party consignor = goods.consignor.value_or(Party{});
    const Party consignee = goods.consignee.value_or(Party{});
    const Money value = bill.assessment.amounts.customs_value;
    const std::array<std::string, kColumns.size()> cells{
        fmt::to_string(number),
        cell(goods.house_bill),
        cell(consignor.name),
        cell(consignor.address),
        cell(consignee.name),
        cell(consignee.address),
        cell(joined(bill, &GoodsItem::description)),
        cell(joined(bill, &GoodsItem::hs_code)),
        printed(quantity_of(bill)),
        fmt::to_string(bill.packages),
        bill.gross_kg.text(),
        value.amount(),
        std::string{code(value.currency())},
    };
    write_row(out, cells);
}

void write_totals(std::string& out, const Totals& totals) {
    std::array<std::string, kColumns.size()> cells{};
    cells[0] = "TOTAL";
    cells[8] = printed(totals.quantity);
    cells[9] = fmt::to_string(totals.pieces);
    cells[10] = printed(totals.gross_kg);
    cells[11] = totals.value.amount();
    cells[12] = code(totals.value.currency());
    write_row(out, cells);
}

} // namespace

Result<std::string> render_la_manifest(const TruckManifest& manifest) {
    FactCheck facts{"Lao customs (truck manifest)"};
    check_batch(facts, manifest);
    for (std::size_t i = 0; i < manifest.bills.size(); ++i) {
        check_bill(facts, manifest.bills[i], fmt::format("/bills/{}", i));
    }
    if (!facts.passed()) {
        return facts.failure();
    }
    const Totals totals = totals_of(manifest);
    check_counts(facts, manifest, totals);
    if (!facts.passed()) {
        return facts.failure();
    }
    std::string out;
    write_header(out, manifest, totals);
    out += fmt::format("{}\r\n", fmt::join(kColumns, ","));
    for (std::size_t i = 0; i < manifest.bills.size(); ++i) {
        write_bill(out, manifest.bills[i], i + 1);
    }
    write_totals(out, totals);
    return out;
}

} // namespace route9::adapters::customs
