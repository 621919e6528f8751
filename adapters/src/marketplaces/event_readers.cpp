// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/event_readers.hpp"

#include "adapters/marketplaces/haravan_events.hpp"
#include "adapters/marketplaces/simple_events.hpp"
#include "adapters/marketplaces/standard_events.hpp"
#include "marketplaces/shop_readers.hpp"

#include <algorithm>
#include <array>

namespace route9::adapters {
namespace {

Result<InboundEvent> read_haravan(const Json& message, const MessageOrigin& origin) {
    return read_haravan_event(message, origin.topic);
}

Result<InboundEvent> read_standard(const Json& message, const MessageOrigin& origin) {
    return read_standard_event(message, origin.connection);
}

constexpr std::array<EventReader, 14> kReaders{{
    {.platform = "adobe", .channel = {}, .read = read_adobe_event},
    {.platform = "haravan", .channel = haravan_channel, .read = read_haravan},
    {.platform = "kiotviet", .channel = {}, .read = read_kiotviet_event},
    {.platform = "lazada", .channel = "lazada", .read = read_lazada_event},
    {.platform = "nhanh", .channel = {}, .read = read_nhanh_event},
    {.platform = "sapo", .channel = {}, .read = read_sapo_event},
    {.platform = "sendo", .channel = "sendo", .read = read_sendo_event},
    {.platform = "shopee", .channel = "shopee", .read = read_shopee_event},
    {.platform = "shopify", .channel = "shopify", .read = read_shopify_event},
    {.platform = "simple", .channel = {}, .read = read_simple_event},
    {.platform = "standard", .channel = {}, .read = read_standard},
    {.platform = "tiki", .channel = "tiki", .read = read_tiki_event},
    {.platform = "tiktok", .channel = "tiktok", .read = read_tiktok_event},
    {.platform = "woocommerce", .channel = {}, .read = read_woocommerce_event},
}};

} // namespace

const OrderStates& no_order_states() noexcept {
    static const OrderStates kNone;
    return kNone;
}

std::span<const EventReader> event_readers() noexcept {
    return kReaders;
}

const EventReader* find_event_reader(std::string_view platform) noexcept {
    const auto* row = std::ranges::find(kReaders, platform, &EventReader::platform);
    return row == kReaders.end() ? nullptr : row;
}

} // namespace route9::adapters
