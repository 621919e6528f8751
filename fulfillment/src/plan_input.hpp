// SPDX-License-Identifier: Apache-2.0
// The parsed form of a `route9 plan` document and its readers, one for each part. Readers add every
// bad member to the errors and return what they could read.
#pragma once

#include "core/json.hpp"
#include "fulfillment/loading.hpp"
#include "fulfillment/planning_input.hpp"

#include <optional>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t document_rows_max = 10'000;

struct PlanDocument {
    std::optional<LocalTime> now;
    Snapshot snapshot;
    Availability availability; // parallel to the snapshot once finished
    PlanSettings settings;
    std::vector<PlanOrder> orders;
    bool is_single = false; // `order`: one object out, not an array
    bool is_loading = false;
    std::vector<LoadDeparture> departures; // as read, with their rooms
    std::vector<LoadParcel> parcels;
};

Result<PlanDocument> read_plan_document(const Json& json, const Corridor& corridor);

struct DocumentNetwork {
    std::shared_ptr<const Network> network;
    std::vector<GateState> states; // by GateIndex
};

struct StockedWarehouse {
    Warehouse warehouse;
    StockOf stock;
};

std::optional<DocumentNetwork>
read_network(const Json& json, const std::string& pointer, FieldErrors& errors);
std::vector<StockedWarehouse> read_warehouses(ObjectReader& document, FieldErrors& errors);
std::vector<LoadDeparture> read_departures(ObjectReader& document, FieldErrors& errors);
std::vector<Carrier> read_carriers(ObjectReader& document, FieldErrors& errors);
std::vector<LoadParcel> read_parcels(ObjectReader& document, FieldErrors& errors);
PlanOrder read_order(
    const Json& json, std::string pointer, const AddressBook& addresses, FieldErrors& errors
);
PlanSettings read_settings(ObjectReader& document, FieldErrors& errors);

} // namespace route9::fulfillment
