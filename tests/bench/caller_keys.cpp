// SPDX-License-Identifier: Apache-2.0
#include "caller_keys.hpp"

#include <ranges>

namespace route9::bench {
namespace {

constexpr std::string_view kBase16 = "0123456789abcdef";
constexpr std::string_view kBase62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t kStampLength = 6;
constexpr std::size_t kRandomLength = 21;

} // namespace

std::string CallerKeys::message_id(std::chrono::sys_seconds at) {
    auto second = static_cast<std::size_t>(at.time_since_epoch().count());
    std::string stamp(kStampLength, '0');
    for (char& letter : stamp | std::views::reverse) {
        letter = kBase62[second % kBase62.size()];
        second /= kBase62.size();
    }
    return "msg_" + stamp + letters(kRandomLength, kBase62);
}

std::string CallerKeys::uuid() {
    return letters(8, kBase16) + "-" + letters(4, kBase16) + "-4" + letters(3, kBase16) + "-a" +
           letters(3, kBase16) + "-" + letters(12, kBase16);
}

std::string CallerKeys::letters(std::size_t count, std::string_view alphabet) {
    std::uniform_int_distribution<std::size_t> any{0, alphabet.size() - 1};
    std::string text;
    while (text.size() < count) {
        text += alphabet[any(random_)];
    }
    return text;
}

} // namespace route9::bench
