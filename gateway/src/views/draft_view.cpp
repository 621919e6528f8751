// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/draft_view.hpp"

#include "adapters/documents/order_document.hpp"
#include "core/text.hpp"
#include "gateway/catalogue.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using fulfillment::Language;

Json field_json(const DraftField& field, std::string_view text) {
    Json json{
        {"pointer", field.pointer},
        {"value", field.value},
        {"confidence", std::string{name(field.confidence)}},
    };
    if (field.span) {
        json["span"] = {
            {"from", count_characters(text.substr(0, field.span->from))},
            {"to", count_characters(text.substr(0, field.span->to))},
        };
    }
    if (!field.candidates.empty()) {
        json["candidates"] = field.candidates;
    }
    return json;
}

bool is_missing(const FieldError& error) {
    return error.code == "required" || (error.pointer == "/items" && error.code == "empty");
}

/// What POST /v1/orders would say of it.
void judge(Json& json, const Json& document, Json problems) {
    Json missing = Json::array();
    const auto order = adapters::read_order(document);
    if (!order) {
        for (const FieldError& error : order.error().fields) {
            if (is_missing(error)) {
                missing.push_back(error.pointer);
            } else {
                problems.push_back(
                    {{"pointer", error.pointer}, {"code", error.code}, {"message", error.message}}
                );
            }
        }
    }
    json["missing"] = std::move(missing);
    json["problems"] = std::move(problems);
}

} // namespace

Json draft_summary(const DraftRecord& record) {
    Json json{
        {"id", record.id.text()},
        {"seller", record.seller.text()},
        {"channel", record.channel},
        {"external_id", record.external_id},
        {"status", record.order ? "accepted" : "draft"},
        {"created_at", format_utc(record.created_at)},
    };
    if (record.order) {
        json["order_id"] = record.order->text();
    }
    return json;
}

Json draft_page(
    const DraftRecord& record,
    const DraftContent& content,
    const Services& services,
    std::string_view language
) {
    const Language spoken = fulfillment::parse_language(language).value_or(Language::en);
    Json json = draft_summary(record);
    if (!content.text.empty()) {
        json["text"] = content.text;
    }
    Json fields = Json::array();
    for (const DraftField& field : content.fields) {
        fields.push_back(field_json(field, content.text));
    }
    json["fields"] = std::move(fields);
    Json problems = Json::array();
    for (const adapters::ChatDoubt& doubt : content.doubts) {
        problems.push_back(
            {{"pointer", doubt.pointer},
             {"code", doubt.code},
             {"message", services.catalogue.explanations.reason(doubt.code, spoken)}}
        );
    }
    Json document = order_document(record, content);
    judge(json, document, std::move(problems));
    json["order"] = std::move(document);
    return json;
}

} // namespace route9::gateway
