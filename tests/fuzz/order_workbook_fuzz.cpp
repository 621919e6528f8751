// SPDX-License-Identifier: Apache-2.0
// A workbook is any bytes that a seller may send. Whole ones are hard to guess: the same bytes also
// stand as the rows, the shared texts and the formats of one that is whole.
#include "adapters/documents/order_import.hpp"
#include "core/assert.hpp"
#include "core/text.hpp"
#include "documents/zip_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

constexpr const char* kBook = "<workbook xmlns:r='r'><sheets><sheet r:id='a'/></sheets></workbook>";
constexpr const char* kBookRelations =
    "<Relationships><Relationship Id='a' Type='/worksheet' Target='s.xml'/>"
    "<Relationship Type='/sharedStrings' Target='t.xml'/>"
    "<Relationship Type='/styles' Target='f.xml'/></Relationships>";
constexpr const char* kRoots =
    "<Relationships><Relationship Type='/officeDocument' Target='b.xml'/></Relationships>";

void check(const std::string& file) {
    const auto orders = route9::adapters::read_order_workbook(file, "csv");
    if (!orders) {
        ROUTE9_ASSERT(!orders.error().fields.empty());
        for (const auto& field : orders.error().fields) {
            ROUTE9_ASSERT(route9::is_valid_utf8(field.message));
        }
        return;
    }
    for (const auto& order : *orders) {
        ROUTE9_ASSERT(order.order.has_value() == order.problems.empty());
        ROUTE9_ASSERT(!order.rows.empty());
        ROUTE9_ASSERT(route9::is_valid_utf8(order.external_id));
        for (const auto& problem : order.problems) {
            ROUTE9_ASSERT(route9::is_valid_utf8(problem.message));
        }
    }
}

std::string book_of(std::string rows, std::string texts, std::string formats) {
    const std::array<route9::adapters::ZipEntry, 7> parts{{
        {"[Content_Types].xml", "<Types/>"},
        {"_rels/.rels", kRoots},
        {"b.xml", kBook},
        {"_rels/b.xml.rels", kBookRelations},
        {"s.xml", std::move(rows)},
        {"t.xml", std::move(texts)},
        {"f.xml", std::move(formats)},
    }};
    return route9::adapters::zip_of(parts);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{data, data + size};
    check(bytes);
    check(book_of(bytes, "<sst><si><t>external_id</t></si></sst>", "<styleSheet/>"));
    const std::string rows = "<w><row><c t='s'><v>0</v></c><c s='1'><v>46082.5</v></c></row></w>";
    check(book_of(rows, bytes, bytes));
    return 0;
}
