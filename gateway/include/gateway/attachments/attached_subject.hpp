// SPDX-License-Identifier: Apache-2.0
// What a photograph is attached to, by what people have at hand ("parcel:pcl_…", "parcel:" and the
// code on its label, "receipt:rec_…", "return:", "manifest:", "fulfillment:"). Who may read it may
// read its photographs; staff and the carrier that has it add some.
#pragma once

#include "core/names.hpp"
#include "core/principal.hpp"
#include "core/tx.hpp"
#include "fulfillment/attachment.hpp"

#include <optional>
#include <string_view>

namespace route9::gateway {

struct AttachedSubject {
    fulfillment::AttachmentSubject subject;
    std::optional<OrderId> order{};
    PartyId seller{};  // who may see it, beside staff; empty: none
    PartyId carrier{}; // the same
};

/// Errors: validation_failed at "/to"; forbidden (a scope is missing); not_found, also when the key
/// may not see it.
Result<AttachedSubject> find_attached(Tx& tx, const Principal& principal, std::string_view to);

struct SeenAttachment {
    fulfillment::Attachment attachment;
    AttachedSubject to;
};
/// Error: not_found, also when the key may not see what it is attached to.
Result<SeenAttachment> find_attachment(Tx& tx, const Principal& principal, std::string_view id);

} // namespace route9::gateway
