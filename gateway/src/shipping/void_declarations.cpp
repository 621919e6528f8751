// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/void_declarations.hpp"

#include <string>

namespace route9::gateway {

using namespace fulfillment;

Json declaration_news(
    const DeclarationId& declaration,
    const Parcel& parcel,
    declarations::Country country,
    DeclarationStatus status
) {
    return Json{
        {"declaration", declaration.text()},
        {"parcel", parcel.id.text()},
        {"country", std::string{name(country)}},
        {"status", std::string{name(status)}},
    };
}

void void_declarations(Tx& tx, const Parcel& parcel, TouchedOrders& touched) {
    for (const auto& old : declaration_rows::void_of_parcel(tx, parcel.tenant, parcel.id)) {
        touched.tell(
            parcel.order,
            "declaration.status_changed",
            declaration_news(old.id, parcel, old.country, DeclarationStatus::void_)
        );
    }
}

} // namespace route9::gateway
