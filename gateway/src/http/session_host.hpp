// SPDX-License-Identifier: Apache-2.0
// What the sessions of one worker share: the edge, the cached Date, request ids, and the list the
// sweeper walks. Lives on its worker; not thread-safe.
#pragma once

#include "core/entropy.hpp"
#include "core/time.hpp"
#include "http/edge.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

class Session;

/// Random bytes drawn a page at a time, because a system call per request id would show.
class PagedEntropy final : public Entropy {
public:
    explicit PagedEntropy(Entropy& source) : source_(source) {}
    void fill(std::span<std::byte> out) override;

private:
    Entropy& source_;
    std::array<std::byte, 4096> page_{};
    std::size_t used_ = page_.size();
};

class SessionHost {
public:
    explicit SessionHost(Edge& the_edge) : edge(the_edge), entropy_(the_edge.entropy) {}

    /// IMF-fixdate of business time, formatted once per second.
    std::string_view date();
    std::string request_id();

    bool empty() const noexcept { return sessions_.empty(); }
    void add(Session& session);
    void remove(Session& session);
    /// Ends what overstayed its budget.
    void sweep(Tick now);
    /// Closes idle connections; the others close after their answer.
    void drain();

    Edge& edge;

private:
    PagedEntropy entropy_;
    std::int64_t date_second_ = -1;
    std::string date_;
    std::vector<Session*> sessions_;
};

} // namespace route9::gateway::http
