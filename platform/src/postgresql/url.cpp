// SPDX-License-Identifier: Apache-2.0
#include "platform/postgresql_url.hpp"

#include <libpq-fe.h>

#include <array>
#include <map>
#include <memory>
#include <utility>

namespace route9::platform {
namespace {

constexpr std::array<std::string_view, 2> kSchemes{"postgresql://", "postgres://"};

struct FreeOptions {
    void operator()(PQconninfoOption* options) const noexcept { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

/// libpq's own reading of the URI; its complaint may quote a password, so nobody hears it.
Options read(std::string_view text) {
    char* complaint = nullptr;
    Options options{PQconninfoParse(std::string{text}.c_str(), &complaint)};
    PQfreemem(complaint);
    return options;
}

std::string place_of(const PQconninfoOption* option) {
    std::map<std::string_view, std::string> given;
    for (; option->keyword != nullptr; ++option) {
        if (option->val != nullptr) {
            given[option->keyword] = option->val;
        }
    }
    std::string place = given["host"];
    if (const std::string& port = given["port"]; !port.empty()) {
        place += ":" + port;
    }
    return place + "/" + given["dbname"];
}

} // namespace

bool PostgresqlUrl::is_meant_by(std::string_view text) noexcept {
    return text.starts_with(kSchemes[0]) || text.starts_with(kSchemes[1]);
}

Result<PostgresqlUrl> PostgresqlUrl::parse(std::string_view text) {
    const Options options = is_meant_by(text) ? read(text) : nullptr;
    if (options == nullptr) {
        return fail_field(
            "--store",
            "bad_value",
            "this is no connection URI: use postgresql://USER@HOST:PORT/DATABASE, with signs like "
            "@ : / % in a password percent-encoded"
        );
    }
    return PostgresqlUrl{text, place_of(options.get())};
}

} // namespace route9::platform
