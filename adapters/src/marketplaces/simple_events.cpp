// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/simple_events.hpp"

#include "adapters/marketplaces/standard_events.hpp"

#include <string>
#include <utility>

namespace route9::adapters {

Result<InboundEvent> read_simple_event(const Json& message, const MessageOrigin& origin) {
    constexpr std::string_view kData = "/data";
    if (message.is_object() && message.contains("type") && message.contains("data")) {
        return read_standard_event(message, origin.connection);
    }
    const Json whole{
        {"type", origin.topic.empty() ? std::string{"order.created"} : std::string{origin.topic}},
        {"data", message},
    };
    auto event = read_standard_event(whole, origin.connection);
    if (!event) {
        Error error = std::move(event).error();
        for (FieldError& field : error.fields) {
            if (field.pointer.starts_with(kData)) {
                field.pointer.erase(0, kData.size());
            }
        }
        return Failure{std::move(error)};
    }
    return event;
}

} // namespace route9::adapters
