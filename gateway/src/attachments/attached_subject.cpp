// SPDX-License-Identifier: Apache-2.0
#include "gateway/attachments/attached_subject.hpp"

#include "fulfillment/attachment_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/manifest_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/floor/receipt_view.hpp"
#include "gateway/returns/return_act.hpp"
#include "gateway/shipping/find_parcel.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Scope scope_of(AttachedTo kind) {
    switch (kind) {
    case AttachedTo::receipt:
        return Scope::stock_read;
    case AttachedTo::manifest:
        return Scope::manifests_read;
    case AttachedTo::parcel:
    case AttachedTo::return_:
    case AttachedTo::fulfillment:
        break;
    }
    return Scope::shipments_read;
}

Result<AttachedSubject> parcel_named(Tx& tx, const Principal& principal, std::string_view name) {
    const auto parcel = find_parcel_for(tx, principal, name);
    if (!parcel) {
        return Failure{parcel.error()};
    }
    return AttachedSubject{
        .subject = {AttachedTo::parcel, parcel->id.bytes()},
        .order = parcel->order,
        .seller = parcel->seller,
        .carrier = parcel->manifest ? parcel->carrier : PartyId{},
    };
}

Result<AttachedSubject> receipt_named(Tx& tx, const Principal& principal, std::string_view name) {
    const auto id = ReceiptId::parse(name);
    if (!id) {
        return fail(ErrorCode::not_found);
    }
    const auto receipt = find_receipt(tx, principal, *id);
    if (!receipt) {
        return Failure{receipt.error()};
    }
    return AttachedSubject{
        .subject = {AttachedTo::receipt, id->bytes()}, .seller = receipt->seller
    };
}

Result<AttachedSubject> return_named(Tx& tx, const Principal& principal, std::string_view name) {
    const auto found = find_return(tx, principal, name);
    if (!found) {
        return Failure{found.error()};
    }
    return AttachedSubject{
        .subject = {AttachedTo::return_, found->id.bytes()},
        .order = found->order,
        .seller = found->seller,
        .carrier = found->carrier,
    };
}

Result<AttachedSubject> manifest_named(Tx& tx, const Principal& principal, std::string_view name) {
    const auto id = ManifestId::parse(name);
    const auto manifest = id ? manifests::find(tx, principal.tenant, *id) : std::nullopt;
    const auto own = confined_to(principal);
    if (!manifest || (own && manifest->carrier != *own)) {
        return fail(ErrorCode::not_found);
    }
    return AttachedSubject{
        .subject = {AttachedTo::manifest, id->bytes()}, .carrier = manifest->carrier
    };
}

Result<AttachedSubject>
fulfillment_named(Tx& tx, const Principal& principal, std::string_view name) {
    const auto id = FulfillmentId::parse(name);
    const auto item = id ? fulfillments::find(tx, principal.tenant, *id) : std::nullopt;
    const auto own = confined_to(principal);
    if (!item || (own && item->seller != *own)) {
        return fail(ErrorCode::not_found);
    }
    return AttachedSubject{
        .subject = {AttachedTo::fulfillment, id->bytes()},
        .order = item->order,
        .seller = item->seller,
    };
}

} // namespace

Result<AttachedSubject> find_attached(Tx& tx, const Principal& principal, std::string_view to) {
    const auto colon = to.find(':');
    const auto kind = parse_attached_to(to.substr(0, colon));
    if (!kind || colon == to.npos) {
        return fail_field(
            "/to",
            to.empty() ? "required" : "malformed",
            "name parcel:, receipt:, return:, manifest: or fulfillment: and its id"
        );
    }
    const Scope scope = scope_of(*kind);
    if (!principal.scopes.has(scope)) {
        return fail(ErrorCode::forbidden, "this needs the scope " + std::string{name(scope)});
    }
    const std::string_view named = to.substr(colon + 1);
    switch (*kind) {
    case AttachedTo::parcel:
        return parcel_named(tx, principal, named);
    case AttachedTo::receipt:
        return receipt_named(tx, principal, named);
    case AttachedTo::return_:
        return return_named(tx, principal, named);
    case AttachedTo::manifest:
        return manifest_named(tx, principal, named);
    case AttachedTo::fulfillment:
        return fulfillment_named(tx, principal, named);
    }
    return fail(ErrorCode::not_found);
}

Result<SeenAttachment>
find_attachment(Tx& tx, const Principal& principal, std::string_view id_text) {
    const auto id = AttachmentId::parse(id_text);
    auto found = id ? attachments::find(tx, principal.tenant, *id) : std::nullopt;
    if (!found) {
        return fail(ErrorCode::not_found);
    }
    auto to = find_attached(tx, principal, found->to.text());
    if (!to) {
        return fail(ErrorCode::not_found);
    }
    return SeenAttachment{std::move(*found), std::move(*to)};
}

} // namespace route9::gateway
