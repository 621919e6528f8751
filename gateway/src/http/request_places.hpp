// SPDX-License-Identifier: Apache-2.0
// Places for requests at work, shared by all workers. While half of them are free anybody may take
// one; then a caller (a tenant, or a hook before its tenant is known) has a quarter at most, so
// that one who floods the door leaves room for the others. A place is given back by its destructor.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace route9::gateway::http {

class RequestPlaces {
public:
    class Place {
    public:
        Place(RequestPlaces& places, std::string caller);
        Place(Place&& other) noexcept;
        Place& operator=(Place&&) = delete;
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place();

    private:
        RequestPlaces* places_;
        std::string caller_;
    };

    explicit RequestPlaces(std::size_t places_max) : places_max_(places_max) {}

    /// Nothing when the caller, or everybody, has too many.
    std::optional<Place> take(std::string_view caller);

private:
    void give_back(const std::string& caller) noexcept;

    const std::size_t places_max_;
    std::mutex mutex_;
    std::size_t taken_ = 0;
    std::unordered_map<std::string, std::size_t> by_caller_;
};

} // namespace route9::gateway::http
