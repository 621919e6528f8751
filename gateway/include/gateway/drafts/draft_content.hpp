// SPDX-License-Identifier: Apache-2.0
// What a draft says: the text it was read from, each member of the order with how far it may be
// trusted, and what is doubtful. A person mends it in the form of POST /v1/orders; the order that
// it would be is made from it whenever somebody looks. Values; any thread.
#pragma once

#include "adapters/chat/chat_order.hpp"
#include "core/json.hpp"
#include "core/result.hpp"
#include "gateway/drafts/draft_store.hpp"
#include "gateway/keyring.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// As adapters::Confidence, and what a person or a program has said.
enum class DraftConfidence : std::uint8_t { low, medium, high, given };

std::string_view name(DraftConfidence confidence) noexcept;

struct DraftField {
    std::string pointer; // the member of POST /v1/orders
    Json value;          // null when it must be asked
    DraftConfidence confidence = DraftConfidence::low;
    std::optional<adapters::TextSpan> span{};
    std::vector<std::string> candidates{};
};

struct DraftContent {
    std::string text{};
    std::vector<DraftField> fields{};
    std::vector<adapters::ChatDoubt> doubts{};
};

DraftContent content_of(std::string text, const adapters::ChatOrder& order);

/// Takes over the members that `changes` names, in the form of POST /v1/orders: null takes one
/// away, items are named by their place, a null item goes. Errors are added, below `pointer`.
void apply_changes(
    DraftContent& content, const Json& changes, const std::string& pointer, FieldErrors& errors
);

/// The body of POST /v1/orders, as far as it is known.
Json order_document(const DraftRecord& record, const DraftContent& content);

/// Seals the content into the record, under a new key of its own.
void seal_draft(
    DraftRecord& record,
    const DraftContent& content,
    const TenantKeys& keys,
    const Vault& vault,
    Entropy& entropy
);
/// The same under the key that it has. Error: internal.
Result<void> reseal_draft(
    DraftRecord& record,
    const DraftContent& content,
    const TenantKeys& keys,
    const Vault& vault,
    Entropy& entropy
);
/// Error: internal when it does not open.
Result<DraftContent> open_draft(const DraftRecord& record, const Vault& vault);

} // namespace route9::gateway
