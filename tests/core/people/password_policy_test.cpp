// SPDX-License-Identifier: Apache-2.0
#include "core/people/password_policy.hpp"

#include <gtest/gtest.h>

#include <array>

namespace route9 {
namespace {

const std::array<std::string, 5> kCommon{"password", "matkhau", "123456", "qwertyuiop", "iloveyou"};
const std::array<std::string, 3> kContext{"Bunmi Sengchan", "bunmi@laoexpress.la", "route9"};

/// The code of the refusal; empty when the password is taken.
std::string refusal(std::string_view text) {
    const auto checked = check_new_password("/password", text, kCommon, kContext);
    if (checked) {
        return "";
    }
    EXPECT_EQ(checked.error().fields.at(0).pointer, "/password");
    return checked.error().fields.at(0).code;
}

TEST(PasswordPolicy, TakesWhatIsLongWhateverItIsMadeOf) {
    for (const char* good : {
             "xe tải qua đèo",
             "correct horse battery",
             "ລົດບັນທຸກຂ້າມແດນ",
             "8fj2kd9s0q1z",
             "hoa sim nở tím đồi",
         }) {
        EXPECT_EQ(refusal(good), "") << good;
    }
}

TEST(PasswordPolicy, CountsCharactersAndNotBytes) {
    EXPECT_EQ(refusal("đèo lao bảo"), "too_short"); // 11 characters, 16 bytes
    EXPECT_EQ(refusal("đèo lao bảo!"), "");
    std::string longest;
    for (int i = 0; i < 128; ++i) {
        longest += static_cast<char>('a' + (i * 7) % 26);
    }
    EXPECT_EQ(refusal(longest), "");
    EXPECT_EQ(refusal(longest + "x"), "too_long");
}

TEST(PasswordPolicy, RefusesWhatEverybodyWouldTryFirst) {
    for (const char* common : {
             "password1234",
             "Mật Khẩu 123456",
             "qwertyuiop123456",
             "aaaaaaaaaaaa",
             "123456789012",
             "abcdefghijklmn",
             "iloveyou iloveyou",
         }) {
        EXPECT_EQ(refusal(common), "too_common") << common;
    }
}

TEST(PasswordPolicy, RefusesTheNamesOfThePersonAndTheService) {
    EXPECT_EQ(refusal("bunmi sengchan 1"), "too_common");
    EXPECT_EQ(refusal("route9route9route9"), "too_common");
    EXPECT_EQ(refusal("laoexpress.la2026"), "too_common");
}

TEST(PasswordPolicy, RefusesControlCharacters) {
    EXPECT_EQ(refusal("xe tải\tqua đèo"), "bad_value");
    EXPECT_EQ(refusal("xe t\xffi qua deo cao"), "bad_value");
}

TEST(PasswordPolicy, GivesEveryKeyboardTheSameBytes) {
    const Secret composed = normalised_password("\xc4\x91\xc3\xa8o"); // đ è o
    const Secret combining = normalised_password("\xc4\x91"
                                                 "e\xcc\x80o");          // đ e ̀ o
    const Secret wide = normalised_password("\xef\xbc\x91\xef\xbc\x92"); // １２
    EXPECT_EQ(composed.reveal_text(), combining.reveal_text());
    EXPECT_EQ(wide.reveal_text(), "12");
}

} // namespace
} // namespace route9
