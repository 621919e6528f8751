// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/served_manifest.hpp"

#include "core/assert.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using fulfillment::Recipient;

Recipient recipient_of(const Json& json) {
    const auto text = [&json](const char* name) { return json.value(name, std::string{}); };
    return Recipient{
        .name = text("name"),
        .phone = text("phone"),
        .country = text("country"),
        .province = text("province"),
        .district = text("district"),
        .village = text("village"),
        .address_line = text("address_line"),
        .landmark = text("landmark"),
        .pickup_point = text("pickup_point"),
    };
}

Money money_of(const Json& json) {
    const auto currency = parse_currency(json.at("currency").get<std::string>());
    ROUTE9_ASSERT(currency.has_value());
    const auto amount = Money::parse(json.at("amount").get<std::string>(), *currency);
    ROUTE9_ASSERT(amount.has_value());
    return *amount;
}

adapters::ManifestLine line_of(const Json& json) {
    adapters::ManifestLine line;
    line.parcel = json.value("parcel", std::string{adapters::erased_parcel});
    line.house_bill = json.value("house_bill", std::string{});
    line.recipient = recipient_of(json.value("recipient", Json::object()));
    line.pieces = json.value("pieces", std::int64_t{1});
    line.weight_g = json.value("weight_g", std::int64_t{0});
    if (json.contains("cod")) {
        line.cod = money_of(json.at("cod"));
    }
    return line;
}

} // namespace

adapters::ManifestDocument read_served_manifest(std::string_view served) {
    const Json json = Json::parse(served);
    const auto sealed_at = parse_rfc3339(json.at("sealed_at").get<std::string>());
    ROUTE9_ASSERT(sealed_at.has_value());
    adapters::ManifestDocument document{
        .id = json.at("id").get<std::string>(),
        .carrier = json.at("carrier").get<std::string>(),
        .departure = json.at("departure").get<std::string>(),
        .gate = json.at("gate").get<std::string>(),
        .sealed_at = *sealed_at,
        .lines = {},
    };
    for (const Json& line : json.at("lines")) {
        document.lines.push_back(line_of(line));
    }
    return document;
}

} // namespace route9::gateway
