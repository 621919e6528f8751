// SPDX-License-Identifier: Apache-2.0
// Bags and pallets: what holds parcels on their way to the truck. A bag holds parcels; a pallet
// holds parcels and closed bags; whatever is in one is in no other. Nothing is put into a closed
// one, and what is taken out breaks its seal. Values only; any thread.
#pragma once

#include "core/id.hpp"
#include "core/names.hpp"
#include "core/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::fulfillment {

struct AggregateTag {
    static constexpr std::string_view prefix = "agg";
};
using AggregateId = Id<AggregateTag>;

inline constexpr std::int64_t bag_parcels_max = 200;
inline constexpr std::int64_t pallet_members_max = 200;
inline constexpr std::int64_t pallet_parcels_max = 1'000; // those of its bags too
inline constexpr std::size_t aggregate_changes_max = 100; // put in and taken out at once
inline constexpr std::size_t aggregate_seal_bytes_max = 64;

enum class AggregateKind : std::uint8_t { bag, pallet };

std::string_view name(AggregateKind kind) noexcept;
std::optional<AggregateKind> parse_aggregate_kind(std::string_view text) noexcept;

struct Aggregate {
    TenantId tenant;
    AggregateId id;
    std::string code; // on its label: an SSCC, or 20 characters of ours
    AggregateKind kind = AggregateKind::bag;
    std::string warehouse;
    std::string seal{};       // its number; empty = none, or broken
    std::int64_t members = 0; // directly in it
    std::int64_t parcels = 0; // in it and in its bags
    Instant created_at{};
    std::optional<Instant> closed_at{};
    std::optional<DepartureId> loaded_on{}; // as a whole; absent = it stands in its warehouse
    std::int64_t version = 1;
};

/// Whether so much more goes in.
bool has_room(const Aggregate& aggregate, std::int64_t members, std::int64_t parcels) noexcept;

} // namespace route9::fulfillment
