// SPDX-License-Identifier: Apache-2.0
// The printed account of the demonstration day: one line per happening with business time in
// front, and what went otherwise than it should. Printed by the day's own thread; `out` outlives
// it. A line that begins with "!!" makes the day fail.
#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <ostream>
#include <string_view>

namespace route9::gateway::demo {

class DayAccount {
public:
    DayAccount(std::ostream& out, const Clock& clock) : out_(out), clock_(clock) {}

    void heading(std::string_view text);
    void tell(std::string_view actor, std::string_view text);
    /// Something the day did not expect.
    void fault(std::string_view actor, std::string_view text);
    /// Without a time in front.
    void plain(std::string_view text);

    std::size_t faults() const noexcept { return faults_; }

private:
    void line(std::string_view actor, std::string_view mark, std::string_view text);

    std::ostream& out_;
    const Clock& clock_;
    std::size_t faults_ = 0;
};

} // namespace route9::gateway::demo
