// SPDX-License-Identifier: Apache-2.0
// Units that wait, in a line for each tenant and one for what crosses tenants. Lines take turns, so
// that a tenant with much to do delays another by a turn and not by all it has. Not thread-safe:
// its queue locks.
#pragma once

#include "platform/store.hpp"
#include "queued_unit.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <unordered_map>

namespace route9::platform {

class TenantLines {
public:
    struct Line {
        std::string tenant;
        std::deque<QueuedUnit> units{};
    };

    /// Units in all lines.
    std::size_t size() const noexcept { return size_; }
    bool empty() const noexcept { return size_ == 0; }
    /// Of `room` for all lines together a tenant has at most half.
    bool has_room(const Unit& unit, std::size_t room) const;
    /// Whether callers have waited too long in the line the unit would join.
    bool is_behind(const Unit& unit) const;

    void push(QueuedUnit unit);
    /// In front of its line, and its line in front of the others.
    void give_back(QueuedUnit unit);

    /// The first line in turn that `may` lets pass; nullptr when none does.
    template <class May>
    Line* next(May may) const {
        for (Line* line : turns_) {
            if (may(line->tenant)) {
                return line;
            }
        }
        return nullptr;
    }
    /// The next of any; there is one.
    Line& next() const { return *turns_.front(); }

    /// Takes one of a line that next() gave, or of the same again.
    QueuedUnit take(Line& line);
    /// Ends the turn of the line, which stands last now or is gone.
    void end_turn(Line& line);

private:
    const Line* line_of(const Unit& unit) const;
    Line& line_for(const Unit& unit);

    std::unordered_map<std::string, Line> lines_{};
    std::deque<Line*> turns_{}; // those that are not empty, each once
    std::size_t size_ = 0;
};

} // namespace route9::platform
