// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/attachment_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment::attachments {
namespace {

constexpr Statement kBegin{
    "attachment.begin",
    "INSERT INTO attachment (tenant_id, attachment_id, subject_kind, subject_id, order_id, kind,"
    " state, media_type, width, height, orientation, bytes, pieces, digest, sent_digest, taken_at,"
    " added_at, added_by, wrapped) VALUES ($1, $2, $3, $4, $5, $6, 'coming', $7, $8, $9, $10, $11,"
    " $12, $13, $14, $15, $16, $17, $18)"
};
constexpr Statement kPutPiece{
    "attachment_piece.insert",
    "INSERT INTO attachment_piece (tenant_id, attachment_id, number, sealed)"
    " SELECT tenant_id, attachment_id, $3, $4 FROM attachment"
    " WHERE tenant_id = $1 AND attachment_id = $2 AND state = 'coming'"
};
constexpr Statement kKeep{
    "attachment.keep",
    "UPDATE attachment SET state = 'kept' WHERE tenant_id = $1 AND attachment_id = $2"
    " AND state = 'coming'"
};
constexpr Statement kGiveUp{
    "attachment.give_up",
    "UPDATE attachment SET state = 'gone', wrapped = $3 WHERE tenant_id = $1"
    " AND attachment_id = $2 AND state = 'coming'"
};

#define ROUTE9_ATTACHMENT_COLUMNS                                                                  \
    "tenant_id, attachment_id, subject_kind, subject_id, order_id, kind, media_type, width,"       \
    " height, orientation, bytes, pieces, digest, sent_digest, taken_at, added_at, added_by,"      \
    " wrapped"

constexpr Statement kFind{
    "attachment.find",
    "SELECT " ROUTE9_ATTACHMENT_COLUMNS " FROM attachment WHERE tenant_id = $1"
    " AND attachment_id = $2 AND state = 'kept'"
};
constexpr Statement kOfSubject{
    "attachment.of_subject",
    "SELECT " ROUTE9_ATTACHMENT_COLUMNS " FROM attachment WHERE tenant_id = $1"
    " AND subject_kind = $2 AND subject_id = $3 AND state = 'kept' ORDER BY attachment_id"
};
#undef ROUTE9_ATTACHMENT_COLUMNS

constexpr Statement kPieces{
    "attachment_piece.of",
    "SELECT sealed FROM attachment_piece WHERE tenant_id = $1 AND attachment_id = $2"
    " ORDER BY number"
};
constexpr Statement kRoom{
    "attachment_room.find", "SELECT bytes, photos FROM attachment_room WHERE tenant_id = $1"
};
constexpr Statement kRoomOfAll{
    "attachment_room.of_all",
    "SELECT CAST(COALESCE(SUM(bytes), 0) AS bigint), CAST(COALESCE(SUM(photos), 0) AS bigint)"
    " FROM attachment_room"
};
constexpr Statement kTakeRoom{
    "attachment_room.take",
    "INSERT INTO attachment_room (tenant_id, bytes, photos) VALUES ($1, $2, 1)"
    " ON CONFLICT (tenant_id) DO UPDATE SET bytes = attachment_room.bytes + excluded.bytes,"
    " photos = attachment_room.photos + 1"
};
constexpr Statement kGiveRoom{
    "attachment_room.give",
    "UPDATE attachment_room SET bytes = bytes - $2, photos = photos - 1 WHERE tenant_id = $1"
};
constexpr Statement kOfOrder{
    "attachment.of_order",
    "SELECT tenant_id, attachment_id, bytes FROM attachment WHERE tenant_id = $1"
    " AND order_id = $2 AND state = 'kept'"
};
constexpr Statement kGiveUpOfOrder{
    "attachment.give_up_of_order",
    "UPDATE attachment SET state = 'gone', wrapped = $3 WHERE tenant_id = $1 AND order_id = $2"
    " AND state <> 'kept'"
};
constexpr Statement kOld{
    "attachment.old",
    "SELECT tenant_id, attachment_id, bytes FROM attachment WHERE added_at < $1"
    " AND state = 'kept' LIMIT $2"
};
constexpr Statement kDrop{
    "attachment.drop",
    "UPDATE attachment SET state = 'gone', wrapped = $3 WHERE tenant_id = $1"
    " AND attachment_id = $2"
};
constexpr Statement kSwept{
    "attachment.swept",
    "SELECT tenant_id, attachment_id FROM attachment WHERE state <> 'kept'"
    " AND (state = 'gone' OR added_at < $1) LIMIT $2"
};
constexpr Statement kRemovePieces{
    "attachment_piece.delete",
    "DELETE FROM attachment_piece WHERE tenant_id = $1 AND attachment_id = $2"
};
constexpr Statement kRemove{
    "attachment.delete", "DELETE FROM attachment WHERE tenant_id = $1 AND attachment_id = $2"
};

struct Dropped {
    TenantId tenant;
    AttachmentId id;
    std::int64_t bytes = 0;
};

Bytes bytes_from(ByteView view) {
    return {view.begin(), view.end()};
}

Digest256 digest_from(ByteView view) {
    Digest256 digest{};
    std::ranges::copy(view.first(std::min(view.size(), digest.size())), digest.begin());
    return digest;
}

Attachment attachment_from(const Row& row) {
    return {
        .tenant = row.get<TenantId>(0),
        .id = row.get<AttachmentId>(1),
        .to =
            {.kind = parse_attached_to(row.get<std::string_view>(2)).value_or(AttachedTo::parcel),
             .id = id_bytes_from(row.get<ByteView>(3))},
        .order = row.get<std::optional<OrderId>>(4),
        .kind =
            parse_attachment_kind(row.get<std::string_view>(5)).value_or(AttachmentKind::document),
        .media_type = row.get<std::string>(6),
        .width = row.get<std::int64_t>(7),
        .height = row.get<std::int64_t>(8),
        .orientation = static_cast<int>(row.get<std::int64_t>(9)),
        .bytes = row.get<std::int64_t>(10),
        .pieces = row.get<std::int64_t>(11),
        .digest = digest_from(row.get<ByteView>(12)),
        .sent_digest = digest_from(row.get<ByteView>(13)),
        .taken_at = row.get<std::optional<Instant>>(14),
        .added_at = row.get<Instant>(15),
        .added_by = row.get<std::string>(16),
        .wrapped = bytes_from(row.get<ByteView>(17)),
    };
}

std::int64_t drop(Tx& tx, Rows rows) {
    std::vector<Dropped> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({row.get<TenantId>(0), row.get<AttachmentId>(1), row.get<std::int64_t>(2)});
    }
    for (const Dropped& each : found) {
        tx.put(kDrop, each.tenant, each.id, ByteView{});
        tx.put(kGiveRoom, each.tenant, each.bytes);
    }
    return std::ssize(found);
}

