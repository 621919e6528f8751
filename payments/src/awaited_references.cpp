// SPDX-License-Identifier: Apache-2.0
#include "payments/awaited_references.hpp"

#include "awaited_writing.hpp"
#include "core/text.hpp"
#include "memo_words.hpp"

namespace route9::payments {
namespace {

constexpr Statement kNote{
    "awaited_reference_note",
    "INSERT INTO awaited_reference (tenant_id, reference_index, movement_id) VALUES ($1, $2, $3)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kTake{
    "awaited_reference_take",
    "DELETE FROM awaited_reference WHERE tenant_id = $1 AND reference_index = $2"
    " RETURNING movement_id"
};
constexpr Statement kForget{
    "awaited_reference_forget",
    "DELETE FROM awaited_reference"
    " WHERE tenant_id = $1 AND reference_index = $2 AND movement_id = $3"
};

} // namespace

BlindIndex reference_index(const Secret& index_key, std::string_view reference) {
    return blind_index(index_key, "reference", fold_memo(reference));
}

namespace awaited_references {

std::vector<MovementId> take(Tx& tx, const TenantId& tenant, const BlindIndex& reference) {
    std::vector<MovementId> waiting;
    auto rows = tx.query(kTake, tenant, ByteView{reference});
    while (rows.next()) {
        waiting.push_back(rows.row().get<MovementId>(0));
    }
    return waiting;
}

void note(
    Tx& tx,
    const TenantId& tenant,
    const Secret& index_key,
    const Movement& movement,
    const std::set<std::string>& known
) {
    if (movement.facts.amount.is_negative()) {
        return;
    }
    const auto id = MovementId::parse(movement.id).value();
    for (const auto& word : awaited_words(fold(movement.facts.memo))) {
        if (!known.contains(word)) {
            const auto index = reference_index(index_key, word);
            tx.execute(kNote, tenant, ByteView{index}, id);
        }
    }
}

void forget(Tx& tx, const TenantId& tenant, const Secret& index_key, const Movement& movement) {
    const auto id = MovementId::parse(movement.id).value();
    for (const auto& word : awaited_words(fold(movement.facts.memo))) {
        const auto index = reference_index(index_key, word);
        tx.execute(kForget, tenant, ByteView{index}, id);
    }
}

} // namespace awaited_references
} // namespace route9::payments
