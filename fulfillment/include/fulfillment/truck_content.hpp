// SPDX-License-Identifier: Apache-2.0
// What is on a truck, as each of its papers says: a parcel is its code, pieces and mass. A truck
// leaves with exactly what its manifest and both countries' declarations name, so the three are
// compared as hashes of one canonical list. Masses in grams. Pure; any thread.
// Source: logistics conventions, "Departures" (equal hash or it does not depart).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct ContentLine {
    std::string code;
    std::int64_t pieces = 0;
    std::int64_t mass_g = 0;

    friend bool operator==(const ContentLine&, const ContentLine&) = default;
};

/// Lower-case hex SHA-256 of the RFC 8785 array of {"code","mass_g","pieces"}, by code. The order
/// of `lines` does not count.
std::string content_hash(std::span<const ContentLine> lines);

/// Of a truck that crosses no border, or of its domestic parcels, nothing is declared.
struct TruckContent {
    std::vector<ContentLine> aboard;
    std::vector<ContentLine> crossing; // of those aboard
    std::string manifest;              // the hash of what the manifest lists
    std::vector<ContentLine> declared_vn;
    std::vector<ContentLine> declared_la;
};

enum class ContentFault : std::uint8_t { none, truck, manifest, declarations };

std::string_view name(ContentFault fault) noexcept;

/// The first of truck, manifest and declarations that is not what `closed_with` was made of.
ContentFault compare_content(const TruckContent& content, std::string_view closed_with);

} // namespace route9::fulfillment
