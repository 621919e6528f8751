// SPDX-License-Identifier: Apache-2.0
// Made-up buyers of both countries, drawn from a seeded stream: common names in their own script,
// addresses of the corridor, telephone numbers of valid form. Values only; one thread.
#pragma once

#include "gateway/demo/world.hpp"

#include <cstdint>
#include <random>

namespace route9::gateway::demo {

/// Numbers that are the same on every machine: the engine is fixed by the standard, the
/// distributions of <random> are not.
class Draw {
public:
    explicit Draw(std::uint64_t seed) : engine_(seed) {}

    /// 0 to bound − 1. Precondition: bound > 0.
    std::int64_t below(std::int64_t bound) {
        return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(bound));
    }

    template <class List>
    const auto& one_of(const List& list) {
        return list[static_cast<std::size_t>(below(static_cast<std::int64_t>(list.size())))];
    }

private:
    std::mt19937_64 engine_;
};

/// In Huế, where the truck from Savan-Seno ends.
Buyer vietnamese_buyer(Draw& draw);
/// In Savannakhet province, where the trucks from Đông Hà end.
Buyer lao_buyer(Draw& draw);

} // namespace route9::gateway::demo
