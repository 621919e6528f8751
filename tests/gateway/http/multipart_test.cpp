// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/multipart.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace route9::gateway::http {
namespace {

struct Form {
    std::string body;
    std::string type = "multipart/form-data; boundary=----WebKitFormBoundary7MA4";
};

/// "name=content name=content", or the code of what is wrong.
std::string read(const Form& form) {
    const std::array fields{Field{"Content-Type", form.type}};
    Request request;
    request.headers = Headers{fields};
    request.body = form.body;
    const auto parts = read_multipart(request);
    if (!parts) {
        return std::string{error_info(parts.error().code).name};
    }
    std::string out;
    for (const FormPart& part : *parts) {
        out +=
            std::string{part.name} + (part.is_file ? "*=" : "=") + std::string{part.content} + " ";
    }
    return out;
}

constexpr const char* kSent =
    "------WebKitFormBoundary7MA4\r\n"
    "Content-Disposition: form-data; name=\"csrf_token\"\r\n"
    "\r\n"
    "abc\r\n"
    "------WebKitFormBoundary7MA4\r\n"
    "Content-Disposition: form-data; name=\"file\"; filename=\"ລາຍການ.csv\"\r\n"
    "Content-Type: application/vnd.ms-excel\r\n"
    "\r\n"
    "a,b\r\n--1\r\n\r\n"
    "------WebKitFormBoundary7MA4--\r\n";

TEST(Multipart, IsReadAsBrowsersSendIt) {
    EXPECT_EQ(read({kSent}), "csrf_token=abc file*=a,b\r\n--1\r\n ");
    EXPECT_EQ(
        read(
            {"--x y\r\ncontent-disposition: form-data; name=a\r\n\r\n\r\n--x y--",
             "Multipart/Form-Data; charset=utf-8; boundary=\"x y\""}
        ),
        "a= "
    );
}

TEST(Multipart, IsRefusedWhereItHasTwoReadings) {
    const std::string sent = kSent;
    const std::string head = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n";
    const std::string type = "multipart/form-data; boundary=b";
    EXPECT_EQ(read({head + "--b--", type}), "a=1 ");
    EXPECT_EQ(read({"", type}), "malformed-request");
    EXPECT_EQ(read({"preamble\r\n" + head + "--b--", type}), "malformed-request");
    EXPECT_EQ(read({head + "--b", type}), "malformed-request") << "cut off";
    EXPECT_EQ(read({head, type}), "malformed-request");
    EXPECT_EQ(
        read({"--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b--", type}), "malformed-request"
    );
    EXPECT_EQ(read({"--b\r\n\r\n1\r\n--b--", type}), "malformed-request");
    EXPECT_EQ(read({head + "--b--", "multipart/form-data"}), "malformed-request");
    EXPECT_EQ(
        read({head + "--b--", "multipart/form-data; boundary=" + std::string(71, 'b')}),
        "malformed-request"
    );
    EXPECT_EQ(read({"a=1", "application/x-www-form-urlencoded"}), "unsupported-media-type");
    std::string many;
    for (std::size_t part = 0; part <= form_parts_max; ++part) {
        many += head;
    }
    EXPECT_EQ(read({many + "--b--", type}), "malformed-request");
}

TEST(Multipart, EndsWithoutHarmWhereverItIsCut) {
    const std::string sent = kSent;
    for (std::size_t length = 0; length + 4 < sent.size(); ++length) {
        EXPECT_EQ(read({sent.substr(0, length)}), "malformed-request") << length;
    }
}

} // namespace
} // namespace route9::gateway::http
