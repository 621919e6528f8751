// SPDX-License-Identifier: Apache-2.0
// A seller's sheet of orders: good rows become orders, bad ones are told by row and column, and the
// file may be sent again.
#include "../adapters/documents/written_workbook.hpp"
#include "shared_server.hpp"

namespace route9::e2e {
namespace {

constexpr const char* kWorkbook =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr const char* kHead =
    "external_id,placed_at,recipient_name,recipient_phone,country,province,district,village,"
    "address_line,sku,item_name,quantity,unit_price,currency,cod_amount\r\n";

/// A row of a parcel to Savannakhet, 240500 kip on delivery.
std::string row_of(const std::string& id, const std::string& quantity = "1") {
    return id +
           ",10/03/2026 07:55,ນາງ ຕົວຢ່າງ,02055000001,LA,ສະຫວັນນະເຂດ,ໄກສອນ ພົມວິຫານ,ບ້ານ ທົດສອບ,"
           "\"ໃກ້ວັດ, ຮ່ອມ 3\",TS-BLK-M,Áo thun," +
           quantity + ",240500,LAK,240500\r\n";
}

class Imports : public SharedServer {
protected:
    Answer send(
        const std::string& file,
        const std::string& type = "text/csv; charset=utf-8",
        const std::string& target = "/v1/imports/orders"
    ) {
        return seller().send(
            {.method = "POST", .target = target, .headers = {{"Content-Type", type}}, .body = file}
        );
    }
};

TEST_F(Imports, PlaceTheGoodRowsAndTellTheBadOnes) {
    const Answer done =
        send("\xef\xbb\xbf" + std::string{kHead} + row_of("I-1") + row_of("I-2", "-1"));
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(done.json.at("accepted"), 1) << done.body;
    EXPECT_EQ(done.json.at("refused"), 1);
    const Json& good = done.json.at("orders").at(0);
    EXPECT_EQ(good.at("rows"), Json::array({2}));
    EXPECT_EQ(good.at("result"), "accepted");
    EXPECT_EQ(good.at("status"), "routed") << done.body;
    const Answer page = seller().get("/v1/orders/" + good.at("order").get<std::string>());
    EXPECT_EQ(page.json.at("channel"), "csv");
    EXPECT_EQ(page.json.at("recipient").at("address_line"), "ໃກ້ວັດ, ຮ່ອມ 3");
    EXPECT_EQ(page.json.at("placed_at"), "2026-03-10T00:55:00Z");
    const Json& bad = done.json.at("orders").at(1).at("errors").at(0);
    EXPECT_EQ(bad.at("row"), 3);
    EXPECT_EQ(bad.at("member"), "quantity");
    EXPECT_TRUE(orders_with("I-2").empty());
}

TEST_F(Imports, MayBeSentAgain) {
    ASSERT_EQ(send(kHead + row_of("I-3")).json.at("accepted"), 1);
    const Answer again = send(kHead + row_of("I-3") + row_of("I-4"));
    EXPECT_EQ(again.json.at("known"), 1) << again.body;
    EXPECT_EQ(again.json.at("accepted"), 1);
    EXPECT_EQ(orders_with("I-3").size(), 1U);
}

TEST_F(Imports, HoldWhatCannotBeDelivered) {
    std::string row = row_of("I-5");
    row.replace(row.find("02055000001"), 11, "123");
    const Answer done = send(kHead + row);
    EXPECT_EQ(done.json.at("orders").at(0).at("status"), "held") << done.body;
}

TEST_F(Imports, TakeOneOrderALine) {
    const Json order = order_of("I-6");
    const Answer done = send(order.dump() + "\n{}\n", "application/x-ndjson", "/v1/imports/orders");
    ASSERT_EQ(done.status, 200) << done.body;
    EXPECT_EQ(done.json.at("accepted"), 1) << done.body;
    EXPECT_EQ(done.json.at("orders").at(1).at("errors").at(0).at("row"), 2);
}

TEST_F(Imports, RefuseAFileThatIsNone) {
    EXPECT_EQ(send("x", "application/vnd.ms-excel").status, 415);
    EXPECT_EQ(send("").status, 422);
    EXPECT_EQ(send("\xff\xfe x").status, 422);
    const Answer columns = send("external_id;price\r\n1;2\r\n");
    EXPECT_EQ(columns.status, 422);
    EXPECT_EQ(columns.json.at("errors").at(0).at("pointer"), "/1/price") << columns.body;
    const Answer others = seller().send(
        {.method = "POST",
         .target = "/v1/imports/orders?seller=somebody-else",
         .headers = {{"Content-Type", "text/csv"}},
         .body = kHead}
    );
    EXPECT_EQ(others.status, 404) << others.body;
}

TEST_F(Imports, OfStaffNameASellerThatThereIs) {
    const Answer nobody = operator_().send(
        {.method = "POST",
         .target = "/v1/imports/orders?seller=nobody",
         .headers = {{"Content-Type", "text/csv"}},
         .body = kHead + row_of("I-7")}
    );
    EXPECT_EQ(nobody.status, 422) << nobody.body;
    EXPECT_EQ(nobody.json.at("errors").at(0).at("pointer"), "/seller");
}

TEST_F(Imports, ComeFromATemplate) {
    const Answer sheet = seller().get("/v1/imports/orders/template");
    ASSERT_EQ(sheet.status, 200);
    EXPECT_TRUE(sheet.header("Content-Type").starts_with("text/csv"));
    const Answer empty = send(sheet.body);
    EXPECT_EQ(empty.status, 200) << empty.body;
    EXPECT_TRUE(empty.json.at("orders").empty());
}

/// A row of a workbook with these texts; what begins with '#' is a number.
std::string row_with(int number, const std::vector<std::string>& cells) {
    std::string row = "<row r=\"" + std::to_string(number) + "\">";
    for (const std::string& cell : cells) {
        row += cell.starts_with('#') ? "<c><v>" + cell.substr(1) + "</v></c>"
                                     : "<c t=\"inlineStr\"><is><t>" + cell + "</t></is></c>";
    }
    return row + "</row>";
}

TEST_F(Imports, TakeAWorkbookAsTheyTakeASheet) {
    const auto cells = [](const char* id, const char* quantity) {
        return std::vector<std::string>{
            id,
            "10/03/2026 07:55",
            "ນາງ ຕົວຢ່າງ",
            "#2055000001",
            "LA",
            "ສະຫວັນນະເຂດ",
            "ໄກສອນ ພົມວິຫານ",
            "ບ້ານ ທົດສອບ",
            "ຮ່ອມ 3",
            "TS-BLK-M",
            "Áo thun",
            quantity,
            "#2.405E5",
            "LAK",
            "#240500",
        };
    };
    const std::vector<std::string> head{
        "external_id",
        "placed_at",
        "recipient_name",
        "recipient_phone",
        "country",
        "province",
        "district",
        "village",
        "address_line",
        "sku",
        "item_name",
        "quantity",
        "unit_price",
        "currency",
        "cod_amount",
    };
    const Answer done = send(
        adapters::bytes_of(
            {.rows = row_with(1, head) + row_with(4, cells("I-8", "#1")) +
                     row_with(5, cells("I-9", "#1.5"))}
        ),
        kWorkbook
    );
    ASSERT_EQ(done.status, 200) << done.body;
    const Json& good = done.json.at("orders").at(0);
    EXPECT_EQ(good.at("rows"), Json::array({4}));
    EXPECT_EQ(good.at("status"), "routed") << done.body;
    const Answer page = seller().get("/v1/orders/" + good.at("order").get<std::string>());
    EXPECT_EQ(page.json.at("channel"), "csv");
    EXPECT_EQ(page.json.at("recipient").at("phone"), "2055000001") << "as typed";
    EXPECT_EQ(done.json.at("orders").at(1).at("errors").at(0).at("row"), 5);
    EXPECT_EQ(send("PK", kWorkbook).status, 422);
}

TEST_F(Imports, ComeFromAWorkbookToo) {
    const Answer book = seller().send(
        {.method = "GET",
         .target = "/v1/imports/orders/template",
         .headers = {{"Accept", kWorkbook}}}
    );
    ASSERT_EQ(book.status, 200);
    EXPECT_EQ(book.header("Content-Type"), kWorkbook);
    const Answer empty = send(book.body, kWorkbook);
    EXPECT_EQ(empty.status, 200) << empty.body;
    EXPECT_TRUE(empty.json.at("orders").empty());
    const Answer none = seller().send(
        {.method = "GET", .target = "/v1/imports/orders/template", .headers = {{"Accept", "a/b"}}}
    );
    EXPECT_EQ(none.status, 406);
}

} // namespace
} // namespace route9::e2e
