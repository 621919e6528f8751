// SPDX-License-Identifier: Apache-2.0
// How much of something is taken, in all and by whom; shared by all workers. A unit is given back
// by its destructor, which must come before its counts' end.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace route9::gateway::http {

class NamedCounts {
public:
    class Unit {
    public:
        Unit(NamedCounts& counts, std::string name) : counts_(&counts), name_(std::move(name)) {}
        Unit(Unit&& other) noexcept
            : counts_(std::exchange(other.counts_, nullptr)), name_(std::move(other.name_)) {}
        Unit& operator=(Unit&&) = delete;
        Unit(const Unit&) = delete;
        Unit& operator=(const Unit&) = delete;
        ~Unit() {
            if (counts_ != nullptr) {
                counts_->give_back(name_);
            }
        }

        const std::string& name() const noexcept { return name_; }

    private:
        NamedCounts* counts_;
        std::string name_;
    };

    /// Nothing unless `may(taken in all, taken under this name)`, which is asked under a lock.
    template <class May>
    std::optional<Unit> take(std::string name, May may) {
        const std::lock_guard lock{mutex_};
        const auto found = by_name_.find(name);
        if (!may(total_, found == by_name_.end() ? std::size_t{0} : found->second)) {
            return std::nullopt;
        }
        ++by_name_[name];
        ++total_;
        return std::optional<Unit>{std::in_place, *this, std::move(name)};
    }

private:
    void give_back(const std::string& name) noexcept {
        const std::lock_guard lock{mutex_};
        const auto found = by_name_.find(name);
        if (--found->second == 0) {
            by_name_.erase(found);
        }
        --total_;
    }

    std::mutex mutex_;
    std::size_t total_ = 0;
    std::unordered_map<std::string, std::size_t> by_name_;
};

} // namespace route9::gateway::http
