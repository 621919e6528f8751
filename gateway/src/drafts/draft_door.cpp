// SPDX-License-Identifier: Apache-2.0
#include "gateway/drafts/draft_door.hpp"

#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "core/text.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"

#include <utility>

namespace route9::gateway {
namespace {

std::string read_text(ObjectReader& reader) {
    const Json* value = reader.any("text", Need::optional);
    if (value == nullptr) {
        return {};
    }
    if (!value->is_string() || is_invisible(value->get_ref<const std::string&>())) {
        reader.refuse("text", "wrong_type", "must be the messages as text, not empty");
        return {};
    }
    if (value->get_ref<const std::string&>().size() > limits::chat_text_bytes_max) {
        reader.refuse("text", "too_long", "must be at most 16384 bytes: one order's messages");
        return {};
    }
    return value->get<std::string>();
}

std::string read_id(ObjectReader& reader, std::string_view member) {
    auto id = reader.text(member, Need::optional, limits::foreign_id_bytes_max);
    if (id && (is_invisible(*id) || has_bidi_control(*id))) {
        reader.refuse(member, "malformed", "must be an id that can be seen");
    }
    return id.value_or("");
}

std::string text_member(const Json* object, const char* member) {
    if (object == nullptr || !object->is_object()) {
        return {};
    }
    const auto found = object->find(member);
    return found == object->end() || !found->is_string() ? "" : found->get<std::string>();
}

adapters::ChatHints hints_of(const Json* order) {
    const Json* recipient = nullptr;
    if (order != nullptr && order->is_object() && order->contains("recipient")) {
        recipient = &order->at("recipient");
    }
    return {
        .country = text_member(recipient, "country"), .currency = text_member(order, "currency")
    };
}

} // namespace

DraftContent
read_draft_text(std::string text, const adapters::ChatHints& hints, const Services& services) {
    const adapters::ChatTools tools{
        services.catalogue.chat_words, services.catalogue.corridor.addresses
    };
    const auto order = adapters::read_chat_order(text, tools, hints);
    return content_of(std::move(text), order);
}

Result<DraftArrival> read_draft(const Json& body, const Services& services) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    DraftArrival arrival;
    const std::string text = read_text(reader);
    const Json* order = reader.any("order", Need::optional);
    arrival.channel = read_id(reader, "channel");
    arrival.external_id = read_id(reader, "external_id");
    reader.finish();
    if (errors.empty() && text.empty() && order == nullptr) {
        reader.refuse("text", "required", "give the messages, or what is known as `order`");
    }
    if (!text.empty()) {
        arrival.content = read_draft_text(text, hints_of(order), services);
    }
    if (order != nullptr) {
        apply_changes(arrival.content, *order, "/order", errors);
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return arrival;
}

platform::task<Result<DraftRecord>>
seal_new_draft(Services& services, DraftArrival arrival, Tick deadline) {
    const auto keys = co_await services.keyring.tenant(arrival.tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    const Instant now = services.clock.business();
    DraftRecord record;
    record.tenant = arrival.tenant;
    record.id = DraftId::make(now, services.entropy);
    record.seller = arrival.seller;
    record.channel = arrival.channel.empty() ? std::string{chat_channel} : arrival.channel;
    record.external_id = arrival.external_id.empty() ? record.id.text() : arrival.external_id;
    record.created_at = now;
    seal_draft(record, arrival.content, **keys, services.vault, services.entropy);
    co_return record;
}

Result<void> store_draft(Tx& tx, const DraftRecord& record) {
    if (drafts::count(tx, record.tenant, record.seller) >= limits::drafts_of_seller_max) {
        return fail(
            ErrorCode::state_forbids, "this seller has 10000 drafts: confirm or discard some"
        );
    }
    if (drafts::insert(tx, record)) {
        return {};
    }
    const auto existing = drafts::find_external(tx, record);
    return Failure{Error{
        .code = ErrorCode::already_exists,
        .detail = "a draft with this channel and external_id exists",
        .fields = {},
        .reference = existing ? existing->id.text() : "",
    }};
}

Result<DraftRecord> find_draft_for(Tx& tx, const Principal& principal, std::string_view id_text) {
    const auto id = DraftId::parse(id_text);
    if (!id || !acts_for_sellers(principal)) {
        return fail(ErrorCode::not_found);
    }
    auto record = drafts::find(tx, principal.tenant, *id);
    const auto own = confined_to(principal);
    if (!record || (own && record->seller != *own)) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*record);
}

} // namespace route9::gateway
