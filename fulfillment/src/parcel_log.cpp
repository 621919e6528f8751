// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/parcel_log.hpp"

#include "core/checkpoint.hpp"
#include "core/journal.hpp"
#include "fulfillment/tracking.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::string_view kParcelEvents = "parcel.";
constexpr Statement kNext{
    "journal.next_of_parcels",
    "SELECT position FROM journal WHERE tenant_id = $1 AND position > $2"
    " AND type LIKE 'parcel.%' ORDER BY position LIMIT 1"
};

struct ParcelEvent {
    const JournalEntry* entry = nullptr;
    ParcelId parcel;
    std::string status{};
};

/// Nullopt for what is no event of a parcel.
std::optional<ParcelEvent> parcel_event(const JournalEntry& entry) {
    if (!entry.event.type.starts_with(kParcelEvents)) {
        return std::nullopt;
    }
    const auto data = nlohmann::json::parse(entry.event.data, nullptr, false);
    if (!data.is_object()) {
        return std::nullopt;
    }
    const auto parcel = ParcelId::parse(data.value("parcel", ""));
    if (!parcel) {
        return std::nullopt;
    }
    const std::string word = data.value("status", "");
    const bool is_known = name(parse_tracking_status(word)) == word;
    return ParcelEvent{&entry, *parcel, is_known ? word : std::string{}};
}

std::vector<ParcelEvent> parcel_events(const std::vector<JournalEntry>& entries) {
    std::vector<ParcelEvent> events;
    for (const JournalEntry& entry : entries) {
        if (auto event = parcel_event(entry)) {
            events.push_back(*std::move(event));
        }
    }
    return events;
}

std::map<ParcelId, std::string>
codes_of(Tx& tx, const TenantId& tenant, const std::vector<ParcelEvent>& events) {
    std::vector<ParcelId> parcels;
    parcels.reserve(events.size());
    for (const ParcelEvent& event : events) {
        parcels.push_back(event.parcel);
    }
    std::ranges::sort(parcels);
    const auto twice = std::ranges::unique(parcels);
    parcels.erase(twice.begin(), twice.end());
    return parcel_log::codes(tx, tenant, parcels);
}

Failure is_not_as_signed(const TenantId& tenant) {
    return fail(
        ErrorCode::internal,
        "the log of tenant " + tenant.text() +
            " is not what its last checkpoint says: nothing is added or signed"
    );
}

/// The right edge of what is stored. Error: internal when it is not what was signed last.
Result<merkle::CompactRange>
stored_edge(Tx& tx, const TenantId& tenant, const LogHead& head, const NoteKey& key) {
    merkle::CompactRange edge{.size = head.size, .peaks = {}};
    const auto peaks = merkle::peaks_of(head.size);
    const auto hashes = parcel_log::hashes(tx, tenant, peaks);
    for (const merkle::NodeAddress& at : peaks) {
        const auto found = hashes.find(at);
        if (found == hashes.end()) {
            return is_not_as_signed(tenant);
        }
        edge.peaks.push_back(found->second);
    }
    const auto signed_last = open_checkpoint(head.note, key);
    if (!signed_last || signed_last->tree.size != head.size ||
        signed_last->tree.root != merkle::root_of(edge)) {
        return is_not_as_signed(tenant);
    }
    return edge;
}

class Growth {
public:
    Growth(Tx& tx, const TenantId& tenant, const LogSigner& signer, Entropy& salts)
        : tx_(tx), tenant_(tenant), signer_(signer), salts_(salts),
          key_{.name = signer.name, .key = ed25519_public_key(signer.seed)} {}

    Result<void> begin(const std::optional<LogHead>& head) {
        if (!head) {
            return {};
        }
        const auto known = parse_note_key(head->key);
        if (!known || known->key != key_.key) {
            return is_not_as_signed(tenant_);
        }
        key_ = *known;
        auto edge = stored_edge(tx_, tenant_, *head, key_);
        if (!edge) {
            return Failure{std::move(edge).error()};
        }
        edge_ = *std::move(edge);
        return {};
    }

    void add(const std::vector<ParcelEvent>& events) {
        const auto codes = codes_of(tx_, tenant_, events);
        for (const ParcelEvent& event : events) {
            const auto code = codes.find(event.parcel);
            const bool is_erased = code == codes.end();
            add(event,
                is_erased ? std::nullopt : std::optional{event.parcel},
                is_erased ? "" : code->second);
        }
    }

    /// Error: conflict.
    Result<void> store(std::uint64_t size_before, std::int64_t position) {
        const Checkpoint now{
            .origin = key_.name, .tree = {.size = edge_.size, .root = merkle::root_of(edge_)}
        };
        const LogHead head{
            .size = edge_.size,
            .position = position,
            .key = note_key_text(key_),
            .note = sign_note(checkpoint_text(now), key_.name, signer_.seed),
        };
        if (!parcel_log::advance(tx_, tenant_, size_before, head)) {
            return fail(ErrorCode::conflict, "another process has written the log meanwhile");
        }
        parcel_log::append(tx_, tenant_, leaves_, nodes_);
        return {};
    }

private:
    void
    add(const ParcelEvent& event, const std::optional<ParcelId>& parcel, const std::string& code) {
        const Event& told = event.entry->event;
        LogLeaf leaf{.index = edge_.size, .position = event.entry->position, .parcel = parcel};
        salts_.fill(leaf.salt);
        leaf.text = leaf_text({
            .parcel = parcel_digest(leaf.salt, code),
            .type = told.type,
            .status = event.status,
            .at = std::chrono::floor<Seconds>(told.at),
            .sequence = told.sequence,
        });
        leaf.hash = merkle::leaf_hash(as_byte_view(leaf.text));
        for (const merkle::Node& node : merkle::append(edge_, leaf.hash)) {
            nodes_.push_back(node);
        }
        leaves_.push_back(std::move(leaf));
    }

    Tx& tx_;
    const TenantId& tenant_;
    const LogSigner& signer_;
    Entropy& salts_;
    NoteKey key_;
    merkle::CompactRange edge_{};
    std::vector<LogLeaf> leaves_{};
    std::vector<merkle::Node> nodes_{};
};

} // namespace

std::optional<std::int64_t> next_to_log(Tx& tx, const TenantId& tenant, std::int64_t from) {
    const auto head = parcel_log::head(tx, tenant);
    Rows rows = tx.query(kNext, tenant, std::max(from, head ? head->position : 0));
    return rows.next() ? std::optional{rows.row().get<std::int64_t>(0) - 1} : std::nullopt;
}

Result<LogStep> log_next(
    Tx& tx, const TenantId& tenant, std::int64_t from, const LogSigner& signer, Entropy& salts
) {
    const auto head = parcel_log::head(tx, tenant);
    const std::int64_t start = std::max(from, head ? head->position : 0);
    const JournalFilter all{.tenant = tenant, .seller = std::nullopt, .carrier = std::nullopt};
    const auto entries = journal::read(tx, all, start, log_leaves_per_unit_max);
    LogStep step{.position = entries.empty() ? start : entries.back().position};
    step.caught_up = std::ssize(entries) < log_leaves_per_unit_max;
    const auto events = parcel_events(entries);
    if (events.empty()) {
        return step;
    }
    Growth growth{tx, tenant, signer, salts};
    if (auto begun = growth.begin(head); !begun) {
        return Failure{std::move(begun).error()};
    }
    growth.add(events);
    if (auto stored = growth.store(head ? head->size : 0, step.position); !stored) {
        return Failure{std::move(stored).error()};
    }
    step.leaves = static_cast<int>(events.size());
    return step;
}

} // namespace route9::fulfillment
