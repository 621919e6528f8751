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

constexpr std::array<EventReader, 8> kReaders{{
    {.platform = "adobe", .channel = {}, .read = read_adobe_event},
    {.platform = "haravan", .channel = haravan_channel, .read = read_haravan},
    {.platform = "nhanh", .channel = {}, .read = read_nhanh_event},
    {.platform = "sapo", .channel = {}, .read = read_sapo_event},
    {.platform = "shopify", .channel = "shopify", .read = read_shopify_event},
    {.platform = "simple", .channel = {}, .read = read_simple_event},
    {.platform = "standard", .channel = {}, .read = read_standard},
    {.platform = "woocommerce", .channel = {}, .read = read_woocommerce_event},
}};

} // namespace

std::span<const EventReader> event_readers() noexcept {
    return kReaders;
}

const EventReader* find_event_reader(std::string_view platform) noexcept {
    const auto* row = std::ranges::find(kReaders, platform, &EventReader::platform);
    return row == kReaders.end() ? nullptr : row;
}

} // namespace route9::adapters
