// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/closing_draft.hpp"

#include "adapters/carriers/manifest_document.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/trip_of.hpp"
#include "gateway/shipping/truck_customs.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
namespace customs = fulfillment::declarations;

adapters::ManifestLine manifest_line(const LoadedParcel& loaded, const AddressBook& addresses) {
    adapters::ManifestLine line{
        .parcel = loaded.parcel.code,
        .house_bill = loaded.parcel.house_bill,
        .recipient = loaded.details ? delivered_to(loaded, addresses) : Recipient{},
        .pieces = loaded.parcel.pieces,
        .weight_g = loaded.parcel.mass_g,
        .cod = loaded.parcel.cod,
    };
    line.recipient.country = loaded.order.order.recipient.country;
    return line;
}

ContentLine content_of(const LoadedParcel& loaded) {
    return {loaded.parcel.code, loaded.parcel.pieces, loaded.parcel.mass_g};
}

std::string hash_of(const TruckLoad& load) {
    std::vector<ContentLine> aboard;
    aboard.reserve(load.parcels.size());
    for (const LoadedParcel& loaded : load.parcels) {
        aboard.push_back(content_of(loaded));
    }
    return content_hash(aboard);
}

Result<Manifest> sealed_manifest(
    const TruckLoad& load, const ClosingTools& tools, const std::string& content_hash, Entropy& ids
) {
    Manifest manifest;
    manifest.tenant = load.departure.tenant;
    manifest.id = ManifestId::make(tools.now, ids);
    manifest.departure = load.departure.id;
    manifest.carrier = load.departure.carrier;
    manifest.lines = static_cast<std::int64_t>(load.parcels.size());
    manifest.sealed_at = tools.now;
    adapters::ManifestDocument document{
        .id = manifest.id.text(),
        .carrier = manifest.carrier.text(),
        .departure = load.departure.id.text(),
        .gate = load.departure.gate,
        .sealed_at = tools.now,
        .content_hash = content_hash,
        .replaces = load.replaces ? load.replaces->text() : "",
        .seals = load.departure.seals,
        .lines = {},
    };
    if (const auto& moved = load.departure.transshipment) {
        document.onward_plate = moved->plate;
        document.onward_country = moved->plate_country;
    }
    std::vector<Bytes> salts;
    for (const LoadedParcel& loaded : load.parcels) {
        document.lines.push_back(manifest_line(loaded, tools.catalogue.corridor.addresses));
        Bytes salt(line_salt_bytes_min);
        ids.fill(salt);
        salts.push_back(std::move(salt));
    }
    adapters::sort_by_place(document.lines);
    auto sealed = adapters::seal_manifest_document(document, salts, tools.signing_seed);
    if (!sealed) {
        return Failure{std::move(sealed).error()};
    }
    manifest.hash = sealed->seal.hash;
    manifest.signature = sealed->seal.signature;
    seal_document(manifest, sealed->json, tools.seal_key, make_nonce(ids));
    return manifest;
}

/// Drawn in order, so that lists show a truck's declarations parcel by parcel.
std::vector<DeclarationId> drawn_in_order(std::size_t count, Instant now, Entropy& ids) {
    std::vector<DeclarationId> drawn;
    drawn.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        drawn.push_back(DeclarationId::make(now, ids));
    }
    std::ranges::sort(drawn);
    return drawn;
}

/// Where the parcel crosses: a truck that names no gate goes where its parcels are planned.
const std::string& gate_of(const TruckLoad& load, std::size_t index) {
    return load.departure.gate.empty() ? load.parcels[index].fulfillment.gate : load.departure.gate;
}

/// Empty when it is not known for sure.
std::string
office_at(const Catalogue& catalogue, customs::Country country, const std::string& gate, Day day) {
    const auto* office = catalogue.offices.at_gate(country, gate, day);
    const bool known = office != nullptr && office->certainty != customs::Certainty::unconfirmed;
    return known ? office->code : "";
}

void add_declarations(
    ClosingDraft& draft, const TruckLoad& load, const ClosingTools& tools, Entropy& ids
) {
    const customs::Country origin = origin_of(load.departure, tools.catalogue);
    const Day today = corridor_day(tools.now);
    const auto assessed = assess_truck(load, tools.catalogue, today);
    const auto drawn = drawn_in_order(2 * assessed.size(), tools.now, ids);
    auto next = drawn.begin();
    for (std::size_t i = 0; i < assessed.size(); ++i) {
        if (!assessed[i].crosses) {
            continue;
        }
        const std::string& gate = gate_of(load, i);
        for (const customs::Country country : {customs::Country::vn, customs::Country::la}) {
            const auto* side = side_of(assessed[i], country, origin);
            draft.parcels[i].declarations.push_back(DeclarationRecord{
                .tenant = draft.tenant,
                .id = *next++,
                .departure = draft.departure,
                .parcel = draft.parcels[i].parcel,
                .seller = draft.parcels[i].seller,
                .country = country,
                .flow = country == origin ? customs::Flow::exporting : customs::Flow::importing,
                .regime = side == nullptr ? "" : std::string{name(side->regime)},
                .status = status_of(assessed[i], side),
                .assessment = print_json(assessment_json(assessed[i], side)),
                .created_at = tools.now,
                .gate = gate,
                .office = office_at(tools.catalogue, country, gate, today),
                .content = content_of(load.parcels[i]),
            });
        }
    }
}

} // namespace

Result<ClosingDraft>
draft_closing(const TruckLoad& load, const ClosingTools& tools, DrawnEntropy ids) {
    ClosingDraft draft{
        .tenant = load.departure.tenant,
        .departure = load.departure.id,
        .step = tools.step,
        .parcels = {},
        .cargo = {},
        .content_hash = hash_of(load),
        .manifest = std::nullopt,
        .trip = trip_of(load.departure, tools.catalogue),
    };
    for (const LoadedParcel& loaded : load.parcels) {
        draft.parcels.push_back(DraftedParcel{
            .parcel = loaded.parcel.id,
            .seller = loaded.parcel.seller,
            .goods = claims_of(loaded.fulfillment),
            .declarations = {},
        });
        ++draft.cargo.parcels;
        draft.cargo.pieces += loaded.parcel.pieces;
        draft.cargo.gross_g += loaded.parcel.mass_g;
    }
    // What replaces a void manifest may list nothing: the feed tells so in its own form.
    if (!load.parcels.empty() || load.replaces) {
        auto manifest = sealed_manifest(load, tools, draft.content_hash, ids);
        if (!manifest) {
            return Failure{std::move(manifest).error()};
        }
        draft.manifest = std::move(*manifest);
        add_declarations(draft, load, tools, ids);
    }
    return draft;
}

} // namespace route9::gateway
