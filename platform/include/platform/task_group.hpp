// SPDX-License-Identifier: Apache-2.0
// The only place where coroutines are detached: everything spawned here is counted, its escaped
// exceptions are logged, it can be cancelled, and shutdown waits for it. Belongs to one worker and
// is used on that worker's thread only.
#pragma once

#include "core/time.hpp"
#include "platform/log.hpp"
#include "platform/net.hpp"
#include "platform/timer.hpp"

#include <boost/asio/cancellation_signal.hpp>

#include <cstddef>
#include <exception>
#include <list>

namespace route9::platform {

class TaskGroup {
public:
    TaskGroup(const Executor& executor, Log& log);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup();

    /// `name` says in the log which task an exception came from.
    void spawn(Word name, task<void> work);
    std::size_t size() const noexcept { return signals_.size(); }
    /// Asks every task to end at its next suspension.
    void cancel();
    /// True when the last task ended before the deadline.
    task<bool> wait_empty(Tick deadline);

private:
    void finish(Word name, const std::exception_ptr& escaped);

    Executor executor_;
    Log& log_;
    Timer emptied_;
    std::list<net::cancellation_signal> signals_;
};

} // namespace route9::platform
