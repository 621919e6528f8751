// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/order_store.hpp"

namespace route9::fulfillment::orders {
namespace {

constexpr Statement kNote{
    "early_cancellation.insert",
    "INSERT INTO early_cancellation (tenant_id, seller_id, channel, external_id, reason, at, words,"
    " words_day) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING"
};
constexpr Statement kFind{
    "early_cancellation.find",
    "SELECT reason, words, words_day FROM early_cancellation"
    " WHERE tenant_id = $1 AND seller_id = $2 AND channel = $3 AND external_id = $4"
};
constexpr Statement kNoteBy{
    "early_cancellation_by_connection.insert",
    "INSERT INTO early_cancellation_by_connection (tenant_id, connection_id, external_id, reason,"
    " at, words, words_day) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING"
};
constexpr Statement kFindBy{
    "early_cancellation_by_connection.find",
    "SELECT reason, words, words_day FROM early_cancellation_by_connection"
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3"
};

std::optional<EarlyWords> first_words(Rows rows) {
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    const auto sealed = row.get<ByteView>(1);
    return EarlyWords{
        .clear = row.get<std::string>(0),
        .sealed = {sealed.begin(), sealed.end()},
        .day = row.get<std::int64_t>(2),
    };
}

} // namespace

void note_early_cancellation(
    Tx& tx, const OrderReference& reference, const EarlyWords& words, Instant at
) {
    tx.execute(
        kNote,
        reference.tenant,
        reference.seller,
        reference.channel,
        reference.external_id,
        words.clear,
        at,
        ByteView{words.sealed},
        words.day
    );
}

Rows ask_early_cancellation(Tx& tx, const OrderReference& reference) {
    return tx.query(
        kFind, reference.tenant, reference.seller, reference.channel, reference.external_id
    );
}

std::optional<EarlyWords> read_early_cancellation(Rows asked) {
    return first_words(std::move(asked));
}

std::optional<EarlyWords> early_cancellation(Tx& tx, const OrderReference& reference) {
    return first_words(ask_early_cancellation(tx, reference));
}

void note_early_cancellation(
    Tx& tx, const ConnectionReference& reference, const EarlyWords& words, Instant at
) {
    tx.execute(
        kNoteBy,
        reference.tenant,
        reference.connection,
        reference.external_id,
        words.clear,
        at,
        ByteView{words.sealed},
        words.day
    );
}

std::optional<EarlyWords> early_cancellation(Tx& tx, const ConnectionReference& reference) {
    return first_words(
        tx.query(kFindBy, reference.tenant, reference.connection, reference.external_id)
    );
}

} // namespace route9::fulfillment::orders
