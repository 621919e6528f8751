// SPDX-License-Identifier: Apache-2.0
// Whether a parcel or a bag may go into a bag or onto a pallet: it lies in the same warehouse, goes
// the same way, is in nothing else and stands on no truck. Reads only, inside a unit.
#pragma once

#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/parcel_way.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace route9::gateway {

/// At most one of the two.
struct NamedMember {
    std::optional<fulfillment::Parcel> parcel{};
    std::optional<fulfillment::Aggregate> bag{};
};

NamedMember named_member(Tx& tx, const TenantId& tenant, std::string_view name);
/// Precondition, here and below: one of the two.
const std::string& code_of(const NamedMember& member);
std::int64_t parcels_of(const NamedMember& member);

/// Why it cannot be taken out: it is unknown, or in something else. Empty when it can, or is in
/// nothing.
std::string check_taken(Tx& tx, const NamedMember& member, const fulfillment::Aggregate& aggregate);

class MemberCheck {
public:
    /// The way of an empty one becomes that of the first that goes in.
    MemberCheck(Tx& tx, const fulfillment::Aggregate& into);

    /// False where it is in it already, or where an error was added.
    bool is_needed(const NamedMember& member, const std::string& pointer, FieldErrors& errors);

private:
    /// Word and sentence of what forbids it; an empty word when nothing does.
    struct Fault {
        std::string_view word{};
        std::string message{};
    };

    Fault check_parcel(const fulfillment::Parcel& parcel);
    Fault check_bag(const fulfillment::Aggregate& bag);
    Fault check_way(const ParcelWay& way, const std::string& code);

    Tx& tx_;
    const fulfillment::Aggregate& into_;
    std::optional<ParcelWay> way_;
    std::set<std::string> named_;
};

} // namespace route9::gateway
