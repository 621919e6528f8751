// SPDX-License-Identifier: Apache-2.0
// What happens to the gates of a year, drawn from a seed: floods, landslides, closures, queues,
// rumours and holidays, and what of it is reported when. It knows nothing of the product: times,
// hours and roads stand in tables of their own. The same seed is the same year for every policy.
#pragma once

#include "fulfillment/corridor_time.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::tests {

using fulfillment::LocalDay;
using fulfillment::LocalTime;

struct Span {
    LocalTime from;
    LocalTime to;
};

struct Closure {
    std::string gate;
    std::string why;
    Span span;
};

struct Queue {
    std::string gate;
    Span span;
    std::chrono::minutes wait{0};
};

/// What somebody says of a gate; `ends` only of a rumour.
struct Word {
    LocalTime at;
    std::string gate;
    std::string state; // "open", "closed"
    std::chrono::minutes queue{0};
    bool is_rumour = false;
};

class CorridorWeather {
public:
    CorridorWeather(std::uint64_t seed, LocalDay first, int days);

    /// When the truck that reaches the gate then is through, with its work of both sides; `truck`
    /// is the same number for the same load whatever gate it takes.
    LocalTime across(const std::string& gate, LocalTime reaches, std::uint64_t truck) const;

    const std::vector<Closure>& closures() const noexcept { return closures_; }
    /// Sorted by time.
    const std::vector<Word>& words() const noexcept { return words_; }

private:
    void draw_closures();
    void draw_queues();
    void draw_words();
    const Closure* closure_at(const std::string& gate, LocalTime at) const;
    std::chrono::minutes queue_at(const std::string& gate, LocalTime at) const;

    std::uint64_t seed_;
    LocalDay first_;
    int days_;
    std::vector<Closure> closures_;
    std::vector<Queue> queues_;
    std::vector<Word> words_;
};

/// The gates that the year is about.
const std::vector<std::string>& gates_of_the_year();

/// Driving time of Đông Hà to the gate and on from it, by the roads' hours.
struct Drive {
    std::chrono::minutes to_gate{0};
    std::chrono::minutes from_gate{0};
};
Drive drive(std::string_view gate, std::string_view destination);

/// The same number for the same seed and key.
std::uint64_t drawn(std::uint64_t seed, std::string_view what, std::uint64_t which);

} // namespace route9::tests
