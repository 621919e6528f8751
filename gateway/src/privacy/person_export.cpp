// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/person_export.hpp"

#include "fulfillment/person_store.hpp"
#include "gateway/orders/load_order.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/spoken_events.hpp"
#include "gateway/views/money_json.hpp"
#include "gateway/views/money_view.hpp"
#include "gateway/views/order_page.hpp"
#include "gateway/views/parcel_view.hpp"
#include "payments/bank_words.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

class PersonReader {
public:
    PersonReader(Tx& tx, const Vault& vault, Keyring& keyring)
        : tx_(tx), vault_(vault), keyring_(keyring) {}

    Result<Json> order(const OrderRecord& record) {
        const auto details = open_details(tx_, record, vault_);
        Json json = spoken_summary(record, details ? std::string_view{details->words} : "");
        json["items"] = lines_view(record.order);
        if (details) {
            json["recipient"] = recipient_view(details->recipient);
            if (!details->note.empty()) {
                json["note"] = details->note;
            }
        }
        json["parcels"] = Json::array();
        json["declarations"] = Json::array();
        for (const Parcel& one : parcels::of_order(tx_, record.tenant, record.id)) {
            json["parcels"].push_back(parcel(one));
            for (const auto& declared : people::declarations_of(tx_, record.tenant, one.id)) {
                json["declarations"].push_back(declaration(declared));
            }
        }
        auto paid = payments_of(record);
        if (!paid) {
            return Failure{std::move(paid).error()};
        }
        json["payments"] = std::move(*paid);
        return json;
    }

private:
    Json parcel(const Parcel& one) {
        Json json = parcel_view(one);
        json["events"] = Json::array();
        for (const TrackingRecord& event : spoken_events(tx_, one, vault_)) {
            json["events"].push_back(tracking_view(event));
            if (!event.raw.empty()) {
                json["events"].back()["raw"] = event.raw;
            }
        }
        if (const std::string note = note_at_arrival(one); !note.empty()) {
            json["note_at_arrival"] = note;
        }
        return json;
    }

    /// What the carrier said of this parcel when it acknowledged the manifest.
    std::string note_at_arrival(const Parcel& one) {
        const auto manifest =
            one.manifest ? manifests::find(tx_, one.tenant, *one.manifest) : std::nullopt;
        if (!manifest || !manifest->has_answer()) {
            return {};
        }
        const auto answer = open_acknowledgement(tx_, *manifest, keyring_);
        if (!answer) {
            return {};
        }
        for (const Json& line : answer->at("lines")) {
            if (line.at("parcel") == one.code) {
                return line.value("note", "");
            }
        }
        return {};
    }

    static Json declaration(const DeclarationRecord& declared) {
        return Json{
            {"id", declared.id.text()},
            {"country", std::string{name(declared.country)}},
            {"flow", std::string{name(declared.flow)}},
            {"regime", declared.regime},
            {"status", std::string{name(declared.status)}},
            {"created_at", format_utc(declared.created_at)},
        };
    }

    Result<Json> payments_of(const OrderRecord& record) {
        Json due = Json::array();
        for (const payments::Receivable& owed :
             payments::receivables::of_order(tx_, record.tenant, record.id.text())) {
            due.push_back(view(owed));
        }
        const payments::MovementKeys keys{
            .index = Secret{},
            .of_day = [&](Tx& tx, std::int64_t day
                      ) { return keyring_.of_day(tx, record.tenant, Purpose::statement, day); },
        };
        const auto told =
            payments::bank_words::of_order(tx_, record.tenant, record.id.text(), keys);
        if (!told) {
            return Failure{told.error()};
        }
        Json movements = Json::array();
        for (const auto& movement : *told) {
            movements.push_back({
                {"id", movement.id.text()},
                {"amount", money_json(movement.facts.amount)},
                {"booked_at", format_utc(movement.facts.booked)},
                {"memo", movement.facts.memo},
                {"payer", movement.facts.counterparty_name},
                {"payer_account", movement.facts.counterparty_account},
            });
        }
        return Json{{"receivables", std::move(due)}, {"movements", std::move(movements)}};
    }

    Tx& tx_;
    const Vault& vault_;
    Keyring& keyring_;
};

} // namespace

Result<ExportPage> export_person(
    Tx& tx,
    const TenantId& tenant,
    const PersonQuery& query,
    const Vault& vault,
    Keyring& keyring,
    const OrderId& after
) {
    const auto found = find_person(tx, tenant, query, vault, after, exported_orders_max);
    if (!found) {
        return Failure{found.error()};
    }
    PersonReader reader{tx, vault, keyring};
    ExportPage page;
    for (const OrderId& id : *found) {
        const auto record = orders::find(tx, tenant, id);
        auto order = reader.order(*record);
        if (!order) {
            return Failure{std::move(order).error()};
        }
        page.orders.push_back(std::move(*order));
    }
    if (std::ssize(*found) == exported_orders_max) {
        page.next = found->back();
    }
    return page;
}

} // namespace route9::gateway
