// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/carrier_manifest.hpp"

#include "gateway/acting_for.hpp"
#include "gateway/people/people.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/served_manifest.hpp"
#include "platform/async_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using adapters::ManifestDocument;
using adapters::ManifestLine;

/// The village; district and province too where they are not those of the line above.
std::string place_of(const ManifestLine& line, const ManifestLine* above) {
    const Recipient& to = line.recipient;
    const bool same_district = above != nullptr && above->recipient.district == to.district &&
                               above->recipient.province == to.province;
    if (same_district && above->recipient.village == to.village) {
        return {};
    }
    std::string place = to.village.empty() ? "–" : to.village;
    for (const std::string* part : {&to.district, &to.province}) {
        if (!same_district && !part->empty()) {
            place.append(" · ").append(*part);
        }
    }
    return place;
}

class ManifestDrawing {
public:
    ManifestDrawing(
        const CarrierManifest& manifest,
        const CarrierVisit& visit,
        const PageCatalogue& pages,
        ManifestPage page
    )
        : book_(manifest.book), document_(read_served_manifest(manifest.served)), visit_(visit),
          pages_(pages), page_(std::move(page)),
          is_void_(book_.manifest().state == ManifestState::void_),
          may_speak_(!is_void_ && !manifest.signs_itself), signs_itself_(manifest.signs_itself) {
        const std::size_t lines = document_.lines.size();
        pages_count_ =
            std::max<std::size_t>(1, (lines + carrier_lines_per_page - 1) / carrier_lines_per_page);
        page_.number = std::min(page_.number, pages_count_);
    }

    http::Response draw() {
        PageValues values = frame();
        std::vector<PageValues> damaged = is_void_ ? std::vector<PageValues>{} : damaged_lines();
        values["photo"] = damaged.empty() ? "" : "1";
        const PageLists lists{
            {"lines", lines()},
            {"disputes", disputes()},
            {"damaged", std::move(damaged)},
            {"problems", std::move(page_.problems)},
        };
        return pages_.show(
            page_.status, "carrier_manifest", "carrier_manifest", visit_.language, values, lists
        );
    }

private:
    const std::string& text(std::string_view word) const {
        return pages_.text(word, visit_.language);
    }

    PageValues frame() {
        const Manifest& manifest = book_.manifest();
        const std::size_t open = open_lines(book_, document_).size();
        PageValues values = page_values(visit_);
        values["query"] = fmt::format("&page={}", page_.number);
        values["id"] = manifest.id.text();
        values["page"] = fmt::to_string(page_.number);
        values["truck"] = book_.departure().reference;
        values["gate"] = document_.gate;
        values["sealed"] = time_text(manifest.sealed_at);
        values["state"] = text("carrier_state_" + std::string{name(manifest.state)});
        values["count"] = fmt::to_string(manifest.lines);
        values["open"] = fmt::to_string(open);
        values["disputed"] = fmt::to_string(book_.disputed());
        values["pages"] = fmt::format("{} / {}", page_.number, pages_count_);
        if (page_.number > 1) {
            values["previous"] = fmt::to_string(page_.number - 1);
        }
        if (page_.number < pages_count_) {
            values["next"] = fmt::to_string(page_.number + 1);
        }
        values["note"] = page_.note;
        values["error"] = page_.error;
        values["wrongs"] = page_.problems.empty() ? "" : "1";
        values["accept"] = may_speak_ && open > 0 ? "1" : "";
        values["speak"] = may_speak_ ? "1" : "";
        values["settle"] = may_speak_ && book_.disputed() > 0 ? "1" : "";
        values["signs"] = signs_itself_ && !is_void_ ? "1" : "";
        values["stands"] = is_void_ ? "" : "1";
        values["void"] = is_void_ ? "1" : "";
        values["successor"] = manifest.replaced_by ? manifest.replaced_by->text() : "";
        return values;
    }

    std::vector<PageValues> lines() const {
        const std::size_t first = (page_.number - 1) * carrier_lines_per_page;
        const std::size_t count = std::min(
            carrier_lines_per_page, document_.lines.size() - std::min(first, document_.lines.size())
        );
        std::vector<PageValues> rows;
        rows.reserve(count);
        const ManifestLine* above = nullptr;
        for (std::size_t i = 0; i < count; ++i) {
            const ManifestLine& line = document_.lines[first + i];
            PageValues row = line_row(line);
            row["n"] = fmt::to_string(first + i + 1);
            row["place"] = place_of(line, std::exchange(above, &line));
            rows.push_back(std::move(row));
        }
        return rows;
    }

