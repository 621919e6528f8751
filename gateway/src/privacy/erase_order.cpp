// SPDX-License-Identifier: Apache-2.0
#include "privacy/erase_order.hpp"

#include "fulfillment/attachment_store.hpp"
#include "fulfillment/log_store.hpp"
#include "fulfillment/manifest_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/person_store.hpp"
#include "gateway/orders/load_order.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "payments/bank_words.hpp"
#include "privacy/redact_manifest.hpp"

#include <map>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

class OrderEraser {
public:
    OrderEraser(Tx& tx, const ErasedPerson& person, OrderErasure tools)
        : tx_(tx), person_(person), tools_(std::move(tools)) {}

    Result<void> run() {
        auto record = orders::find(tx_, person_.tenant, person_.order);
        const auto details = record ? open_details(tx_, *record, tools_.vault) : std::nullopt;
        if (details) {
            if (auto done = erase(*record, *details); !done) {
                return done;
            }
        }
        attachments::drop_of_order(tx_, person_.tenant, person_.order);
        erasures::mark_erased(tx_, person_, tools_.now);
        return {};
    }

private:
    Result<void> erase(OrderRecord& record, const PersonalDetails& details) {
        std::map<ManifestId, std::vector<std::string>> lines;
        for (const Parcel& parcel : parcels::of_order(tx_, record.tenant, record.id)) {
            keep_for_customs(parcel, details);
            parcel_log::forget(tx_, record.tenant, parcel.id);
            for (const ManifestId& manifest : manifests_naming(parcel)) {
                lines[manifest].push_back(parcel.code);
            }
        }
        for (const auto& [manifest, codes] : lines) {
            auto redacted =
                redact_manifest(tx_, record.tenant, manifest, codes, tools_.keyring, tools_.ids);
            if (!redacted) {
                return redacted;
            }
        }
        if (auto kept = keep_for_accounts(record); !kept) {
            return kept;
        }
        people::erase(tx_, record);
        return {};
    }

    /// Of a truck whose papers were made again, the void ones too.
    std::set<ManifestId> manifests_naming(const Parcel& parcel) {
        std::set<ManifestId> stood_on;
        if (parcel.manifest) {
            stood_on.insert(*parcel.manifest);
        }
        for (const TrackingRecord& event : parcels::events(tx_, parcel.tenant, parcel.id)) {
            if (const auto left = left_by(event)) {
                stood_on.insert(*left);
            }
        }
        std::set<ManifestId> all;
        for (const ManifestId& id : stood_on) {
            const auto manifest = manifests::find(tx_, parcel.tenant, id);
            if (!manifest) {
                continue;
            }
            for (const auto& each :
                 manifests::of_departure(tx_, parcel.tenant, manifest->departure)) {
                all.insert(each.id);
            }
        }
        return all;
    }

    void keep_for_customs(const Parcel& parcel, const PersonalDetails& details) {
        for (const DeclarationRecord& declared :
             people::declarations_of(tx_, parcel.tenant, parcel.id)) {
            const bool is_lao = declared.country == declarations::Country::la;
            const RecordKind kind =
                is_lao ? RecordKind::declaration_la : RecordKind::declaration_vn;
            const auto* rule = tools_.rules.in_force(kind, corridor_day(declared.created_at));
            if (rule != nullptr && rule->until(declared.created_at) > tools_.now) {
                keep_extract(*rule, rule->until(declared.created_at), details);
            }
        }
    }

    /// Name, telephone and address as the declaration has them; notes and words go.
    void keep_extract(const RetentionRule& rule, Instant until, const PersonalDetails& details) {
        DataKey key =
            tools_.vault.make_key(tools_.ids, person_key_context(person_.tenant, person_.person));
        KeptRecord kept = record_of(rule, person_.person.bytes(), until);
        kept.sealed = reseal_recipient(
            {.recipient = details.recipient},
            person_.tenant,
            person_.person,
            key.key,
            make_nonce(tools_.ids)
        );
        kept.wrapped = std::move(key.wrapped);
        erasures::keep(tx_, kept);
    }

    Result<void> keep_for_accounts(const OrderRecord& record) {
        const payments::MovementKeys keys{
            .index = Secret{},
            .of_day =
                [&](Tx& tx, std::int64_t day) {
                    return tools_.keyring.of_day(tx, record.tenant, Purpose::statement, day);
                },
        };
        const auto paid =
            payments::bank_words::of_order(tx_, record.tenant, record.id.text(), keys);
        if (!paid) {
            return Failure{paid.error()};
        }
        for (const auto& movement : *paid) {
            const Instant booked = movement.facts.booked;
            const auto* rule = tools_.rules.in_force(RecordKind::bank_words, corridor_day(booked));
            if (rule != nullptr && rule->until(booked) > tools_.now) {
                erasures::keep(tx_, record_of(*rule, movement.id.bytes(), rule->until(booked)));
            } else {
                payments::bank_words::forget(tx_, record.tenant, movement.id);
            }
        }
        return {};
    }

    KeptRecord record_of(const RetentionRule& rule, const IdBytes& subject, Instant until) const {
        return {
            .tenant = person_.tenant,
            .subject = subject,
            .rule = rule.id,
            .kind = std::string{name(rule.kind)},
            .erasure = person_.erasure,
            .until = until,
        };
    }

    Tx& tx_;
    const ErasedPerson& person_;
    OrderErasure tools_;
};

} // namespace

Result<void> erase_order(Tx& tx, const ErasedPerson& person, OrderErasure tools) {
    return OrderEraser{tx, person, std::move(tools)}.run();
}

} // namespace route9::gateway
