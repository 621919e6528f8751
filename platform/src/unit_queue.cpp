// SPDX-License-Identifier: Apache-2.0
#include "postgresql/unit_queue.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::platform::postgresql {

bool UnitQueue::push(Lane lane, std::unique_ptr<Unit>& unit) {
    {
        const std::lock_guard lock(mutex_);
        Waiting& waiting = lane == Lane::foreground ? foreground_ : background_;
        const std::size_t room =
            lane == Lane::foreground ? limits_.foreground_units_max : limits_.background_units_max;
        if (closed_ || waiting.units >= room) {
            return false;
        }
        const std::string& tenant = unit->terms().reach.tenant();
        auto& line = waiting.lines[tenant];
        const bool is_full = !tenant.empty() && line.size() >= (room + 1) / 2;
        if (is_full || (lane == Lane::foreground && is_behind(line))) {
            return false;
        }
        if (line.empty()) {
            waiting.turns.push_back(tenant);
        }
        line.emplace_back(std::move(unit), lane);
        ++waiting.units;
        show_depth();
    }
    ready_.notify_one();
    return true;
}

std::optional<Turn> UnitQueue::take(std::optional<std::chrono::milliseconds> wait) {
    std::unique_lock lock(mutex_);
    const auto has_news = [this] {
        return has_turn() || (closed_ && foreground_.units + background_.units == 0);
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

/// Called by the thread that runs a turn of this tenant.
void UnitQueue::remember(Trouble trouble, const std::string& tenant) {
    const std::lock_guard lock(mutex_);
    until_of(running_[tenant], trouble) = Clock::now() + limits::contention_memory;
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

std::deque<std::string>::iterator UnitQueue::next_line(Waiting& waiting) {
    return std::ranges::find_if(waiting.turns, [this](const std::string& tenant) {
        return may_run(tenant);
    });
}

bool UnitQueue::may_take_background() {
    return background_running_ < limits_.background_threads_max &&
           next_line(background_) != background_.turns.end();
}

bool UnitQueue::has_turn() {
    return next_line(foreground_) != foreground_.turns.end() || may_take_background();
}

Turn UnitQueue::pop() {
    const bool foreground_waits = next_line(foreground_) != foreground_.turns.end();
    const bool background = may_take_background() &&
                            (!foreground_waits || foreground_run_ >= limits::foreground_run_max);
    Waiting& waiting = background ? background_ : foreground_;
    const auto at = next_line(waiting);
    Turn turn{.lane = background ? Lane::background : Lane::foreground, .tenant = std::move(*at)};
    waiting.turns.erase(at);
    auto& line = waiting.lines.at(turn.tenant);
    // Long work is in the background, a unit at a time.
    const std::size_t count = background ? 1 : std::min(line.size(), limits_.turn_units_max);
    for (std::size_t i = 0; i < count; ++i) {
        turn.units.push_back(std::move(line.front().unit));
        line.pop_front();
    }
    waiting.units -= count;
    if (line.empty()) {
        waiting.lines.erase(turn.tenant);
    } else {
        waiting.turns.push_back(turn.tenant);
    }
    foreground_run_ =
        background || background_.units == 0 ? 0 : foreground_run_ + static_cast<int>(count);
    background_running_ += background ? 1 : 0;
    ++running_[turn.tenant].turns;
    show_depth();
    return turn;
}

void UnitQueue::show_depth() {
    set(depth_, foreground_.units + background_.units);
    if (foreground_shown_ != nullptr) {
        set(*foreground_shown_, foreground_.units);
    }
}

} // namespace route9::platform::postgresql
