// SPDX-License-Identifier: Apache-2.0
#include "tenant_lines.hpp"

#include <algorithm>
#include <utility>

namespace route9::platform {
namespace {

constexpr std::size_t kEmptyLinesKept = 64; // a line is soon used again

} // namespace

bool TenantLines::has_room(const Unit& unit, std::size_t room) const {
    const Line* line = line_of(unit);
    const bool is_tenants = !unit.terms().reach.crosses_tenants();
    return size_ < room && !(is_tenants && line != nullptr && line->units.size() >= (room + 1) / 2);
}

bool TenantLines::is_behind(const Unit& unit) const {
    const Line* line = line_of(unit);
    return line != nullptr && platform::is_behind(line->units);
}

void TenantLines::push(QueuedUnit unit) {
    Line& line = line_for(*unit.unit);
    if (line.units.empty()) {
        turns_.push_back(&line);
    }
    line.units.push_back(std::move(unit));
    ++size_;
}

void TenantLines::give_back(QueuedUnit unit) {
    Line& line = line_for(*unit.unit);
    std::erase(turns_, &line);
    turns_.push_front(&line);
    line.units.push_front(std::move(unit));
    ++size_;
}

QueuedUnit TenantLines::take(Line& line) {
    QueuedUnit unit = std::move(line.units.front());
    line.units.pop_front();
    --size_;
    return unit;
}

void TenantLines::end_turn(Line& line) {
    turns_.erase(std::ranges::find(turns_, &line));
    if (!line.units.empty()) {
        turns_.push_back(&line);
    } else if (lines_.size() > kEmptyLinesKept) {
        lines_.erase(line.tenant);
    }
}

const TenantLines::Line* TenantLines::line_of(const Unit& unit) const {
    const auto found = lines_.find(unit.terms().reach.tenant());
    return found == lines_.end() ? nullptr : &found->second;
}

TenantLines::Line& TenantLines::line_for(const Unit& unit) {
    const std::string& tenant = unit.terms().reach.tenant();
    return lines_.try_emplace(tenant, Line{tenant}).first->second;
}

} // namespace route9::platform
