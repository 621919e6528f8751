// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "number_reader.hpp"
#include "plan_input.hpp"

#include <set>
#include <utility>

namespace route9::fulfillment {
namespace {

std::string read_id(ObjectReader& reader, std::set<std::string>& known) {
    auto id = reader.text("id", Need::required, limits::text_bytes_max).value_or(std::string{});
    if (!id.empty() && !known.insert(id).second) {
        reader.refuse("id", "repeated", "is the id of an earlier row; ids are unique");
    }
    return id;
}

/// Reads each row of an optional array with `read(row, ids, pointer)`.
template <class T, class Read>
std::vector<T> read_rows(
    ObjectReader& document,
    std::string_view name,
    std::size_t rows_max,
    FieldErrors& errors,
    Read&& read
) {
    std::vector<T> out;
    std::set<std::string> ids; // NOLINT(misc-const-correctness): not every kind of row has an id
    const Json* rows = document.array(name, Need::optional, rows_max);
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
        ObjectReader reader{(*rows)[i], pointer_step(document.pointer(name), i), errors};
        out.push_back(read(reader, ids));
        reader.finish();
    }
    return out;
}

StockOf read_stock(ObjectReader& reader, FieldErrors& errors) {
    constexpr std::int64_t stock_max = 1'000'000'000;
    StockOf stock;
    const Json* object = reader.object("stock", Need::required);
    if (object == nullptr) {
        return stock;
    }
    ObjectReader counts{*object, reader.pointer("stock"), errors};
    for (const auto& [sku, count] : object->items()) {
        stock[sku] = counts.integer(sku, Need::required, 0, stock_max).value_or(0);
    }
    return stock;
}

Room read_room(ObjectReader& reader) {
    Room room;
    const auto spare_kg = read_quantity<WeightKg>(reader, "spare_kg", Need::optional);
    const auto max_kg = read_quantity<WeightKg>(reader, "max_kg", Need::optional);
    room.kg = spare_kg ? spare_kg : max_kg;
    room.m3 = read_quantity<VolumeM3>(reader, "max_m3", Need::optional);
    return room;
}

LoadDeparture read_departure(ObjectReader& reader, std::set<std::string>& ids) {
    LoadDeparture out;
    Departure& departure = out.departure;
    departure.id = read_id(reader, ids);
    departure.from = reader.text("from", Need::optional, limits::text_bytes_max);
    departure.to = reader.text("to", Need::optional, limits::text_bytes_max);
    departure.leaves = read_time(reader, "leaves", Need::required).value_or(LocalTime{});
    departure.arrives = read_time(reader, "arrives", Need::optional);
    if (departure.arrives && *departure.arrives < departure.leaves) {
        reader.refuse("arrives", "out_of_order", "must not be before `leaves`");
    }
    out.room = read_room(reader);
    departure.cold = reader.flag("cold", Need::optional).value_or(false);
    const auto kind = reader.text("kind", Need::optional, limits::text_bytes_max);
    departure.return_leg = kind == "return_leg";
    if (kind && kind != "dedicated" && kind != "return_leg") {
        reader.refuse("kind", "unknown_word", "must be dedicated or return_leg");
    }
    departure.cost = read_quantity<Cost>(reader, "cost", Need::optional);
    departure.cost_per_kg = read_quantity<Cost>(reader, "cost_per_kg", Need::optional);
    return out;
}

std::optional<std::vector<std::string>> read_districts(ObjectReader& reader) {
    const Json* array = reader.array("districts", Need::optional, document_rows_max);
    if (array == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> districts;
    for (const Json& item : *array) {
        if (!item.is_string()) {
            reader.refuse("districts", "wrong_type", "must hold codes or names as text");
            break;
        }
        districts.push_back(item.get<std::string>());
    }
    return districts;
}

Carrier read_carrier(ObjectReader& reader, std::set<std::string>& ids, FieldErrors& errors) {
    Carrier carrier;
    carrier.id = read_id(reader, ids);
    carrier.districts = read_districts(reader);
    carrier.home = reader.flag("home", Need::optional).value_or(true);
    carrier.branch = reader.flag("branch", Need::optional).value_or(false);
    carrier.fee = read_quantity<Cost>(reader, "fee", Need::optional).value_or(Cost{});
    carrier.accepts_dangerous = reader.flag("accepts_dg", Need::optional).value_or(false);
    if (const Json* limits = reader.object("cod_max", Need::optional)) {
        carrier.cod_max.emplace();
        ObjectReader amounts{*limits, reader.pointer("cod_max"), errors};
        for (const auto& [currency, amount] : limits->items()) {
            const auto limit = read_number(amounts, currency, Need::required);
            carrier.cod_max->emplace(currency, limit.value_or(Decimal{}));
        }
    }
    return carrier;
}

} // namespace

std::vector<StockedWarehouse> read_warehouses(ObjectReader& document, FieldErrors& errors) {
    const auto read = [&errors](ObjectReader& reader, std::set<std::string>& ids) {
        StockedWarehouse out;
        Warehouse& warehouse = out.warehouse;
        warehouse.id = read_id(reader, ids);
        warehouse.node = warehouse.id;
        out.stock = read_stock(reader, errors);
        warehouse.cold = reader.flag("cold", Need::optional).value_or(false);
        warehouse.refuses_dangerous = !reader.flag("dg", Need::optional).value_or(true);
        warehouse.cutoff = read_time_of_day(reader, "cutoff", Need::optional);
        warehouse.handling =
            read_hours(reader, "handling_h", Need::optional).value_or(warehouse.handling);
        return out;
    };
    return read_rows<StockedWarehouse>(
        document, "warehouses", planning_warehouses_max, errors, read
    );
}

std::vector<LoadDeparture> read_departures(ObjectReader& document, FieldErrors& errors) {
    return read_rows<LoadDeparture>(
        document, "departures", document_rows_max, errors, read_departure
    );
}

std::vector<Carrier> read_carriers(ObjectReader& document, FieldErrors& errors) {
    const auto read = [&errors](ObjectReader& reader, std::set<std::string>& ids) {
        return read_carrier(reader, ids, errors);
    };
    return read_rows<Carrier>(document, "carriers", document_rows_max, errors, read);
}

std::vector<LoadParcel> read_parcels(ObjectReader& document, FieldErrors& errors) {
    const auto read = [](ObjectReader& reader, std::set<std::string>& ids) {
        LoadParcel parcel;
        parcel.id = read_id(reader, ids);
        parcel.kg = read_quantity<WeightKg>(reader, "kg", Need::required).value_or(WeightKg{});
        parcel.m3 = read_quantity<VolumeM3>(reader, "m3", Need::required).value_or(VolumeM3{});
        parcel.promise = read_time(reader, "promise", Need::optional);
        return parcel;
    };
    return read_rows<LoadParcel>(document, "parcels", document_rows_max, errors, read);
}

} // namespace route9::fulfillment
