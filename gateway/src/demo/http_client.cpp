// SPDX-License-Identifier: Apache-2.0
#include "gateway/demo/http_client.hpp"

#include "core/limits.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <chrono>
#include <optional>
#include <random>
#include <sstream>
#include <stdexcept>

namespace route9::gateway::demo {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace bhttp = boost::beast::http;
using boost::system::error_code;

constexpr std::string_view kScheme = "http://";
constexpr unsigned kHundred = 100;
constexpr std::chrono::seconds kBudget{90}; // over the longest long poll and its answer

} // namespace

class HttpClient::Wire {
public:
    Wire(std::string host, std::string port) : host_(std::move(host)), port_(std::move(port)) {}

    HttpAnswer send(const HttpMessage& message) {
        for (++sent_; breaks(); ++sent_) {
            lose(message);
        }
        const bool reused = stream_.has_value();
        HttpAnswer answer;
        error_code failed = try_send(message, answer);
        if (failed && reused) { // the server may close a connection that idles
            failed = try_send(message, answer);
        }
        if (failed) {
            throw boost::system::system_error(failed, message.method + " " + message.target);
        }
        return answer;
    }

    void set_losses(int percent, std::uint64_t seed) {
        loss_percent_ = percent;
        chance_.seed(seed);
    }

    std::int64_t sent() const noexcept { return sent_; }
    std::int64_t lost() const noexcept { return lost_; }

private:
    bool breaks() {
        return loss_percent_ > 0 && chance_() % kHundred < static_cast<unsigned>(loss_percent_);
    }

    /// The connection ends before an answer is read.
    void lose(const HttpMessage& message) {
        ++lost_;
        if (connect()) {
            return;
        }
        std::ostringstream wire;
        wire << wire_form(message);
        std::string bytes = wire.str();
        if (chance_() % 2 == 0) {
            bytes.resize(bytes.size() / 2);
        }
        finish([&](auto done) { asio::async_write(*stream_, asio::buffer(bytes), std::move(done)); }
        );
        stream_.reset();
    }

    /// Runs one asynchronous operation to its end or to the budget's.
    template <class Start>
    error_code finish(Start start) {
        error_code outcome = asio::error::operation_aborted;
        stream_->expires_after(kBudget);
        start([&outcome](error_code failed, auto&&...) { outcome = failed; });
        io_.restart();
        io_.run();
        return outcome;
    }

    error_code connect() {
        if (stream_) {
            return {};
        }
        error_code failed;
        asio::ip::tcp::resolver resolver{io_};
        const auto found = resolver.resolve(host_, port_, failed);
        if (failed) {
            return failed;
        }
        buffer_.clear();
        stream_.emplace(io_);
        failed = finish([&](auto done) { stream_->async_connect(found, std::move(done)); });
        if (failed) {
            stream_.reset();
        }
        return failed;
    }

    error_code try_send(const HttpMessage& message, HttpAnswer& answer) {
        if (const error_code failed = connect()) {
            return failed;
        }
        const auto request = wire_form(message);
        bhttp::response_parser<bhttp::string_body> parser;
        parser.body_limit(limits::upload_bytes_max);
        error_code failed =
            finish([&](auto done) { bhttp::async_write(*stream_, request, std::move(done)); });
        if (!failed) {
            failed = finish([&](auto done) {
                bhttp::async_read(*stream_, buffer_, parser, std::move(done));
            });
        }
        if (failed) {
            stream_.reset();
            return failed;
        }
        answer = taken(parser.get());
        if (!parser.get().keep_alive()) {
            stream_.reset();
        }
        return {};
    }

    bhttp::request<bhttp::string_body> wire_form(const HttpMessage& message) const {
        bhttp::request<bhttp::string_body> request;
        request.version(11);
        request.method_string(message.method);
        request.target(message.target);
        request.set(bhttp::field::host, host_ + ":" + port_);
        for (const auto& [name, value] : message.fields) {
            request.insert(name, value);
        }
        request.body() = message.body;
        request.prepare_payload();
        return request;
    }

    static HttpAnswer taken(bhttp::response<bhttp::string_body>& response) {
        HttpAnswer answer;
        answer.status = static_cast<int>(response.result_int());
        for (const auto& field : response) {
            answer.fields.emplace_back(
                std::string{field.name_string()}, std::string{field.value()}
            );
        }
        answer.body = std::move(response.body());
        return answer;
    }

    std::string host_;
    std::string port_;
    asio::io_context io_{1};
    std::optional<beast::tcp_stream> stream_;
    beast::flat_buffer buffer_;
    int loss_percent_ = 0;
    std::mt19937_64 chance_;
    std::int64_t sent_ = 0;
    std::int64_t lost_ = 0;
};

std::string_view HttpAnswer::field(std::string_view name) const {
    for (const auto& [known, value] : fields) {
        if (beast::iequals(known, name)) {
            return value;
        }
    }
    return {};
}

HttpClient::HttpClient(std::string_view base_url) {
    const auto colon = base_url.rfind(':');
    if (!base_url.starts_with(kScheme) || colon == std::string_view::npos ||
        colon <= kScheme.size()) {
        throw std::invalid_argument("give the server as http://ADDRESS:PORT");
    }
    std::string_view port = base_url.substr(colon + 1);
    port = port.substr(0, port.find('/'));
    wire_ = std::make_unique<Wire>(
        std::string{base_url.substr(kScheme.size(), colon - kScheme.size())}, std::string{port}
    );
}

HttpClient::~HttpClient() = default;

HttpAnswer HttpClient::send(const HttpMessage& message) {
    return wire_->send(message);
}

void HttpClient::lose(int percent, std::uint64_t seed) {
    wire_->set_losses(percent, seed);
}

std::int64_t HttpClient::sent() const noexcept {
    return wire_->sent();
}

std::int64_t HttpClient::lost() const noexcept {
    return wire_->lost();
}

} // namespace route9::gateway::demo
