// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/pages.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"
#include "gateway/language.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::array<const char*, 3> kLanguages{"vi", "lo", "en"};
constexpr std::array<const char*, 11> kTemplates{
    "frame",
    "sign_in",
    "code",
    "join",
    "account",
    "tracking",
    "tracking_unknown",
    "carrier_list",
    "carrier_manifest",
    "carrier_events",
    "carrier_refused"
};
constexpr std::string_view kPublic = "tracking"; // what these names begin with is for everybody
constexpr std::string_view kCarrier = "carrier";
/// Filled in by show(), not by texts.
constexpr std::array<std::string_view, 4> kParts{"css", "js", "title", "content"};

Result<std::string> read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        return fail(
            ErrorCode::validation_failed, "the data file " + path.string() + " cannot be read"
        );
    }
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

std::string source_hash(std::string_view text) {
    return "'sha256-" + base64(sha256(as_byte_view(text))) + "'";
}

std::string policy_of(std::string_view css, const std::string& script) {
    return "default-src 'none'; style-src " + source_hash(css) + "; " + script +
           "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

/// Takes the text before the next mark and the mark itself off `rest`. Nullopt at the end.
struct Mark {
    std::string_view before;
    std::string_view word;
};

std::optional<Mark> take_mark(std::string_view& rest) {
    const auto start = rest.find("{{");
    const auto end = start == rest.npos ? rest.npos : rest.find("}}", start);
    if (end == rest.npos) {
        return std::nullopt;
    }
    const Mark mark{rest.substr(0, start), rest.substr(start + 2, end - start - 2)};
    rest.remove_prefix(end + 2);
    return mark;
}

bool is_part(std::string_view word) {
    return std::ranges::find(kParts, word) != kParts.end();
}

/// Where the mark "{{/steps}}" that closes "*steps" begins; npos when there is none.
std::size_t end_of_list(std::string_view rest, std::string_view opened) {
    return rest.find("{{/" + std::string{opened.substr(1)} + "}}");
}

std::string value_of(const PageValues& values, std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? std::string{} : found->second;
}

} // namespace

Result<PageCatalogue> PageCatalogue::load(const std::filesystem::path& data_directory) {
    PageCatalogue pages;
    const auto read = [&data_directory](const std::string& name) {
        return read_file(data_directory / name);
    };
    const auto texts = read("text/pages.json");
    auto css = read("pages/page.css");
    auto tracking_css = read("pages/tracking.css");
    auto carrier_css = read("pages/carrier.css");
    auto js = read("pages/passkey.js");
    for (const Result<std::string>& file : {texts, css, tracking_css, carrier_css, js}) {
        if (!file) {
            return Failure{file.error()};
        }
    }
    const auto json = parse_json(*texts);
    if (!json || !json->is_object()) {
        return fail(ErrorCode::validation_failed, "text/pages.json is no JSON object");
    }
    for (const auto& [word, translations] : json->items()) {
        for (const char* language : kLanguages) {
            const std::string text = translations.value(language, "");
            if (text.empty()) {
                return fail(
                    ErrorCode::validation_failed, "text/pages.json: " + word + " has no " + language
                );
            }
            pages.texts_[word][language] = text;
        }
    }
    pages.public_ = {.css = *css + *tracking_css, .js = "", .policy = ""};
    pages.public_.policy = policy_of(pages.public_.css, "");
    pages.carrier_ = {.css = *css + *carrier_css, .js = "", .policy = ""};
    pages.carrier_.policy = policy_of(pages.carrier_.css, "");
    pages.account_ = {.css = std::move(*css), .js = std::move(*js), .policy = ""};
    pages.account_.policy = policy_of(
        pages.account_.css,
        "script-src " + source_hash(pages.account_.js) + "; connect-src 'self'; "
    );
    for (const char* name : kTemplates) {
        auto source = read(std::string{"pages/"} + name + ".html");
        if (!source) {
            return Failure{std::move(source).error()};
        }
        if (auto checked = pages.check(name, *source); !checked) {
            return Failure{std::move(checked).error()};
        }
        pages.templates_[name] = std::move(*source);
    }
    return pages;
}

