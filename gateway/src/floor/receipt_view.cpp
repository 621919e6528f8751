// SPDX-License-Identifier: Apache-2.0
#include "gateway/floor/receipt_view.hpp"

#include "gateway/acting_for.hpp"

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
        lines.push_back({
            {"sku", line.sku.text()},
            {"announced", line.announced},
            {"received", line.received},
            {"difference", line.received - line.announced},
        });
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
