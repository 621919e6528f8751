// SPDX-License-Identifier: Apache-2.0
// What a marketplace is told of an order that we handle: a protocol of one or more calls, stepped
// through without a socket. Each step is decided on the answers that came so far; a platform that
// lists what may be done is asked first. Pure; any thread.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "adapters/marketplaces/write_action.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace route9::adapters {

struct WriteBack {
    WriteAction action = WriteAction::packed;
    std::string external_id;
    std::string tracking{};       // what our parcel is called
    bool is_out_of_stock = false; // why it is cancelled
};

struct WriteStep {
    enum class Kind : std::uint8_t {
        call,
        done,    // or there is nothing to tell
        refused, // by the platform, for this order
        retry,   // the platform says so
    };
    Kind kind = Kind::done;
    ApiCall call{};
    std::string words{}; // for a person: a tracking number, why it was refused

    static WriteStep make_call(ApiCall next);
    static WriteStep finish(std::string words);
    static WriteStep refuse(std::string words);
};

/// `answers` are good ones, by the platform's row.
using WriteSteps = WriteStep (*)(
    const ApiAccess& access, const WriteBack& what, std::span<const Json> answers, Instant now
);

/// Null for a platform that is told nothing.
WriteSteps find_write_steps(std::string_view platform) noexcept;

/// The platforms that are told.
std::span<const std::string_view> written_platforms() noexcept;

} // namespace route9::adapters
