// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/carrier_terms.hpp"

#include "carrier_choice.hpp"
#include "core/json.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr Statement kPut{
    "carrier_terms.put",
    "INSERT INTO carrier_terms (tenant_id, carrier_id, districts, home, branch, fee_micros,"
    " cash_max, dangerous_goods, version, updated_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    " ON CONFLICT (tenant_id, carrier_id) DO UPDATE SET districts = excluded.districts,"
    " home = excluded.home, branch = excluded.branch, fee_micros = excluded.fee_micros,"
    " cash_max = excluded.cash_max, dangerous_goods = excluded.dangerous_goods,"
    " version = excluded.version, updated_at = excluded.updated_at"
};

#define ROUTE9_TERMS                                                                               \
    "SELECT tenant_id, carrier_id, districts, home, branch, fee_micros, cash_max, "                \
    "dangerous_goods,"                                                                             \
    " version, updated_at FROM carrier_terms WHERE tenant_id = $1"

constexpr Statement kFind{"carrier_terms.find", ROUTE9_TERMS " AND carrier_id = $2"};
constexpr Statement kAll{"carrier_terms.all", ROUTE9_TERMS " ORDER BY carrier_id"};

#undef ROUTE9_TERMS

std::optional<std::string> districts_text(const Carrier& carrier) {
    return carrier.districts ? std::optional{Json(*carrier.districts).dump()} : std::nullopt;
}

std::optional<std::string> cash_text(const Carrier& carrier) {
    if (!carrier.cod_max) {
        return std::nullopt;
    }
    Json json = Json::object();
    for (const auto& [currency, amount] : *carrier.cod_max) {
        json[currency] = amount.text();
    }
    return json.dump();
}

std::optional<std::vector<std::string>> districts_from(const std::optional<std::string>& text) {
    return text ? std::optional{Json::parse(*text).get<std::vector<std::string>>()} : std::nullopt;
}

std::optional<std::map<std::string, Decimal>> cash_from(const std::optional<std::string>& text) {
    if (!text) {
        return std::nullopt;
    }
    std::map<std::string, Decimal> amounts;
    const Json stored = Json::parse(*text);
    for (const auto& [currency, amount] : stored.items()) {
        amounts[currency] = Decimal::parse(amount.get<std::string>()).value();
    }
    return amounts;
}

CarrierTerms terms_from(const Row& row) {
    CarrierTerms terms;
    terms.tenant = row.get<TenantId>(0);
    terms.carrier.id = row.get<std::string>(1);
    terms.carrier.districts = districts_from(row.get<std::optional<std::string>>(2));
    terms.carrier.home = row.get<std::int64_t>(3) == 1;
    terms.carrier.branch = row.get<std::int64_t>(4) == 1;
    terms.carrier.fee = Cost::of_units(row.get<std::int64_t>(5));
    terms.carrier.cod_max = cash_from(row.get<std::optional<std::string>>(6));
    terms.carrier.accepts_dangerous = row.get<std::int64_t>(7) == 1;
    terms.version = row.get<std::int64_t>(8);
    terms.updated_at = row.get<Instant>(9);
    return terms;
}

} // namespace

std::optional<Why>
refusal(const Carrier& carrier, const PlanOrder& order, const AddressBook* addresses) {
    const bool is_dangerous = std::ranges::any_of(order.lines, &PlanLine::dangerous);
    const CarrierChoice choice = choose_carrier({carrier}, order, is_dangerous, addresses);
    return choice.reason ? std::optional{choice.rejected.front().why} : std::nullopt;
}

namespace carrier_terms {

CarrierTerms put(Tx& tx, CarrierTerms terms) {
    const PartyId carrier{terms.carrier.id};
    const auto stored = find(tx, terms.tenant, carrier);
    terms.version = stored ? stored->version + 1 : 1;
    tx.execute(
        kPut,
        terms.tenant,
        carrier,
        districts_text(terms.carrier),
        terms.carrier.home ? 1 : 0,
        terms.carrier.branch ? 1 : 0,
        terms.carrier.fee.units(),
        cash_text(terms.carrier),
        terms.carrier.accepts_dangerous ? 1 : 0,
        terms.version,
        terms.updated_at
    );
    return terms;
}

std::optional<CarrierTerms> find(Tx& tx, const TenantId& tenant, const PartyId& carrier) {
    Rows rows = tx.query(kFind, tenant, carrier);
    return rows.next() ? std::optional{terms_from(rows.row())} : std::nullopt;
}

std::vector<CarrierTerms> all(Tx& tx, const TenantId& tenant) {
    Rows rows = tx.query(kAll, tenant);
    std::vector<CarrierTerms> found;
    while (rows.next()) {
        found.push_back(terms_from(rows.row()));
    }
    return found;
}

} // namespace carrier_terms
} // namespace route9::fulfillment
