// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/ask_pause.hpp"

#include <algorithm>

namespace route9::gateway {

Seconds ask_pause(Seconds silence, bool is_pushed) noexcept {
    const Seconds least = is_pushed ? ask_pause_where_pushed : ask_pause_min;
    return std::clamp<Seconds>(silence / ask_pause_share, least, ask_pause_max);
}

} // namespace route9::gateway
