// SPDX-License-Identifier: Apache-2.0
// What crosses the border, as values: consignments (one house bill each) under master bills (one
// truck each), with their goods, rates and the claims that lower a rate. Both countries assess
// the same record. Weights in kilograms; amounts in the currency of the invoice, not yet rounded.
// Source of the fields: the canonical declaration of docs/customs (Circular 38/2015, WCO DM 3.6).
#pragma once

#include "core/decimal.hpp"
#include "core/time.hpp"
#include "fulfillment/declarations/terms.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment::declarations {

/// House bills in one assessment, and goods lines in one house bill.
inline constexpr std::int64_t consignments_max = 10'000;
inline constexpr std::int64_t items_max = 1'000;

/// An amount as invoiced; `currency` is ISO 4217, any currency.
struct InvoiceAmount {
    Decimal amount;
    std::string currency;

    friend bool operator==(const InvoiceAmount&, const InvoiceAmount&) = default;
};

/// Percent. What is absent is looked up (VAT) or counts as 0 (excise, export duty); the import
/// duty rate must be there for taxed goods. In Laos `mfn` is the rate that applies.
struct TaxRates {
    std::optional<Decimal> mfn;
    std::optional<Decimal> atiga;
    std::optional<Decimal> vat;
    std::optional<Decimal> excise;
    std::optional<Decimal> export_duty;
    VatClass vat_class = VatClass::standard;
    VnLaList vn_la_list = VnLaList::general;

    friend bool operator==(const TaxRates&, const TaxRates&) = default;
};

/// Rates and the claim to a lower one. Without an origin there is no preference.
struct Taxation {
    TaxRates rates;
    std::string origin; // ISO 3166-1 alpha-2
    OriginForm co_form = OriginForm::none;
    bool direct_transport = false;

    friend bool operator==(const Taxation&, const Taxation&) = default;
};

struct GoodsItem {
    std::string description;
    std::string hs_code; // 6 or 8 digits
    Decimal quantity{1, 0};
    InvoiceAmount unit_price;
    std::optional<Decimal> net_kg; // of the whole line
    Taxation taxation;

    friend bool operator==(const GoodsItem&, const GoodsItem&) = default;
};

struct Party {
    std::string name;
    std::string phone;
    std::string address;
    std::string country; // ISO 3166-1 alpha-2

    friend bool operator==(const Party&, const Party&) = default;
};

struct Permit {
    std::string kind;
    std::string number;
    Day date{};

    friend bool operator==(const Permit&, const Permit&) = default;
};

struct Consignment {
    std::string house_bill;
    std::string consignee_id;
    std::optional<Party> consignee;
    std::optional<Party> consignor;

    bool gift = false;
    bool person_to_person = false;
    std::int64_t gifts_this_year = 0; // received before this one in the calendar year
    bool documents_only = false;

    bool alert = false;
    std::string category;
    bool quality_list = false;
    bool safety_alert = false;
    bool permit_needed = false;
    std::vector<Permit> permits;

    std::optional<DeliveryTerm> incoterm;
    std::optional<InvoiceAmount> price; // absent when the items say it
    std::optional<InvoiceAmount> freight;
    std::optional<InvoiceAmount> insurance;
    std::vector<GoodsItem> items;
    Taxation taxation; // of a consignment without items

    friend bool operator==(const Consignment&, const Consignment&) = default;
};

struct MasterBill {
    std::string id;
    std::string truck;
    std::vector<Consignment> consignments;

    friend bool operator==(const MasterBill&, const MasterBill&) = default;
};

} // namespace route9::fulfillment::declarations
