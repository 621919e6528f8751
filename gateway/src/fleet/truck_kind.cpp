// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/truck_kind.hpp"

#include "core/decimal.hpp"
#include "core/limits.hpp"
#include "fulfillment/quantity.hpp"

namespace route9::gateway {

TruckKind read_truck_kind(ObjectReader& reader) {
    TruckKind kind;
    const auto word = reader.text("kind", Need::optional, limits::text_bytes_max);
    kind.return_leg = word == "return_leg";
    if (word && !kind.return_leg && word != "dedicated") {
        reader.refuse("kind", "unknown_value", "must be dedicated or return_leg");
    }
    const auto text = reader.text("price_per_kg", Need::optional, limits::text_bytes_max);
    if (!text) {
        return kind;
    }
    const auto amount = Decimal::parse(*text);
    const auto price =
        amount && !amount->is_negative() ? fulfillment::Cost::from(*amount) : std::nullopt;
    if (!price) {
        reader.refuse(
            "price_per_kg", "malformed", "give an amount as text, not below zero, e.g. \"0.05\""
        );
    } else {
        kind.price_per_kg_micros = price->units();
    }
    return kind;
}

void show_truck_kind(Json& json, const TruckKind& kind) {
    if (kind.return_leg) {
        json["kind"] = "return_leg";
    }
    if (kind.price_per_kg_micros) {
        json["price_per_kg"] = fulfillment::Cost::of_units(*kind.price_per_kg_micros).text();
    }
}

} // namespace route9::gateway
