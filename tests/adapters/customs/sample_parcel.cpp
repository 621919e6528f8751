// SPDX-License-Identifier: Apache-2.0
#include "sample_parcel.hpp"

namespace route9::adapters::customs::test {

using namespace fulfillment::declarations;
using namespace std::chrono_literals;

namespace {

Money kip(std::int64_t whole) {
    return Money::of_minor(whole * 100, Currency::LAK);
}

GoodsItem item(const char* description, const char* hs_code, std::int64_t quantity) {
    GoodsItem out;
    out.description = description;
    out.hs_code = hs_code;
    out.quantity = Decimal{quantity, 0};
    out.unit_price = {Decimal{120'000, 0}, "VND"};
    out.net_kg = Decimal{350, 3};
    out.taxation.origin = "VN";
    return out;
}

} // namespace

HouseBill sample_bill() {
    HouseBill out;
    Consignment& goods = out.goods;
    goods.house_bill = "R9-0001";
    goods.consignor = Party{"Cửa hàng Đông Hà", "+84233123456", "12 Lê Duẩn, Đông Hà", "VN"};
    goods.consignee = Party{"ສົມສັກ ວົງສາ", "+8562055512345", "ບ້ານ ໂພນສະຫວັນ, Savannakhet", "LA"};
    goods.incoterm = DeliveryTerm::ddp;
    goods.items = {item("Áo sơ mi nam", "620520", 2), item("Giày, \"size 42\"", "64039990", 1)};
    ConsignmentAssessment& side = out.assessment;
    side.house_bill = goods.house_bill;
    side.regime = Regime::la_import_detailed;
    side.form = "SAD-IM4";
    side.amounts = TaxAmounts::zero(Currency::LAK);
    side.amounts.customs_value = kip(302'400);
    const Decimal ten{10, 0};
    side.lines = {
        {1, TaxKind::import_duty, kip(201'600), ten, kip(20'160), {"LA-ROUND"}},
        {1, TaxKind::vat, kip(221'760), ten, kip(22'176), {"LA-VAT-3"}},
        {2, TaxKind::import_duty, kip(100'800), ten, kip(10'080), {"LA-ROUND"}},
        {2, TaxKind::vat, kip(110'880), ten, kip(11'088), {"LA-VAT-3"}},
    };
    out.packages = 1;
    out.gross_kg = Decimal{925, 3};
    return out;
}

TruckBatch sample_batch() {
    TruckBatch out;
    out.master_bill = "MB-20260316-01";
    out.vehicle = "74C-123.45";
    out.vehicle_country = "VN";
    out.seals = {"S-778", "S-779"};
    out.gate = "Dansavanh";
    out.office_code = "LAZZZ";
    out.office_confirmed = true;
    out.location_code = "DANSAVANH";
    out.departs_on = 2026y / 3 / 16;
    out.declarant = {Party{"Savan Broker Co.", "", "Kaysone", "LA"}, "LA778899"};
    return out;
}

} // namespace route9::adapters::customs::test
