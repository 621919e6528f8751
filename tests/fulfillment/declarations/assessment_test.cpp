// SPDX-License-Identifier: Apache-2.0
// Values, taxes, fees, forms and deadlines. Expected values are worked out by hand; each title
// names the article.
#include "assessment_cases.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::fulfillment::declarations {
namespace {

using namespace test;

const std::string mfn20 = R"("mfn":"20","vat":"10")";

TEST(Assessment, WorkedExamplesOfTheDossier) {
    run({
        {"Decree 134/2016 art 29(2): 600,000 is duty free, VAT due",
         vnd("600000", R"("mfn":"20","vat":"8")"),
         R"("registered_on":"2026-03-10")",
         R"("regime":"VN-IMP-G2","import_duty":"0","vat":"48000")"},
        {"Decision 78/2010: the same before 18 Feb 2025 bears no VAT",
         vnd("600000", R"("mfn":"20","vat":"8")"),
         R"("registered_on":"2025-02-10")",
         R"("regime":"VN-IMP-G2","import_duty":"0","vat":"0","form":"PAPER-HQ2015NK")"},
        {"Circular 191/2015 art 6: one đồng above the limit is group 3",
         vnd("1000001", mfn20),
         "",
         R"("regime":"VN-IMP-G3","import_duty":"200000","vat":"120000","fee":"20000")"},
        {"Decree 08/2015 art 20: freight outside the price",
         R"("incoterm":"FOB","price":{"amount":"35","currency":"USD"},
            "freight":{"amount":"3","currency":"USD"},"rates":{"mfn":"20","vat":"8"})",
         R"("fx":{"USD":"25840"})",
         R"("customs_value":"981920","vat":"78554")"},
        {"Decree 206/2025: form S frees goods of Lao origin",
         vnd("2500000", R"("mfn":"20","vat":"10")") +
             R"(,"origin":"LA","co_form":"S","direct_transport":true)",
         "",
         R"("import_duty":"0","vat":"250000","preference":"VNLAO-S","flags":[])"},
        {"Ordinance 003/PSD: Lao VAT of 10 % from 1 May 2024",
         lak("1000000", R"("mfn":"5")"),
         R"("country":"LA","registered_on":"2024-05-01")",
         R"("import_duty":"50000","vat":"105000","total_tax":"155000")"},
        {"and 7 % the day before",
         lak("1000000", R"("mfn":"5")"),
         R"("country":"LA","registered_on":"2024-04-30")",
         R"("import_duty":"50000","vat":"73500","total_tax":"123500")"},
    });
}

TEST(Assessment, ReadingsOfDecree134Article29) {
    const std::string strict = R"("options":{"exemption_reading":"STRICT_VALUE"})";
    const std::string both = R"("options":{"exemption_reading":"BOTH"})";
    run({
        {"ANY: duty of exactly 100,000 above the value limit is free, still group 3",
         vnd("2000000", R"("mfn":"5","vat":"10")"),
         "",
         R"("import_duty":"0","vat":"200000","regime":"VN-IMP-G3","rate_used":"0",
            "flags":["AMBIGUOUS_ART29_2"])"},
        {"ANY: one đồng more is charged whole",
         vnd("2000020", R"("mfn":"5","vat":"10")"),
         "",
         R"("import_duty":"100001","vat":"210002","rate_used":"5","flags":[])"},
        {"STRICT_VALUE: the tax limb does not count",
         vnd("2000000", R"("mfn":"5","vat":"10")"),
         strict,
         R"("import_duty":"100000","vat":"210000","flags":["AMBIGUOUS_ART29_2"])"},
        {"BOTH: a small value with a large duty is charged and leaves group 2",
         vnd("1000000", mfn20),
         both,
         R"("import_duty":"200000","vat":"120000","regime":"VN-IMP-G3","fee":"0",
            "flags":["AMBIGUOUS_ART29_2"])"},
        {"BOTH before the tax limb existed (25 Apr 2021): the value alone",
         vnd("1000000", mfn20),
         R"("registered_on":"2021-04-24","options":{"exemption_reading":"BOTH"})",
         R"("import_duty":"0","flags":[],"regime":"VN-IMP-G2")"},
        {"no difference in money, no flag",
         vnd("400000", R"("mfn":"10","vat":"8")"),
         "",
         R"("import_duty":"0","flags":[])"},
    });
}

