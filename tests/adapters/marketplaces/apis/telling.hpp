// SPDX-License-Identifier: Apache-2.0
// What a platform is told next of order 727, after the answers that came so far, as one line of
// text; for the tests of this folder.
#pragma once

#include "adapters/marketplaces/write_back.hpp"
#include "marketplaces/shop_messages.hpp"

#include <string>
#include <vector>

namespace route9::adapters {

inline const Instant kNow{Seconds{1767236400}};

struct Telling {
    const char* platform;
    HookSettings settings{};

    WriteStep step(const WriteBack& what, const std::vector<const char*>& answers) const {
        std::vector<Json> read;
        for (const char* text : answers) {
            read.push_back(json(text));
        }
        const ApiAccess access{
            .settings = settings,
            .app_secret = Secret{std::string_view{"secret-1"}},
            .access_token = Secret{std::string_view{"ck_1:cs_2"}},
            .shop = "gom",
        };
        return find_write_steps(platform)(access, what, read, kNow);
    }
    /// "POST /path body", "done: words" or "refused: words".
    std::string said(const WriteBack& what, const std::vector<const char*>& answers) const {
        const WriteStep next = step(what, answers);
        switch (next.kind) {
        case WriteStep::Kind::call:
            return next.call.method + " " + next.call.target +
                   (next.call.body.empty() ? "" : " " + next.call.body);
        case WriteStep::Kind::done:
            return "done: " + next.words;
        case WriteStep::Kind::refused:
            return "refused: " + next.words;
        case WriteStep::Kind::retry:
            break;
        }
        return "retry: " + next.words;
    }
};

inline WriteBack of(WriteAction action) {
    return {
        .action = action,
        .external_id = "727",
        .tracking = action == WriteAction::packed ? "R9-1" : "",
    };
}

inline const WriteBack kAccepted = of(WriteAction::accepted);
inline const WriteBack kPacked = of(WriteAction::packed);
inline const WriteBack kShipped = of(WriteAction::shipped);
inline const WriteBack kDelivered = of(WriteAction::delivered);
inline const WriteBack kFailed = of(WriteAction::delivery_failed);
inline const WriteBack kCancelled = of(WriteAction::cancelled);

inline WriteBack out_of_stock() {
    WriteBack what = kCancelled;
    what.is_out_of_stock = true;
    return what;
}

} // namespace route9::adapters
