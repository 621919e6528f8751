// SPDX-License-Identifier: Apache-2.0
#include "gateway/admin/control_socket.hpp"

#include "core/json.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/streambuf.hpp>
#include <boost/asio/write.hpp>
#include <sys/stat.h>

#include <thread>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

namespace net = boost::asio;
using Local = net::local::stream_protocol;

constexpr std::size_t kLineBytesMax = 64 * 1024;

std::string read_line(Local::socket& socket) {
    net::streambuf buffer{kLineBytesMax};
    boost::system::error_code problem;
    const std::size_t size = net::read_until(socket, buffer, '\n', problem);
    if (problem) {
        return {};
    }
    const auto begin = net::buffers_begin(buffer.data());
    return {begin, begin + static_cast<std::ptrdiff_t>(size)};
}

std::string answer_line(const AdminAnswer& answer) {
    const Json json{{"exit", answer.exit_code}, {"out", answer.out}, {"error", answer.error}};
    return json.dump() + "\n";
}

} // namespace

struct ControlSocket::State {
    State(const std::filesystem::path& where, const AdminContext& admin)
        : path(where), context(admin), acceptor(io) {
        std::filesystem::remove(path);
        acceptor.open();
        const ::mode_t before = ::umask(0177);
        boost::system::error_code problem;
        acceptor.bind(Local::endpoint{path.string()}, problem);
        ::umask(before);
        if (problem) {
            throw boost::system::system_error{problem, "control socket " + path.string()};
        }
        acceptor.listen();
        accept();
        thread = std::thread{[this] { io.run(); }};
    }

    void accept() {
        acceptor.async_accept([this](boost::system::error_code problem, Local::socket socket) {
            if (problem) {
                return;
            }
            serve(socket);
            accept();
        });
    }

    void serve(Local::socket& socket) {
        const auto request = parse_json(read_line(socket));
        if (!request || !request->is_array()) {
            return;
        }
        std::vector<std::string> words;
        for (const Json& word : *request) {
            words.push_back(word.is_string() ? word.get<std::string>() : std::string{});
        }
        boost::system::error_code ignored;
        net::write(socket, net::buffer(answer_line(run_admin(words, context))), ignored);
    }

    std::filesystem::path path;
    AdminContext context;
    net::io_context io{1};
    Local::acceptor acceptor;
    std::thread thread;
};

ControlSocket::ControlSocket(const std::filesystem::path& path, const AdminContext& context)
    : state_(std::make_unique<State>(path, context)) {}

ControlSocket::~ControlSocket() {
    state_->io.stop();
    state_->thread.join();
    std::error_code ignored;
    std::filesystem::remove(state_->path, ignored);
}

std::filesystem::path control_socket_path(const std::filesystem::path& store) {
    return std::filesystem::path{store.string() + ".ctl"};
}

std::optional<AdminAnswer>
ask_server(const std::filesystem::path& path, std::span<const std::string> words) {
    net::io_context io{1};
    Local::socket socket{io};
    boost::system::error_code problem;
    socket.connect(Local::endpoint{path.string()}, problem);
    if (problem) {
        return std::nullopt;
    }
    Json request = Json::array();
    for (const std::string& word : words) {
        request.push_back(word);
    }
    net::write(socket, net::buffer(request.dump() + "\n"), problem);
    const auto answer = parse_json(read_line(socket));
    if (problem || !answer || !answer->is_object()) {
        return AdminAnswer{.exit_code = 1, .out = {}, .error = "the server did not answer"};
    }
    return AdminAnswer{
        .exit_code = answer->value("exit", 1),
        .out = answer->value("out", ""),
        .error = answer->value("error", ""),
    };
}

} // namespace route9::gateway
