// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/declaration_view.hpp"

namespace route9::gateway {

Json declaration_view(const fulfillment::DeclarationRecord& declaration) {
    Json assessment = Json::parse(declaration.assessment);
    Json json{
        {"id", declaration.id.text()},
        {"departure", declaration.departure.text()},
        {"parcel", declaration.parcel.text()},
        {"seller", declaration.seller.text()},
        {"country", std::string{name(declaration.country)}},
        {"flow", std::string{name(declaration.flow)}},
        {"status", std::string{name(declaration.status)}},
        {"created_at", format_utc(declaration.created_at)},
    };
    if (!declaration.gate.empty()) {
        json["gate"] = declaration.gate;
    }
    if (!declaration.office.empty()) {
        json["office"] = declaration.office;
    }
    if (!declaration.content.code.empty()) {
        json["content"] = {
            {"code", declaration.content.code},
            {"pieces", declaration.content.pieces},
            {"mass_g", declaration.content.mass_g},
        };
    }
    if (!declaration.regime.empty()) {
        json["regime"] = declaration.regime;
    }
    if (assessment.contains("missing")) {
        json["missing"] = assessment["missing"];
        assessment.erase("missing");
    }
    if (!assessment.empty()) {
        json["assessment"] = std::move(assessment);
    }
    return json;
}

} // namespace route9::gateway
