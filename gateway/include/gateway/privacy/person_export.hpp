// SPDX-License-Identifier: Apache-2.0
// Everything that is held about one person, for whoever asks what it is: orders with recipient and
// words, goods, parcels with their events, payments with the bank's words, declarations. A page of
// orders at a time. Errors: those of find_person.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/keyring.hpp"
#include "gateway/privacy/find_person.hpp"

namespace route9::gateway {

inline constexpr int exported_orders_max = 20; // of one page

struct ExportPage {
    Json orders = Json::array();
    std::optional<OrderId> next; // the last order of this page, when there may be more
};

Result<ExportPage> export_person(
    Tx& tx,
    const TenantId& tenant,
    const PersonQuery& query,
    const Vault& vault,
    Keyring& keyring,
    const OrderId& after
);

} // namespace route9::gateway