TEST(Assessment, ValueAddedTaxByClassAndDay) {
    const auto classed = [](const char* vat_class) {
        return vnd("500000", R"("mfn":"0","vat_class":")" + std::string{vat_class} + '"');
    };
    run({
        {"Decision 01/2025: last day of the old relief",
         classed("standard"),
         R"("registered_on":"2025-02-17")",
         R"("vat":"0")"},
        {"and the first without it",
         classed("standard"),
         R"("registered_on":"2025-02-18")",
         R"("vat":"50000","form":"PAPER-HQ2015NK+HQ02-BKTKTGT")"},
        {"VAT cut: first day",
         classed("reducible"),
         R"("registered_on":"2025-07-01")",
         R"("vat":"40000")"},
        {"VAT cut: the day before is standard",
         classed("reducible"),
         R"("registered_on":"2025-06-30")",
         R"("vat":"50000")"},
        {"VAT cut: last day",
         classed("reducible"),
         R"("registered_on":"2026-12-31")",
         R"("vat":"40000")"},
        {"VAT cut: the day after is standard",
         classed("reducible"),
         R"("registered_on":"2027-01-01")",
         R"("vat":"50000")"},
        {"VAT Law: essential goods", classed("essential"), "", R"("vat":"25000")"},
        {"cargo never had the old relief",
         classed("standard"),
         R"("registered_on":"2025-02-17","service":"cargo")",
         R"("vat":"50000")"},
    });
}

TEST(Assessment, FeesOfCircular274AndCircular14) {
    run({
        {"express: 1,000,000 is waived by value even when taxed",
         vnd("1000000", mfn20),
         R"("options":{"exemption_reading":"BOTH"})",
         R"("fee":"0")"},
        {"express above it: 99,999 of tax is waived",
         vnd("1999980", R"("mfn":"0","vat":"5")"),
         "",
         R"("vat":"99999","fee":"0")"},
        {"100,000 is not",
         vnd("2000000", R"("mfn":"0","vat":"5")"),
         "",
         R"("vat":"100000","fee":"20000","total_tax":"100000")"},
        {"cargo: below 500,000",
         vnd("499999", mfn20),
         R"("service":"cargo")",
         R"("fee":"0","regime":"VN-IMP-STD","flags":["MINIMUM_500K"])"},
        {"cargo: exactly 500,000 with 50,000 of tax",
         vnd("500000", mfn20),
         R"("service":"cargo")",
         R"("import_duty":"0","vat":"50000","fee":"20000","flags":["MINIMUM_500K"])"},
        {"cargo: no duty to free, no flag",
         vnd("500000", R"("mfn":"0","vat":"10")"),
         R"("service":"cargo")",
         R"("flags":[])"},
        {"before 5 Apr 2021 no fee row is known",
         vnd("5000000", mfn20),
         R"("registered_on":"2021-04-04")",
         R"("fee":"0")"},
    });
}

TEST(Assessment, ExportsFromVietNamOfCircular191Article6) {
    const std::string out = R"("flow":"export")";
    run({
        {"below 5,000,000",
         vnd("4999999", ""),
         out,
         R"("regime":"VN-EXP-G2","form":"PAPER-HQ2015XK","total_tax":"0","fee":"0")"},
        {"exactly 5,000,000 is group 3, its fee waived by tax",
         vnd("5000000", ""),
         out,
         R"("regime":"VN-EXP-G3","form":"EDA/EDC","fee":"0")"},
        {"an export duty",
         vnd("3000000", R"("export_duty":"5")"),
         out,
         R"("regime":"VN-EXP-G3","export_duty":"150000","total_tax":"150000","fee":"20000")"},
        {"by air", vnd("100000", ""), R"("flow":"export","mode":"air")", R"("form":"MEC")"},
        {"no 500,000 rule for cargo",
         vnd("400000", R"("export_duty":"10")"),
         R"("flow":"export","service":"cargo")",
         R"("regime":"VN-EXP-STD","export_duty":"40000","flags":[],"fee":"0")"},
        {"the price as given, whatever the incoterm",
         R"("incoterm":"FOB","price":{"amount":"100000","currency":"VND"},
            "freight":{"amount":"5000","currency":"VND"})",
         out,
         R"("customs_value":"100000")"},
    });
}

