// SPDX-License-Identifier: Apache-2.0
#include "declarations/consignment_reader.hpp"
#include "fulfillment/declarations/assess_document.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::size_t id_bytes_max = 100;
constexpr std::size_t master_bills_max = 1'000;

std::optional<Instant> read_instant(ObjectReader& reader, std::string_view member) {
    const auto text = reader.text(member, Need::optional, 40);
    if (!text) {
        return std::nullopt;
    }
    const auto instant = parse_rfc3339(*text);
    if (!instant) {
        reader.refuse(member, "malformed", "must be a time such as 2026-03-10T08:00:00+07:00");
        return std::nullopt;
    }
    return *instant;
}

Day read_registration(ObjectReader& reader) {
    const auto text = reader.text("registered_on", Need::required, 10);
    if (!text) {
        return Day{};
    }
    const auto day = parse_day(*text);
    if (!day) {
        reader.refuse("registered_on", "malformed", "must be a day such as 2026-03-10");
    }
    return day.value_or(Day{});
}

Service read_service(ObjectReader& reader) {
    const auto service =
        read_word(reader, "service", Need::required, parse_service, "express, post, cargo");
    if (service == Service::border_resident) {
        reader.refuse(
            "service", "fenced", "goods of border residents have rules of their own, not yet here"
        );
    }
    return service.value_or(Service::express);
}

std::vector<FxQuote> read_fx(ObjectReader& reader, Country country, FieldErrors& errors) {
    std::vector<FxQuote> out;
    const Json* value = reader.object("fx", Need::optional);
    if (value == nullptr) {
        return out;
    }
    ObjectReader rates{*value, reader.pointer("fx"), errors};
    for (const auto& [currency, rate] : value->items()) {
        const auto number = rates.decimal(currency, Need::required);
        if (!is_currency_code(currency)) {
            rates.refuse(currency, "unknown_member", "must be an ISO 4217 code such as USD");
        } else if (number && *number <= Decimal{}) {
            rates.refuse(currency, "out_of_range", "must be above 0");
        } else if (number && currency == code(currency_of(country)) && *number != Decimal{1, 0}) {
            rates.refuse(currency, "out_of_range", "is the declaring country's own currency");
        } else if (number) {
            out.push_back({currency, *number});
        }
    }
    return out;
}

Reading read_reading(ObjectReader& reader, FieldErrors& errors) {
    const Json* value = reader.object("options", Need::optional);
    if (value == nullptr) {
        return Reading::any;
    }
    ObjectReader options{*value, reader.pointer("options"), errors};
    const auto reading = read_word(
        options, "exemption_reading", Need::optional, parse_reading, "ANY, STRICT_VALUE, BOTH"
    );
    options.finish();
    return reading.value_or(Reading::any);
}

AssessmentContext read_context(ObjectReader& reader, FieldErrors& errors) {
    AssessmentContext out;
    out.country =
        read_word(reader, "country", Need::required, parse_country, "VN, LA").value_or(Country::vn);
    out.flow = read_word(reader, "flow", Need::required, parse_flow, "import, export")
                   .value_or(Flow::importing);
    out.mode = read_word(reader, "mode", Need::required, parse_mode, "road, air, rail, post, sea")
                   .value_or(Mode::road);
    out.service = read_service(reader);
    out.events.registered_on = read_registration(reader);
    out.events.lodged_at = read_instant(reader, "lodged_at");
    out.events.vehicle_departs_at = read_instant(reader, "vehicle_departs_at");
    out.events.arrived_at = read_instant(reader, "arrived_at");
    out.fx = read_fx(reader, out.country, errors);
    out.reading = read_reading(reader, errors);
    return out;
}

MasterBill read_master_bill(const Json& value, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{value, std::move(pointer), errors};
    MasterBill out;
    out.id = reader.text("id", Need::required, id_bytes_max).value_or("");
    out.truck = reader.text("truck", Need::optional, id_bytes_max).value_or("");
    const Json* list =
        reader.array("consignments", Need::required, static_cast<std::size_t>(consignments_max));
    std::set<std::string> house_bills;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        const std::string step = pointer_step(reader.pointer("consignments"), i);
        out.consignments.push_back(read_consignment((*list)[i], step, errors));
        const std::string& house_bill = out.consignments.back().house_bill;
        if (!house_bill.empty() && !house_bills.insert(house_bill).second) {
            errors.push_back(
                {step + "/house_bill", "duplicate", "is used twice under this master bill"}
            );
        }
    }
    reader.finish();
    return out;
}

} // namespace

Result<AssessRequest> read_assess_request(std::string_view json) {
    const auto document = parse_json(json);
    if (!document) {
        return Failure{document.error()};
    }
    if (!document->is_object()) {
        return fail_field("", "malformed", "must be an object");
    }
    FieldErrors errors;
    ObjectReader reader{*document, "", errors};
    AssessRequest out;
    out.context = read_context(reader, errors);
    const Json* bills = reader.array("master_bills", Need::required, master_bills_max);
    for (std::size_t i = 0; bills != nullptr && i < bills->size(); ++i) {
        out.master_bills.push_back(
            read_master_bill((*bills)[i], pointer_step("/master_bills", i), errors)
        );
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return out;
}

} // namespace route9::fulfillment::declarations
