// SPDX-License-Identifier: Apache-2.0
#include "views/place_view.hpp"

#include "fulfillment/commune.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/mend_order.hpp"
#include "orders/recipient_checks.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// Lao readers get every country's own script for Laos, Latin letters for everyone else.
bool is_own_script_read(std::string_view country, Language language) {
    return country == "LA" ? language == Language::lo : language != Language::en;
}

std::string name_of(const PlaceWords& words, Language language) {
    const bool own = is_own_script_read(words.country, language);
    std::string text = own ? words.name : words.name_latin;
    if (!words.district.empty()) {
        text += ", " + (own ? words.province_name : words.province_name_latin);
    }
    return text;
}

CommuneMatch
commune_of(const OrderRecord& record, const Recipient& recipient, const Catalogue& catalogue) {
    if (record.order.recipient.country != "VN" || record.order.recipient.province.empty()) {
        return {};
    }
    return catalogue.communes->resolve(
        record.order.recipient.province, recipient.district, recipient.village
    );
}

} // namespace

Json choices_view(
    const std::vector<std::string>& codes,
    std::string_view pointer,
    const Catalogue& catalogue,
    Language language
) {
    Json choices = Json::array();
    for (const std::string& code : codes) {
        if (pointer == "/recipient/pickup_point") {
            choices.push_back(
                {{"code", code}, {"name", code}, {"recipient", {{"pickup_point", code}}}}
            );
            continue;
        }
        const auto words = catalogue.corridor.addresses.words(code);
        if (!words) {
            continue;
        }
        Json choice{{"code", code}, {"name", name_of(*words, language)}};
        if (!words->district.empty()) {
            choice["recipient"] = {{"province", words->province}, {"district", words->district}};
        } else if (pointer == "/recipient/province") {
            choice["recipient"] = {{"province", words->province}};
        }
        choices.push_back(std::move(choice));
    }
    return choices;
}

Json destination_view(
    const OrderRecord& record,
    const Recipient* recipient,
    const Catalogue& catalogue,
    Language language
) {
    const Recipient& resolved = record.order.recipient;
    Json json{
        {"country", resolved.country},
        {"province", resolved.province},
        {"district", resolved.district},
    };
    if (!resolved.pickup_point.empty()) {
        json["pickup_point"] = resolved.pickup_point;
    }
    const AddressBook& addresses = catalogue.corridor.addresses;
    const bool is_lao = resolved.country == "LA";
    const bool by_district = is_lao && !resolved.district.empty();
    if (const auto words = addresses.words(by_district ? resolved.district : resolved.province)) {
        json["name"] = name_of(*words, language);
    }
    if (recipient == nullptr || is_lao) {
        return json;
    }
    if (const auto former = addresses.former_unit(recipient->province, resolved.province)) {
        json["former_province"] = {{"name", former->name}, {"until", format_day(former->until)}};
        if (!former->code.empty()) {
            json["former_province"]["code"] = former->code;
        }
    }
    if (const auto match = commune_of(record, *recipient, catalogue);
        match.fit == AddressFit::resolved) {
        json["commune"] = {
            {"code", match.communes.front().code}, {"name", match.communes.front().name}
        };
    }
    return json;
}

Json questions_view(
    const OrderRecord& record,
    const Recipient& recipient,
    const Catalogue& catalogue,
    Language language
) {
    Json questions = Json::array();
    if (!can_be_mended(record.status)) {
        return questions;
    }
    const auto ask = [&](const char* code, std::string_view pointer) -> Json& {
        questions.push_back({
            {"code", code},
            {"pointer", pointer},
            {"message", catalogue.explanations.reason(code, language)},
        });
        return questions.back();
    };
    const std::string_view missing = missing_delivery_point(recipient);
    if (!missing.empty() &&
        !catalogue.corridor.addresses.requires_delivery_point(recipient.country)) {
        ask("DELIVERY_POINT_MISSING", missing);
    }
    const CommuneMatch match = commune_of(record, recipient, catalogue);
    if (match.fit == AddressFit::ambiguous) {
        Json choices = Json::array();
        for (const Commune& commune : match.communes) {
            choices.push_back({
                {"code", commune.code},
                {"name", commune.name},
                {"recipient", {{"village", commune.name}}},
            });
        }
        ask("COMMUNE_AMBIGUOUS", "/recipient/village")["choices"] = std::move(choices);
    }
    return questions;
}

} // namespace route9::gateway
