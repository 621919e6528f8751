// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/order_page.hpp"

#include "fulfillment/phone.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/order_words.hpp"
#include "gateway/orders/prepared_order.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/services.hpp"
#include "gateway/views/money_json.hpp"
#include "views/place_view.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

void put_given(Json& json, const char* name, const std::string& value) {
    if (!value.empty()) {
        json[name] = value;
    }
}

/// The stored ids as the plan they came from, so that its sentences can be rendered.
Plan plan_of(const Fulfillment& item, const Json& stored) {
    Plan plan;
    plan.decision = item.status == FulfillmentStatus::held ? Decision::held : Decision::routed;
    for (const std::string& word : stored.value("warnings", std::vector<std::string>{})) {
        if (const auto warning = parse_plan_warning(word)) {
            plan.warnings.push_back(*warning);
        }
    }
    plan.explanation.chosen = stored.value("chosen", std::vector<std::string>{});
    for (const Json& option : stored.value("rejected", Json::array())) {
        if (const auto why = parse_why(option.at(1).get<std::string>())) {
            plan.explanation.rejected.push_back({option.at(0).get<std::string>(), *why});
        }
    }
    return plan;
}

Json reasons_json(Json reasons, const Services& services, Language language) {
    for (Json& reason : reasons) {
        const std::string code = reason.at("code").get<std::string>();
        std::string message = services.catalogue.explanations.reason(code, language);
        if (reason.contains("why")) {
            message += " " + services.catalogue.explanations.phone_fault(
                                 reason.at("why").get<std::string>(), language
                             );
        }
        reason["message"] = std::move(message);
        const bool has_choices = code.starts_with("ADDRESS_") || code == "PICKUP_POINT_UNKNOWN";
        if (has_choices && reason.contains("candidates")) {
            reason["choices"] = choices_view(
                reason.at("candidates").get<std::vector<std::string>>(),
                reason.value("pointer", ""),
                services.catalogue,
                language
            );
        }
    }
    return reasons;
}

} // namespace

Json lines_view(const Order& order) {
    Json lines = Json::array();
    for (const OrderLine& line : order.lines) {
        Json item{
            {"sku", line.sku.text()},
            {"name", line.name},
            {"quantity", line.quantity},
            {"unit_price", line.unit_price.amount()},
        };
        if (line.weight_g) {
            item["weight_g"] = *line.weight_g;
        }
        if (!line.hs_code.empty()) {
            item["hs_code"] = line.hs_code;
        }
        if (!line.origin.empty()) {
            item["origin"] = line.origin;
        }
        lines.push_back(std::move(item));
    }
    return lines;
}

Json recipient_view(const Recipient& recipient) {
    Json json = Json::object();
    put_given(json, "name", recipient.name);
    put_given(json, "phone", recipient.phone);
    put_given(json, "country", recipient.country);
    put_given(json, "province", recipient.province);
    put_given(json, "district", recipient.district);
    put_given(json, "village", recipient.village);
    put_given(json, "address_line", recipient.address_line);
    put_given(json, "landmark", recipient.landmark);
    put_given(json, "pickup_point", recipient.pickup_point);
    return json;
}

Json order_summary(const OrderRecord& record) {
    return spoken_summary(record, {});
}

Json spoken_summary(const OrderRecord& record, std::string_view words) {
    const Order& order = record.order;
    Json json{
        {"id", record.id.text()},
        {"seller", record.seller.text()},
        {"channel", order.channel},
        {"external_id", order.external_id},
        {"status", std::string{name(record.status)}},
        {"reasons", spoken_reasons(record.reasons, words)},
        {"currency", std::string{code(order.currency)}},
        {"payment",
         {{"method", std::string{name(order.payment.method)}},
          {"amount", order.payment.amount.amount()}}},
        {"placed_at", format_utc(order.placed_at)},
        {"received_at", format_utc(record.received_at)},
    };
    if (order.promised_by) {
        json["promised_by"] = format_corridor(*order.promised_by);
    }
    return json;
}

Json fulfillment_page(
    const Fulfillment& fulfillment, const Services& services, std::string_view language
) {
    const Json stored = read_stored_plan(fulfillment.plan);
    const Language spoken = parse_language(language).value_or(Language::en);
    Json lines = Json::array();
    for (const FulfillmentLine& line : fulfillment.lines) {
        lines.push_back({{"sku", line.sku.text()}, {"quantity", line.quantity}});
    }
    Json json{
        {"id", fulfillment.id.text()},
        {"order", fulfillment.order.text()},
        {"seller", fulfillment.seller.text()},
        {"status", std::string{name(fulfillment.status)}},
        {"warehouse", fulfillment.warehouse},
        {"lines", std::move(lines)},
        {"weight_g", fulfillment.mass_g},
        {"plan", stored},
        {"plan_version", fulfillment.plan_version},
        {"plan_reason", std::string{name(fulfillment.plan_reason)}},
        {"explanation",
         services.catalogue.explanations.sentences(plan_of(fulfillment, stored), spoken)},
        {"assessment", Json::parse(fulfillment.assessment)},
    };
    if (fulfillment.cold) {
        json["cold"] = true;
    }
    put_given(json, "gate", fulfillment.gate);
    put_given(json, "carrier", fulfillment.carrier.text());
    if (fulfillment.departure) {
        json["departure"] = fulfillment.departure->text();
    }
    if (fulfillment.eta) {
        json["eta"] = format_corridor(*fulfillment.eta);
    }
    return json;
}

Json order_page(
    const OrderRecord& record,
    const std::optional<PersonalDetails>& details,
    std::span<const Fulfillment> fulfillments,
    const Services& services,
    std::string_view language
) {
    const Language spoken = parse_language(language).value_or(Language::en);
    Json json = spoken_summary(record, details ? std::string_view{details->words} : "");
    json["reasons"] = reasons_json(std::move(json["reasons"]), services, spoken);
    json["incoterm"] = std::string{name(record.order.incoterm)};
    json["items"] = lines_view(record.order);
    if (!record.order.sender_location.empty()) {
        json["sender"] = {{"location_id", record.order.sender_location}};
    }
    if (details) {
        json["recipient"] = recipient_view(details->recipient);
        put_given(json, "note", details->note);
    }
    const Recipient* typed = details ? &details->recipient : nullptr;
    json["destination"] = destination_view(record, typed, services.catalogue, spoken);
    if (typed != nullptr) {
        if (const auto phone = read_phone(typed->phone, typed->country)) {
            json["contact"] = {{"phone", phone->e164}, {"kind", std::string{name(phone->kind)}}};
        }
        json["questions"] = questions_view(record, *typed, services.catalogue, spoken);
    }
    Json items = Json::array();
    for (const Fulfillment& fulfillment : fulfillments) {
        items.push_back(fulfillment_page(fulfillment, services, language));
    }
    json["fulfillments"] = std::move(items);
    if (misses_promise(record.order, fulfillments)) {
        json["promise_missed"] = true;
    }
    return json;
}

} // namespace route9::gateway
