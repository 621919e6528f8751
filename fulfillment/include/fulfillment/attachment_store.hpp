// SPDX-License-Identifier: Apache-2.0
// Photographs as the store keeps them: begun, written in sealed pieces, kept. What was begun and
// never kept, and what was dropped, is swept. A dropped one has lost its key in the
// unit that dropped it. Called inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/attachment.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace route9::fulfillment {

struct AttachmentRoom {
    std::int64_t bytes = 0;
    std::int64_t photos = 0;
};

namespace attachments {

/// Its pieces follow, then keep().
void begin(Tx& tx, const Attachment& coming);
/// False when it is not coming any more: what was given up gets no further piece.
bool put_piece(
    Tx& tx, const TenantId& tenant, const AttachmentId& id, std::int64_t number, ByteView sealed
);
/// False when it is not coming any more.
bool keep(Tx& tx, const Attachment& coming);
/// What is still coming will not be kept.
void give_up(Tx& tx, const TenantId& tenant, const AttachmentId& id);

/// Kept ones only.
std::optional<Attachment> find(Tx& tx, const TenantId& tenant, const AttachmentId& id);
/// Oldest first.
std::vector<Attachment>
of_subject(Tx& tx, const TenantId& tenant, const AttachmentSubject& subject);
/// In their order; fewer than there were when it is being removed.
std::vector<Bytes> pieces(Tx& tx, const Attachment& kept);

AttachmentRoom room(Tx& tx, const TenantId& tenant);
/// Of all tenants within reach.
AttachmentRoom room_of_all(Tx& tx);

/// Of an erased person's order: those that are kept, and those that are still coming.
void drop_of_order(Tx& tx, const TenantId& tenant, const OrderId& order);
/// Added before; the number dropped, at most `limit`.
std::int64_t drop_old(Tx& tx, Instant before, int limit);
/// Removes what was dropped, and what was begun before `coming_before`, with its pieces; how many,
/// at most `limit`.
std::int64_t sweep(Tx& tx, Instant coming_before, int limit);

} // namespace attachments
} // namespace route9::fulfillment
