// SPDX-License-Identifier: Apache-2.0
#include "plan_input.hpp"

#include "number_reader.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

void read_orders(
    ObjectReader& reader, const AddressBook& addresses, PlanDocument& document, FieldErrors& errors
) {
    const Json* one = reader.object("order", Need::optional);
    const Json* many = reader.array("orders", Need::optional, document_rows_max);
    if (reader.has("order") && reader.has("orders")) {
        reader.refuse("orders", "one_of", "give either `order` or `orders`");
    }
    if (!reader.has("order") && !reader.has("orders") && !document.is_loading) {
        reader.refuse("order", "required", "is required; or `orders`, or `parcels` to load");
    }
    if (one != nullptr) {
        document.is_single = true;
        document.orders.push_back(read_order(*one, reader.pointer("order"), addresses, errors));
    }
    for (std::size_t i = 0; many != nullptr && i < many->size(); ++i) {
        const std::string at = pointer_step(reader.pointer("orders"), i);
        document.orders.push_back(read_order((*many)[i], at, addresses, errors));
    }
    if (document.is_loading && !document.orders.empty()) {
        reader.refuse("parcels", "one_of", "stand with `departures` alone; leave out the orders");
    }
}

void place_supply(PlanDocument& document, std::vector<StockedWarehouse> warehouses) {
    std::ranges::sort(warehouses, {}, [](const StockedWarehouse& each) {
        return each.warehouse.id;
    });
    for (StockedWarehouse& each : warehouses) {
        document.snapshot.warehouses.push_back(std::move(each.warehouse));
        document.availability.stock.push_back(std::move(each.stock));
    }
    std::vector<LoadDeparture> departures = document.departures;
    std::ranges::sort(departures, {}, [](const LoadDeparture& each) { return each.departure.id; });
    for (LoadDeparture& each : departures) {
        document.snapshot.departures.push_back(std::move(each.departure));
        document.availability.rooms.push_back(each.room);
    }
}

} // namespace

Result<PlanDocument> read_plan_document(const Json& json, const Corridor& corridor) {
    FieldErrors errors;
    ObjectReader reader{json, "", errors};
    PlanDocument document;
    document.is_loading = reader.has("parcels");
    document.now = read_time(reader, "now", document.is_loading ? Need::optional : Need::required);
    document.snapshot.network = corridor.network;
    document.snapshot.emission = corridor.emission;
    if (const Json* own = reader.object("network", Need::optional)) {
        if (auto network = read_network(*own, reader.pointer("network"), errors)) {
            document.snapshot.network = std::move(network->network);
            document.snapshot.gate_states = std::move(network->states);
        }
    }
    auto warehouses = read_warehouses(reader, errors);
    document.departures = read_departures(reader, errors);
    document.snapshot.carriers = read_carriers(reader, errors);
    document.parcels = read_parcels(reader, errors);
    document.settings = read_settings(reader, errors);
    read_orders(reader, corridor.addresses, document, errors);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    place_supply(document, std::move(warehouses));
    document.snapshot.finish();
    return document;
}

} // namespace route9::fulfillment
