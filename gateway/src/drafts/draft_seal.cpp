// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/phone.hpp"
#include "gateway/drafts/draft_content.hpp"

#include <utility>

namespace route9::gateway {
namespace {

std::string context_of(const DraftRecord& record) {
    return "draft/" + record.tenant.text() + "/" + record.id.text();
}

std::string sealed_text(const DraftContent& content) {
    Json fields = Json::array();
    for (const DraftField& field : content.fields) {
        Json json{
            {"p", field.pointer},
            {"v", field.value},
            {"c", static_cast<int>(field.confidence)},
            {"o", field.candidates},
        };
        if (field.span) {
            json["s"] = {field.span->from, field.span->to};
        }
        fields.push_back(std::move(json));
    }
    Json doubts = Json::array();
    for (const adapters::ChatDoubt& doubt : content.doubts) {
        doubts.push_back({doubt.code, doubt.pointer});
    }
    const Json json{{"t", content.text}, {"f", std::move(fields)}, {"d", std::move(doubts)}};
    return json.dump();
}

DraftContent content_from(const Json& json) {
    DraftContent content{.text = json.at("t").get<std::string>()};
    for (const Json& each : json.at("f")) {
        DraftField field{.pointer = each.at("p").get<std::string>(), .value = each.at("v")};
        field.confidence = static_cast<DraftConfidence>(each.at("c").get<int>());
        field.candidates = each.at("o").get<std::vector<std::string>>();
        if (each.contains("s")) {
            field.span = adapters::TextSpan{
                each.at("s").at(0).get<std::size_t>(), each.at("s").at(1).get<std::size_t>()
            };
        }
        content.fields.push_back(std::move(field));
    }
    for (const Json& doubt : json.at("d")) {
        content.doubts.push_back({doubt.at(0).get<std::string>(), doubt.at(1).get<std::string>()});
    }
    return content;
}

std::string text_at(const DraftContent& content, std::string_view pointer) {
    for (const DraftField& field : content.fields) {
        if (field.pointer == pointer && field.value.is_string()) {
            return field.value.get<std::string>();
        }
        if (field.pointer == pointer && !field.candidates.empty()) {
            return field.candidates.front();
        }
    }
    return {};
}

/// As orders are found: in E.164 where it can be read.
BlindIndex phone_index_of(const DraftContent& content, const Secret& index_key) {
    const std::string phone = text_at(content, "/recipient/phone");
    if (phone.empty()) {
        return {};
    }
    const auto read = fulfillment::parse_phone(phone, text_at(content, "/recipient/country"));
    return blind_index(index_key, "phone", read ? read->e164 : phone);
}

void seal_under(
    DraftRecord& record,
    const DraftContent& content,
    const Secret& key,
    const TenantKeys& keys,
    Entropy& entropy
) {
    record.sealed = seal(
        key,
        make_nonce(entropy),
        as_byte_view(sealed_text(content)),
        as_byte_view(context_of(record))
    );
    record.phone_index = phone_index_of(content, keys.index);
}

} // namespace

void seal_draft(
    DraftRecord& record,
    const DraftContent& content,
    const TenantKeys& keys,
    const Vault& vault,
    Entropy& entropy
) {
    DataKey key = vault.make_key(entropy, context_of(record));
    seal_under(record, content, key.key, keys, entropy);
    record.wrapped = std::move(key.wrapped);
}

Result<void> reseal_draft(
    DraftRecord& record,
    const DraftContent& content,
    const TenantKeys& keys,
    const Vault& vault,
    Entropy& entropy
) {
    const auto key = vault.unwrap(record.wrapped, context_of(record));
    if (!key) {
        return Failure{key.error()};
    }
    seal_under(record, content, *key, keys, entropy);
    return {};
}

Result<DraftContent> open_draft(const DraftRecord& record, const Vault& vault) {
    const auto key = vault.unwrap(record.wrapped, context_of(record));
    if (!key) {
        return Failure{key.error()};
    }
    const auto plain = unseal(*key, record.sealed, as_byte_view(context_of(record)));
    if (!plain) {
        return fail(ErrorCode::internal, "a sealed draft does not open");
    }
    const auto* text = reinterpret_cast<const char*>(plain->data());
    return content_from(Json::parse(text, text + plain->size()));
}

} // namespace route9::gateway
