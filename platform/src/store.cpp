// SPDX-License-Identifier: Apache-2.0
#include "platform/store.hpp"

#include "core/assert.hpp"
#include "platform/tx_statistics.hpp"

namespace route9::platform {

Error error_of(const StoreFailure& failure) {
    // The failure's own text is internal (table and column names): it goes to the failure sink.
    switch (failure.fault()) {
    case StoreFault::constraint:
        return {.code = ErrorCode::conflict};
    case StoreFault::unavailable:
        return {.code = ErrorCode::overloaded};
    case StoreFault::full:
        return {.code = ErrorCode::read_only};
    case StoreFault::damaged:
    case StoreFault::misuse:
        return {.code = ErrorCode::internal};
    }
    return {.code = ErrorCode::internal};
}

Error too_late() {
    return {
        .code = ErrorCode::overloaded,
        .detail = "The store did not come to this in time, nothing was changed; try again."
    };
}

TxStatistics tx_statistics(Tx& tx) {
    auto* measured = dynamic_cast<MeasuredTx*>(&tx);
    ROUTE9_ASSERT(measured != nullptr);
    return measured->statistics();
}

} // namespace route9::platform
