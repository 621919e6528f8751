// SPDX-License-Identifier: Apache-2.0
// A truck to Savannakhet with parcels of one shirt each, and its papers as everybody reads them.
// Builds on ShippingUnderTest.
#pragma once

#include "core/tenancy.hpp"
#include "fulfillment/declaration_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/truck_content.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "shipping_under_test.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace route9::tests {

namespace at = gateway::endpoints;

class TruckUnderTest : public ShippingUnderTest {
public:
    using Texts = std::vector<std::string>;

    /// One parcel of one shirt of 250 g with 100000 VND to collect, aboard; its id.
    std::string aboard(const std::string& external_id, const std::string& sku = "SHIRT") {
        const PlacedOrder placed = place({
            .external_id = external_id,
            .sku = sku,
            .method = fulfillment::PaymentMethod::cod,
            .departure = truck_,
        });
        orders_[external_id] = placed.order;
        return pack(placed.fulfillments[0]);
    }
    Texts three_aboard() { return {aboard("A1"), aboard("A2"), aboard("A3")}; }

    Answer unload(const Json& parcels, const std::string& reason = "short", Json more = {}) {
        Json body{{"parcels", parcels}, {"reason", reason}};
        if (more.is_object()) {
            body.update(more);
        }
        return write(at::post_departure_unload, staff(), truck_.text(), body);
    }
    Answer reroute(const std::string& gate, Json more = {}) {
        Json body{{"gate", gate}, {"reason", "gate_closed"}};
        if (more.is_object()) {
            body.update(more);
        }
        return write(at::post_departure_reroute, staff(), truck_.text(), body);
    }
    Answer depart() { return write(at::post_departure_depart, staff(), truck_.text()); }
    Answer report(const std::string& gate, const std::string& state) {
        const Json body{{"direction", "vn_la"}, {"state", state}, {"source", "border post"}};
        return write(at::put_gate_state, staff(), gate, body);
    }

    Json truck() { return read(at::get_departure, staff(), truck_.text()).json(); }
    /// As its carrier reads it; the first that was sealed is 0.
    Json manifest(std::size_t which) {
        const std::string data = events("manifest.sealed").at(which);
        return read(at::get_manifest, by_carrier(), Json::parse(data).at("manifest")).json();
    }
    /// "VN ready LAOBAO 32BB", sorted.
    std::multiset<std::string> declarations() {
        std::multiset<std::string> all;
        for (const Json& each : declared()) {
            std::string text = each.at("country").get<std::string>() + " " +
                               each.at("status").get<std::string>() + " " +
                               each.at("gate").get<std::string>();
            if (each.contains("office")) {
                text += " " + each.at("office").get<std::string>();
            }
            all.insert(text);
        }
        return all;
    }
    Json declared() {
        Json all = Json::array();
        std::string target = "/v1/declarations?limit=100";
        while (true) {
            const Json page = call(at::get_declarations, staff(), {.target = target}).json();
            all.insert(all.end(), page.at("items").begin(), page.at("items").end());
            if (page.at("next").is_null()) {
                return all;
            }
            target = "/v1/declarations?limit=100&cursor=" + page.at("next").get<std::string>();
        }
    }
    /// The hashes of what manifest, Vietnamese and Lao declarations name.
    Texts hashes(std::size_t which_manifest) {
        std::vector<fulfillment::ContentLine> listed;
        for (const Json& line : manifest(which_manifest).at("lines")) {
            listed.push_back({line.at("parcel"), line.at("pieces"), line.at("weight_g")});
        }
        std::map<std::string, std::vector<fulfillment::ContentLine>> declared_to;
        for (const Json& each : declared()) {
            const Json& content = each.at("content");
            if (each.at("status") != "void") {
                declared_to[each.at("country")].push_back(
                    {content.at("code"), content.at("pieces"), content.at("mass_g")}
                );
            }
        }
        return {
            fulfillment::content_hash(listed),
            fulfillment::content_hash(declared_to["VN"]),
            fulfillment::content_hash(declared_to["LA"]),
        };
    }
    /// On hand and reserved.
    std::vector<std::int64_t> shirts() {
        const auto levels = store().read([](Tx& tx) -> Result<fulfillment::StockLevel> {
            const std::vector<Sku> skus{Sku{"SHIRT"}};
            return fulfillment::stock::read_levels(
                       fulfillment::stock::ask_levels(tx, qt, PartyId{"shop"}, skus)
            )
                .at(0);
        });
        return {levels->on_hand, levels->reserved};
    }
    /// "code: message" of what was refused.
    static Texts refusals(const Answer& answer) {
        Texts all;
        for (const Json& error : answer.json().value("errors", Json::array())) {
            all.push_back(
                error.at("code").get<std::string>() + ": " + error.at("message").get<std::string>()
            );
        }
        return all;
    }
    static std::string first_code(const Answer& answer) {
        const Json errors = answer.json().value("errors", Json::array());
        return errors.empty() ? "" : errors.at(0).at("code").get<std::string>();
    }

    DepartureId truck_ = open_departure();
    std::map<std::string, OrderId> orders_; // by the shop's number
};

} // namespace route9::tests
