// SPDX-License-Identifier: Apache-2.0
// One scan of the warehouse floor: what it does through the same code as the doors for people, and
// its answer: green (done), amber (done, look at it) or red (nothing moved), with a code whose
// sentences stand in data/text/explanations.json as "reason.scan.<code>". An answer is kept under
// the id that the device gave the scan.
#pragma once

#include "core/crypto.hpp"
#include "core/json.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/aggregate.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/unload_parcels.hpp"
#include "gateway/stock/lot_members.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

inline constexpr std::size_t scans_max = 100; // a request
inline constexpr std::size_t scan_id_bytes_max = 64;
inline constexpr std::size_t scan_code_bytes_max = 256; // a GS1 Digital Link with all its parts
inline constexpr std::int64_t scan_quantity_max = 1'000;

enum class ScanAct : std::uint8_t { pick, pack, load, unload, receive, put };

std::string_view name(ScanAct act) noexcept;
std::optional<ScanAct> parse_scan_act(std::string_view text) noexcept;

struct Scan {
    std::string id; // of the device's making
    Instant at{};   // by the device's clock
    ScanAct act = ScanAct::pick;
    std::string code;    // as it was read
    std::string subject; // fulfillment, wave, departure, receipt or (put) seller
    std::string place;   // a bin
    std::int64_t quantity = 1;
    std::optional<std::int64_t> weight_g{};
    UnloadReason reason = UnloadReason::other;
    LotMembers lot{}; // of received goods, where the code does not say it
};

/// Of all that it says, its time excepted.
Digest256 content_of(const Scan& scan);

struct ScanOrder {
    TenantId tenant;
    Scan scan;
    Digest256 content{};
    ParcelId parcel;   // that is made by packing
    std::string label; // its code, where the scan gives none
    const fulfillment::AddressBook& addresses;
    DrawnEntropy ids;
    Instant now{};
};

struct ScanAnswer {
    Json members; // light, code and facts
    bool duplicate = false;
    /// A bag or pallet is to be loaded, in units of its own; nothing is done or kept yet.
    std::optional<fulfillment::Aggregate> whole{};
};

/// The answer that a scan with this id got; red `id_reused` when that one said something else.
std::optional<ScanAnswer> earlier_answer(Tx& tx, const ScanOrder& order);
/// Keeps the answer. Error: conflict when another request was faster.
Result<ScanAnswer> keep_answer(Tx& tx, const ScanOrder& order, Json members);

/// A unit of work: does what the scan says, unless it was done before. Precondition: not an unload.
/// Errors: those of the acts.
Result<ScanAnswer> take_scan(Tx& tx, const ScanOrder& order);

/// Red, of what a unit said; nullopt for what says nothing about the scan (the store is full, say).
std::optional<Json> refused_scan(const Error& error);
/// Whether the same scan may end otherwise in a moment, so that its answer is not kept.
bool is_passing(const Error& error) noexcept;
/// {"light", "code"}
Json scan_members(std::string_view light, std::string_view code);

} // namespace route9::gateway
