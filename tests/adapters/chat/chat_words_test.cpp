// SPDX-License-Identifier: Apache-2.0
#include "adapters/chat/chat_words.hpp"
#include "chat/chat_site.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

constexpr std::string_view kHead = "kind,language,strength,word,means\n";

std::vector<std::string> complaints_of(const std::string& csv) {
    const auto loaded = ChatWords::load(csv);
    std::vector<std::string> places;
    if (!loaded) {
        for (const FieldError& error : loaded.error().fields) {
            places.push_back(error.pointer);
        }
    }
    return places;
}

std::vector<std::string> complaints(std::string_view rows) {
    return complaints_of(std::string{kHead} + std::string{rows});
}

TEST(ChatWords, AreGoodAsTheyAreShipped) {
    EXPECT_EQ(complaints_of(shipped_file("chat/words.csv")), std::vector<std::string>{});
}

TEST(ChatWords, NamesEveryBadCellByFileAndRow) {
    const auto places = complaints("label,vi,sure,tên,nickname\n"
                                   "title,fr,sure,mme,-\n"
                                   "scale,vi,perhaps,k,many\n");
    EXPECT_EQ(
        places,
        (std::vector<std::string>{
            "words.csv:2/means", "words.csv:3/language", "words.csv:4/strength", "words.csv:4/means"
        })
    );
}

TEST(ChatWords, RefusesAWordTwice) {
    EXPECT_EQ(
        complaints("currency,vi,sure,kíp,LAK\ncurrency,en,sure,KÍP,THB\n"),
        std::vector<std::string>{"words.csv:3/word"}
    );
}

} // namespace
} // namespace route9::adapters
