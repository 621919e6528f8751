// SPDX-License-Identifier: Apache-2.0
#include "demo/account.hpp"

#include <fmt/format.h>

namespace route9::gateway::demo {

void DayAccount::heading(std::string_view text) {
    out_ << "\n== " << text << '\n' << std::flush;
}

void DayAccount::tell(std::string_view actor, std::string_view text) {
    line(actor, "", text);
}

void DayAccount::fault(std::string_view actor, std::string_view text) {
    ++faults_;
    line(actor, "!! ", text);
}

void DayAccount::plain(std::string_view text) {
    out_ << text << '\n' << std::flush;
}

void DayAccount::line(std::string_view actor, std::string_view mark, std::string_view text) {
    const auto minute = corridor_minute_of_day(clock_.business()).count();
    out_ << fmt::format("{:02}:{:02}  {:<10}  {}{}\n", minute / 60, minute % 60, actor, mark, text)
         << std::flush;
}

} // namespace route9::gateway::demo
