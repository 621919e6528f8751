// SPDX-License-Identifier: Apache-2.0
#include "simulated_platforms.hpp"

#include "http_client.hpp"
#include "running_server.hpp"

#include <stdexcept>

namespace route9::e2e {
namespace {

constexpr std::chrono::seconds kStarts{20};
constexpr std::chrono::minutes kRuns{4}; // a run that is waited for

std::vector<std::string> command_of(const std::vector<std::string>& names) {
    std::vector<std::string> words{
        ROUTE9_PYTHON, "-B", ROUTE9_SOURCE_DIR "/tests/support/simulate.py"
    };
    words.insert(words.end(), names.begin(), names.end());
    return words;
}

Json first_line(ChildProcess& process, const std::filesystem::path& error_file) {
    const auto line = process.read_line(kStarts);
    if (!line) {
        throw std::runtime_error(
            "the simulated platforms do not start, see " + error_file.string()
        );
    }
    return Json::parse(*line);
}

Json checked(const HttpAnswer& answer, const std::string& asked) {
    if (answer.status != 200) {
        throw std::runtime_error(asked + " was answered " + answer.body);
    }
    return Json::parse(answer.body);
}

} // namespace

SimulatedPlatforms::SimulatedPlatforms(
    const std::vector<std::string>& names, const std::filesystem::path& error_file
)
    : process_(command_of(names), error_file), printed_(first_line(process_, error_file)) {
    for (const auto& [name, platform] : printed_.items()) {
        const auto now = business_now().time_since_epoch().count();
        tell(name, "clock", {{"skew_s", now - platform.at("now").get<std::int64_t>()}});
        // Tokens live from now on, by the clock that has just been set.
        const Json shop = this->shop(name);
        tell(
            name,
            "shops",
            {{"shop", shop.at("shop_id")},
             {"access_token", shop.at("access_token")},
             {"refresh_token", shop.at("refresh_token")}}
        );
    }
}

std::uint16_t SimulatedPlatforms::port(const std::string& platform) const {
    return printed_.at(platform).at("port").get<std::uint16_t>();
}

std::string SimulatedPlatforms::base_url(const std::string& platform) const {
    return printed_.at(platform).at("base_url").get<std::string>();
}

Json SimulatedPlatforms::tell(
    const std::string& platform, const std::string& command, const Json& members
) const {
    HttpClient client{port(platform), kRuns};
    const HttpAnswer answer =
        client.send({.method = "POST", .target = "/_control/" + command, .body = members.dump()});
    return checked(answer, platform + " " + command);
}

Json SimulatedPlatforms::view(const std::string& platform, const std::string& name) const {
    HttpClient client{port(platform)};
    return checked(client.send({.target = "/_control/" + name}), platform + " " + name);
}

Json SimulatedPlatforms::shop(const std::string& platform) const {
    return shops(platform).at(0);
}

Json SimulatedPlatforms::shops(const std::string& platform) const {
    return view(platform, "").at("shops");
}

std::string SimulatedPlatforms::place(const std::string& platform, const Json& members) const {
    return tell(platform, "orders", members).at("orders").at(0).at("order").get<std::string>();
}

} // namespace route9::e2e