TEST(Assessment, FormsAndTheCeilingOfTheLowValueMessage) {
    run({
        {"air",
         vnd("500000", mfn20),
         R"("mode":"air")",
         R"("form":"MIC+HQ02-BKTKTGT","regime":"VN-IMP-G2")"},
        {"post follows air",
         vnd("500000", mfn20),
         R"("mode":"post","service":"post")",
         R"("form":"MIC+HQ02-BKTKTGT")"},
        {"air before 18 Feb 2025",
         vnd("500000", mfn20),
         R"("mode":"air","registered_on":"2025-02-17")",
         R"("form":"MIC")"},
        {"E0049 above 1,000,000",
         vnd("1000001", mfn20),
         R"("mode":"air")",
         R"("flags":["MIC_CEILING_E0049"])"},
        {"not by road", vnd("1000001", mfn20), "", R"("flags":[])"},
        {"documents",
         vnd("0", "") + R"(,"documents_only":true)",
         "",
         R"("regime":"VN-IMP-G1","form":"HQ01-TKTLCT","total_tax":"0","lines":[])"},
        {"Laos, out",
         lak("100000", R"("export_duty":"3")"),
         R"("country":"LA","flow":"export")",
         R"("regime":"LA-EXP-DETAILED","form":"SAD-EX1","export_duty":"3000","vat":"0")"},
    });
}

TEST(Assessment, DeadlinesOfCustomsLawArticle25) {
    const std::string parcel = vnd("100000", R"("mfn":"0","vat":"0")");
    const auto leaves = [](const char* lodged, const char* service) {
        return R"("flow":"export","service":")" + std::string{service} + R"(","lodged_at":")" +
               lodged + R"(","vehicle_departs_at":"2026-03-16T10:00:00+07:00")";
    };
    run({
        {"express: exactly two hours is in time",
         parcel,
         leaves("2026-03-16T08:00:00+07:00", "express"),
         R"("decision":"ACCEPT","flags":[])"},
        {"express: a second less",
         parcel,
         leaves("2026-03-16T08:00:01+07:00", "express"),
         R"("decision":"REJECT_LATE","flags":["EXPRESS_EXPORT_MIN_2H"])"},
        {"others: four hours",
         parcel,
         leaves("2026-03-16T06:00:01+07:00", "cargo"),
         R"("decision":"REJECT_LATE","flags":["EXPORT_MIN_4H"])"},
        {"import: calendar day 30",
         parcel,
         R"("arrived_at":"2026-02-14T23:50:00+07:00","lodged_at":"2026-03-16T23:59:00+07:00")",
         R"("decision":"ACCEPT","flags":[])"},
        {"import: calendar day 31",
         parcel,
         R"("arrived_at":"2026-02-13T23:50:00+07:00","lodged_at":"2026-03-16T00:01:00+07:00")",
         R"("decision":"LODGE_WITH_FLAG","flags":["IMPORT_30_DAYS_EXCEEDED"])"},
        {"validity: arrived on day 15",
         parcel,
         R"("arrived_at":"2026-03-31T23:00:00+07:00")",
         R"("decision":"ACCEPT","flags":[])"},
        {"validity: on day 16",
         parcel,
         R"("arrived_at":"2026-04-01T00:30:00+07:00")",
         R"("decision":"EXPIRED_CANCEL","flags":["VALIDITY_15_DAYS"])"},
        {"late and held: the stronger decides",
         parcel + R"(,"permit_needed":true)",
         leaves("2026-03-16T09:00:00+07:00", "express"),
         R"("decision":"REJECT_LATE","flags":["PERMIT_REQUIRED","EXPRESS_EXPORT_MIN_2H"])"},
    });
}

TEST(Assessment, SharesExtrasOverItemsByLargestRemainder) {
    const Json out = assessed(request_of(
        {R"("incoterm":"EXW","price":{"amount":"900000","currency":"VND"},
            "freight":{"amount":"100","currency":"VND"},"items":[
            {"qty":1,"unit_price":"300000","rates":{"mfn":"10","vat":"10"}},
            {"qty":"2","unit_price":"150000","rates":{"mfn":"10","vat":"10"}},
            {"qty":3,"unit_price":"100000","rates":{"mfn":"5","vat":"8","excise":"10"}}])"},
        R"("service":"cargo")"
    ));
    const Json& part = out["master_bills"][0]["consignments"][0];
    // Shares of 100: 33 1/3 each, the odd unit to the first. Values 300034, 300033, 300033.
    // Duty 30003 + 30003 + 15002; excise (300033 + 15002) x 10 % = 31504;
    // VAT 33004 + 33004 + (315035 + 31504) x 8 % = 27723.
    expect_members(
        part,
        R"("customs_value":"900100","import_duty":"75008","excise":"31504","vat":"93731",
           "total_tax":"200243","rate_used":null,"fee":"20000")"
    );
    EXPECT_EQ(part["lines"].size(), 7U);
}

} // namespace
} // namespace route9::fulfillment::declarations
