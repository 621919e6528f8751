// SPDX-License-Identifier: Apache-2.0
#include "traffic.hpp"

#include "signed_hooks.hpp"

#include <algorithm>
#include <stdexcept>
#include <thread>
#include <utility>

namespace route9::bench {
namespace {

constexpr std::int64_t kPieces = 900'000;
constexpr int kDeliveries = 4; // of kPieces
constexpr std::int64_t kTruckKg = 900'000;
constexpr std::size_t kKeys = 16; // a key's own quota is a thousand requests a second
constexpr std::size_t kPreparedMax = 200'000;

void append_wire(const e2e::HttpRequest& request, std::string& out) {
    out += request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : request.headers) {
        out.append(name).append(": ").append(value).append("\r\n");
    }
    out += "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
}

/// Requests made before the clock runs, each sent once.
class Prepared {
public:
    Prepared(std::size_t count, const std::function<e2e::HttpRequest()>& make)
        : wires_(std::min(count, kPreparedMax)) {
        for (std::string& wire : wires_) {
            append_wire(make(), wire);
        }
    }

    void write(std::uint64_t number, std::string& out) const {
        out += wires_[number % wires_.size()];
    }

private:
    std::vector<std::string> wires_;
};

LoadPlan plan_of(
    const TrafficSettings& settings,
    std::uint16_t port,
    std::uint64_t per_second,
    const Prepared& requests
) {
    LoadPlan plan;
    plan.port = port;
    plan.connections = settings.connections;
    plan.per_second = per_second;
    plan.duration = settings.duration;
    plan.request = [&requests](std::uint64_t number, std::string& out) {
        requests.write(number, out);
    };
    return plan;
}

} // namespace

Traffic::Traffic(const TrafficSettings& settings, const e2e::Site& site)
    : settings_(settings), site_(site), keys_(e2e::set_up_by_command_line(site)) {
    order_keys_.push_back(keys_.seller);
    while (order_keys_.size() < kKeys) {
        order_keys_.push_back(e2e::run_checked(
            site_, {"keys", "create", "--tenant", "qt", "--role", "seller", "--party", "shop"}
        ));
    }
    start_another();
    const std::uint16_t port = servers_.front()->port();
    e2e::Caller seller{port, keys_.seller};
    e2e::Caller operator_caller{port, keys_.operator_};
    for (int i = 0; i < kDeliveries; ++i) {
        e2e::offer_goods(seller, kPieces);
    }
    e2e::open_departure(operator_caller, "QT-1", kTruckKg);
}

LoadReport Traffic::hooks(std::uint64_t per_second) {
    return run(servers_.size(), per_second, [this] { return next_hook(); });
}

LoadReport Traffic::orders(std::uint64_t per_second) {
    return run(servers_.size(), per_second, [this] { return next_order(); });
}

LoadReport Traffic::send(std::uint64_t per_second, const std::function<e2e::HttpRequest()>& make) {
    return run(servers_.size(), per_second, make);
}

LoadReport Traffic::orders_by_one(std::uint64_t per_second) {
    return run(1, per_second, [this] { return next_order(); });
}

LoadReport Traffic::floor(std::uint16_t port) {
    const Prepared requests{kPreparedMax / 10, [this] { return next_hook(); }};
    return run_load(plan_of(settings_, port, 0, requests));
}

void Traffic::start_another() {
    servers_.push_back(std::make_unique<e2e::RunningServer>(site_));
}

void Traffic::expect_routed() {
    e2e::Caller seller{servers_.front()->port(), keys_.seller};
    for (const Json& order : seller.get("/v1/orders?limit=100").json.at("items")) {
        if (order.at("status") != "routed") {
            throw std::runtime_error("an order was not routed: " + order.dump());
        }
    }
}

int Traffic::stop() {
    int ended = 0;
    for (const auto& server : servers_) {
        if (const int code = server->stop(); code != 0) {
            ended = code;
        }
    }
    servers_.clear();
    return ended;
}

e2e::HttpRequest Traffic::next_hook() {
    const std::string id = "B-" + std::to_string(++made_);
    const auto at = e2e::business_now();
    return e2e::signed_request(e2e::StandardHook{
        .connection = "lao-shop",
        .secret = e2e::kStandardSecret,
        .id = caller_.message_id(at),
        .at = at,
        .body = e2e::standard_body(id),
    });
}

e2e::HttpRequest Traffic::next_order() {
    const std::string id = "B-" + std::to_string(++made_);
    return {
        .method = "POST",
        .target = "/v1/orders",
        .headers =
            {{"Authorization", "Bearer " + order_keys_[made_ % kKeys]},
             {"Content-Type", "application/json"},
             {"Idempotency-Key", caller_.uuid()}},
        .body = e2e::order_of(id).dump(),
    };
}

/// Each server gets its share of the connections and of the schedule.
LoadReport Traffic::run(
    std::size_t servers, std::uint64_t per_second, const std::function<e2e::HttpRequest()>& make
) {
    const auto span_ms =
        static_cast<std::uint64_t>((settings_.duration + LoadPlan{}.warm_up).count());
    const std::size_t count =
        per_second == 0 ? kPreparedMax / 2 / servers : (per_second * span_ms / 1'000 / servers + 1);
    std::vector<Prepared> requests;
    for (std::size_t i = 0; i < servers; ++i) {
        requests.emplace_back(count, make);
    }
    std::vector<LoadReport> reports(servers);
    {
        std::vector<std::jthread> generators;
        for (std::size_t i = 0; i < servers; ++i) {
            LoadPlan plan =
                plan_of(settings_, servers_[i]->port(), per_second / servers, requests[i]);
            plan.connections = settings_.connections / servers;
            generators.emplace_back([&report = reports[i], plan = std::move(plan)] {
                report = run_load(plan);
            });
        }
    }
    LoadReport all = std::move(reports.front());
    for (std::size_t i = 1; i < servers; ++i) {
        all.answered += reports[i].answered;
        all.refused += reports[i].refused;
        all.broken += reports[i].broken;
        all.late += reports[i].late;
        all.latency.merge(reports[i].latency);
    }
    return all;
}

} // namespace route9::bench
