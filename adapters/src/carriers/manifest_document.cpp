// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/manifest_document.hpp"

#include "adapters/documents/csv_text.hpp"
#include "core/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace route9::adapters {
namespace {

Json money_json(Money money) {
    return {{"amount", money.amount()}, {"currency", code(money.currency())}};
}

Json recipient_json(const fulfillment::Recipient& to) {
    Json out = Json::object();
    const std::pair<const char*, const std::string*> members[] = {
        {"name", &to.name},
        {"phone", &to.phone},
        {"country", &to.country},
        {"province", &to.province},
        {"district", &to.district},
        {"village", &to.village},
        {"address_line", &to.address_line},
        {"landmark", &to.landmark},
        {"pickup_point", &to.pickup_point},
    };
    for (const auto& [name, text] : members) {
        if (!text->empty()) {
            out[name] = *text;
        }
    }
    return out;
}

Json line_json(const ManifestLine& line) {
    Json out{
        {"parcel", line.parcel},
        {"recipient", recipient_json(line.recipient)},
        {"pieces", line.pieces},
        {"weight_g", line.weight_g}
    };
    if (!line.house_bill.empty()) {
        out["house_bill"] = line.house_bill;
    }
    if (line.cod) {
        out["cod"] = money_json(*line.cod);
    }
    return out;
}

Json totals_json(const ManifestTotals& totals) {
    Json out{
        {"lines", totals.lines},
        {"pieces", totals.pieces},
        {"weight_g", totals.weight_g},
        {"cod", Json::array()}
    };
    for (const auto& sum : totals.cod) {
        out["cod"].push_back(money_json(sum));
    }
    return out;
}

Json frame_json(const ManifestDocument& document, const ManifestTotals& totals) {
    Json frame{
        {"id", document.id},
        {"carrier", document.carrier},
        {"departure", document.departure},
        {"gate", document.gate},
        {"sealed_at", format_utc_seconds(document.sealed_at)},
        {"totals", totals_json(totals)}
    };
    if (!document.content_hash.empty()) {
        frame["content_hash"] = document.content_hash;
    }
    if (!document.replaces.empty()) {
        frame["replaces"] = document.replaces;
    }
    if (!document.seals.empty()) {
        frame["seals"] = document.seals;
    }
    if (!document.onward_plate.empty()) {
        frame["transshipment"] = {
            {"plate", document.onward_plate}, {"country", document.onward_country}
        };
    }
    return frame;
}

} // namespace

void sort_by_place(std::vector<ManifestLine>& lines) {
    std::ranges::sort(lines, {}, [](const ManifestLine& line) {
        const auto& to = line.recipient;
        return std::tie(to.province, to.district, to.village, line.parcel);
    });
}

Result<ManifestTotals> manifest_totals(std::span<const ManifestLine> lines) {
    ManifestTotals totals;
    for (const auto currency : all_currencies) {
        Result<Money> sum = Money::zero(currency);
        for (const auto& line : lines) {
            if (sum && line.cod && line.cod->currency() == currency) {
                sum = sum->plus(*line.cod);
            }
        }
        if (!sum) {
            return Failure{sum.error()};
        }
        if (!sum->is_zero()) {
            totals.cod.push_back(*sum);
        }
    }
    for (const auto& line : lines) {
        const bool overflow =
            __builtin_add_overflow(totals.pieces, line.pieces, &totals.pieces) ||
            __builtin_add_overflow(totals.weight_g, line.weight_g, &totals.weight_g);
        if (overflow) {
            return fail(ErrorCode::validation_failed, "the manifest's totals do not fit");
        }
    }
    totals.lines = static_cast<std::int64_t>(lines.size());
    return totals;
}

Result<SealedManifest> seal_manifest_document(
    const ManifestDocument& document, std::span<const Bytes> salts, const Secret& seed
) {
    if (salts.size() != document.lines.size()) {
        return fail(ErrorCode::validation_failed, "a manifest needs one salt for each line");
    }
    const auto totals = manifest_totals(document.lines);
    if (!totals) {
        return Failure{totals.error()};
    }
    SealedManifest sealed;
    auto lines = Json::array();
    for (std::size_t at = 0; at < salts.size(); ++at) {
        auto line = line_json(document.lines[at]);
        const auto canonical = canonical_json(line);
        if (!canonical) {
            return Failure{canonical.error()};
        }
        const auto digest = fulfillment::manifest_line_digest(salts[at], *canonical);
        line["salt"] = base64url(salts[at]);
        lines.push_back(std::move(line));
        sealed.line_digests.push_back(digest);
    }
    sealed.json = frame_json(document, *totals);
    auto seal = fulfillment::seal_manifest(sealed.json, sealed.line_digests, seed);
    if (!seal) {
        return Failure{std::move(seal).error()};
    }
    sealed.seal = *std::move(seal);
    sealed.json["lines"] = std::move(lines);
    sealed.json["hash"] = sealed.seal.hash;
    sealed.json["signature"] = base64(sealed.seal.signature);
    return sealed;
}

std::string manifest_csv(const ManifestDocument& document, const std::optional<VoidMark>& mark) {
    CsvText csv;
    std::vector<std::string> head{
        "parcel",
        "house_bill",
        "recipient_name",
        "recipient_phone",
        "country",
        "province",
        "district",
        "village",
        "address_line",
        "landmark",
        "pickup_point",
        "pieces",
        "weight_g",
        "cod_amount",
        "cod_currency"
    };
    if (mark) {
        head.emplace_back("void");
    }
    csv.row(head);
    for (const auto& line : document.lines) {
        const auto& to = line.recipient;
        std::vector<std::string> row{
            line.parcel,
            line.house_bill,
            to.name,
            to.phone,
            to.country,
            to.province,
            to.district,
            to.village,
            to.address_line,
            to.landmark,
            to.pickup_point,
            fmt::to_string(line.pieces),
            fmt::to_string(line.weight_g),
            line.cod ? line.cod->amount() : "0",
            line.cod ? std::string{code(line.cod->currency())} : ""
        };
        if (mark) {
            row.push_back(mark->successor.empty() ? "void" : "replaced by " + mark->successor);
        }
        csv.row(row);
    }
    return csv.text();
}

} // namespace route9::adapters
