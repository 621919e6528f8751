// SPDX-License-Identifier: Apache-2.0
// What a parcel's holder takes along to show what happened to it, without asking us again: its
// leaves with their salts, a proof for each, and the signed checkpoint they are proved against.
// Everything is checked from the document and a key that was learned elsewhere. Source: ADR 0019.
#pragma once

#include "core/checkpoint.hpp"
#include "fulfillment/log_store.hpp"

#include <nlohmann/json_fwd.hpp>

#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

/// Error: not_found while the log has nothing of the parcel, or no more since an erasure.
Result<nlohmann::json>
read_passport(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const std::string& code);

struct PassportFacts {
    std::string code;
    NoteKey key{};
    merkle::Tree tree{};
    std::vector<LeafFacts> events{};
};

/// `trusted` is the log's key as its public page tells it; without, the passport's own is taken,
/// and who it belongs to is the reader's to find out. Error: validation_failed; the first fault
/// with its place.
Result<PassportFacts>
check_passport(const nlohmann::json& passport, const std::optional<NoteKey>& trusted);

} // namespace route9::fulfillment
