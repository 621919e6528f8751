// SPDX-License-Identifier: Apache-2.0
#include "quotes/quote_view.hpp"

#include "gateway/catalogue.hpp"
#include "gateway/views/order_page.hpp"

#include <array>
#include <string>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// What only a stored fulfillment has.
constexpr std::array kStoredMembers{
    "id", "order", "seller", "status", "plan_version", "plan_reason"
};

Json parcel_view(
    const Fulfillment& item,
    const PlannedParcel& parcel,
    const Services& services,
    std::string_view language
) {
    Json json = fulfillment_page(item, services, language);
    for (const char* member : kStoredMembers) {
        json.erase(member);
    }
    if (parcel.delivery) {
        json["delivery"] = std::string{name(*parcel.delivery)};
    }
    return json;
}

Json duties_view(const std::vector<DutySum>& duties) {
    Json list = Json::array();
    for (const DutySum& sum : duties) {
        list.push_back({
            {"country", sum.country},
            {"side", sum.side},
            {"currency", std::string{code(sum.tax.currency())}},
            {"total_tax", sum.tax.amount()},
            {"fee", sum.fee.amount()},
        });
    }
    return list;
}

Json option_view(const QuoteOption& option, const Services& services, std::string_view language) {
    Json json = Json::object();
    const Plan& plan = option.plan;
    const auto& crossings = plan.parcels.front().crossings;
    if (!crossings.empty()) {
        json["gate"] = crossings.front();
    }
    json["eta"] = format_corridor(to_instant(*plan.eta));
    json["eta_latest"] = format_corridor(option.latest);
    json["cost"] = {
        {"currency", services.catalogue.corridor.cost_model.currency},
        {"total", option.cost.total.text()},
        {"road", option.cost.road.text()},
        {"gates", option.cost.gates.text()},
        {"carriers", option.cost.carriers.text()},
    };
    json["km"] = plan.km->text();
    if (plan.co2e_g) {
        json["co2e_g"] = plan.co2e_g->text();
    }
    json["duties"] = option.duties ? duties_view(*option.duties) : Json(nullptr);
    json["warnings"] = Json::array();
    for (const PlanWarning warning : plan.warnings) {
        json["warnings"].push_back(std::string{name(warning)});
    }
    json["parcels"] = Json::array();
    for (std::size_t i = 0; i < option.work.size(); ++i) {
        json["parcels"].push_back(parcel_view(option.work[i], plan.parcels[i], services, language));
    }
    return json;
}

} // namespace

Json quote_view(
    const Quote& quote, Instant at, const Services& services, std::string_view language
) {
    const Language spoken = parse_language(language).value_or(Language::en);
    Json reasons = Json::parse(quote.reasons.empty() ? "[]" : quote.reasons);
    for (Json& reason : reasons) {
        reason["message"] =
            services.catalogue.explanations.reason(reason.at("code").get<std::string>(), spoken);
    }
    Json options = Json::array();
    for (const QuoteOption& option : quote.options) {
        options.push_back(option_view(option, services, language));
    }
    return Json{
        {"status", std::string{name(quote.status)}},
        {"reasons", std::move(reasons)},
        {"as_of", format_utc(at)},
        {"options", std::move(options)},
    };
}

} // namespace route9::gateway
