// SPDX-License-Identifier: Apache-2.0
// The stand-alone tools as the command line calls them: words and streams in, exit code out.
#include "gateway/tools/assess_tool.hpp"
#include "gateway/tools/plan_tool.hpp"
#include "gateway/tools/qr_tool.hpp"
#include "gateway/tools/statement_tool.hpp"
#include "gateway/tools/verify_tool.hpp"
#include "money_api.hpp"
#include "temporary_directory.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace route9::tests {
namespace {

using Texts = std::vector<std::string>;
using Tool = decltype(&gateway::run_qr_tool);

struct Ran {
    int exit = 0;
    std::string out;
    std::string errors;
};

Ran run(Tool tool, const Texts& args, const std::string& input = "") {
    std::istringstream in{input};
    std::ostringstream out;
    std::ostringstream errors;
    const int exit = tool(args, in, out, errors, std::filesystem::path{ROUTE9_SOURCE_DIR} / "data");
    return {exit, out.str(), errors.str()};
}

constexpr const char* kQr =
    R"({"scheme":"vietqr","bin":"970436","account":"0123499999","amount":"349000",)"
    R"("memo":"VL7Q2MZKG"})";

constexpr const char* kPlan =
    R"({"now":"2026-03-10T08:00:00+07:00","warehouses":[{"id":"DONGHA","stock":{"A":5}}],)"
    R"("order":{"id":"o1","dest":"SAVANNAKHET","lines":[{"sku":"A","qty":1}]}})";

constexpr const char* kAssess =
    R"({"country":"LA","flow":"import","registered_on":"2026-05-04","mode":"road",)"
    R"("service":"express","fx":{"USD":"21500"},"master_bills":[{"id":"M1","consignments":[)"
    R"({"house_bill":"H1","price":{"amount":"20.00","currency":"USD"},)"
    R"("rates":{"mfn":"10","vat":"10"}}]}]})";

TEST(QrTool, EncodesAndDecodesThroughStandardInput) {
    const Ran encoded = run(gateway::run_qr_tool, {"encode"}, kQr);
    ASSERT_EQ(encoded.exit, 0) << encoded.errors;
    const auto payload = Json::parse(encoded.out).at("payload").get<std::string>();
    const Ran decoded = run(gateway::run_qr_tool, {"decode", "-"}, payload + "\n");
    EXPECT_EQ(decoded.exit, 0);
    EXPECT_EQ(Json::parse(decoded.out).at("facts").at("memo"), "VL7Q2MZKG");
}

TEST(QrTool, AnswersLineByLineAndEndsWithOneWhenALineIsBad) {
    const Ran encoded =
        run(gateway::run_qr_tool, {"encode", "-"}, std::string{kQr} + "\n{\"scheme\":\"x\"}\n" + kQr
        );
    EXPECT_EQ(encoded.exit, 1);
    EXPECT_EQ(std::ranges::count(encoded.out, '\n'), 2);
    EXPECT_EQ(Json::parse(encoded.errors).at("error").at("member"), "line 2 /scheme");
    const auto payload =
        Json::parse(encoded.out.substr(0, encoded.out.find('\n'))).at("payload").get<std::string>();
    const Ran decoded =
        run(gateway::run_qr_tool, {"decode"}, payload + "\n" + payload.substr(0, 30) + "\n");
    EXPECT_EQ(decoded.exit, 1);
    EXPECT_EQ(std::ranges::count(decoded.out, '\n'), 2);
}

TEST(Tools, EndWithTwoWhenTheWordsAreWrong) {
    EXPECT_EQ(run(gateway::run_qr_tool, {}).exit, 2);
    EXPECT_EQ(run(gateway::run_qr_tool, {"draw"}).exit, 2);
    EXPECT_EQ(run(gateway::run_statement_tool, {"parse"}).exit, 2);
    EXPECT_EQ(run(gateway::run_plan_tool, {}).exit, 2);
    const Ran assess = run(gateway::run_assess_tool, {"--rules"});
    EXPECT_EQ(assess.exit, 2);
    EXPECT_EQ(assess.errors, "usage: route9 assess FILE [--rules DIR]\n");
}

TEST(Tools, SayWhichFileCannotBeRead) {
    const Ran ran = run(gateway::run_plan_tool, {"/nowhere/scenario.json"});
    EXPECT_EQ(ran.exit, 1);
    EXPECT_EQ(
        Json::parse(ran.errors).at("error").at("why"),
        "the file /nowhere/scenario.json cannot be read"
    );
}

TEST(StatementTool, ParsesABanksFile) {
    const TemporaryDirectory folder;
    const auto path = folder.path() / "statement.xml";
    std::ofstream{path} << camt({{"349000", "R1", "VL7Q2MZKG"}});
    const Ran ran = run(gateway::run_statement_tool, {"parse", path.string()});
    ASSERT_EQ(ran.exit, 0) << ran.errors;
    const Json statement = Json::parse(ran.out).at("statements")[0];
    EXPECT_EQ(statement.at("chain_ok"), true);
    EXPECT_EQ(statement.at("lines")[0].at("amount"), "349000");
    const Ran refused = run(gateway::run_statement_tool, {"parse", "-"}, "no xml");
    EXPECT_EQ(refused.exit, 1);
    EXPECT_NE(refused.errors.find("camt.053"), std::string::npos);
}

TEST(PlanTool, RoutesOverTheBuiltInCorridor) {
    const Ran ran = run(gateway::run_plan_tool, {"-"}, kPlan);
    ASSERT_EQ(ran.exit, 0) << ran.errors;
    EXPECT_EQ(Json::parse(ran.out).at("decision"), "ROUTED");
    const Ran refused = run(gateway::run_plan_tool, {"-"}, "{\"now\":7}");
    EXPECT_EQ(refused.exit, 1);
    EXPECT_EQ(Json::parse(refused.errors).at("error").at("member"), "/now");
}

TEST(AssessTool, AssessesByTheBuiltInRulesOrThoseOfADirectory) {
    const Ran ran = run(gateway::run_assess_tool, {"-"}, kAssess);
    ASSERT_EQ(ran.exit, 0) << ran.errors;
    const Json bill = Json::parse(ran.out).at("master_bills")[0];
    EXPECT_EQ(bill.at("consignments")[0].at("regime"), "LA-IMP-DETAILED");
    const std::string rules = std::string{ROUTE9_SOURCE_DIR} + "/data/customs";
    EXPECT_EQ(run(gateway::run_assess_tool, {"--rules", rules, "-"}, kAssess).out, ran.out);
    EXPECT_EQ(run(gateway::run_assess_tool, {"-", "--rules=/nowhere"}, kAssess).exit, 1);
    EXPECT_EQ(run(gateway::run_assess_tool, {"-"}, "{}").exit, 1);
}

constexpr const char* kPushed = R"({"id":1})";

// The MAC was made with: openssl dgst -sha256 -hmac shop-secret -binary | base64
TEST(VerifyTool, SaysWhetherAPlatformHasSignedADelivery) {
    const std::string header =
        "X-Shopify-Hmac-Sha256: plW8VGqq0nDMIEhDqaNNW99asdUCy7EIqLZVcQwtAZ0=";
    const Texts words{"webhook", "--platform", "shopify", "--secret", "shop-secret", "--header"};
    Texts good = words;
    good.push_back(header);
    const Ran told = run(gateway::run_verify_tool, good, kPushed);
    EXPECT_EQ(told.exit, 0) << told.out << told.errors;
    EXPECT_EQ(told.out, "good: shopify has signed it (secret 1)\n");
    const Ran changed = run(gateway::run_verify_tool, good, std::string{kPushed} + "\n");
    EXPECT_EQ(changed.exit, 1);
    EXPECT_TRUE(changed.out.starts_with("not good: mismatch: ")) << changed.out;
    EXPECT_TRUE(changed.out.contains("hint: good without the blanks")) << changed.out;
}

TEST(VerifyTool, NamesTheSettingsThatAreMissingOrThatThePlatformDoesNotHave) {
    Texts words{"webhook", "--platform", "shopee", "--secret", "partner-key", "--header"};
    words.emplace_back("Authorization: 00");
    const Ran missing = run(gateway::run_verify_tool, words, kPushed);
    EXPECT_EQ(missing.exit, 1);
    EXPECT_TRUE(missing.out.contains("hint: give --set public_url=…, shopee signs it\n"))
        << missing.out;
    for (const char* word : {"--set", "publicurl=https://r9.example.vn/"}) {
        words.emplace_back(word);
    }
    const Ran misspelt = run(gateway::run_verify_tool, words, kPushed);
    EXPECT_EQ(misspelt.exit, 2);
    EXPECT_TRUE(misspelt.errors.contains("shopee has no setting publicurl; it has base_url"))
        << misspelt.errors;
}

// openssl dgst -sha1 -hmac shop-secret
TEST(VerifyTool, FindsHowAPlatformNobodyKnowsHasSigned) {
    const Texts words{
        "webhook",
        "--platform",
        "simple",
        "--secret",
        "shop-secret",
        "--header",
        "X-Mac: sha1=394c30269c786cea8353e6853ff4217f6a7b0d95"
    };
    const std::string body = R"({"external_id":"A-7"})";
    const Ran told = run(gateway::run_verify_tool, words, body);
    EXPECT_EQ(told.exit, 1);
    EXPECT_TRUE(told.out.contains("expected in x-signature: ")) << told.out;
    EXPECT_TRUE(told.out.contains("--set header=X-Mac --set mac=sha1 --set 'prefix=sha1='"))
        << told.out;
    Texts set = words;
    for (const char* word :
         {"--set", "header=X-Mac", "--set", "mac=sha1", "--set", "prefix=sha1="}) {
        set.emplace_back(word);
    }
    EXPECT_EQ(run(gateway::run_verify_tool, set, body).exit, 0);
    set.back() = "prefix=\x01";
    EXPECT_EQ(run(gateway::run_verify_tool, set, body).exit, 2);
}

TEST(VerifyTool, RefusesWordsItDoesNotKnow) {
    const Ran platform = run(gateway::run_verify_tool, {"webhook", "--platform", "shopfy"}, "");
    EXPECT_EQ(platform.exit, 2);
    EXPECT_TRUE(platform.errors.contains("did you mean shopify?")) << platform.errors;
    for (const Texts& words :
         {Texts{},
          Texts{"log"},
          Texts{"webhook", "--platform"},
          Texts{"webhook", "--port", "1"},
          Texts{"webhook", "--header", "no colon"},
          Texts{"webhook", "--set", "novalue"},
          Texts{"webhook", "--at", "now"},
          Texts{"webhook", "a.json", "b.json"}}) {
        EXPECT_EQ(run(gateway::run_verify_tool, words, "").exit, 2);
    }
    const Texts missing{"webhook", "--platform", "shopify", "--secret", "x", "/no/such/file"};
    EXPECT_EQ(run(gateway::run_verify_tool, missing, "").exit, 1);
}

} // namespace
} // namespace route9::tests
