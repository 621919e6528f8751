// SPDX-License-Identifier: Apache-2.0
// The words of a customs assessment as closed lists, each with its public name. Flags are listed
// in the order in which an assessment prints them, decisions from the weakest to the strongest.
#pragma once

#include "core/currency.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace route9::fulfillment::declarations {

enum class Country : std::uint8_t { vn, la };
enum class Flow : std::uint8_t { importing, exporting };
enum class Mode : std::uint8_t { road, air, rail, post, sea };
/// border_resident is read so that it can be refused by name: its rules are fenced off.
enum class Service : std::uint8_t { express, post, cargo, border_resident };
/// Decree 134/2016 art 29(2) can be read in three ways.
enum class Reading : std::uint8_t { any, strict_value, both };
enum class Certainty : std::uint8_t { read, known, unconfirmed };
/// Incoterms 2020, and what they leave outside the price.
enum class DeliveryTerm : std::uint8_t {
    exw,
    fca,
    fas,
    fob,
    cfr,
    cpt,
    cif,
    cip,
    dap,
    dpu,
    ddp,
};
enum class VatClass : std::uint8_t { standard, reducible, essential };
/// Decree 206/2025; `general` stands for goods on none of its lists.
enum class VnLaList : std::uint8_t { general, appendix_i, appendix_ii, appendix_iii };
enum class OriginForm : std::uint8_t { none, s, d };
enum class Scheme : std::uint8_t { none, vnlao_s, atiga_d };
enum class TaxKind : std::uint8_t { import_duty, export_duty, excise, vat };

enum class Regime : std::uint8_t {
    vn_import_g1,
    vn_import_g2,
    vn_import_g3,
    vn_import_gift,
    vn_import_std,
    vn_export_g1,
    vn_export_g2,
    vn_export_g3,
    vn_export_std,
    la_import_detailed,
    la_export_detailed,
    refused,
};

enum class Flag : std::uint8_t {
    ambiguous_art29_2,
    mic_ceiling_e0049,
    split_aggregated,
    gift_exempt,
    gift_count_exceeded,
    gift_value_exceeded,
    gift_excise,
    minimum_500k,
    permit_required,
    quality_check_waived_decree37,
    quality_check_required,
    customs_alert,
    preference_doc_missing,
    prohibited,
    express_export_min_2h,
    export_min_4h,
    import_30_days_exceeded,
    validity_15_days,
};

enum class Decision : std::uint8_t {
    accept,
    lodge_with_flag,
    hold,
    expired_cancel,
    reject_late,
    refuse,
};

std::string_view name(Country value) noexcept; // "VN"
std::string_view name(Flow value) noexcept;    // "import"
std::string_view name(Mode value) noexcept;
std::string_view name(Service value) noexcept;
std::string_view name(Reading value) noexcept;   // "STRICT_VALUE"
std::string_view name(Certainty value) noexcept; // "V", "K", "U"
std::string_view name(DeliveryTerm value) noexcept;
std::string_view name(VatClass value) noexcept;
std::string_view name(VnLaList value) noexcept;
std::string_view name(OriginForm value) noexcept;
std::string_view name(Scheme value) noexcept;
std::string_view name(TaxKind value) noexcept;
std::string_view name(Regime value) noexcept;
std::string_view name(Flag value) noexcept;
std::string_view name(Decision value) noexcept;

std::optional<Country> parse_country(std::string_view text) noexcept;
std::optional<Flow> parse_flow(std::string_view text) noexcept;
std::optional<Mode> parse_mode(std::string_view text) noexcept;
std::optional<Service> parse_service(std::string_view text) noexcept;
std::optional<Reading> parse_reading(std::string_view text) noexcept;
std::optional<Certainty> parse_certainty(std::string_view text) noexcept;
std::optional<DeliveryTerm> parse_delivery_term(std::string_view text) noexcept;
std::optional<VatClass> parse_vat_class(std::string_view text) noexcept;
std::optional<VnLaList> parse_vn_la_list(std::string_view text) noexcept;
std::optional<OriginForm> parse_origin_form(std::string_view text) noexcept; // "S", "D"
std::optional<Flag> parse_flag(std::string_view text) noexcept;
std::optional<Decision> parse_decision(std::string_view text) noexcept;

/// The currency a country's customs assesses in.
Currency currency_of(Country country) noexcept;

} // namespace route9::fulfillment::declarations
