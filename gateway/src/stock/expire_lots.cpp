// SPDX-License-Identifier: Apache-2.0
#include "gateway/stock/expire_lots.hpp"

#include "core/journal.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/stock/lot_members.hpp"
#include "gateway/workers/unit_by_unit.hpp"

#include <span>

namespace route9::gateway {
namespace {

using namespace fulfillment;

void tell(Tx& tx, const lots::ExpiredLot& expired, Instant now, DrawnEntropy& ids) {
    const auto& [seller, sku, warehouse] = expired.level;
    Json data{{"sku", sku.text()}, {"seller", seller.text()}, {"warehouse", warehouse}};
    show_lot(data, expired.lot.lot, expired.lot.expires);
    data["pieces"] = expired.lot.on_hand;
    data["blocked"] = expired.lot.blocked;
    data["promised"] = expired.promised;
    const std::string subject = seller.text() + "/" + sku.text() + "/" + warehouse;
    const Event event{
        .id = EventId::make(now, ids),
        .tenant = expired.tenant,
        .seller = seller,
        .carrier = {},
        .type = "stock.expired",
        .subject = subject,
        .sequence = journal::last_sequence(tx, expired.tenant, subject) + 1,
        .at = now,
        .data = data.dump(),
    };
    journal::append(tx, std::span{&event, 1});
}

} // namespace

platform::task<Result<int>> expire_lots(Services& services) {
    const Instant now = services.clock.business();
    co_return co_await unit_by_unit(services, lots_per_unit_max, [&services, now] {
        return [now, ids = DrawnEntropy{services.entropy}](Tx& tx) -> Result<int> {
            DrawnEntropy drawn = ids;
            const auto expired = lots::block_expired(tx, now, lots_per_unit_max);
            for (const lots::ExpiredLot& lot : expired) {
                tell(tx, lot, now, drawn);
            }
            return static_cast<int>(expired.size());
        };
    });
}

} // namespace route9::gateway
