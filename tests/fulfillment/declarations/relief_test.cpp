// SPDX-License-Identifier: Apache-2.0
// Gifts, permits and preferences. Expected values are worked out by hand; each title names the
// article.
#include "assessment_cases.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::fulfillment::declarations {
namespace {

using namespace test;

const std::string mfn20 = R"("mfn":"20","vat":"10")";

TEST(Assessment, GiftsOfDecree134Article8) {
    const std::string gift = R"(,"gift":true,"person_to_person":true)";
    run({
        {"2,000,000 is within the allowance",
         vnd("2000000", mfn20) + gift,
         "",
         R"("regime":"VN-IMP-GIFT","form":"IDA/IDC","total_tax":"0","vat":"0","fee":"0",
            "flags":["GIFT_EXEMPT"],"preference":"NONE","rate_used":"0")"},
        {"above it, but 84,000 + 109,200 of tax is below 200,000",
         vnd("2100000", R"("mfn":"4","vat":"5")") + gift,
         "",
         R"("regime":"VN-IMP-GIFT","total_tax":"0")"},
        {"above it with 105,000 + 110,250 of tax",
         vnd("2100000", R"("mfn":"5","vat":"5")") + gift,
         "",
         R"("regime":"VN-IMP-G3","import_duty":"105000","vat":"110250",
            "flags":["GIFT_VALUE_EXCEEDED"],"fee":"20000")"},
        {"the fourth of the year is in",
         vnd("900000", mfn20) + gift + R"(,"gifts_this_year":3)",
         "",
         R"("flags":["GIFT_EXEMPT"])"},
        {"the fifth is not",
         vnd("900000", mfn20) + gift + R"(,"gifts_this_year":4)",
         "",
         R"("regime":"VN-IMP-G2","vat":"90000",
            "flags":["AMBIGUOUS_ART29_2","GIFT_COUNT_EXCEEDED"])"},
        {"excise goods are never gifts",
         vnd("900000", R"("mfn":"20","vat":"10","excise":"65")") + gift,
         "",
         R"("import_duty":"0","excise":"585000","vat":"148500",
            "flags":["AMBIGUOUS_ART29_2","GIFT_EXCISE"])"},
        {"a company's gift is a parcel",
         vnd("900000", mfn20) + R"(,"gift":true)",
         "",
         R"("regime":"VN-IMP-G2","flags":["AMBIGUOUS_ART29_2"])"},
        {"a gift that needs a permit is held as a gift",
         vnd("900000", mfn20) + gift + R"(,"permit_needed":true)",
         "",
         R"("regime":"VN-IMP-GIFT","decision":"HOLD","flags":["GIFT_EXEMPT","PERMIT_REQUIRED"])"},
    });
}

TEST(Assessment, PermitsAlertsAndTheQualityWaiverOfDecree37) {
    const std::string toy = vnd("400000", R"("mfn":"10","vat":"8")");
    const std::string permit =
        R"(,"permits":[{"kind":"NOTIFICATION","no":"7","date":"2026-01-02"}])";
    run({
        {"Circular 191/2015 art 6: a permit that is missing holds in group 3",
         toy + R"(,"permit_needed":true)",
         "",
         R"("regime":"VN-IMP-G3","decision":"HOLD","flags":["PERMIT_REQUIRED"],"fee":"0")"},
        {"a recorded one lifts the hold, not the group",
         toy + R"(,"category":"COSMETICS")" + permit,
         "",
         R"("regime":"VN-IMP-G3","decision":"ACCEPT","flags":[])"},
        {"an alert makes group 3",
         toy + R"(,"alert":true)",
         "",
         R"("regime":"VN-IMP-G3","decision":"ACCEPT","flags":["CUSTOMS_ALERT"])"},
        {"Decree 37/2026 art 86(1)(o): waived from 23 Jan 2026",
         toy + R"(,"category":"QUALITY_HIGH_RISK")",
         R"("registered_on":"2026-01-23")",
         R"("regime":"VN-IMP-G2","decision":"ACCEPT","flags":["QUALITY_CHECK_WAIVED_DECREE37"])"},
        {"not the day before",
         toy + R"(,"quality_list":true)",
         R"("registered_on":"2026-01-22")",
         R"("regime":"VN-IMP-G3","decision":"HOLD","flags":["QUALITY_CHECK_REQUIRED"])"},
        {"art 86(2): lost under a safety alert",
         toy + R"(,"quality_list":true,"safety_alert":true)",
         "",
         R"("decision":"HOLD","flags":["QUALITY_CHECK_REQUIRED"])"},
        {"not for cargo",
         vnd("400000", R"("mfn":"0","vat":"8")") + R"(,"quality_list":true)",
         R"("service":"cargo")",
         R"("decision":"HOLD","flags":["QUALITY_CHECK_REQUIRED"])"},
        {"Resolution 173/2024: e-cigarettes from 1 Jan 2025",
         toy + R"(,"category":"ECIG")",
         R"("registered_on":"2025-01-01")",
         R"("regime":"REFUSED","form":null,"decision":"REFUSE","customs_value":"0",
            "flags":["PROHIBITED"],"rule_ids":["VN-ECIG"],"lines":[])"},
        {"and not before",
         toy + R"(,"category":"ECIG")",
         R"("registered_on":"2024-12-31")",
         R"("regime":"VN-IMP-G2","decision":"ACCEPT")"},
        {"antiques may come in", toy + R"(,"category":"ANTIQUES")", "", R"("decision":"ACCEPT")"},
        {"but not go out",
         toy + R"(,"category":"ANTIQUES")",
         R"("flow":"export")",
         R"("decision":"REFUSE")"},
    });
}

TEST(Assessment, PreferenceOfDecree206AndAtiga) {
    const auto lao = [](const std::string& rates, const std::string& claim) {
        return vnd("3000000", R"("mfn":"20","vat":"10",)" + rates) + R"(,"origin":"LA")" + claim;
    };
    const std::string form_s = R"(,"co_form":"S","direct_transport":true)";
    const std::string form_d = R"(,"co_form":"D","direct_transport":true)";
    run({
        {"list I: half of ATIGA when it is lower",
         lao(R"("atiga":"9","vnla_list":"APPENDIX_I")", form_s),
         "",
         R"("import_duty":"135000","rate_used":"4.5","preference":"VNLAO-S")"},
        {"list I without ATIGA: half of MFN",
         lao(R"("vnla_list":"APPENDIX_I")", form_s),
         "",
         R"("import_duty":"300000","rate_used":"10")"},
        {"list II has none",
         lao(R"("vnla_list":"APPENDIX_II")", form_s),
         "",
         R"("import_duty":"600000","preference":"NONE","flags":[])"},
        {"list III without a quota has none",
         lao(R"("vnla_list":"APPENDIX_III")", form_s),
         "",
         R"("import_duty":"600000","preference":"NONE","flags":[])"},
        {"form D",
         lao(R"("atiga":"5")", form_d),
         "",
         R"("import_duty":"150000","preference":"ATIGA-D","flags":[])"},
        {"no direct transport",
         lao(R"("atiga":"20")", R"(,"co_form":"S")"),
         "",
         R"("import_duty":"600000","flags":["PREFERENCE_DOC_MISSING"])"},
        {"the wrong form",
         lao(R"("vnla_list":"APPENDIX_I")", form_d),
         "",
         R"("import_duty":"600000","flags":["PREFERENCE_DOC_MISSING"])"},
        {"before 15 Jul 2025 there is none, and no document is missed",
         lao(R"("atiga":"20")", form_s),
         R"("registered_on":"2025-07-14")",
         R"("import_duty":"600000","preference":"NONE","flags":[])"},
        {"on the last day of 2030",
         lao(R"("atiga":"20")", form_s),
         R"("registered_on":"2030-12-31")",
         R"("import_duty":"0","preference":"VNLAO-S")"},
        {"where the value exempts there is nothing to prefer",
         vnd("900000", mfn20) + R"(,"origin":"LA")" + form_s,
         "",
         R"("preference":"NONE","import_duty":"0","flags":[])"},
        {"no origin, no preference",
         vnd("3000000", R"("mfn":"20","vat":"10","atiga":"5")") + form_d,
         "",
         R"("import_duty":"600000","preference":"NONE")"},
    });
}

} // namespace
} // namespace route9::fulfillment::declarations
