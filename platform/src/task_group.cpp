// SPDX-License-Identifier: Apache-2.0
#include "platform/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <iterator>
#include <utility>

namespace route9::platform {

TaskGroup::TaskGroup(const Executor& executor, Log& log)
    : executor_(executor), log_(log), emptied_(executor, Tick::max()) {}

TaskGroup::~TaskGroup() = default;

void TaskGroup::spawn(Word name, task<void> work) {
    const auto place = signals_.emplace(signals_.end());
    auto on_end = [this, name, place](const std::exception_ptr& escaped) {
        signals_.erase(place);
        finish(name, escaped);
    };
    net::co_spawn(
        executor_, std::move(work), net::bind_cancellation_slot(place->slot(), std::move(on_end))
    );
}

void TaskGroup::cancel() {
    for (auto at = signals_.begin(); at != signals_.end();) {
        // Emitting may end the task, and with it the list node.
        const auto next = std::next(at);
        at->emit(net::cancellation_type::terminal);
        at = next;
    }
}

task<bool> TaskGroup::wait_empty(Tick deadline) {
    if (!signals_.empty()) {
        emptied_.expires_at(deadline);
        co_await emptied_.async_wait(awaiting);
    }
    const bool ended = signals_.empty();
    co_return ended;
}

void TaskGroup::finish(Word name, const std::exception_ptr& escaped) {
    if (signals_.empty()) {
        emptied_.cancel();
    }
    if (!escaped) {
        return;
    }
    try {
        std::rethrow_exception(escaped);
    } catch (const boost::system::system_error& error) {
        // A cancelled task ends this way; that is no failure.
        if (error.code() != net::error::operation_aborted) {
            log_.error("task.failed", {{"task", name}, {"exception", error}});
        }
    } catch (const std::exception& exception) {
        log_.error("task.failed", {{"task", name}, {"exception", exception}});
    }
}

} // namespace route9::platform