AttachmentRoom room_from(Rows rows) {
    if (!rows.next()) {
        return {};
    }
    return {rows.row().get<std::int64_t>(0), rows.row().get<std::int64_t>(1)};
}

} // namespace

void begin(Tx& tx, const Attachment& coming) {
    tx.execute(
        kBegin,
        coming.tenant,
        coming.id,
        name(coming.to.kind),
        ByteView{coming.to.id},
        coming.order,
        name(coming.kind),
        coming.media_type,
        coming.width,
        coming.height,
        coming.orientation,
        coming.bytes,
        coming.pieces,
        ByteView{coming.digest},
        ByteView{coming.sent_digest},
        coming.taken_at,
        coming.added_at,
        coming.added_by,
        ByteView{coming.wrapped}
    );
}

bool put_piece(
    Tx& tx, const TenantId& tenant, const AttachmentId& id, std::int64_t number, ByteView sealed
) {
    return tx.execute(kPutPiece, tenant, id, number, sealed) != 0;
}

bool keep(Tx& tx, const Attachment& coming) {
    if (tx.execute(kKeep, coming.tenant, coming.id) == 0) {
        return false;
    }
    tx.put(kTakeRoom, coming.tenant, coming.bytes);
    return true;
}

void give_up(Tx& tx, const TenantId& tenant, const AttachmentId& id) {
    tx.put(kGiveUp, tenant, id, ByteView{});
}

std::optional<Attachment> find(Tx& tx, const TenantId& tenant, const AttachmentId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    return rows.next() ? std::optional{attachment_from(rows.row())} : std::nullopt;
}

std::vector<Attachment>
of_subject(Tx& tx, const TenantId& tenant, const AttachmentSubject& subject) {
    std::vector<Attachment> found;
    Rows rows = tx.query(kOfSubject, tenant, name(subject.kind), ByteView{subject.id});
    while (rows.next()) {
        found.push_back(attachment_from(rows.row()));
    }
    return found;
}

std::vector<Bytes> pieces(Tx& tx, const Attachment& kept) {
    std::vector<Bytes> found;
    Rows rows = tx.query(kPieces, kept.tenant, kept.id);
    while (rows.next()) {
        found.push_back(bytes_from(rows.row().get<ByteView>(0)));
    }
    return found;
}

AttachmentRoom room(Tx& tx, const TenantId& tenant) {
    return room_from(tx.query(kRoom, tenant));
}

AttachmentRoom room_of_all(Tx& tx) {
    return room_from(tx.query(kRoomOfAll));
}

void drop_of_order(Tx& tx, const TenantId& tenant, const OrderId& order) {
    drop(tx, tx.query(kOfOrder, tenant, order));
    tx.put(kGiveUpOfOrder, tenant, order, ByteView{});
}

std::int64_t drop_old(Tx& tx, Instant before, int limit) {
    return drop(tx, tx.query(kOld, before, limit));
}

std::int64_t sweep(Tx& tx, Instant coming_before, int limit) {
    std::vector<std::pair<TenantId, AttachmentId>> found;
    Rows rows = tx.query(kSwept, coming_before, limit);
    while (rows.next()) {
        found.emplace_back(rows.row().get<TenantId>(0), rows.row().get<AttachmentId>(1));
    }
    for (const auto& [tenant, id] : found) {
        tx.put(kRemovePieces, tenant, id);
        tx.put(kRemove, tenant, id);
    }
    return std::ssize(found);
}

} // namespace route9::fulfillment::attachments
