// SPDX-License-Identifier: Apache-2.0
// Calls to other people's servers, over real sockets: a server that says what the test wants, and
// openssl's own for TLS.
#include "platform/outbound_http.hpp"
#include "running_worker.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <thread>

namespace route9::platform {
namespace {

/// Answers one connection with the same bytes and remembers what it heard.
class ScriptedServer {
public:
    explicit ScriptedServer(std::string answer, bool closes = true)
        : answer_(std::move(answer)), closes_(closes),
          listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* generic = reinterpret_cast<sockaddr*>(&address);
        socklen_t size = sizeof(address);
        EXPECT_EQ(::bind(listener_, generic, size), 0);
        EXPECT_EQ(::listen(listener_, 4), 0);
        EXPECT_EQ(::getsockname(listener_, generic, &size), 0);
        port_ = ntohs(address.sin_port);
        thread_ = std::thread{[this] { serve(); }};
    }
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ~ScriptedServer() {
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }

    std::string url(const char* path = "/") const {
        return "http://127.0.0.1:" + std::to_string(port_) + path;
    }
    const std::string& heard() const { return heard_; }

private:
    void serve() {
        const int peer = ::accept(listener_, nullptr, nullptr);
        if (peer < 0) {
            return;
        }
        std::array<char, 4096> bytes{};
        const auto got = ::recv(peer, bytes.data(), bytes.size(), 0);
        heard_.assign(bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        static_cast<void>(::send(peer, answer_.data(), answer_.size(), MSG_NOSIGNAL));
        if (!closes_) { // until the caller goes away
            static_cast<void>(::recv(peer, bytes.data(), bytes.size(), 0));
        }
        ::close(peer);
    }

    std::string answer_;
    bool closes_;
    int listener_;
    unsigned port_ = 0;
    std::string heard_;
    std::thread thread_;
};

OutboundAnswer call(OutboundRequest request, OutboundLimits limits = {}) {
    tests::RunningWorker worker;
    OutboundHttp client{std::move(limits)};
    OutboundAnswer answer;
    worker.run([&]() -> task<void> {
        const Tick deadline = worker.clock.machine() + Seconds{20};
        answer = co_await client.send(std::move(request), deadline);
    });
    return answer;
}

TEST(OutboundHttp, BringsStatusBodyAndHowLongToWait) {
    ScriptedServer server{
        "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nwait"
    };
    const auto answer = call(
        {.method = "POST",
         .url = server.url("/v1/x?a=1"),
         .headers = {{"X-Token", "t"}, {"Content-Type", "application/json"}},
         .body = "{}"}
    );
    EXPECT_EQ(answer.fault, OutboundFault::none);
    EXPECT_EQ(answer.status, 429);
    EXPECT_EQ(answer.body, "wait");
    EXPECT_EQ(answer.retry_after, Seconds{7});
    EXPECT_TRUE(server.heard().starts_with("POST /v1/x?a=1 HTTP/1.1\r\n")) << server.heard();
    EXPECT_NE(server.heard().find("X-Token: t\r\n"), std::string::npos);
    EXPECT_NE(server.heard().find("\r\n\r\n{}"), std::string::npos);
    EXPECT_EQ(server.heard().find("Expect"), std::string::npos);
}

TEST(OutboundHttp, LeadsWhatTenantsNameNowhereIntoAPrivateNetwork) {
    ScriptedServer server{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
    EXPECT_EQ(call({.url = server.url()}).status, 200);
    ScriptedServer private_server{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
    const auto refused = call({.url = private_server.url(), .is_public = true});
    EXPECT_EQ(refused.fault, OutboundFault::unreachable);
    EXPECT_EQ(private_server.heard(), "");
}

TEST(OutboundHttp, FollowsNoRedirect) {
    ScriptedServer server{
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
    };
    EXPECT_EQ(call({.url = server.url()}).status, 302);
}

TEST(OutboundHttp, TellsWhatWentWrong) {
    const struct {
        const char* title;
        std::string answer;
        bool closes;
        OutboundFault fault;
    } cases[] = {
        {"no HTTP", "hello\r\n\r\n", true, OutboundFault::broken},
        {"cut off", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", true, OutboundFault::broken},
        {"nothing", "", true, OutboundFault::broken},
        {"too slow", "HTTP/1.1 200 OK\r\nContent-Le", false, OutboundFault::timeout},
        {"too large",
         "HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + std::string(2000, 'x'),
         true,
         OutboundFault::too_large},
        {"endless header",
         "HTTP/1.1 200 OK\r\nX: " + std::string(90'000, 'x') + "\r\n\r\n",
         true,
         OutboundFault::too_large},
    };
    for (const auto& row : cases) {
        ScriptedServer server{row.answer, row.closes};
        const auto answer = call(
            {.url = server.url()},
            {.call_budget = Milliseconds{500}, .answer_bytes_max = 1'000, .authorities = {}}
        );
        EXPECT_EQ(answer.fault, row.fault) << row.title << ": " << name(answer.fault);
        EXPECT_EQ(answer.status, 0) << row.title;
        EXPECT_EQ(answer.body, "") << row.title;
    }
    EXPECT_EQ(call({.url = "http://127.0.0.1:1/"}).fault, OutboundFault::unreachable);
}

TEST(OutboundHttp, CallsOnlyHttpsAndThisMachine) {
    for (const char* good :
         {"https://partner.shopeemobile.com/api",
          "http://127.0.0.1:8081/rest",
          "http://localhost",
          "http://[::1]:80/x"}) {
        EXPECT_TRUE(may_be_called(good)) << good;
    }
    for (const char* bad :
         {"http://partner.shopeemobile.com",
          "http://127.0.0.1.example.com/",
          "ftp://127.0.0.1",
          "https://user@example.com/",
          "https://",
          "http://localhost.example.com",
          "file:///etc/x",
          "https://example.com/a b",
          "https://example.com/#x",
          "http://127.0.0.1\\@example.com"}) {
        EXPECT_FALSE(may_be_called(bad)) << bad;
    }
    EXPECT_EQ(call({.url = "http://192.0.2.1/"}).fault, OutboundFault::bad_address);
}

/// openssl s_server with a certificate for "localhost" of its own making.
class TlsServer {
public:
    TlsServer() : directory_(testing::TempDir() + "route9_tls_" + std::to_string(::getpid())) {
        run("mkdir -p " + directory_);
        run("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
            " -addext subjectAltName=DNS:localhost -keyout " +
            directory_ + "/key.pem -out " + certificate() + " 2>/dev/null");
        const std::string command = "exec openssl s_server -accept 127.0.0.1:0 -www -cert " +
                                    certificate() + " -key " + directory_ +
                                    "/key.pem 2>/dev/null & echo $!; wait";
        pipe_ = ::popen(command.c_str(), "r"); // NOLINT: a test's own command
        std::array<char, 256> line{};
        while (std::fgets(line.data(), line.size(), pipe_) != nullptr && port_.empty()) {
            const std::string text = line.data();
            if (pid_.empty()) {
                pid_ = text.substr(0, text.find('\n'));
            }
            if (text.starts_with("ACCEPT")) {
                port_ = text.substr(text.rfind(':') + 1);
                port_.resize(port_.find('\n'));
                break;
            }
        }
    }
    TlsServer(const TlsServer&) = delete;
    TlsServer& operator=(const TlsServer&) = delete;
    ~TlsServer() {
        run("kill " + pid_);
        ::pclose(pipe_);
        run("rm -r " + directory_);
    }

    std::string url(const std::string& host) const { return "https://" + host + ":" + port_; }
    std::string certificate() const { return directory_ + "/certificate.pem"; }

private:
    static void run(const std::string& command) {
        EXPECT_EQ(std::system(command.c_str()), 0) << command; // NOLINT: a test's own command
    }

    std::string directory_;
    std::FILE* pipe_ = nullptr;
    std::string pid_;
    std::string port_;
};

TEST(OutboundHttp, TrustsACertificateOnlyOfAnAuthorityItKnowsAndForItsName) {
    TlsServer server;
    const OutboundLimits knows{.authorities = server.certificate()};
    EXPECT_EQ(call({.url = server.url("localhost") + "/"}, knows).status, 200);
    EXPECT_EQ(call({.url = server.url("localhost") + "/"}).fault, OutboundFault::tls)
        << "it vouches for itself";
    EXPECT_EQ(call({.url = server.url("127.0.0.1") + "/"}, knows).fault, OutboundFault::tls)
        << "another name than the certificate's";
}

} // namespace
} // namespace route9::platform
