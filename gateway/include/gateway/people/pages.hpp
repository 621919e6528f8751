// SPDX-License-Identifier: Apache-2.0
// The few pages that people see, from data/pages and data/text/pages.json. A template holds
// {{word}} (a text in the reader's language), {{=name}} (a value of this request),
// {{#name}}…{{/name}} (shown when the value is not empty) and {{*name}}…{{/name}} (once for each
// item of a list, with the item's values); all are escaped for HTML. Pages load nothing from
// elsewhere: style and script stand inside and are allowed by their hashes. Read and checked once
// at start, constant afterwards, shared by the workers.
#pragma once

#include "core/result.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/response.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

using PageValues = std::map<std::string, std::string, std::less<>>;
using PageLists = std::map<std::string, std::vector<PageValues>, std::less<>>;

class PageCatalogue {
public:
    PageCatalogue() = default;
    /// Error: validation_failed naming the file and the word.
    static Result<PageCatalogue> load(const std::filesystem::path& data_directory);

    /// `page` names the template, `title` a text. Both must be there.
    http::Response show(
        int status,
        std::string_view page,
        std::string_view title,
        std::string_view language,
        PageValues values,
        const PageLists& lists = {}
    ) const;
    const std::string& text(std::string_view word, std::string_view language) const;

private:
    /// What stands inside a page and the policy that allows just that.
    struct Dress {
        std::string css;
        std::string js;
        std::string policy;
    };

    std::string fill(
        std::string_view source,
        std::string_view language,
        const PageValues& values,
        const PageLists& lists
    ) const;
    Result<void> check(const std::string& file, std::string_view source) const;

    std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> texts_;
    std::map<std::string, std::string, std::less<>> templates_;
    Dress account_; // of the pages to sign in with
    Dress public_;  // of those for everybody: without a script
    Dress carrier_; // of those for carriers: without a script too
};

std::string escape_html(std::string_view text);

/// "?lang=" over Accept-Language.
std::string page_language(const http::Request& request);

} // namespace route9::gateway
