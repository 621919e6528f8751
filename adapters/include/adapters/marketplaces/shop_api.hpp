// SPDX-License-Identifier: Apache-2.0
// The marketplaces whose orders are asked for, because a push carries little more than a number or
// because it may be lost: one row of pure functions each. They build calls and read answers;
// sending, retrying, tokens and rates are the caller's. Answers are validated like any foreign
// input. Any thread.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "adapters/marketplaces/inbound_event.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// What became of one order at its source. Errors: not_found, validation_failed with every bad
/// member.
struct FetchedOrder {
    std::string external_id;
    Result<InboundEvent> event;
};

/// Orders that changed from `from` (inclusive) to `to`; the next page of them with its cursor.
struct ChangeSpan {
    Instant from{};
    Instant to{};
    std::string cursor{};
    /// `to` was the present. Where pages are counted the end is left open then: an order that
    /// changes while the list is read must not leave it and move another past a page's end.
    bool is_open = false;
};

struct ChangePage {
    std::vector<std::string> external_ids;
    std::string next; // empty = that was the last page
};

/// Messages that wait at the platform: pushes that did not arrive, or all there are.
struct MailPage {
    struct Message {
        std::string shop;
        Json body; // as it would have been pushed
    };
    std::vector<Message> messages;
    std::string receipt; // what they are acknowledged with; empty = nothing to acknowledge
    bool is_last = true;
};

struct ShopApi {
    std::string_view platform;
    std::size_t orders_at_once = 1;
    /// Whether the app's id and secret are enough for a token of the seller's own program.
    bool grants_itself = false;
    /// Pushes carry the order: it is asked for only where somebody has authorised it.
    bool is_pushed = false;
    /// A carrier: it has no orders, it is asked for parcels as its row's "parcel_ask" says.
    bool is_carrier = false;
    /// Two shops may have orders of one number.
    bool counts_by_shop = false;
    /// Whether a token that a person gives can be one, and how it looks; null = any.
    bool (*is_token)(std::string_view text) = nullptr;
    std::string_view token_form{};
    /// All of them are needed for the orders; none waits for another's answer.
    std::vector<ApiCall> (*order_calls)(
        const ApiAccess& access, std::span<const std::string> ids, Instant now
    ) = nullptr;
    /// One for each id, whatever the answers say. `answers` are those of order_calls.
    std::vector<FetchedOrder> (*read_orders)(
        std::span<const Json> answers, std::span<const std::string> ids, const OrderStates& states
    ) = nullptr;
    /// Null where tokens are not renewed.
    ApiCall (*token_call)(const ApiAccess& access, const TokenGrant& grant, Instant now) = nullptr;
    Result<ApiTokens> (*read_tokens)(const Json& answer, Instant now) = nullptr;
    ApiCall (*changes_call)(const ApiAccess& access, const ChangeSpan& span, Instant now) = nullptr;
    Result<ChangePage> (*read_changes)(const Json& answer, const ChangeSpan& span) = nullptr;
    Seconds span_max{0};             // of one changes call
    std::string_view mail_setting{}; // that the queue needs; empty = none
    /// Null where there is no such queue. The app's, not a shop's. `receipt` is the last page's,
    /// empty at first: where asking for the next page acknowledges the last there is no
    /// receipt_call.
    ApiCall (*mail_call)(const ApiAccess& access, std::string_view receipt, Instant now) = nullptr;
    Result<MailPage> (*read_mail)(const Json& answer) = nullptr;
    ApiCall (*receipt_call)(const ApiAccess& access, std::string_view receipt, Instant now) =
        nullptr;
};

/// By platform's name.
std::span<const ShopApi> shop_apis() noexcept;
/// Null for a platform that is not called.
const ShopApi* find_shop_api(std::string_view platform) noexcept;

} // namespace route9::adapters
