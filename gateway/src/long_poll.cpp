// SPDX-License-Identifier: Apache-2.0
#include "gateway/long_poll.hpp"

#include <charconv>

namespace route9::gateway {

Result<Seconds> read_wait(const http::Request& request) {
    const auto text = request.target.query.find("wait");
    if (!text) {
        return Seconds{0};
    }
    int seconds = -1;
    const auto [stopped, problem] = std::from_chars(text->begin(), text->end(), seconds);
    const bool read = problem == std::errc{} && stopped == text->end();
    if (!read || seconds < 0 || Seconds{seconds} > limits::long_poll_max) {
        return fail_field("/wait", "out_of_range", "give whole seconds from 0 to 50");
    }
    return Seconds{seconds};
}

} // namespace route9::gateway
