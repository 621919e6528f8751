// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/dangerous_goods.hpp"
#include "number_reader.hpp"
#include "plan_input.hpp"

#include <utility>

namespace route9::fulfillment {
namespace {

bool read_dangerous(const Json& json, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{json, std::move(pointer), errors};
    std::string un;
    if (const Json* number = reader.any("un", Need::required)) {
        un = number->is_string() ? number->get<std::string>()
                                 : number_text(*number).value_or(std::string{});
        if (un.empty()) {
            reader.refuse("un", "wrong_type", "must be a UN number such as \"UN3481\"");
        }
    }
    DangerousGoods goods;
    goods.un = read_un_number(un).value_or(std::move(un));
    goods.wh_per_battery = read_number(reader, "wh_per_battery", Need::optional);
    goods.wh_per_cell = read_number(reader, "wh_per_cell", Need::optional);
    reader.finish();
    return !is_exempt(goods);
}

PlanLine read_line(const Json& json, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{json, std::move(pointer), errors};
    PlanLine line;
    line.sku = reader.text("sku", Need::required, limits::text_bytes_max).value_or(std::string{});
    line.quantity = reader.integer("qty", Need::required, 1, limits::line_quantity_max).value_or(1);
    line.kg = read_quantity<WeightKg>(reader, "kg", Need::optional);
    line.m3 = read_quantity<VolumeM3>(reader, "m3", Need::optional);
    if (const Json* temperature = reader.any("temperature", Need::optional)) {
        line.cold = *temperature != "ambient";
    }
    if (const Json* dangerous = reader.object("dg", Need::optional)) {
        line.dangerous = read_dangerous(*dangerous, reader.pointer("dg"), errors);
    }
    reader.finish();
    return line;
}

std::optional<CashOnDelivery> read_cod(ObjectReader& order, FieldErrors& errors) {
    const Json* json = order.object("cod", Need::optional);
    if (json == nullptr) {
        return std::nullopt;
    }
    ObjectReader reader{*json, order.pointer("cod"), errors};
    const auto amount = read_number(reader, "amount", Need::required);
    const auto currency = reader.text("currency", Need::required, 3);
    if (amount && amount->is_negative()) {
        reader.refuse("amount", "out_of_range", "must not be negative");
    }
    reader.finish();
    if (!amount || !currency || amount->is_zero()) {
        return std::nullopt;
    }
    return CashOnDelivery{*amount, *currency};
}

/// An address may carry more than the planner reads (name, phone, village …).
Destination read_address(
    const Json& json, std::string pointer, const AddressBook& addresses, FieldErrors& errors
) {
    ObjectReader reader{json, std::move(pointer), errors};
    AddressText text;
    const auto read = [&](std::string_view name) {
        return reader.text(name, Need::optional, limits::text_bytes_max).value_or(std::string{});
    };
    text.country = read("country");
    text.province = read("province");
    text.district = read("district");
    if (!text.country.empty() && text.country != "VN" && text.country != "LA") {
        reader.refuse("country", "unknown_word", "must be VN or LA");
    }
    const ResolvedAddress resolved = addresses.resolve(text);
    Destination destination;
    destination.node = resolved.hub;
    destination.country = resolved.country;
    destination.province = resolved.province;
    destination.district = resolved.district;
    destination.fit = resolved.fit;
    destination.candidates = resolved.candidates;
    return destination;
}

Destination
read_destination(ObjectReader& order, const AddressBook& addresses, FieldErrors& errors) {
    Destination destination;
    const Json* json = order.any("dest", Need::required);
    if (json == nullptr) {
        return destination;
    }
    if (json->is_object()) {
        return read_address(*json, order.pointer("dest"), addresses, errors);
    }
    if (json->is_string() && !json->get_ref<const std::string&>().empty()) {
        destination.node = json->get<std::string>();
    } else {
        order.refuse("dest", "wrong_type", "must be a node id or an address object");
    }
    return destination;
}

} // namespace

PlanOrder read_order(
    const Json& json, std::string pointer, const AddressBook& addresses, FieldErrors& errors
) {
    ObjectReader reader{json, std::move(pointer), errors};
    PlanOrder order;
    order.id = reader.text("id", Need::required, limits::text_bytes_max).value_or(std::string{});
    order.destination = read_destination(reader, addresses, errors);
    if (const Json* lines = reader.array("lines", Need::required, limits::order_lines_max)) {
        for (std::size_t i = 0; i < lines->size(); ++i) {
            const std::string at = pointer_step(reader.pointer("lines"), i);
            order.lines.push_back(read_line((*lines)[i], at, errors));
        }
        if (lines->empty()) {
            reader.refuse("lines", "empty", "must have at least one line");
        }
    }
    order.cod = read_cod(reader, errors);
    order.promise = read_time(reader, "promise", Need::optional);
    order.ready_at = read_time(reader, "ready_at", Need::optional);
    reader.finish();
    return order;
}

PlanSettings read_settings(ObjectReader& document, FieldErrors& errors) {
    PlanSettings settings;
    settings.vehicle_mass = read_quantity<VehicleMassT>(document, "vehicle_mass_t", Need::optional);
    const Json* json = document.object("config", Need::optional);
    if (json == nullptr) {
        return settings;
    }
    ObjectReader reader{*json, document.pointer("config"), errors};
    if (const auto word = reader.text("policy", Need::optional, limits::text_bytes_max)) {
        const auto policy = parse_policy(*word);
        if (!policy) {
            reader.refuse(
                "policy", "unknown_word", "must be promise, cheapest, fastest or greenest"
            );
        }
        settings.policy = policy.value_or(settings.policy);
    }
    settings.allow_split = reader.flag("allow_split", Need::optional).value_or(true);
    settings.per_parcel_fixed_cost =
        read_quantity<Cost>(reader, "per_parcel_fixed_cost", Need::optional).value_or(Cost{});
    settings.gate_state_ttl =
        read_hours(reader, "gate_state_ttl_h", Need::optional).value_or(settings.gate_state_ttl);
    reader.finish();
    return settings;
}

} // namespace route9::fulfillment
