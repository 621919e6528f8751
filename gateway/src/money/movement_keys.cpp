// SPDX-License-Identifier: Apache-2.0
#include "gateway/money/movement_keys.hpp"

#include <utility>

namespace route9::gateway {

platform::task<Result<std::shared_ptr<const payments::MovementKeys>>>
movement_keys(Services& services, TenantId tenant, Tick deadline) {
    const auto keys = co_await services.keyring.tenant(tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    auto of_day = [&keyring = services.keyring, tenant](Tx& tx, std::int64_t day) {
        return keyring.of_day(tx, tenant, Purpose::statement, day);
    };
    co_return std::make_shared<const payments::MovementKeys>(
        payments::MovementKeys{.index = (*keys)->index, .of_day = std::move(of_day)}
    );
}

} // namespace route9::gateway
