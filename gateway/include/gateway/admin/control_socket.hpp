// SPDX-License-Identifier: Apache-2.0
// How administrative commands reach the process that holds the store: a Unix socket beside the
// database file, mode 0600, one JSON array of words in, one JSON answer out. Has a thread of its
// own.
#pragma once

#include "gateway/admin/admin.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace route9::gateway {

class ControlSocket {
public:
    /// Throws std::system_error when the socket cannot be made. The context outlives it.
    ControlSocket(const std::filesystem::path& path, const AdminContext& context);
    ~ControlSocket();
    ControlSocket(const ControlSocket&) = delete;
    ControlSocket& operator=(const ControlSocket&) = delete;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The path of the socket that belongs to a store.
std::filesystem::path control_socket_path(const std::filesystem::path& store);

/// Nullopt when no server listens there.
std::optional<AdminAnswer>
ask_server(const std::filesystem::path& socket, std::span<const std::string> words);

} // namespace route9::gateway
