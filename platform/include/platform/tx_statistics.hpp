// SPDX-License-Identifier: Apache-2.0
// What one unit has written so far: the measure behind the write budget of a routed order.
// Reading statements do not count; rows include those that triggers and foreign keys changed;
// bytes are the bound values (eight for an integer). Lives on the engine's thread, like its Tx.
#pragma once

#include "core/tx.hpp"

#include <cstdint>

namespace route9::platform {

struct TxStatistics {
    std::int64_t statements = 0;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;

    friend bool operator==(const TxStatistics&, const TxStatistics&) = default;
};

/// Every engine's transaction is one of these.
class MeasuredTx : public Tx {
public:
    /// Waits for what was put. Throws as a statement does.
    virtual TxStatistics statistics() = 0;
};

/// The statistics of the unit that `tx` is running; `tx` must come from a Store.
TxStatistics tx_statistics(Tx& tx);

} // namespace route9::platform
