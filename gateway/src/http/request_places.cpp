// SPDX-License-Identifier: Apache-2.0
#include "http/request_places.hpp"

#include <utility>

namespace route9::gateway::http {

RequestPlaces::Place::Place(RequestPlaces& places, std::string caller)
    : places_(&places), caller_(std::move(caller)) {}

RequestPlaces::Place::Place(Place&& other) noexcept
    : places_(std::exchange(other.places_, nullptr)), caller_(std::move(other.caller_)) {}

RequestPlaces::Place::~Place() {
    if (places_ != nullptr) {
        places_->give_back(caller_);
    }
}

std::optional<RequestPlaces::Place> RequestPlaces::take(std::string_view caller) {
    std::string name{caller};
    const std::lock_guard lock{mutex_};
    const auto found = by_caller_.find(name);
    const std::size_t own = found == by_caller_.end() ? 0 : found->second;
    const bool is_crowded = taken_ >= (places_max_ + 1) / 2;
    if (taken_ >= places_max_ || (is_crowded && own >= (places_max_ + 3) / 4)) {
        return std::nullopt;
    }
    ++by_caller_[name];
    ++taken_;
    return std::optional<Place>{std::in_place, *this, std::move(name)};
}

void RequestPlaces::give_back(const std::string& caller) noexcept {
    const std::lock_guard lock{mutex_};
    const auto found = by_caller_.find(caller);
    if (--found->second == 0) {
        by_caller_.erase(found);
    }
    --taken_;
}

} // namespace route9::gateway::http
