// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/acknowledge_manifest.hpp"

#include "core/limits.hpp"
#include "gateway/shipping/follow_statement.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/typed_members.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

AcknowledgedLine read_line(const Json& object, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{object, std::move(pointer), errors};
    AcknowledgedLine line;
    line.parcel = reader.text("parcel", Need::required, limits::foreign_id_bytes_max).value_or("");
    const auto word = reader.text("result", Need::required, limits::text_bytes_max);
    const auto result = word ? parse_line_result(*word) : std::nullopt;
    if (word && !result) {
        reader.refuse("result", "unknown_value", "give received, short, over or damaged");
    }
    line.result = result.value_or(LineResult::received);
    line.note = reader.text("note", Need::optional, limits::text_bytes_max).value_or("");
    reader.finish();
    return line;
}

std::set<std::string> codes_of(const std::string& document) {
    std::set<std::string> codes;
    const Json served = Json::parse(document);
    for (const Json& line : served.at("lines")) {
        if (line.contains("parcel")) { // of an erased line only the digest is left
            codes.insert(line.at("parcel").get<std::string>());
        }
    }
    return codes;
}

class Acknowledging {
public:
    Acknowledging(Tx& tx, AcknowledgeOrder& order, ManifestBook& book, Keyring& keyring)
        : tx_(tx), order_(order), book_(book), keyring_(keyring) {}

    Result<ManifestAnswer> run() {
        const auto document = open_document(tx_, book_.manifest(), keyring_);
        if (!document) {
            return Failure{document.error()};
        }
        expected_ = codes_of(*document);
        auto kept = kept_answer();
        if (!kept) {
            return Failure{std::move(kept).error()};
        }
        book_.remember(*kept);
        if (auto named = name_lines(); !named) {
            return Failure{std::move(named).error()};
        }
        auto taken = is_new_ ? take(*kept) : check_repeated();
        if (!taken) {
            return Failure{std::move(taken).error()};
        }
        return ManifestAnswer{answer_of(*kept), follows_};
    }

private:
    Result<Json> kept_answer() {
        return book_.manifest().has_answer() ? open_acknowledgement(tx_, book_.manifest(), keyring_)
                                             : Result<Json>{Json{{"lines", Json::array()}}};
    }

    /// The lines by name, each once; new are those that had no answer.
    Result<void> name_lines() {
        FieldErrors errors;
        bool contradicts = false;
        bool was_settled = false; // its newest word is not its answer any more
        for (std::size_t i = 0; i < order_.answer.lines.size(); ++i) {
            const AcknowledgedLine& line = order_.answer.lines[i];
            const std::string pointer = pointer_step("/lines", i) + "/parcel";
            const bool listed = book_.listed(line.parcel) != nullptr;
            if (!listed && line.result != LineResult::over) {
                errors.push_back(
                    {pointer, "not_on_manifest", R"(name what came on top with the result "over")"}
                );
                continue;
            }
            const std::string name = book_.line_name(line.parcel);
            if (!named_.emplace(name, &line).second) {
                errors.push_back({pointer, "repeated", "name every line once"});
                continue;
            }
            const SpokenLine* spoken = book_.spoken(name);
            const bool answered = spoken != nullptr && spoken->answer;
            is_new_ = is_new_ || !answered;
            contradicts = contradicts || (answered && *spoken->answer != line.result);
            was_settled = was_settled || (answered && spoken->words.carrier->result != line.result);
        }
        if (order_.answer.lines.empty()) {
            errors.push_back({"/lines", "missing", "name at least one line"});
        }
        if (!errors.empty()) {
            return fail_fields(std::move(errors));
        }
        if (contradicts || (is_new_ && was_settled)) {
            return fail(
                ErrorCode::conflict,
                "a line was acknowledged otherwise before; mend it with POST "
                "/v1/manifests/{id}/settle"
            );
        }
        return {};
    }

    Result<void> check_repeated() {
        std::vector<StatementLine> said;
        said.reserve(named_.size());
        for (const auto& [name, line] : named_) {
            said.push_back({name, {line->result, std::nullopt}});
        }
        return book_.check_repeated(tx_, order_.speaker, std::move(said));
    }

    Result<void> take(Json& kept) {
        std::vector<StatementLine> said;
        std::vector<const ListedParcel*> fresh;
        for (const auto& [name, line] : named_) {
            said.push_back({name, {line->result, std::nullopt}});
            const SpokenLine* spoken = book_.spoken(name);
            if (spoken != nullptr && spoken->answer) {
                continue;
            }
            keep(kept, name, *line);
            if (const ListedParcel* parcel = book_.listed(name)) {
                fresh.push_back(parcel);
            }
        }
        const auto disputed_before = book_.disputed();
        const auto statement = book_.say(tx_, order_.speaker, std::move(said), order_.now);
        if (!statement) {
            return Failure{statement.error()};
        }
        book_.remember(kept);
        if (*statement) {
            if (auto moved = move(fresh, **statement); !moved) {
                return moved;
            }
        }
        return store(kept, disputed_before);
    }

    void keep(Json& kept, const std::string& name, const AcknowledgedLine& line) const {
        const bool listed = book_.listed(name) != nullptr;
        Json item{
            {"parcel", listed ? name : line.parcel},
            {"result", std::string{fulfillment::name(line.result)}}
        };
        if (!line.note.empty()) {
            item["note"] = line.note;
        }
        kept["lines"].push_back(std::move(item));
        if (!order_.answer.signature.empty()) {
            kept["signature"] = order_.answer.signature;
        }
    }

