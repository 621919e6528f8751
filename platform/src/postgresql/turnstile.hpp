// SPDX-License-Identifier: Apache-2.0
// Lets units run side by side, and one that others have made fail again and again run alone in this
// process, so that it comes to its end. Waiting for that is bounded: other processes and stuck
// units cannot be waited for. Used by the writer threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace route9::platform::postgresql {

class Turnstile {
public:
    enum class Pass : std::uint8_t { together, alone };

    class Inside {
    public:
        Inside(Turnstile& turnstile, Pass pass) : turnstile_(turnstile), pass_(pass) {
            turnstile_.enter(pass_);
        }
        ~Inside() { turnstile_.leave(pass_); }
        Inside(const Inside&) = delete;
        Inside& operator=(const Inside&) = delete;

    private:
        Turnstile& turnstile_;
        Pass pass_;
    };

private:
    void enter(Pass pass);
    void leave(Pass pass);

    std::mutex mutex_;
    std::condition_variable changed_;
    int inside_ = 0;
    int alone_ = 0; // that want to be, or are, alone
};

} // namespace route9::platform::postgresql
