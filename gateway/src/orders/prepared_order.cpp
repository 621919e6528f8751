// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/prepared_order.hpp"

#include "core/json.hpp"
#include "orders/recipient_checks.hpp"

#include <cstring>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

std::uint64_t random_number(Entropy& entropy) {
    std::array<std::byte, sizeof(std::uint64_t)> bytes{};
    entropy.fill(bytes);
    std::uint64_t number = 0;
    std::memcpy(&number, bytes.data(), bytes.size());
    return number;
}

void draw_ids(PreparedOrder& out, Entropy& entropy) {
    out.id = OrderId::make(out.now, entropy);
    for (FulfillmentId& id : out.fulfillment_ids) {
        id = FulfillmentId::make(out.now, entropy);
    }
    for (EventId& id : out.event_ids) {
        id = EventId::make(out.now, entropy);
    }
    out.receivable_id = ReceivableId::make(out.now, entropy);
    out.payment_code = payments::PaymentCode::from_random(random_number(entropy));
    out.words_nonce = make_nonce(entropy);
}

} // namespace

std::string reasons_text(const std::vector<HoldReason>& reasons) {
    Json list = Json::array();
    for (const HoldReason& reason : reasons) {
        Json item{{"code", reason.code}};
        if (!reason.pointer.empty()) {
            item["pointer"] = reason.pointer;
        }
        if (!reason.candidates.empty()) {
            item["candidates"] = reason.candidates;
        }
        if (!reason.note.empty()) {
            item["note"] = reason.note;
        }
        if (!reason.why.empty()) {
            item["why"] = reason.why;
        }
        list.push_back(std::move(item));
    }
    return list.dump();
}

std::vector<HoldReason> parse_reasons(std::string_view text) {
    std::vector<HoldReason> reasons;
    for (const Json& item : Json::parse(text)) {
        reasons.push_back(HoldReason{
            .code = item.at("code").get<std::string>(),
            .pointer = item.value("pointer", ""),
            .candidates = item.value("candidates", std::vector<std::string>{}),
            .note = item.value("note", ""),
            .why = item.value("why", ""),
        });
    }
    return reasons;
}

PreparedOrder prepare_order(OrderArrival arrival, const PreparationTools& tools) {
    PreparedOrder out;
    out.tenant = std::move(arrival.tenant);
    out.seller = std::move(arrival.seller);
    out.order = std::move(arrival.order);
    out.source_time = arrival.source_time;
    out.connection = std::move(arrival.connection);
    out.now = tools.now;
    draw_ids(out, tools.entropy);
    const std::string phone = check_recipient(out, tools.addresses);
    out.sealed = seal_recipient(
        {out.order.recipient, out.order.note},
        phone,
        out.tenant,
        tools.keys.index,
        tools.vault,
        tools.entropy,
        tools.now
    );
    out.order.recipient = clear_part(out);
    out.order.note.clear();
    return out;
}

} // namespace route9::gateway
