// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/value_source.hpp"

#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kListMax = 20;

ValueSource read_source(std::string text, const std::string& pointer, FieldErrors& errors) {
    ValueSource source;
    if (text.ends_with('?')) {
        source.may_be_missing = true;
        text.pop_back();
    }
    if (text == "sha256") {
        source.kind = ValueSource::Kind::body_digest;
    } else if (text.starts_with("header:") && text.size() > 7) {
        source.kind = ValueSource::Kind::header;
        source.name = text.substr(7);
    } else if (text.starts_with("query:") && text.size() > 6) {
        source.kind = ValueSource::Kind::query;
        source.name = text.substr(6);
    } else if (text.starts_with("form:") && text.size() > 5) {
        source.kind = ValueSource::Kind::form;
        source.name = text.substr(5);
    } else if (text.starts_with("body:/")) {
        source.kind = ValueSource::Kind::body;
        source.name = text.substr(5);
    } else {
        errors.push_back(
            {pointer,
             "malformed",
             R"(Write "header:NAME", "query:NAME", "form:NAME", "body:/POINTER" or "sha256".)"}
        );
    }
    return source;
}

} // namespace

std::vector<ValueSource>
read_sources(const Json& list, const std::string& pointer, FieldErrors& errors) {
    std::vector<ValueSource> sources;
    if (!list.is_array() || list.size() > kListMax) {
        errors.push_back({pointer, "wrong_type", "Give a list of up to 20 sources."});
        return sources;
    }
    for (std::size_t at = 0; at < list.size(); ++at) {
        const auto where = pointer_step(pointer, at);
        if (list[at].is_string()) {
            sources.push_back(read_source(list[at].get<std::string>(), where, errors));
        } else {
            errors.push_back({where, "wrong_type", "Give a source as text."});
        }
    }
    return sources;
}

} // namespace route9::adapters