    /// At once, or in a chain of units when there are too many.
    Result<void>
    move(const std::vector<const ListedParcel*>& fresh, const ManifestStatement& said) {
        const Manifest& manifest = book_.manifest();
        if (fresh.size() > parcels_followed_per_unit) {
            begin_following(
                tx_,
                {.tenant = order_.tenant,
                 .manifest = manifest.id,
                 .statement = said.hash,
                 .at = order_.now}
            );
            follows_ = true;
            return {};
        }
        std::vector<ListedParcel> parcels;
        FoundLines found;
        for (const ListedParcel* parcel : fresh) {
            parcels.push_back(*parcel);
            found.emplace(parcel->code, named_.at(parcel->code)->result);
        }
        const DepartureRecord& truck = book_.departure();
        custody::Taking taking{
            .places = {truck.from, truck.reference, manifest.carrier.text()},
            .at = order_.now,
            .manifest = manifest.id,
            .statement = said.hash
        };
        return take_over(tx_, order_.tenant, parcels, found, std::move(taking));
    }

    std::int64_t open_lines() const {
        return std::ranges::count_if(expected_, [this](const std::string& code) {
            const SpokenLine* spoken = book_.spoken(code);
            return spoken == nullptr || !spoken->answer;
        });
    }

    Result<void> store(const Json& kept, std::size_t disputed_before) {
        Manifest& manifest = book_.manifest();
        const bool was_complete = manifest.acknowledged_at.has_value();
        const bool was_closed = manifest.state == ManifestState::closed;
        book_.advance(open_lines() == 0, order_.now);
        auto sealed = seal_acknowledgement(tx_, manifest, kept, keyring_, make_nonce(order_.ids));
        if (!sealed) {
            return Failure{std::move(sealed).error()};
        }
        manifest.acknowledgement = std::move(*sealed);
        manifest.clear_acknowledgement.clear();
        const bool is_complete = !was_complete && manifest.acknowledged_at;
        std::vector<ManifestEvent> events{
            {is_complete ? "manifest.acknowledged" : "manifest.answered", news_of(answer_of(kept))}
        };
        if (book_.disputed() > disputed_before) {
            events.push_back({"manifest.disputed", manifest_news(manifest)});
            events.back().data["disputed"] = book_.disputed();
        }
        if (!was_closed && manifest.state == ManifestState::closed) {
            events.push_back({"manifest.closed", manifest_news(manifest)});
        }
        TouchedOrders touched{tx_, order_.tenant, order_.now, order_.ids};
        return store_manifest(tx_, manifest, events, touched);
    }

    Json answer_of(const Json& kept) const {
        const Manifest& manifest = book_.manifest();
        std::map<std::string, Json> discrepancies; // by parcel, in whatever parts they came
        std::int64_t received = 0;
        for (const Json& line : kept.at("lines")) {
            if (line.at("result") == "received") {
                ++received;
            } else {
                discrepancies.emplace(line.at("parcel"), line);
            }
        }
        Json answer{
            {"manifest", manifest.id.text()},
            {"state", std::string{name(manifest.state)}},
            {"lines", manifest.lines},
            {"open", manifest.acknowledged_at ? 0 : open_lines()},
            {"received", received},
            {"discrepancies", Json::array()},
        };
        if (manifest.acknowledged_at) {
            answer["acknowledged_at"] = format_utc(*manifest.acknowledged_at);
        }
        for (auto& [parcel, line] : discrepancies) {
            answer["discrepancies"].push_back(std::move(line));
        }
        return answer;
    }

    /// Codes and results: the carrier's notes may speak of people.
    Json news_of(Json answer) const {
        for (Json& line : answer["discrepancies"]) {
            line.erase("note");
        }
        answer.update(manifest_news(book_.manifest()));
        return answer;
    }

    Tx& tx_;
    AcknowledgeOrder& order_;
    ManifestBook& book_;
    Keyring& keyring_;
    std::set<std::string> expected_;
    std::map<std::string, const AcknowledgedLine*> named_; // by their name in statements
    bool is_new_ = false;
    bool follows_ = false;
};

} // namespace

Result<Acknowledgement> read_acknowledgement(const Json& body) {
    FieldErrors errors;
    ObjectReader root{body, "", errors};
    Acknowledgement answer;
    if (const Json* lines = root.array("lines", Need::required, acknowledged_lines_max)) {
        for (std::size_t i = 0; i < lines->size(); ++i) {
            answer.lines.push_back(read_line((*lines)[i], pointer_step("/lines", i), errors));
        }
    }
    answer.signature = root.text("signature", Need::optional, limits::text_bytes_max).value_or("");
    answer.signed_at = read_time(root, "signed_at", Need::optional);
    root.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return answer;
}

Result<ManifestAnswer> acknowledge_manifest(Tx& tx, AcknowledgeOrder order, Keyring& keyring) {
    auto book = ManifestBook::open(tx, order.tenant, order.manifest, order.carrier);
    if (!book) {
        return Failure{std::move(book).error()};
    }
    if (auto stands = book->require_standing(); !stands) {
        return Failure{std::move(stands).error()};
    }
    if (find_following(tx, order.tenant, order.manifest)) {
        return ManifestAnswer{.follows = true};
    }
    return Acknowledging{tx, order, *book, keyring}.run();
}

} // namespace route9::gateway
