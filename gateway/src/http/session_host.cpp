// SPDX-License-Identifier: Apache-2.0
#include "http/session_host.hpp"

#include "core/names.hpp"
#include "http/session.hpp"

#include <fmt/chrono.h>

#include <algorithm>

namespace route9::gateway::http {

void PagedEntropy::fill(std::span<std::byte> out) {
    if (out.size() > page_.size() - used_) {
        source_.fill(page_);
        used_ = 0;
    }
    std::copy_n(page_.begin() + static_cast<std::ptrdiff_t>(used_), out.size(), out.begin());
    used_ += out.size();
}

std::string_view SessionHost::date() {
    const auto now = std::chrono::floor<Seconds>(edge.clock.business());
    if (now.time_since_epoch().count() != date_second_) {
        date_second_ = now.time_since_epoch().count();
        const std::chrono::sys_seconds second{now};
        date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(second));
    }
    return date_;
}

std::string SessionHost::request_id() {
    return RequestId::make(edge.clock.business(), entropy_).text();
}

void SessionHost::add(Session& session) {
    session.place = sessions_.size();
    sessions_.push_back(&session);
}

void SessionHost::remove(Session& session) {
    sessions_.back()->place = session.place;
    sessions_[session.place] = sessions_.back();
    sessions_.pop_back();
}

void SessionHost::sweep(Tick now) {
    for (Session* session : sessions_) {
        session->expire(now);
    }
}

void SessionHost::drain() {
    for (Session* session : sessions_) {
        session->close_if_idle();
    }
}

} // namespace route9::gateway::http
