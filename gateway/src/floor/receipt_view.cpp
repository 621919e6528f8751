// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/receipt_view.hpp"

#include "gateway/acting_for.hpp"
#include "gateway/stock/lot_members.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

Json receipt_view(const Receipt& receipt) {
    Json json{
        {"id", receipt.id.text()},
        {"seller", receipt.seller.text()},
        {"warehouse", receipt.warehouse},
        {"state", receipt.closed_at ? "closed" : "open"},
        {"created_at", format_utc(receipt.created_at)},
    };
    if (!receipt.reference.empty()) {
        json["reference"] = receipt.reference;
    }
    if (receipt.expected_at) {
        json["expected_at"] = format_utc(*receipt.expected_at);
    }
    if (receipt.closed_at) {
        json["closed_at"] = format_utc(*receipt.closed_at);
    }
    Json lines = Json::array();
    for (const ReceiptLine& line : receipt.lines) {
        Json shown{{"sku", line.sku.text()}};
        show_lot(shown, line.lot, line.expires);
        shown["announced"] = line.announced;
        shown["received"] = line.received;
        shown["difference"] = line.received - line.announced;
        lines.push_back(std::move(shown));
    }
    json["lines"] = std::move(lines);
    return json;
}

Result<Receipt> find_receipt(Tx& tx, const Principal& principal, const ReceiptId& id) {
    auto receipt = receipts::find(tx, principal.tenant, id);
    const auto own = confined_to(principal);
    if (!receipt || (own && receipt->seller != *own)) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*receipt);
}

} // namespace route9::gateway
