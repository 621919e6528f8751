// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/response.hpp"

#include <utility>

namespace route9::gateway::http {

Response json_response(int status, const Json& value) {
    return {.status = status, .content_type = std::string{json_type}, .body = print_json(value)};
}

Response text_response(int status, std::string text) {
    return {.status = status, .content_type = std::string{text_type}, .body = std::move(text)};
}

Response empty_response(int status) {
    return {.status = status};
}

} // namespace route9::gateway::http
