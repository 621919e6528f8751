// SPDX-License-Identifier: Apache-2.0
// A small blocking HTTP/1.1 client over one keep-alive connection to loopback, written apart from
// the server's own code. It never sends a request twice: when the connection breaks, what became of
// the request is unknown, and ConnectionBroken says so. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::e2e {

struct ConnectionBroken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using HeaderList = std::vector<std::pair<std::string, std::string>>;

struct HttpRequest {
    std::string method = "GET";
    std::string target = "/";
    HeaderList headers{};
    std::string body{};
};

struct HttpAnswer {
    int status = 0;
    HeaderList headers{};
    std::string body{};

    /// Names compare without case; empty when there is none.
    std::string header(std::string_view name) const;
};

class HttpClient {
public:
    explicit HttpClient(
        std::uint16_t port, std::chrono::seconds patience = std::chrono::seconds{60}
    )
        : port_(port), patience_(patience) {}
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    ~HttpClient();

    /// Throws ConnectionBroken.
    HttpAnswer send(const HttpRequest& request);

private:
    void open();
    void close() noexcept;
    void write_all(std::string_view bytes);
    void read_more();
    HttpAnswer read_answer(bool with_body);

    std::uint16_t port_;
    std::chrono::seconds patience_;
    int socket_ = -1;
    std::string received_;
};

} // namespace route9::e2e
