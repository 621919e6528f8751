// SPDX-License-Identifier: Apache-2.0
// What a carrier's browser shows when a form is larger than it may be: a page in the reader's
// language that says the limit and what to do.
#include "gateway/attachments/attachment_endpoints.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

class CarrierFormSize : public testing::Test, protected ShippingUnderTest {
protected:
    /// "413 text/html; charset=utf-8", and the page.
    Answer refused(Endpoint endpoint, const std::string& language) {
        const auto route = endpoint(services());
        gateway::http::Request request;
        EXPECT_TRUE(gateway::http::parse_target("/carrier?lang=" + language, request.target));
        EXPECT_TRUE(route.too_large) << route.name;
        const auto answered = route.too_large ? route.too_large(request) : Answered{};
        return {answered->status, std::string{answered->content()}, answered->content_type, {}};
    }
    void says(const Answer& page, const std::string& language, const std::string& words) {
        EXPECT_EQ(page.status, 413);
        EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
        EXPECT_TRUE(page.text.contains("<html lang=\"" + language + "\">")) << page.text;
        EXPECT_TRUE(page.text.contains(words)) << page.text;
    }

private:
    using Answered = Result<gateway::http::Response>;
};

TEST_F(CarrierFormSize, IsToldInTheReadersLanguageWithWhatToDo) {
    says(refused(at::post_carrier_photo, "vi"), "vi", "Ảnh quá lớn: tối đa 2 MiB. Hãy thu nhỏ");
    says(refused(at::post_carrier_photo, "lo"), "lo", "ຮູບໃຫຍ່ເກີນໄປ: ບໍ່ເກີນ 2 MiB.");
    says(refused(at::post_carrier_sheet, "en"), "en", "The file is too large: at most 4 MiB.");
    says(refused(at::post_carrier_events, "en"), "en", "The file is too large: at most 4 MiB.");
    says(refused(at::post_carrier_manifest, "en"), "en", "That is too much for one form");
}

} // namespace
} // namespace route9::tests
