// SPDX-License-Identifier: Apache-2.0
// A small blocking HTTP/1.1 client for one server, with keep-alive: what the demonstration day's
// actors and tests talk through. One thread. A connection the server closed is opened once more.
// Throws boost::system::system_error when the server cannot be reached or does not answer in time.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::gateway::demo {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct HttpMessage {
    std::string method = "GET";
    std::string target;
    HttpFields fields{};
    std::string body{};
};

struct HttpAnswer {
    int status = 0;
    HttpFields fields{};
    std::string body{};

    /// The first field of that name, without regard to case; empty when absent.
    std::string_view field(std::string_view name) const;
};

class HttpClient {
public:
    /// "http://127.0.0.1:8080". Throws std::invalid_argument for another form.
    explicit HttpClient(std::string_view base_url);
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    HttpAnswer send(const HttpMessage& message);

    /// From now on the line breaks in `percent` of 100 requests, by chance of `seed`: half of them
    /// reach the server whole and lose their answer, half break off on the way. What was lost is
    /// sent again, unchanged.
    void lose(int percent, std::uint64_t seed);
    std::int64_t sent() const noexcept;
    std::int64_t lost() const noexcept;

private:
    class Wire;
    std::unique_ptr<Wire> wire_;
};

} // namespace route9::gateway::demo
