// SPDX-License-Identifier: Apache-2.0
#include "postgresql/turnstile.hpp"

#include "core/limits.hpp"

namespace route9::platform::postgresql {

void Turnstile::enter(Pass pass) {
    std::unique_lock lock(mutex_);
    if (pass == Pass::together) {
        changed_.wait_for(lock, limits::turn_wait, [this] { return alone_ == 0; });
    } else {
        ++alone_;
        changed_.wait_for(lock, limits::turn_wait, [this] { return inside_ == 0; });
    }
    ++inside_;
}

void Turnstile::leave(Pass pass) {
    const std::lock_guard lock(mutex_);
    --inside_;
    alone_ -= pass == Pass::alone ? 1 : 0;
    changed_.notify_all();
}

} // namespace route9::platform::postgresql