Result<void> PageCatalogue::check(const std::string& file, std::string_view source) const {
    while (const auto mark = take_mark(source)) {
        const bool is_list = mark->word.starts_with('*');
        const bool known = mark->word.starts_with('=') || mark->word.starts_with('#') ||
                           mark->word.starts_with('/') || is_part(mark->word) ||
                           texts_.contains(mark->word);
        if (is_list && end_of_list(source, mark->word) == source.npos) {
            return fail(
                ErrorCode::validation_failed,
                "pages/" + file + ".html: the list " + std::string{mark->word} + " has no end"
            );
        }
        if (!known && !is_list) {
            return fail(
                ErrorCode::validation_failed,
                "pages/" + file + ".html: there is no text " + std::string{mark->word}
            );
        }
    }
    return {};
}

const std::string& PageCatalogue::text(std::string_view word, std::string_view language) const {
    const auto found = texts_.find(word);
    ROUTE9_ASSERT(found != texts_.end());
    return found->second.find(language)->second;
}

std::string PageCatalogue::fill(
    std::string_view source,
    std::string_view language,
    const PageValues& values,
    const PageLists& lists
) const {
    std::string out;
    bool shown = true; // sections do not nest
    while (const auto mark = take_mark(source)) {
        if (shown) {
            out += mark->before;
        }
        if (mark->word.starts_with('#')) {
            shown = !value_of(values, mark->word.substr(1)).empty();
        } else if (mark->word.starts_with('/')) {
            shown = true;
        } else if (!shown) {
            continue;
        } else if (mark->word.starts_with('*')) {
            const std::size_t end = end_of_list(source, mark->word);
            const auto items = lists.find(mark->word.substr(1));
            if (items != lists.end()) {
                for (const PageValues& item : items->second) {
                    out += fill(source.substr(0, end), language, item, {});
                }
            }
            source.remove_prefix(end);
        } else if (mark->word.starts_with('=')) {
            out += escape_html(value_of(values, mark->word.substr(1)));
        } else if (is_part(mark->word)) {
            out += value_of(values, mark->word); // ours, and HTML already
        } else {
            out += escape_html(text(mark->word, language));
        }
    }
    return out.append(source);
}

http::Response PageCatalogue::show(
    int status,
    std::string_view page,
    std::string_view title,
    std::string_view language,
    PageValues values,
    const PageLists& lists
) const {
    const Dress& dress = page.starts_with(kPublic)    ? public_
                         : page.starts_with(kCarrier) ? carrier_
                                                      : account_;
    const auto frame = templates_.find("frame");
    const auto inner = templates_.find(page);
    ROUTE9_ASSERT(frame != templates_.end() && inner != templates_.end());
    values["language"] = language;
    values["css"] = dress.css;
    values["js"] = dress.js;
    values["content"] = fill(inner->second, language, values, lists);
    values["title"] = escape_html(text(title, language));
    http::Response response{
        .status = status,
        .content_type = "text/html; charset=utf-8",
        .body = fill(frame->second, language, values, {}),
    };
    response.headers.emplace_back("Content-Security-Policy", dress.policy);
    // With "no-referrer" browsers send Origin: null with our own forms.
    response.headers.emplace_back("Referrer-Policy", "same-origin");
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Content-Language", std::string{language});
    response.headers.emplace_back("Vary", "Accept-Language");
    return response;
}

std::string escape_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

std::string page_language(const http::Request& request) {
    const auto asked = request.target.query.find("lang");
    for (const char* language : kLanguages) {
        if (asked == language) {
            return language;
        }
    }
    return std::string{language_of(request.headers)};
}

} // namespace route9::gateway
