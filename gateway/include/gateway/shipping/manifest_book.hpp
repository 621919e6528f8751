// SPDX-License-Identifier: Apache-2.0
// One manifest as both sides have spoken of it: its parcels with who has them, the statements so
// far, the newest words of each line. Read, spoken to and written back inside one unit of work.
// Errors: not_found; sealed (void, the reference names its successor); validation_failed (a
// signature that does not hold); state_forbids (too many statements); conflict.
#pragma once

#include "core/json.hpp"
#include "core/principal.hpp"
#include "core/tx.hpp"
#include "fulfillment/custody_store.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/line_settlement.hpp"
#include "fulfillment/manifest_statement_store.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/keyring.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t statements_of_side_max = 100;
/// How far a carrier's clock may be from ours when it signs.
inline constexpr Minutes signed_at_distance_max{10};

/// Who says something of a manifest, and how it is signed.
struct Speaker {
    fulfillment::ManifestSide side = fulfillment::ManifestSide::warehouse;
    std::string signer{};    // a key's or a user's id
    std::string signature{}; // as given; verified when the carrier has a signing key
    std::optional<Instant> signed_at{};
    std::shared_ptr<const TenantKeys> keys{};
};

std::string signer_of(const Principal& principal);

struct SpokenLine {
    fulfillment::LineWords words{};
    std::optional<fulfillment::LineResult> answer{}; // the carrier's first
};

/// Whether a book knows its parcels: what is said of all lines at once needs none.
enum class BookParts : std::uint8_t { statements, statements_and_parcels };

class ManifestBook {
public:
    /// `carrier`: the only one that may see it; empty for staff.
    static Result<ManifestBook> open(
        Tx& tx,
        const TenantId& tenant,
        const ManifestId& id,
        const PartyId& carrier,
        BookParts parts = BookParts::statements_and_parcels
    );

    fulfillment::Manifest& manifest() { return manifest_; }
    const fulfillment::Manifest& manifest() const { return manifest_; }
    const fulfillment::DepartureRecord& departure() const { return departure_; }
    const std::vector<fulfillment::ListedParcel>& parcels() const { return parcels_; }
    const std::vector<fulfillment::ManifestStatement>& statements() const { return statements_; }
    const std::map<std::string, SpokenLine, std::less<>>& lines() const { return lines_; }

    /// Its truck's papers were made again: nothing is said of these any more.
    Result<void> require_standing() const;

    /// By id or code, also as scanned; nullptr when it is not on the manifest.
    const fulfillment::ListedParcel* listed(std::string_view code_or_id) const;
    /// The line's name in statements: the parcel's code; of what is not listed the name as given,
    /// or its digest when it is not like a code.
    std::string line_name(std::string_view given) const;
    /// What was said of a line; nullptr before anything was.
    const SpokenLine* spoken(std::string_view line) const;
    /// None of a void one: its successor is answered anew.
    std::size_t disputed() const;

    /// Signs (or verifies) and stores what a side says; no lines: all as sealed. Nullopt when the
    /// side has signed these very bytes before.
    Result<std::optional<fulfillment::ManifestStatement>>
    say(Tx& tx, const Speaker& speaker, std::vector<fulfillment::StatementLine> lines, Instant now);

    /// What a side repeats is signed like what it said: by the very signature of then, or by one
    /// that holds under the key it has registered now. Errors: as say, but for the time.
    Result<void> check_repeated(
        Tx& tx, const Speaker& speaker, std::vector<fulfillment::StatementLine> lines
    ) const;

    /// What the carrier has answered, as it is kept: {"lines":[{"parcel","result",…}…]}. Answers to
    /// a build that kept no statements count as its words.
    void remember(const Json& kept);

    /// The state that follows from what was said, with its times.
    void advance(bool complete, Instant now);

private:
    ManifestBook() = default;
    void hear(const fulfillment::ManifestStatement& statement);
    SpokenLine& line_of(const std::string& name);

    fulfillment::Manifest manifest_;
    fulfillment::DepartureRecord departure_;
    std::vector<fulfillment::ListedParcel> parcels_;
    std::map<std::string, std::size_t, std::less<>> places_; // of codes and ids in parcels_
    std::vector<fulfillment::ManifestStatement> statements_;
    std::map<std::string, SpokenLine, std::less<>> lines_;
};

struct ManifestEvent {
    std::string type;
    Json data;
};

/// Stores the manifest and tells its events, in their order. Error: conflict.
Result<void> store_manifest(
    Tx& tx,
    fulfillment::Manifest& manifest,
    const std::vector<ManifestEvent>& events,
    TouchedOrders& touched
);

/// What every event of a manifest tells: {manifest, departure, carrier}.
Json manifest_news(const fulfillment::Manifest& manifest);

} // namespace route9::gateway
