// SPDX-License-Identifier: Apache-2.0
#include "carrier_choice.hpp"

#include <algorithm>
#include <tuple>

namespace route9::fulfillment {
namespace {

bool is_same_district(
    const std::string& listed, const Destination& destination, const AddressBook* addresses
) {
    if (listed == destination.district || addresses == nullptr) {
        return listed == destination.district;
    }
    return addresses->district_key(destination.province, listed) ==
           addresses->district_key(destination.province, destination.district);
}

/// To its own point it delivers wherever that is.
bool covers(const Carrier& carrier, const PlanOrder& order, const AddressBook* addresses) {
    const Destination& destination = order.destination;
    if (order.pickup) {
        return true;
    }
    if (!carrier.home && !carrier.branch) {
        return false;
    }
    if (!carrier.districts || destination.district.empty()) {
        return true;
    }
    return std::ranges::any_of(*carrier.districts, [&](const std::string& listed) {
        return is_same_district(listed, destination, addresses);
    });
}

bool collects(const Carrier& carrier, const std::optional<CashOnDelivery>& cod) {
    if (!cod || !carrier.cod_max) {
        return true;
    }
    const auto limit = carrier.cod_max->find(cod->currency);
    return limit != carrier.cod_max->end() && cod->amount <= limit->second;
}

} // namespace

CarrierChoice choose_carrier(
    const std::vector<Carrier>& carriers,
    const PlanOrder& order,
    bool is_dangerous,
    const AddressBook* addresses
) {
    CarrierChoice choice;
    std::vector<const Carrier*> willing;
    willing.reserve(carriers.size());
    for (const Carrier& carrier : carriers) {
        willing.push_back(&carrier);
    }
    const auto keep = [&](PlanReason reason, Why why, auto&& test) {
        std::erase_if(willing, [&](const Carrier* carrier) {
            if (test(*carrier)) {
                return false;
            }
            choice.rejected.push_back({"carrier:" + carrier->id, why});
            return true;
        });
        if (willing.empty() && !choice.reason && !carriers.empty()) {
            choice.reason = reason;
        }
    };
    keep(PlanReason::no_coverage, Why::other_carrier, [&](const Carrier& carrier) {
        return !order.pickup || order.pickup->carrier == carrier.id;
    });
    keep(PlanReason::no_coverage, Why::no_coverage, [&](const Carrier& carrier) {
        return covers(carrier, order, addresses);
    });
    keep(PlanReason::dg_not_accepted, Why::dg_not_accepted, [&](const Carrier& carrier) {
        return !is_dangerous || carrier.accepts_dangerous;
    });
    keep(PlanReason::cod_limit, Why::cod_limit, [&](const Carrier& carrier) {
        return collects(carrier, order.cod);
    });
    for (const Carrier* carrier : willing) {
        if (choice.carrier == nullptr || std::tie(carrier->fee, carrier->id) <
                                             std::tie(choice.carrier->fee, choice.carrier->id)) {
            choice.carrier = carrier;
        }
    }
    for (const Carrier* carrier : willing) {
        if (carrier != choice.carrier) {
            const bool is_dearer = carrier->fee > choice.carrier->fee;
            choice.rejected.push_back(
                {"carrier:" + carrier->id, is_dearer ? Why::dearer : Why::higher_id}
            );
        }
    }
    return choice;
}

DeliveryKind delivery_kind(const Carrier& carrier, const PlanOrder& order) {
    return carrier.home && !order.pickup ? DeliveryKind::home : DeliveryKind::branch;
}

} // namespace route9::fulfillment
