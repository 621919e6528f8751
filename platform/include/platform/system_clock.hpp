// SPDX-License-Identifier: Apache-2.0
// The real clock. Business time is the wall clock, or for rehearsals a chosen start that runs
// `rate` times as fast as the machine; it never runs backwards within the process, also when the
// wall clock is set back (ForwardTime). Machine time is the steady clock, never shifted.
// Thread-safe.
#pragma once

#include "core/time.hpp"
#include "platform/forward_time.hpp"

#include <cstdint>
#include <optional>

namespace route9::platform {

inline constexpr std::int64_t clock_rate_max = 100'000;

/// `start` at construction; `rate` from 1 to clock_rate_max.
struct ClockOptions {
    std::optional<Instant> start;
    std::int64_t rate = 1;
};

class SystemClock final : public Clock {
public:
    explicit SystemClock(ClockOptions options = {});

    Instant business() const override;
    Instant wall() const override;
    Tick machine() const override;
    /// Business time has been seen here before: it goes on from there.
    void not_before(Instant seen) noexcept { forward_.not_before(seen); }

private:
    ClockOptions options_;
    Tick origin_;
    mutable ForwardTime forward_;
};

} // namespace route9::platform
