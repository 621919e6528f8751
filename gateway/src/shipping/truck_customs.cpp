// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/truck_customs.hpp"

#include "fulfillment/declarations/assess_document.hpp"
#include "gateway/orders/parcel_assessment.hpp"
#include "gateway/shipping/parcel_share.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
namespace customs = fulfillment::declarations;

constexpr std::string_view kConsignments = "/consignments/";

customs::Consignment goods_of(const LoadedParcel& loaded, const Catalogue& catalogue) {
    Order order = loaded.order.order;
    const std::string country = order.recipient.country;
    if (loaded.details) {
        order.recipient = loaded.details->recipient;
        order.recipient.country = country;
    }
    const auto share = share_of(order, loaded.fulfillment);
    customs::Consignment goods =
        goods_record({order, loaded.products, share}, loaded.parcel.house_bill);
    const Hub* hub = catalogue.hub(loaded.fulfillment.warehouse);
    goods.consignor = customs::Party{
        .name = loaded.seller_name,
        .phone = "",
        .address = hub == nullptr ? loaded.fulfillment.warehouse : hub->name_en,
        .country = hub == nullptr ? "" : hub->country,
    };
    return goods;
}

/// What the forms of both countries want beside what the assessment itself asks for.
FieldErrors missing_facts(const customs::Consignment& goods) {
    FieldErrors missing;
    for (std::size_t i = 0; i < goods.items.size(); ++i) {
        const std::string item = "/items/" + std::to_string(i);
        if (goods.items[i].taxation.origin.empty()) {
            missing.push_back(
                {item + "/origin", "required", "say where the goods were made, e.g. VN"}
            );
        }
    }
    if (goods.consignee && goods.consignee->name.empty()) {
        missing.push_back({"/consignee/name", "required", "the recipient's name is gone"});
    }
    return missing;
}

/// "/consignments/3/items/0/hs_code" is of consignment 3.
std::optional<std::size_t> consignment_in(std::string_view pointer) {
    if (!pointer.starts_with(kConsignments)) {
        return std::nullopt;
    }
    pointer.remove_prefix(kConsignments.size());
    std::size_t index = 0;
    const auto read = std::from_chars(pointer.data(), pointer.data() + pointer.size(), index);
    return read.ec == std::errc{} ? std::optional{index} : std::nullopt;
}

std::string below_consignment(const std::string& pointer) {
    const auto end = pointer.find('/', kConsignments.size());
    return end == std::string::npos ? "" : pointer.substr(end);
}

/// Notes what was refused with the parcels it is about; what is about none is about all.
void note_refusal(
    const Error& error, const std::vector<std::size_t>& taking, std::vector<AssessedParcel>& out
) {
    for (const FieldError& field : error.fields) {
        const auto at = consignment_in(field.pointer);
        if (at && *at < taking.size()) {
            out[taking[*at]].missing.push_back(
                {below_consignment(field.pointer), field.code, field.message}
            );
        }
    }
    const bool noted = std::ranges::any_of(error.fields, [](const FieldError& field) {
        return consignment_in(field.pointer).has_value();
    });
    if (noted) {
        return;
    }
    for (const std::size_t index : taking) {
        out[index].missing.push_back({"", "not_assessed", error.detail});
    }
}

} // namespace

customs::Country origin_of(const DepartureRecord& departure, const Catalogue& catalogue) noexcept {
    const Hub* hub = catalogue.hub(departure.from);
    return hub != nullptr && hub->country == "LA" ? customs::Country::la : customs::Country::vn;
}

std::vector<AssessedParcel>
assess_truck(const TruckLoad& load, const Catalogue& catalogue, Day day) {
    customs::TwinContext context;
    context.origin = origin_of(load.departure, catalogue);
    context.events.registered_on = day;
    std::vector<AssessedParcel> out(load.parcels.size());
    std::vector<std::size_t> taking;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const std::string& country = load.parcels[i].order.order.recipient.country;
        out[i].crosses = country != name(context.origin);
        if (out[i].crosses) {
            out[i].goods = goods_of(load.parcels[i], catalogue);
            taking.push_back(i);
        }
    }
    // Each refusal takes at least one parcel out, so this ends.
    while (!taking.empty()) {
        customs::MasterBill bill{load.departure.master_bill, crossing_plate(load.departure), {}};
        for (const std::size_t index : taking) {
            bill.consignments.push_back(out[index].goods);
        }
        auto batch = customs::assess_twin_batch(bill, context, customs_tables(catalogue));
        if (batch) {
            for (std::size_t at = 0; at < taking.size(); ++at) {
                out[taking[at]].twin = customs::TwinAssessment{
                    std::move(batch->export_side.consignments[at]),
                    std::move(batch->import_side.consignments[at])
                };
            }
            break;
        }
        note_refusal(batch.error(), taking, out);
        std::erase_if(taking, [&out](std::size_t index) { return !out[index].missing.empty(); });
    }
    for (AssessedParcel& parcel : out) {
        if (parcel.crosses) {
            FieldErrors more = missing_facts(parcel.goods);
            std::ranges::move(more, std::back_inserter(parcel.missing));
        }
    }
    return out;
}

const customs::ConsignmentAssessment*
side_of(const AssessedParcel& parcel, customs::Country country, customs::Country origin) noexcept {
    if (!parcel.twin) {
        return nullptr;
    }
    return country == origin ? &parcel.twin->export_side : &parcel.twin->import_side;
}

DeclarationStatus
status_of(const AssessedParcel& parcel, const customs::ConsignmentAssessment* side) noexcept {
    if (side == nullptr || !parcel.missing.empty()) {
        return DeclarationStatus::held_data;
    }
    const bool ready = side->decision == customs::Decision::accept ||
                       side->decision == customs::Decision::lodge_with_flag;
    return ready ? DeclarationStatus::ready : DeclarationStatus::held;
}

Json assessment_json(const AssessedParcel& parcel, const customs::ConsignmentAssessment* side) {
    Json json = side == nullptr ? Json::object() : customs::to_json(*side);
    if (!parcel.missing.empty()) {
        Json missing = Json::array();
        for (const FieldError& field : parcel.missing) {
            missing.push_back(
                {{"pointer", field.pointer}, {"code", field.code}, {"message", field.message}}
            );
        }
        json["missing"] = std::move(missing);
    }
    return json;
}

} // namespace route9::gateway
