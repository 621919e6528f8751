// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/hook_value.hpp"

#include "adapters/marketplaces/hook_body.hpp"
#include "core/crypto.hpp"

#include <charconv>
#include <string_view>
#include <system_error>

namespace route9::adapters {
namespace {

const Json* child(const Json& parent, std::string_view step) {
    if (parent.is_object()) {
        const auto member = parent.find(step);
        return member == parent.end() ? nullptr : &*member;
    }
    if (!parent.is_array()) {
        return nullptr;
    }
    std::size_t index = 0;
    const auto read = std::from_chars(step.begin(), step.end(), index);
    const bool whole = read.ec == std::errc{} && read.ptr == step.end();
    return whole && index < parent.size() ? &parent[index] : nullptr;
}

/// Follows a pointer of the profile table, whose steps have no escapes.
std::optional<std::string> text_at(const Json& body, std::string_view pointer) {
    const Json* at = &body;
    while (!pointer.empty() && at != nullptr) {
        pointer.remove_prefix(1);
        const auto step = pointer.substr(0, pointer.find('/'));
        pointer.remove_prefix(step.size());
        at = child(*at, step);
    }
    if (at == nullptr) {
        return std::nullopt;
    }
    return at->is_string() ? at->get<std::string>() : number_text(*at);
}

} // namespace

std::optional<std::string>
value_of(const ValueSource& source, const HookRequest& request, const Json& body) {
    switch (source.kind) {
    case ValueSource::Kind::header: {
        const auto value = single_header(request, source.name);
        return value ? std::optional{std::string{*value}} : std::nullopt;
    }
    case ValueSource::Kind::query: {
        const auto value = single_parameter(request, source.name);
        return value ? std::optional{std::string{*value}} : std::nullopt;
    }
    case ValueSource::Kind::form:
        return form_field(request.body, source.name);
    case ValueSource::Kind::body:
        return text_at(body, source.name);
    case ValueSource::Kind::body_digest:
        return hex(sha256(as_byte_view(request.body)));
    }
    return std::nullopt;
}

} // namespace route9::adapters
