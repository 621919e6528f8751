// SPDX-License-Identifier: Apache-2.0
#include "postgresql/unit_queue.hpp"

#include "core/limits.hpp"

#include <utility>

namespace route9::platform::postgresql {

bool UnitQueue::push(Lane lane, std::unique_ptr<Unit>& unit) {
    {
        const std::lock_guard lock(mutex_);
        auto& units = lane == Lane::foreground ? foreground_ : background_;
        const std::size_t room =
            lane == Lane::foreground ? limits_.foreground_units_max : limits_.background_units_max;
        if (closed_ || units.size() >= room) {
            return false;
        }
        units.push_back(std::move(unit));
        show_depth();
    }
    ready_.notify_one();
    return true;
}

std::optional<UnitQueue::Taken> UnitQueue::take(std::optional<std::chrono::milliseconds> wait) {
    std::unique_lock lock(mutex_);
    const auto has_news = [this] { return has_turn() || (closed_ && background_.empty()); };
    if (wait) {
        if (!ready_.wait_for(lock, *wait, has_news)) {
            return Taken{};
        }
    } else {
        ready_.wait(lock, has_news);
    }
    return has_turn() ? std::optional{pop()} : std::nullopt;
}

void UnitQueue::finished(Lane lane) {
    if (lane == Lane::foreground) {
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        --background_running_;
    }
    ready_.notify_all();
}

void UnitQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    ready_.notify_all();
}

bool UnitQueue::may_take_background() const {
    return !background_.empty() && background_running_ < limits_.background_threads_max;
}

bool UnitQueue::has_turn() const {
    return !foreground_.empty() || may_take_background();
}

UnitQueue::Taken UnitQueue::pop() {
    const bool background = may_take_background() &&
                            (foreground_.empty() || foreground_run_ >= limits::foreground_run_max);
    foreground_run_ = background || background_.empty() ? 0 : foreground_run_ + 1;
    background_running_ += background ? 1 : 0;
    auto& units = background ? background_ : foreground_;
    Taken taken{std::move(units.front()), background ? Lane::background : Lane::foreground};
    units.pop_front();
    show_depth();
    return taken;
}

void UnitQueue::show_depth() {
    set(depth_, foreground_.size() + background_.size());
    if (foreground_shown_ != nullptr) {
        set(*foreground_shown_, foreground_.size());
    }
}

} // namespace route9::platform::postgresql
