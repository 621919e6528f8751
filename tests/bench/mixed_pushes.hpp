// SPDX-License-Identifier: Apache-2.0
// Pushes of seven platforms in turns, each signed in its own manner and each about an order of its
// own: whole orders of a customer in Đông Hà, and states of orders that would have to be asked for.
// Used on one thread.
#pragma once

#include "http_client.hpp"
#include "trading_site.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace route9::bench {

/// One message of a platform as it comes: a body with @ID@ where the order's number stands.
struct SamplePush {
    std::string_view platform;
    std::string_view topic; // of the header that says one
    std::string_view body;
    bool is_whole = true; // the order itself, not its number
};

/// What pushes, in turns.
inline constexpr std::size_t sample_pushes_count = 7;
const std::array<SamplePush, sample_pushes_count>& sample_pushes() noexcept;

/// `sample.body` about the order `number`.
std::string body_of(const SamplePush& sample, std::uint64_t number);

class MixedPushes {
public:
    /// A connection of the seller "shop" for each platform, added by the command line.
    explicit MixedPushes(const e2e::Site& site);

    e2e::HttpRequest next();

private:
    std::uint64_t made_ = 0;
};

} // namespace route9::bench
