// SPDX-License-Identifier: Apache-2.0
#include "sqlite/write_queue.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::platform::sqlite {
namespace {

constexpr std::size_t kOthers = 32; // for so many callers one unit of the background

std::size_t room_of(Lane lane) {
    return lane == Lane::foreground ? limits::write_queue_units_max
                                    : limits::background_queue_units_max;
}

} // namespace

bool WriteQueue::push(Lane lane, std::unique_ptr<Unit>& unit) {
    bool wake = false;
    {
        const std::lock_guard lock(mutex_);
        TenantLines& waiting = lane_of(lane);
        if (closed_ || !waiting.has_room(*unit, room_of(lane)) ||
            (lane == Lane::foreground && waiting.is_behind(*unit))) {
            return false;
        }
        waiting.push(QueuedUnit{std::move(unit), lane});
        show_depth();
        wake = std::exchange(waiting_, false);
    }
    if (wake) {
        ready_.notify_one();
    }
    return true;
}

bool WriteQueue::take(
    std::vector<QueuedUnit>& group, std::optional<std::chrono::milliseconds> wait
) {
    group.clear();
    std::unique_lock lock(mutex_);
    const auto has_work = [this] {
        return closed_ || !foreground_.empty() || !background_.empty();
    };
    if (!has_work()) {
        waiting_ = true;
        if (wait) {
            ready_.wait_for(lock, *wait, has_work);
        } else {
            ready_.wait(lock, has_work);
        }
        waiting_ = false;
    }
    fill(group);
    show_depth();
    return !(closed_ && group.empty());
}

bool WriteQueue::is_awaited() const {
    const std::lock_guard lock(mutex_);
    return !foreground_.empty();
}

/// What waits at the door goes first: a webhook is accepted within its platform's patience and
/// worked off when the burst is over. The background has the writer whenever nothing else waits,
/// and one unit for so many of the others in any case.
std::size_t WriteQueue::background_share() {
    constexpr std::size_t kGroup = limits::write_group_units_max;
    constexpr std::size_t kAloneMax = kGroup / 4;
    if (foreground_.empty()) {
        return std::min(background_.size(), kAloneMax);
    }
    passed_over_ += background_.empty() ? 0 : std::min(foreground_.size(), kGroup);
    const std::size_t share = std::min(background_.size(), passed_over_ / kOthers);
    passed_over_ -= share * kOthers;
    return share;
}

/// Each unit of the background before its callers, so that a group that runs out of time has served
/// both lanes by their shares.
void WriteQueue::fill(std::vector<QueuedUnit>& group) {
    std::size_t background = background_share();
    std::size_t foreground =
        std::min(foreground_.size(), limits::write_group_units_max - background);
    set(counters_.foreground_group, foreground);
    while (foreground + background > 0) {
        const std::size_t one = std::min<std::size_t>(background, 1);
        move_front(Lane::background, one, group);
        background -= one;
        const std::size_t run = std::min(foreground, kOthers);
        move_front(Lane::foreground, run, group);
        foreground -= run;
    }
}

void WriteQueue::move_front(Lane lane, std::size_t count, std::vector<QueuedUnit>& group) {
    TenantLines& waiting = lane_of(lane);
    for (std::size_t i = 0; i < count; ++i) {
        TenantLines::Line& line = waiting.next();
        group.push_back(waiting.take(line));
        waiting.end_turn(line);
    }
}

void WriteQueue::give_back(std::vector<QueuedUnit>& group, std::size_t first_unused) {
    const std::lock_guard lock(mutex_);
    while (group.size() > first_unused) {
        lane_of(group.back().lane).give_back(std::move(group.back()));
        group.pop_back();
    }
    show_depth();
}

void WriteQueue::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    ready_.notify_all();
}

} // namespace route9::platform::sqlite
