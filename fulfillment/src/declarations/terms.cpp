// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/terms.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

template <class Value, std::size_t Size>
using Names = std::array<std::pair<Value, std::string_view>, Size>;

constexpr Names<Country, 2> kCountryNames{{
    {Country::vn, "VN"},
    {Country::la, "LA"},
}};

constexpr Names<Flow, 2> kFlowNames{{
    {Flow::importing, "import"},
    {Flow::exporting, "export"},
}};

constexpr Names<Mode, 5> kModeNames{{
    {Mode::road, "road"},
    {Mode::air, "air"},
    {Mode::rail, "rail"},
    {Mode::post, "post"},
    {Mode::sea, "sea"},
}};

constexpr Names<Service, 4> kServiceNames{{
    {Service::express, "express"},
    {Service::post, "post"},
    {Service::cargo, "cargo"},
    {Service::border_resident, "border_resident"},
}};

constexpr Names<Reading, 3> kReadingNames{{
    {Reading::any, "ANY"},
    {Reading::strict_value, "STRICT_VALUE"},
    {Reading::both, "BOTH"},
}};

constexpr Names<Certainty, 3> kCertaintyNames{{
    {Certainty::read, "V"},
    {Certainty::known, "K"},
    {Certainty::unconfirmed, "U"},
}};

constexpr Names<DeliveryTerm, 11> kDeliveryTermNames{{
    {DeliveryTerm::exw, "EXW"},
    {DeliveryTerm::fca, "FCA"},
    {DeliveryTerm::fas, "FAS"},
    {DeliveryTerm::fob, "FOB"},
    {DeliveryTerm::cfr, "CFR"},
    {DeliveryTerm::cpt, "CPT"},
    {DeliveryTerm::cif, "CIF"},
    {DeliveryTerm::cip, "CIP"},
    {DeliveryTerm::dap, "DAP"},
    {DeliveryTerm::dpu, "DPU"},
    {DeliveryTerm::ddp, "DDP"},
}};

constexpr Names<VatClass, 3> kVatClassNames{{
    {VatClass::standard, "standard"},
    {VatClass::reducible, "reducible"},
    {VatClass::essential, "essential"},
}};

constexpr Names<VnLaList, 4> kVnLaListNames{{
    {VnLaList::general, "GENERAL"},
    {VnLaList::appendix_i, "APPENDIX_I"},
    {VnLaList::appendix_ii, "APPENDIX_II"},
    {VnLaList::appendix_iii, "APPENDIX_III"},
}};

constexpr Names<OriginForm, 3> kOriginFormNames{{
    {OriginForm::none, ""},
    {OriginForm::s, "S"},
    {OriginForm::d, "D"},
}};

constexpr Names<Scheme, 3> kSchemeNames{{
    {Scheme::none, "NONE"},
    {Scheme::vnlao_s, "VNLAO-S"},
    {Scheme::atiga_d, "ATIGA-D"},
}};

constexpr Names<TaxKind, 4> kTaxKindNames{{
    {TaxKind::import_duty, "import_duty"},
    {TaxKind::export_duty, "export_duty"},
    {TaxKind::excise, "excise"},
    {TaxKind::vat, "vat"},
}};

constexpr Names<Regime, 12> kRegimeNames{{
    {Regime::vn_import_g1, "VN-IMP-G1"},
    {Regime::vn_import_g2, "VN-IMP-G2"},
    {Regime::vn_import_g3, "VN-IMP-G3"},
    {Regime::vn_import_gift, "VN-IMP-GIFT"},
    {Regime::vn_import_std, "VN-IMP-STD"},
    {Regime::vn_export_g1, "VN-EXP-G1"},
    {Regime::vn_export_g2, "VN-EXP-G2"},
    {Regime::vn_export_g3, "VN-EXP-G3"},
    {Regime::vn_export_std, "VN-EXP-STD"},
    {Regime::la_import_detailed, "LA-IMP-DETAILED"},
    {Regime::la_export_detailed, "LA-EXP-DETAILED"},
    {Regime::refused, "REFUSED"},
}};

