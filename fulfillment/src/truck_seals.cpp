// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/truck_seals.hpp"

#include "core/json.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace route9::fulfillment {
namespace {

constexpr Statement kOpen{
    "truck_seals.open",
    "SELECT departure_id, reference, seals FROM departure WHERE tenant_id = $1"
    " AND state = 'open' AND seals <> '[]' ORDER BY departure_id"
};
constexpr Statement kTakingAStep{
    "truck_seals.taking_a_step",
    "SELECT d.departure_id, d.reference, d.seals FROM departure_step s JOIN departure d"
    " ON d.tenant_id = s.tenant_id AND d.departure_id = s.departure_id WHERE s.tenant_id = $1"
    " AND d.state = 'closing' AND d.seals <> '[]' ORDER BY d.departure_id"
};
constexpr Statement kUnderWay{
    "truck_seals.under_way",
    "SELECT departure_id, reference, seals FROM departure WHERE tenant_id = $1"
    " AND state IN ('closed', 'departed') AND seals <> '[]' ORDER BY departure_id"
};

bool names(std::string_view seals, const std::string& seal) {
    const auto all = Json::parse(seals).get<std::vector<std::string>>();
    return std::ranges::find(all, seal) != all.end();
}

} // namespace

std::optional<SealedTruck>
truck_with_seal(Tx& tx, const TenantId& tenant, const std::string& seal, const DepartureId& but) {
    for (const Statement* each : std::array{&kUnderWay, &kTakingAStep, &kOpen}) {
        Rows rows = tx.query(*each, tenant);
        while (rows.next()) {
            const Row row = rows.row();
            const auto id = row.get<DepartureId>(0);
            if (id != but && names(row.get<std::string_view>(2), seal)) {
                return SealedTruck{id, row.get<std::string>(1)};
            }
        }
    }
    return std::nullopt;
}

} // namespace route9::fulfillment
