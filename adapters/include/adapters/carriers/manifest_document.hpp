// SPDX-License-Identifier: Apache-2.0
// The manifest that a carrier polls: one departure's parcels for one carrier, as JSON, CSV and PDF,
// and its sealing: each line is digested with a salt of its own, so that a person can be erased
// and the seal still holds (fulfillment/manifest_seal.hpp). Built from values; any thread (PDF is
// work for a compute thread).
#pragma once

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "core/money.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "fulfillment/manifest_seal.hpp"
#include "fulfillment/order.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::adapters {

/// What stands for the parcel in a line of which only the digest is left.
inline constexpr const char* erased_parcel = "erased";

struct ManifestLine {
    std::string parcel; // the code on the label
    std::string house_bill;
    fulfillment::Recipient recipient;
    std::int64_t pieces = 1;
    std::int64_t weight_g = 0;
    std::optional<Money> cod;
};

struct ManifestDocument {
    std::string id;
    std::string carrier;
    std::string departure;
    std::string gate;
    Instant sealed_at{};
    std::string content_hash{};       // of the whole truck (fulfillment/truck_content.hpp)
    std::string replaces{};           // the manifest whose place this one takes
    std::vector<std::string> seals{}; // of the truck
    std::string onward_plate{};       // of the vehicle that crosses, where it is another
    std::string onward_country{};     // of that plate
    std::vector<ManifestLine> lines;
};

/// By province, district, village and code: as riders divide them, and neighbours compress well.
void sort_by_place(std::vector<ManifestLine>& lines);

struct ManifestTotals {
    std::int64_t lines = 0;
    std::int64_t pieces = 0;
    std::int64_t weight_g = 0;
    std::vector<Money> cod; // one sum per currency, in the order of core/currency.hpp
};

/// Error: validation_failed when a sum does not fit.
Result<ManifestTotals> manifest_totals(std::span<const ManifestLine> lines);

struct SealedManifest {
    fulfillment::ManifestSeal seal;
    std::vector<Digest256> line_digests;
    Json json; // frame, lines with their salts, hash and signature: what the feed serves
};

/// One salt per line, at least fulfillment::line_salt_bytes_min bytes each. Errors: as
/// manifest_totals; validation_failed for another number of salts.
Result<SealedManifest> seal_manifest_document(
    const ManifestDocument& document, std::span<const Bytes> salts, const Secret& seed
);

/// The digest that a served line has in the manifest's hash: of an erased one its `digest`, of any
/// other what its salt and the rest give. Error: validation_failed, with a pointer from the line.
Result<Digest256> served_line_digest(const Json& line);

/// Checks what the feed serves, as a carrier does: the lines against the hash, the hash against the
/// signature. A line that was erased has its digest alone; lines of earlier builds have theirs
/// beside the rest, and it must be right. Error: validation_failed when the document cannot be
/// read.
Result<fulfillment::SealFault> check_manifest_json(const Json& served, const PublicKey& key);

/// Its truck's papers were made again: whoever prints it has to see that.
struct VoidMark {
    std::string successor; // empty: none
};

/// A void one has one more column, `void`, with its successor.
std::string
manifest_csv(const ManifestDocument& document, const std::optional<VoidMark>& mark = std::nullopt);
/// A4, landscape, a numbered line per parcel. Error: as manifest_totals.
Result<std::string>
manifest_pdf(const ManifestDocument& document, const std::optional<VoidMark>& mark = std::nullopt);

} // namespace route9::adapters
