// SPDX-License-Identifier: Apache-2.0
#include "quotes/terms_view.hpp"

namespace route9::gateway {

Json view(const fulfillment::CarrierTerms& terms) {
    const fulfillment::Carrier& carrier = terms.carrier;
    Json json{
        {"carrier", carrier.id},
        {"home", carrier.home},
        {"branch", carrier.branch},
        {"fee", carrier.fee.text()},
        {"dangerous_goods", carrier.accepts_dangerous},
        {"version", terms.version},
        {"updated_at", format_utc(terms.updated_at)},
    };
    if (carrier.districts) {
        json["districts"] = *carrier.districts;
    }
    if (carrier.cod_max) {
        json["cod_max"] = Json::object();
        for (const auto& [currency, amount] : *carrier.cod_max) {
            json["cod_max"][currency] = amount.text();
        }
    }
    return json;
}

} // namespace route9::gateway
