// SPDX-License-Identifier: Apache-2.0
// Any JSON through every reader of orders and tracking events: it is read or every refusal has a
// reason, and an order that was read is read back from what we write of it.
#include "adapters/carriers/tracking_document.hpp"
#include "adapters/documents/order_document.hpp"
#include "adapters/marketplaces/event_readers.hpp"
#include "adapters/marketplaces/standard_events.hpp"
#include "core/assert.hpp"

#include <cstddef>
#include <cstdint>

namespace {

using namespace route9;
using namespace route9::adapters;

template <class Value>
void check_refusal(const Result<Value>& result) {
    if (result) {
        return;
    }
    ROUTE9_ASSERT(result.error().code == ErrorCode::validation_failed);
    ROUTE9_ASSERT(!result.error().fields.empty());
    for (const auto& field : result.error().fields) {
        ROUTE9_ASSERT(!field.code.empty() && !field.message.empty());
    }
}

void check_round_trip(const fulfillment::Order& order) {
    const auto again = read_order(order_json(order));
    ROUTE9_ASSERT(again.has_value() && *again == order);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const void* start = data;
    const auto document = parse_json({static_cast<const char*>(start), size});
    if (!document) {
        return 0;
    }
    const auto order = read_order(*document);
    check_refusal(order);
    if (order) {
        check_round_trip(*order);
    }
    const auto standard = read_standard_event(*document, "fuzz");
    check_refusal(standard);
    if (standard && standard->order) {
        check_round_trip(*standard->order);
    }
    for (const EventReader& reader : event_readers()) {
        for (const auto* topic : {"orders/updated", "order.updated"}) {
            check_refusal(reader.read(*document, {.topic = topic, .connection = "fuzz"}));
        }
    }
    check_refusal(read_tracking_events(*document, CarrierWordLists{}));
    return 0;
}
