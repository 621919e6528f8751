// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/take_drafts.hpp"

#include "core/limits.hpp"
#include "fulfillment/phone.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/drafts/draft_door.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using adapters::WhatsAppMessage;

bool is_known(const DraftContent& content, std::string_view pointer) {
    return std::ranges::any_of(content.fields, [&](const DraftField& field) {
        return field.pointer == pointer && !field.value.is_null();
    });
}

void put(DraftContent& content, std::string pointer, Json value, DraftConfidence confidence) {
    const auto is_this = [&](const auto& each) { return each.pointer == pointer; };
    std::erase_if(content.fields, is_this);
    std::erase_if(content.doubts, is_this);
    content.fields.push_back({std::move(pointer), std::move(value), confidence});
}

/// The cart is what was ordered, whatever goods the text speaks of.
void put_cart(DraftContent& content, const WhatsAppMessage& message) {
    const auto is_of_goods = [](const auto& each) {
        return each.pointer.starts_with("/items/") || each.pointer == "/currency";
    };
    std::erase_if(content.fields, is_of_goods);
    std::erase_if(content.doubts, is_of_goods);
    const Currency currency = message.items.front().unit_price.currency();
    put(content, "/currency", std::string{code(currency)}, DraftConfidence::high);
    for (std::size_t i = 0; i < message.items.size(); ++i) {
        const auto& item = message.items[i];
        const std::string at = "/items/" + std::to_string(i);
        put(content, at + "/sku", item.sku, DraftConfidence::high);
        put(content, at + "/quantity", item.quantity, DraftConfidence::high);
        put(content, at + "/unit_price", item.unit_price.amount(), DraftConfidence::high);
    }
}

/// Who writes is mostly who receives: likely, where the text names nobody.
void put_sender(DraftContent& content, const WhatsAppMessage& message) {
    const auto phone = fulfillment::parse_phone(message.sender, "LA");
    const bool says_phone = std::ranges::any_of(content.fields, [](const DraftField& field) {
        return field.pointer == "/recipient/phone";
    });
    if (phone && !says_phone) {
        put(content, "/recipient/phone", phone->e164, DraftConfidence::medium);
    }
    if (phone && !is_known(content, "/recipient/country")) {
        const bool is_lao = phone->e164.starts_with("+856");
        put(content, "/recipient/country", is_lao ? "LA" : "VN", DraftConfidence::medium);
    }
    if (!message.sender_name.empty() && !is_known(content, "/recipient/name")) {
        put(content, "/recipient/name", message.sender_name, DraftConfidence::medium);
    }
}

/// As much as a draft may hold, in whole characters.
std::string beginning_of(const std::string& text) {
    std::size_t end = std::min(text.size(), limits::chat_text_bytes_max);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U
    ) {
        --end;
    }
    return text.substr(0, end);
}

/// Nullopt for what is no order.
std::optional<DraftContent> content_from(const WhatsAppMessage& message, const Services& services) {
    const adapters::ChatTools tools{
        services.catalogue.chat_words, services.catalogue.corridor.addresses
    };
    const std::string text = beginning_of(message.text);
    const auto order = adapters::read_chat_order(text, tools, {});
    if (!message.is_cart() && !order.looks_like_order()) {
        return std::nullopt;
    }
    DraftContent content = content_of(text, order);
    if (message.is_cart()) {
        put_cart(content, message);
    }
    put_sender(content, message);
    return content;
}

struct Taken {
    std::vector<DraftRecord> records;
    std::string problem; // of the first message that is no draft and should be
};

platform::task<Result<Taken>> read_delivery(
    Services& services, const Connection& connection, const Delivery& delivery, Tick deadline
) {
    Taken taken;
    const auto json = parse_json(delivery.body);
    if (!json) {
        taken.problem = json.error().detail;
        co_return taken;
    }
    FieldErrors errors;
    const auto messages = adapters::read_whatsapp_messages(*json, errors);
    if (!errors.empty()) {
        taken.problem = errors.front().pointer + ": " + errors.front().message;
    }
    for (const WhatsAppMessage& message : messages) {
        const bool is_other = !delivery.shop.empty() && message.number != delivery.shop;
        if (is_other || message.id.size() > limits::foreign_id_bytes_max) {
            taken.problem = is_other ? "a message is for another number" : "a message's id is long";
            continue;
        }
        auto content = content_from(message, services);
        if (!content) {
            continue;
        }
        auto record = co_await seal_new_draft(
            services,
            {.tenant = connection.tenant,
             .seller = connection.party,
             .channel = std::string{adapters::whatsapp_channel},
             .external_id = message.id,
             .content = std::move(*content)},
            deadline
        );
        if (!record) {
            co_return Failure{std::move(record).error()};
        }
        taken.records.push_back(std::move(*record));
    }
    co_return taken;
}

/// A message that is a draft already, or an order by now, changes nothing.
InboxState store_drafts(Tx& tx, const Taken& taken, std::string& reason) {
    std::size_t made = 0;
    for (const DraftRecord& record : taken.records) {
        const auto stored = store_draft(tx, record);
        if (!stored && stored.error().code != ErrorCode::already_exists) {
            reason = stored.error().detail;
            return InboxState::quarantined;
        }
        made += stored ? 1 : 0;
    }
    if (!taken.problem.empty()) {
        reason = taken.problem;
        return InboxState::quarantined;
    }
    reason = taken.records.empty() ? "no order" : std::to_string(made) + " drafts";
    return taken.records.empty() ? InboxState::ignored : InboxState::done;
}

} // namespace

bool is_chat_platform(std::string_view platform) noexcept {
    return platform == "meta";
}

platform::task<Result<InboxState>> take_drafts(
    Services& services,
    InboxItem item,
    const Connection& connection,
    const Delivery& delivery,
    Tick deadline
) {
    auto taken = co_await read_delivery(services, connection, delivery, deadline);
    if (!taken) {
        co_return Failure{std::move(taken).error()};
    }
    const Reach reach = Reach::of(item.tenant);
    auto unit = [item = std::move(item), taken = std::move(*taken)](Tx& tx) -> Result<InboxState> {
        std::string reason;
        const InboxState state = store_drafts(tx, taken, reason);
        if (!inbox::finish(tx, item, state, reason)) {
            return fail(ErrorCode::conflict, "another attempt has taken this delivery over");
        }
        return state;
    };
    co_return co_await platform::write(
        services.store, reach, std::move(unit), deadline, platform::Lane::background
    );
}

} // namespace route9::gateway