constexpr Names<Flag, 18> kFlagNames{{
    {Flag::ambiguous_art29_2, "AMBIGUOUS_ART29_2"},
    {Flag::mic_ceiling_e0049, "MIC_CEILING_E0049"},
    {Flag::split_aggregated, "SPLIT_AGGREGATED"},
    {Flag::gift_exempt, "GIFT_EXEMPT"},
    {Flag::gift_count_exceeded, "GIFT_COUNT_EXCEEDED"},
    {Flag::gift_value_exceeded, "GIFT_VALUE_EXCEEDED"},
    {Flag::gift_excise, "GIFT_EXCISE"},
    {Flag::minimum_500k, "MINIMUM_500K"},
    {Flag::permit_required, "PERMIT_REQUIRED"},
    {Flag::quality_check_waived_decree37, "QUALITY_CHECK_WAIVED_DECREE37"},
    {Flag::quality_check_required, "QUALITY_CHECK_REQUIRED"},
    {Flag::customs_alert, "CUSTOMS_ALERT"},
    {Flag::preference_doc_missing, "PREFERENCE_DOC_MISSING"},
    {Flag::prohibited, "PROHIBITED"},
    {Flag::express_export_min_2h, "EXPRESS_EXPORT_MIN_2H"},
    {Flag::export_min_4h, "EXPORT_MIN_4H"},
    {Flag::import_30_days_exceeded, "IMPORT_30_DAYS_EXCEEDED"},
    {Flag::validity_15_days, "VALIDITY_15_DAYS"},
}};

constexpr Names<Decision, 6> kDecisionNames{{
    {Decision::accept, "ACCEPT"},
    {Decision::lodge_with_flag, "LODGE_WITH_FLAG"},
    {Decision::hold, "HOLD"},
    {Decision::expired_cancel, "EXPIRED_CANCEL"},
    {Decision::reject_late, "REJECT_LATE"},
    {Decision::refuse, "REFUSE"},
}};

template <class Value, std::size_t Size>
std::string_view name_in(const Names<Value, Size>& names, Value value) noexcept {
    for (const auto& [known, text] : names) {
        if (known == value) {
            return text;
        }
    }
    return {};
}

template <class Value, std::size_t Size>
std::optional<Value> value_in(const Names<Value, Size>& names, std::string_view text) noexcept {
    for (const auto& [known, word] : names) {
        if (!word.empty() && word == text) {
            return known;
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view name(Country value) noexcept {
    return name_in(kCountryNames, value);
}
std::string_view name(Flow value) noexcept {
    return name_in(kFlowNames, value);
}
std::string_view name(Mode value) noexcept {
    return name_in(kModeNames, value);
}
std::string_view name(Service value) noexcept {
    return name_in(kServiceNames, value);
}
std::string_view name(Reading value) noexcept {
    return name_in(kReadingNames, value);
}
std::string_view name(Certainty value) noexcept {
    return name_in(kCertaintyNames, value);
}
std::string_view name(DeliveryTerm value) noexcept {
    return name_in(kDeliveryTermNames, value);
}
std::string_view name(VatClass value) noexcept {
    return name_in(kVatClassNames, value);
}
std::string_view name(VnLaList value) noexcept {
    return name_in(kVnLaListNames, value);
}
std::string_view name(OriginForm value) noexcept {
    return name_in(kOriginFormNames, value);
}
std::string_view name(Scheme value) noexcept {
    return name_in(kSchemeNames, value);
}
std::string_view name(TaxKind value) noexcept {
    return name_in(kTaxKindNames, value);
}
std::string_view name(Regime value) noexcept {
    return name_in(kRegimeNames, value);
}
std::string_view name(Flag value) noexcept {
    return name_in(kFlagNames, value);
}
std::string_view name(Decision value) noexcept {
    return name_in(kDecisionNames, value);
}

std::optional<Country> parse_country(std::string_view text) noexcept {
    return value_in(kCountryNames, text);
}
std::optional<Flow> parse_flow(std::string_view text) noexcept {
    return value_in(kFlowNames, text);
}
std::optional<Mode> parse_mode(std::string_view text) noexcept {
    return value_in(kModeNames, text);
}
std::optional<Service> parse_service(std::string_view text) noexcept {
    return value_in(kServiceNames, text);
}
std::optional<Reading> parse_reading(std::string_view text) noexcept {
    return value_in(kReadingNames, text);
}
std::optional<Certainty> parse_certainty(std::string_view text) noexcept {
    return value_in(kCertaintyNames, text);
}
std::optional<DeliveryTerm> parse_delivery_term(std::string_view text) noexcept {
    return value_in(kDeliveryTermNames, text);
}
std::optional<VatClass> parse_vat_class(std::string_view text) noexcept {
    return value_in(kVatClassNames, text);
}
std::optional<VnLaList> parse_vn_la_list(std::string_view text) noexcept {
    return value_in(kVnLaListNames, text);
}
std::optional<OriginForm> parse_origin_form(std::string_view text) noexcept {
    return value_in(kOriginFormNames, text);
}
std::optional<Flag> parse_flag(std::string_view text) noexcept {
    return value_in(kFlagNames, text);
}
std::optional<Decision> parse_decision(std::string_view text) noexcept {
    return value_in(kDecisionNames, text);
}

Currency currency_of(Country country) noexcept {
    return country == Country::vn ? Currency::VND : Currency::LAK;
}

} // namespace route9::fulfillment::declarations
