// SPDX-License-Identifier: Apache-2.0
// A client that says exactly the bytes a test wants and reads what comes back: blocking POSIX
// sockets on loopback, with a receive time-out so that a broken server fails a test, not the run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::tests {

struct Reply {
    int status = 0;
    std::vector<std::pair<std::string, std::string>> fields;
    std::string body;

    /// The first field of that name, without regard to case; empty when absent.
    std::string field(std::string_view name) const;
};

class WirePeer {
public:
    explicit WirePeer(std::uint16_t port);
    WirePeer(const WirePeer&) = delete;
    WirePeer& operator=(const WirePeer&) = delete;
    ~WirePeer();

    void send(std::string_view bytes);
    /// Nullopt when the connection ends (or nothing comes for two seconds) before a whole reply.
    std::optional<Reply> read_reply();
    /// The same for an answer to HEAD.
    std::optional<Reply> read_head_reply();
    /// True when the server closes without another byte.
    bool closed_by_server();
    /// The next `count` bytes as they come; fewer when the connection ends.
    std::string read_bytes(std::size_t count);

private:
    bool receive();
    std::optional<Reply> read_head_of_reply();

    int socket_ = -1;
    std::string buffered_;
};

} // namespace route9::tests
