// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/known_pickup.hpp"

#include "core/tenancy.hpp"
#include "fulfillment/pickup_name.hpp"

#include <algorithm>
#include <ranges>
#include <string_view>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr const char* kPointer = "/recipient/pickup_point";
constexpr std::size_t kInsteadMax = 5;
constexpr int kLookedAtMax = 200; // an order that names no point of theirs is no reason to read all

/// Of its district, then of its province; where the address is not known, of anywhere.
std::vector<std::string> open_points_near(
    Tx& tx, const TenantId& tenant, const Recipient& place, const PartyId& carrier, Day today
) {
    auto points = pickup_points::page(
        tx,
        tenant,
        {.carrier = carrier, .district = std::nullopt, .after = "", .limit = kLookedAtMax}
    );
    std::erase_if(points, [&](const PickupPoint& point) {
        const bool is_there = place.province.empty() || point.province == place.province;
        return !is_there || point.country != place.country || !is_open_on(point, today);
    });
    std::ranges::sort(points, {}, [&place](const PickupPoint& point) {
        return std::pair{point.district != place.district, std::string_view{point.id}};
    });
    std::vector<std::string> names;
    for (const PickupPoint& point : points | std::views::take(kInsteadMax)) {
        names.push_back(pickup_name(point));
    }
    return names;
}

/// Of an address that is not understood only the country counts.
bool is_elsewhere(const PreparedOrder& prepared, const PickupPoint& point) {
    const ResolvedAddress& typed = prepared.address;
    return prepared.order.recipient.country != point.country ||
           (typed.fit == AddressFit::resolved && typed.province != point.province);
}

/// The point's place stands for what the address lacks.
void drop_address_reasons(std::vector<HoldReason>& reasons) {
    std::erase_if(reasons, [](const HoldReason& reason) {
        return reason.code.starts_with("ADDRESS_");
    });
}

} // namespace

std::optional<KnownPickup>
read_pickup(Tx& tx, const TenantId& tenant, const Recipient& clear, Day today) {
    const auto named = parse_pickup_name(clear.pickup_point);
    if (!named) {
        return std::nullopt;
    }
    KnownPickup known{pickup_points::find(tx, tenant, named->carrier, named->point)};
    if (known.point) {
        return known;
    }
    const auto party = tenancy::find_party(tx, tenant, named->carrier);
    if (!party || party->kind != PartyKind::carrier) {
        return std::nullopt;
    }
    known.instead = open_points_near(tx, tenant, clear, named->carrier, today);
    return known;
}

PreparedOrder settle_pickup(
    const PreparedOrder& prepared,
    const std::optional<KnownPickup>& known,
    const AddressBook& addresses
) {
    PreparedOrder settled = prepared;
    Recipient& clear = settled.order.recipient;
    if (!known) {
        clear.pickup_point.clear();
        return settled;
    }
    if (!known->point) {
        settled.reasons.push_back({"PICKUP_POINT_UNKNOWN", kPointer, known->instead});
        return settled;
    }
    const PickupPoint& point = *known->point;
    if (is_elsewhere(prepared, point)) {
        settled.reasons.push_back({"PICKUP_POINT_ELSEWHERE", kPointer, {}});
        return settled;
    }
    settled.address = addresses.resolve({point.country, point.province, point.district});
    drop_address_reasons(settled.reasons);
    clear.country = point.country;
    clear.province = point.province;
    clear.district = point.district;
    return settled;
}

Recipient at_point(Recipient recipient, const PickupPoint& point, const AddressBook& addresses) {
    const auto named = [&addresses](const std::string& code) {
        const auto words = addresses.words(code);
        return words ? words->name : code;
    };
    recipient.country = point.country;
    recipient.province = named(point.province);
    recipient.district = named(point.district);
    recipient.village = point.village;
    recipient.address_line = point.address_line;
    recipient.landmark = point.landmark;
    recipient.pickup_point = point.id + " · " + name_in(point, "");
    return recipient;
}

} // namespace route9::gateway
