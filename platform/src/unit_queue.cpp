// SPDX-License-Identifier: Apache-2.0
#include "unit_queue.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::platform {

QueueLimits read_limits(int threads, std::size_t turn_units_max) {
    return {
        .foreground_units_max = limits::read_queue_units_max,
        .background_units_max = limits::report_queue_units_max,
        .background_threads_max = std::max(1, threads / 2),
        .turn_units_max = turn_units_max,
    };
}

bool UnitQueue::push(Lane lane, std::unique_ptr<Unit>& unit) {
    {
        const std::lock_guard lock(mutex_);
        TenantLines& waiting = lane == Lane::foreground ? foreground_ : background_;
        const std::size_t room =
            lane == Lane::foreground ? limits_.foreground_units_max : limits_.background_units_max;
        if (closed_ || !waiting.has_room(*unit, room) ||
            (lane == Lane::foreground && waiting.is_behind(*unit))) {
            return false;
        }
        waiting.push(QueuedUnit{std::move(unit), lane});
        show_depth();
    }
    ready_.notify_one();
    return true;
}

std::optional<Turn> UnitQueue::take(std::optional<std::chrono::milliseconds> wait) {
    std::unique_lock lock(mutex_);
    const auto has_news = [this] {
        return has_turn() || (closed_ && foreground_.size() + background_.size() == 0);
    };
    if (wait) {
        if (!ready_.wait_for(lock, *wait, has_news)) {
            return Turn{};
        }
    } else {
        ready_.wait(lock, has_news);
    }
    return has_turn() ? std::optional{pop()} : std::nullopt;
}

void UnitQueue::finished(const Turn& turn) {
    {
        const std::lock_guard lock(mutex_);
        background_running_ -= turn.lane == Lane::background ? 1 : 0;
        const auto at = running_.find(turn.tenant);
        --at->second.turns;
        const Clock::time_point now = Clock::now();
        const bool is_calm = std::ranges::all_of(at->second.troubled_until, [now](auto until) {
            return until <= now;
        });
        if (at->second.turns == 0 && is_calm) {
            running_.erase(at);
        }
    }
    ready_.notify_all();
}

std::vector<std::unique_ptr<Unit>> UnitQueue::take_more(const Turn& turn, std::size_t units) {
    std::vector<std::unique_ptr<Unit>> more;
    const std::lock_guard lock(mutex_);
    TenantLines::Line* line =
        foreground_.next([&turn](const std::string& tenant) { return tenant == turn.tenant; });
    if (turn.lane == Lane::background || line == nullptr || units >= limits_.turn_units_max) {
        return more;
    }
    const std::size_t count = std::min(line->units.size(), limits_.turn_units_max - units);
    for (std::size_t i = 0; i < count; ++i) {
        more.push_back(std::move(foreground_.take(*line).unit));
    }
    foreground_.end_turn(*line);
    show_depth();
    return more;
}

/// Called by the thread that runs a turn of this tenant.
void UnitQueue::remember(Trouble trouble, const std::string& tenant) {
    const Clock::duration memory =
        trouble == Trouble::disturbed ? limits::disturbance_memory : limits::refusal_memory;
    const std::lock_guard lock(mutex_);
    until_of(running_[tenant], trouble) = Clock::now() + memory;
}

bool UnitQueue::remembers(Trouble trouble, const std::string& tenant) {
    const std::lock_guard lock(mutex_);
    const auto found = running_.find(tenant);
    return found != running_.end() && until_of(found->second, trouble) > Clock::now();
}

void UnitQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    ready_.notify_all();
}

/// What crosses tenants is made to run side by side: its claims pass by locked rows.
bool UnitQueue::may_run(const std::string& tenant) {
    const auto found = running_.find(tenant);
    return tenant.empty() || found == running_.end() || found->second.turns == 0 ||
           until_of(found->second, Trouble::disturbed) <= Clock::now();
}

TenantLines::Line* UnitQueue::next_line(const TenantLines& waiting) {
    return waiting.next([this](const std::string& tenant) { return may_run(tenant); });
}

bool UnitQueue::may_take_background() {
    return background_running_ < limits_.background_threads_max &&
           next_line(background_) != nullptr;
}

bool UnitQueue::has_turn() {
    return next_line(foreground_) != nullptr || may_take_background();
}

Turn UnitQueue::pop() {
    const bool background =
        may_take_background() &&
        (next_line(foreground_) == nullptr || foreground_run_ >= limits::foreground_run_max);
    TenantLines& waiting = background ? background_ : foreground_;
    TenantLines::Line& line = *next_line(waiting);
    Turn turn{.lane = background ? Lane::background : Lane::foreground, .tenant = line.tenant};
    // Long work is in the background, a unit at a time.
    const std::size_t count = background ? 1 : std::min(line.units.size(), limits_.turn_units_max);
    for (std::size_t i = 0; i < count; ++i) {
        turn.units.push_back(std::move(waiting.take(line).unit));
    }
    waiting.end_turn(line);
    foreground_run_ =
        background || background_.empty() ? 0 : foreground_run_ + static_cast<int>(count);
    background_running_ += background ? 1 : 0;
    ++running_[turn.tenant].turns;
    show_depth();
    return turn;
}

void UnitQueue::show_depth() {
    set(depth_, foreground_.size() + background_.size());
    if (foreground_shown_ != nullptr) {
        set(*foreground_shown_, foreground_.size());
    }
}

} // namespace route9::platform