    /// Those of this page that the carrier has reported so.
    std::vector<PageValues> damaged_lines() const {
        const std::size_t first = (page_.number - 1) * carrier_lines_per_page;
        const std::size_t end = std::min(first + carrier_lines_per_page, document_.lines.size());
        std::vector<PageValues> rows;
        for (std::size_t i = first; i < end && rows.size() < carrier_damages_shown; ++i) {
            const SpokenLine* spoken = book_.spoken(document_.lines[i].parcel);
            const bool is_damaged = spoken != nullptr && spoken->words.carrier &&
                                    spoken->words.carrier->result == LineResult::damaged;
            if (is_damaged) {
                rows.push_back({{"code", document_.lines[i].parcel}});
            }
        }
        return rows;
    }

    PageValues line_row(const ManifestLine& line) const {
        PageValues row{{"code", line.parcel}};
        if (line.parcel == adapters::erased_parcel) {
            row["said"] = text("carrier_erased");
            return row;
        }
        if (line.cod) {
            row["cod"] = fmt::format("{} {}", line.cod->amount(), code(line.cod->currency()));
        }
        const SpokenLine* spoken = book_.spoken(line.parcel);
        if (spoken != nullptr && spoken->words.carrier) {
            row["said"] = said(*spoken->words.carrier);
            if (state_of(spoken->words) == LineState::disputed) {
                row["said"] += " · " + text("carrier_disputed");
            }
        } else if (may_speak_) {
            row["ask"] = "1";
        } else {
            row["said"] = "–";
        }
        return row;
    }

    /// "damaged, borne by the carrier"
    std::string said(const LineWord& word) const {
        std::string out = text("carrier_" + std::string{name(word.result)});
        if (word.liable) {
            out += " (" + text("carrier_borne_" + std::string{name(*word.liable)}) + ")";
        }
        return out;
    }

    std::vector<PageValues> disputes() const {
        std::vector<PageValues> rows;
        for (const auto& [name, line] : book_.lines()) {
            if (is_void_ || state_of(line.words) != LineState::disputed) {
                continue;
            }
            if (rows.size() == carrier_disputes_shown) {
                break;
            }
            const auto theirs = line.words.warehouse;
            rows.push_back({
                {"name", name},
                {"yours", line.words.carrier ? said(*line.words.carrier) : "–"},
                {"theirs", theirs ? said(*theirs) : text("carrier_as_sealed")},
                {"ask", may_speak_ ? "1" : ""},
            });
        }
        return rows;
    }

    const ManifestBook& book_;
    ManifestDocument document_;
    const CarrierVisit& visit_;
    const PageCatalogue& pages_;
    ManifestPage page_;
    bool is_void_;
    bool may_speak_;
    bool signs_itself_;
    std::size_t pages_count_ = 1;
};

} // namespace

Result<CarrierManifest>
open_carrier_manifest(Tx& tx, const Principal& carrier, const ManifestId& id, Keyring& keyring) {
    auto book = ManifestBook::open(tx, carrier.tenant, id, carrier.party);
    if (!book) {
        return Failure{std::move(book).error()};
    }
    auto served = open_document(tx, book->manifest(), keyring);
    if (!served) {
        return Failure{std::move(served).error()};
    }
    if (book->manifest().has_answer()) { // by an earlier build, perhaps
        if (const auto kept = open_acknowledgement(tx, book->manifest(), keyring)) {
            book->remember(*kept);
        }
    }
    const bool signs = carrier_signing_keys::find(tx, carrier.tenant, carrier.party).has_value();
    return CarrierManifest{std::move(*book), std::move(*served), signs};
}

std::vector<std::string> open_lines(const ManifestBook& book, const ManifestDocument& document) {
    std::vector<std::string> open;
    for (const ManifestLine& line : document.lines) {
        const SpokenLine* spoken = book.spoken(line.parcel);
        const bool is_answered = spoken != nullptr && spoken->answer;
        if (!is_answered && line.parcel != adapters::erased_parcel) {
            open.push_back(line.parcel);
        }
    }
    return open;
}

platform::task<Result<http::Response>>
show_manifest(Services& services, const CarrierVisit& visit, ManifestPage page, Tick deadline) {
    auto look = [carrier = visit.principal, id = page.id, &keyring = services.keyring](Tx& tx) {
        return open_carrier_manifest(tx, carrier, id, keyring);
    };
    auto manifest = co_await platform::read(
        services.store, reach_of(visit.principal), std::move(look), deadline
    );
    if (!manifest) {
        co_return Failure{std::move(manifest).error()};
    }
    auto draw = [manifest = std::move(*manifest),
                 visit,
                 &pages = services.people.pages,
                 page = std::move(page)]() mutable -> Result<http::Response> {
        return ManifestDrawing{manifest, visit, pages, std::move(page)}.draw();
    };
    co_return co_await services.compute.run(std::move(draw), deadline);
}

} // namespace route9::gateway
