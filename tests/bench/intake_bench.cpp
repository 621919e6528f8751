// SPDX-License-Identifier: Apache-2.0
// How many pushed orders one core reads and makes canonical: the body parsed strictly, the
// platform's reader, the address resolved to today's units and the telephone to E.164. No store, no
// HTTP and no signature. Usage: intake_bench [milliseconds per platform]
#include "adapters/marketplaces/event_readers.hpp"
#include "fulfillment/phone.hpp"
#include "gateway/catalogue.hpp"
#include "mixed_pushes.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace route9::bench {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::size_t kBodies = 1'000; // each another order
constexpr double kWanted = 50'000;

/// Throws when the order is not what the message says: a bench of refusals would be fast.
void make_canonical(
    const gateway::Catalogue& catalogue, const SamplePush& sample, const std::string& body
) {
    const auto message = parse_json(body);
    const auto* reader = adapters::find_event_reader(sample.platform);
    const auto& states = catalogue.profiles->find(std::string{sample.platform})->order_states;
    const auto event = reader->read(
        message.value(), {.topic = sample.topic, .connection = "mixed", .states = states}
    );
    const auto& recipient = event.value().order.value().recipient;
    const auto address = catalogue.corridor.addresses.resolve(
        {recipient.country, recipient.province, recipient.district}
    );
    const auto phone = fulfillment::read_phone(recipient.phone, recipient.country);
    if (address.fit == fulfillment::AddressFit::unknown || !phone ||
        phone->e164 != "+84905000001") {
        throw std::runtime_error("not canonical: " + body);
    }
}

double orders_a_second(
    const gateway::Catalogue& catalogue, const SamplePush& sample, std::chrono::milliseconds time
) {
    std::vector<std::string> bodies;
    for (std::size_t i = 0; i < kBodies; ++i) {
        bodies.push_back(body_of(sample, i));
    }
    const auto start = Steady::now();
    std::size_t done = 0;
    while (Steady::now() - start < time) {
        for (const std::string& body : bodies) {
            make_canonical(catalogue, sample, body);
        }
        done += bodies.size();
    }
    const std::chrono::duration<double> taken = Steady::now() - start;
    return static_cast<double>(done) / taken.count();
}

int run(std::span<char*> arguments) {
    std::chrono::milliseconds time{2'000};
    if (arguments.size() > 1) {
        time = std::chrono::milliseconds{std::atoi(arguments[1])};
    }
    const auto catalogue =
        gateway::load_catalogue(std::filesystem::path{ROUTE9_SOURCE_DIR} / "data");
    double seconds_an_order = 0;
    double platforms = 0;
    std::string json;
    for (const SamplePush& sample : sample_pushes()) {
        if (sample.is_whole) {
            const double rate = orders_a_second(catalogue.value(), sample, time);
            fmt::print(
                "{:<52} {:>14.0f}\n", fmt::format("{}, orders a second", sample.platform), rate
            );
            json += fmt::format(R"("{}":{:.0f},)", sample.platform, rate);
            seconds_an_order += 1 / rate;
            platforms += 1;
        }
    }
    const double mixed = platforms / seconds_an_order;
    fmt::print("{:<52} {:>14.0f}   {:.0f}\n", "in turns, orders a second a core", mixed, kWanted);
    fmt::print(
        R"({{"bench":"intake",{}"mixed":{:.0f}}})"
        "\n",
        json,
        mixed
    );
    return 0;
}

} // namespace
} // namespace route9::bench

int main(int count, char** arguments) {
    return route9::bench::run({arguments, static_cast<std::size_t>(count)});
}
