// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/scan_stock.hpp"

#include "adapters/documents/gs1_lot.hpp"
#include "adapters/documents/gtin.hpp"
#include "fulfillment/bin_store.hpp"
#include "fulfillment/product_store.hpp"
#include "fulfillment/receipt_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/replanning/replan_jobs.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

struct Goods {
    PartyId seller;
    Sku sku;
    std::string warehouse;
};

/// The bin of that warehouse.
Result<Bin> find_bin(Tx& tx, const ScanOrder& order, const std::string& warehouse) {
    auto bin = bins::find(tx, order.tenant, order.scan.place);
    if (!bin || (!warehouse.empty() && bin->warehouse != warehouse)) {
        return fail_field(
            "/place", "unknown_place", "there is no such bin here; PUT /v1/bins/{id} makes one"
        );
    }
    return std::move(*bin);
}

std::int64_t on_hand(Tx& tx, const TenantId& tenant, const Goods& goods) {
    const std::array skus{goods.sku};
    for (const StockLevel& level :
         stock::read_levels(stock::ask_levels(tx, tenant, goods.seller, skus))) {
        if (level.warehouse == goods.warehouse) {
            return level.on_hand;
        }
    }
    return 0;
}

Result<void> put_into(Tx& tx, const ScanOrder& order, const Bin& bin, const Goods& goods) {
    const std::int64_t there =
        bins::in_bins(tx, order.tenant, goods.seller, goods.sku, goods.warehouse);
    const std::int64_t level = on_hand(tx, order.tenant, goods);
    if (there + order.scan.quantity > level) {
        return fail_field(
            "/quantity",
            "over_put",
            "the stock is " + std::to_string(level) + ", " + std::to_string(there) +
                " lie in bins; receive or count first"
        );
    }
    bins::add(tx, bin, {goods.seller, goods.sku, order.scan.quantity});
    return {};
}

Result<void>
add_to_stock(Tx& tx, const ScanOrder& order, const Goods& goods, const ReceiptLine& line) {
    DrawnEntropy ids = order.ids;
    const auto adjusted = stock::adjust(
        tx,
        {.id = make_id_bytes(order.now, ids),
         .tenant = order.tenant,
         .seller = goods.seller,
         .sku = goods.sku,
         .warehouse = goods.warehouse,
         .quantity = order.scan.quantity,
         .reason = "receipt",
         .at = order.now,
         .lot = line.lot,
         .expires = line.expires}
    );
    if (!adjusted) {
        return Failure{adjusted.error()};
    }
    enqueue_waiting(tx, order.tenant, PlanCause::stock_arrived, order.now);
    return {};
}

/// What the scan says of the lot, or else the scanned code.
LotMembers lot_of(const Scan& scan) {
    if (!scan.lot.lot.empty()) {
        return scan.lot;
    }
    auto [lot, day] = adapters::gs1_lot_in(scan.code);
    if (lot.empty() || !day) {
        return {std::move(lot)};
    }
    return {std::move(lot), LocalDay{*day}};
}

/// The announced line that the scanned pieces are of: their lot's, or the only one there is of the
/// goods. A lot that was not announced has a line of its own.
Result<ReceiptLine> line_of(const Scan& scan, const std::vector<ReceiptLine>& announced) {
    std::vector<ReceiptLine> lines;
    std::ranges::copy_if(announced, std::back_inserter(lines), [&scan](const ReceiptLine& each) {
        return adapters::names_sku(scan.code, each.sku.text());
    });
    if (lines.empty()) {
        return fail_field("/code", "not_announced", "the shipment was announced without it");
    }
    const auto [lot, expires] = lot_of(scan);
    auto line = std::ranges::find(lines, lot, &ReceiptLine::lot);
    if (line == lines.end() && lot.empty()) {
        if (lines.size() > 1) {
            return fail_field("/lot", "which_lot", "several lots of it are announced; name one");
        }
        line = lines.begin();
    }
    if (line == lines.end()) {
        return ReceiptLine{.sku = lines.front().sku, .lot = lot, .expires = expires};
    }
    if (expires && line->expires && expires != line->expires) {
        return fail_field(
            "/expires", "lot_differs", "announced until " + format_day(Day{*line->expires})
        );
    }
    line->expires = line->expires ? line->expires : expires;
    return std::move(*line);
}

/// The SKU itself, or one that is the scanned GTIN however short it was written.
std::vector<Sku> readings(const std::string& code) {
    std::vector<Sku> skus;
    if (!code.empty()) {
        skus.emplace_back(code);
    }
    if (const auto gtin = adapters::gtin_in(code)) {
        for (const std::size_t digits : {14U, 13U, 12U, 8U}) {
            const bool fits = gtin->find_first_not_of('0') >= gtin->size() - digits;
            if (fits && gtin->substr(gtin->size() - digits) != code) {
                skus.emplace_back(gtin->substr(gtin->size() - digits));
            }
        }
    }
    return skus;
}

} // namespace

Result<Json> receive_goods(Tx& tx, const ScanOrder& order) {
    const auto id = ReceiptId::parse(order.scan.subject);
    const auto receipt = id ? receipts::find(tx, order.tenant, *id) : std::nullopt;
    if (!receipt) {
        return fail(ErrorCode::not_found);
    }
    const auto line = line_of(order.scan, receipt->lines);
    if (!line) {
        return Failure{line.error()};
    }
    const auto received = receipts::count(tx, *receipt, *line, order.scan.quantity);
    if (!received) {
        return fail(ErrorCode::state_forbids, "the receipt is closed");
    }
    const Goods goods{receipt->seller, line->sku, receipt->warehouse};
    if (auto added = add_to_stock(tx, order, goods, *line); !added) {
        return Failure{std::move(added).error()};
    }
    if (!order.scan.place.empty()) {
        const auto bin = find_bin(tx, order, goods.warehouse);
        if (!bin) {
            return Failure{bin.error()};
        }
        if (auto put = put_into(tx, order, *bin, goods); !put) {
            return Failure{std::move(put).error()};
        }
    }
    const bool is_over = *received > line->announced;
    const bool is_new = line->announced == 0;
    const std::string_view over = is_new ? "other_lot" : "over_received";
    Json members = scan_members(is_over ? "amber" : "green", is_over ? over : "received");
    members["receipt"] = receipt->id.text();
    members["sku"] = line->sku.text();
    show_lot(members, line->lot, line->expires);
    members["received"] = *received;
    members["of"] = line->announced;
    return members;
}

Result<Json> put_goods(Tx& tx, const ScanOrder& order) {
    const auto bin = find_bin(tx, order, "");
    if (!bin) {
        return Failure{bin.error()};
    }
    PartyId seller{order.scan.subject};
    if (const auto id = ReceiptId::parse(order.scan.subject)) {
        const auto receipt = receipts::find(tx, order.tenant, *id);
        if (!receipt) {
            return fail(ErrorCode::not_found);
        }
        seller = receipt->seller;
    }
    const auto skus = readings(order.scan.code);
    const auto found = skus.empty() ? std::vector<Product>{}
                                    : products::read(products::ask(tx, order.tenant, seller, skus));
    if (found.empty()) {
        return fail_field("/code", "unknown", "the seller has no such goods");
    }
    const Goods goods{seller, found.front().sku, bin->warehouse};
    if (auto put = put_into(tx, order, *bin, goods); !put) {
        return Failure{std::move(put).error()};
    }
    Json members = scan_members("green", "put");
    members["bin"] = bin->id;
    members["sku"] = goods.sku.text();
    return members;
}

} // namespace route9::gateway
