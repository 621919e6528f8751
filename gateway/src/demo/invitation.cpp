// SPDX-License-Identifier: Apache-2.0
#include "demo/invitation.hpp"

#include <fmt/format.h>

namespace route9::gateway::demo {
namespace {

constexpr const char* kOrder =
    R"({"external_id":"TRY-1","channel":"website","placed_at":"2026-03-10T08:00:00+07:00",)"
    R"("currency":"LAK","payment":{"method":"cod","amount":"198000"},)"
    R"("recipient":{"name":"ສົມສັກ ພົມມະຈັນ","phone":"020 55 512 345","country":"LA",)"
    R"("province":"ສະຫວັນນະເຂດ","district":"ໄກສອນ ພົມວິຫານ","village":"ບ້ານທ່າແຮ່"},)"
    R"("items":[{"sku":"VN-AO-THUN","name":"ເສື້ອຍືດຝ້າຍ","quantity":2,"unit_price":"99000"}]})";

} // namespace

void invite(
    DayAccount& account, const std::string& base_url, const Cast& cast, const Invitation& invitation
) {
    account.heading("The server stays up at " + base_url);
    const std::pair<const char*, const std::string*> keys[] = {
        {"dispatcher", &cast.operator_key},
        {"finance", &cast.finance_key},
        {"warehouse", &cast.warehouse_key},
        {"carrier", &cast.carrier_key},
        {"shop in Huế", &cast.viet_seller_key},
        {"shop in Savannakhet", &cast.lao_seller_key},
    };
    for (const auto& [who, key] : keys) {
        account.plain(fmt::format("  {:<20} {}", who, *key));
    }
    const auto command = [&](const char* what, const std::string& key, const std::string& rest) {
        account.plain(
            fmt::format("\n# {}\ncurl -s -H 'Authorization: Bearer {}' {}", what, key, rest)
        );
    };
    command(
        "place an order as the Lao shop",
        cast.lao_seller_key,
        fmt::format(
            "-H 'Content-Type: application/json' -H 'Idempotency-Key: try-1' -d '{}' {}/v1/orders",
            kOrder,
            base_url
        )
    );
    command(
        "see why an order was routed so (Accept-Language: vi and lo work too)",
        cast.operator_key,
        fmt::format("-H 'Accept-Language: en' {}/v1/orders/{}", base_url, invitation.order)
    );
    command(
        "poll sealed manifests as the carrier",
        cast.carrier_key,
        fmt::format("'{}/v1/manifests?wait=5'", base_url)
    );
    command(
        "read one manifest as CSV",
        cast.carrier_key,
        fmt::format("{}/v1/manifests/{}.csv", base_url, invitation.manifest)
    );
    account.plain(fmt::format(
        "\n# what the buyer of a parcel sees, without a key (vi, lo, en; a browser shows the "
        "page)\n"
        "curl -s -H 'Accept: application/json' '{}/t/{}?lang=lo'",
        base_url,
        invitation.parcel
    ));
    command(
        "what is open after the bank's file",
        cast.finance_key,
        fmt::format("{}/v1/reconciliation/open-items", base_url)
    );
}

} // namespace route9::gateway::demo
