// SPDX-License-Identifier: Apache-2.0
// A draft as the API shows it: what was read and how sure that is, what is missing, what a person
// should look at, and the order that it would be.
#pragma once

#include "core/json.hpp"
#include "gateway/drafts/draft_content.hpp"
#include "gateway/services.hpp"

#include <string_view>

namespace route9::gateway {

/// "draft", then "accepted" with the order that it became: that one has a status of its own.
Json draft_summary(const DraftRecord& record);
Json draft_page(
    const DraftRecord& record,
    const DraftContent& content,
    const Services& services,
    std::string_view language
);

} // namespace route9::gateway
