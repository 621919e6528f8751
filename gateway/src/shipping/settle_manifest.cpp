// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/settle_manifest.hpp"

#include "core/limits.hpp"
#include "fulfillment/return_store.hpp"
#include "gateway/shipping/manifest_at_rest.hpp"
#include "gateway/shipping/parcel_custody.hpp"
#include "gateway/shipping/settled_parcel.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "gateway/views/custody_view.hpp"

#include <map>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

SettledLine read_line(const Json& object, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{object, std::move(pointer), errors};
    SettledLine line;
    line.parcel = reader.text("parcel", Need::required, limits::foreign_id_bytes_max).value_or("");
    const auto word = reader.text("result", Need::required, limits::text_bytes_max);
    const auto result = word ? parse_line_result(*word) : std::nullopt;
    if (word && !result) {
        reader.refuse("result", "unknown_value", "give received, short, over or damaged");
    }
    line.word.result = result.value_or(LineResult::received);
    const auto bearer = reader.text("liable", Need::optional, limits::text_bytes_max);
    line.word.liable = bearer ? parse_manifest_side(*bearer) : std::nullopt;
    if (bearer && !line.word.liable) {
        reader.refuse("liable", "unknown_value", "give carrier or warehouse");
    }
    if (result && !bearer && *result != LineResult::received) {
        reader.refuse("liable", "required", "say who bears it: carrier or warehouse");
    }
    if (result == LineResult::received && bearer) {
        reader.refuse("liable", "unknown_member", "nobody bears what was received as sealed");
    }
    line.note = reader.text("note", Need::optional, limits::text_bytes_max).value_or("");
    reader.finish();
    return line;
}

/// Where the agreed word leaves a parcel.
CustodyAct act_of(const LineWord& agreed) {
    const bool is_ours =
        agreed.result == LineResult::short_ && agreed.liable == ManifestSide::warehouse;
    return is_ours ? CustodyAct::settled_to_warehouse : CustodyAct::settled_to_carrier;
}

class Settling {
public:
    Settling(Tx& tx, SettleOrder& order, ManifestBook& book, Keyring& keyring)
        : tx_(tx), order_(order), book_(book), keyring_(keyring),
          touched_(tx, order.tenant, order.now, order.ids) {}

    Result<ManifestAnswer> run() {
        auto kept = book_.manifest().has_answer()
                        ? open_acknowledgement(tx_, book_.manifest(), keyring_)
                        : Result<Json>{Json{{"lines", Json::array()}}};
        if (!kept) {
            return Failure{std::move(kept).error()};
        }
        book_.remember(*kept);
        if (auto named = name_lines(); !named) {
            return Failure{std::move(named).error()};
        }
        if (is_new_) {
            if (auto said = say(*kept); !said) {
                return Failure{std::move(said).error()};
            }
        }
        return ManifestAnswer{answer(), false};
    }

private:
    Result<void> name_lines() {
        FieldErrors errors;
        for (std::size_t i = 0; i < order_.settlement.lines.size(); ++i) {
            const SettledLine& line = order_.settlement.lines[i];
            const std::string pointer = pointer_step("/lines", i) + "/parcel";
            const std::string name = book_.line_name(line.parcel);
            const SpokenLine* spoken = book_.spoken(name);
            if (spoken == nullptr && book_.listed(name) == nullptr) {
                errors.push_back({pointer, "not_on_manifest", "the carrier has not named it either"}
                );
                continue;
            }
            if (spoken == nullptr || !spoken->words.carrier) {
                errors.push_back({pointer, "open", "the carrier acknowledges it first"});
                continue;
            }
            if (!named_.emplace(name, &line).second) {
                errors.push_back({pointer, "repeated", "name every line once"});
                continue;
            }
            const bool is_carrier = order_.speaker.side == ManifestSide::carrier;
            const auto& own = is_carrier ? spoken->words.carrier : spoken->words.warehouse;
            is_new_ = is_new_ || own != line.word;
            states_.emplace(name, state_of(spoken->words));
        }
        if (order_.settlement.lines.empty()) {
            errors.push_back({"/lines", "missing", "name at least one line"});
        }
        return errors.empty() ? Result<void>{} : Result<void>{fail_fields(std::move(errors))};
    }

    Result<void> say(Json& kept) {
        std::vector<StatementLine> said;
        for (const auto& [name, line] : named_) {
            said.push_back({name, line->word});
            if (!line->note.empty()) {
                kept["notes"].push_back(
                    {{"parcel", name},
                     {"side", std::string{fulfillment::name(order_.speaker.side)}},
                     {"note", line->note}}
                );
            }
        }
        const auto disputed_before = book_.disputed();
        const auto statement = book_.say(tx_, order_.speaker, std::move(said), order_.now);
        if (!statement) {
            return Failure{statement.error()};
        }
        const std::string hash = *statement ? (*statement)->hash : "";
        for (const auto& [name, line] : named_) {
            const LineState now = state_of(book_.spoken(name)->words);
            if (now == LineState::settled && states_.at(name) != now) {
                if (auto moved = settle(name, line->word, hash); !moved) {
                    return moved;
                }
            }
        }
        return store(kept, disputed_before);
    }

    Result<void> settle(const std::string& name, const LineWord& agreed, const std::string& hash) {
        Json data = manifest_news(book_.manifest());
        data["parcel"] = name;
        data["result"] = std::string{fulfillment::name(agreed.result)};
        if (agreed.liable) {
            data["liable"] = std::string{fulfillment::name(*agreed.liable)};
        }
        const ListedParcel* listed = book_.listed(name);
        const auto parcel = listed != nullptr ? parcels::find(tx_, order_.tenant, listed->id)
                                              : parcels::find_code(tx_, order_.tenant, name);
        ++settled_;
        if (!parcel) { // it came on top, and is nobody's order that we know
            return {};
        }
        touched_.tell(parcel->order, "custody.settled", data, book_.manifest().carrier);
        const TrackingStatus status = parse_tracking_status(parcel->status);
        if (ending_act(status) || status == TrackingStatus::cancelled) {
            return {}; // its way has ended: it stays with whom it ended
        }
        const bool came_on_top = parcel->manifest != book_.manifest().id;
        if (came_on_top && parcel->manifest) {
            return fail(
                ErrorCode::state_forbids,
                "the parcel " + name + " is on the manifest " + parcel->manifest->text() +
                    "; unload it from that truck, or settle it there"
            );
        }
        // Its papers are gone: a carrier that held it could neither see nor deliver it.
        if (came_on_top && listed != nullptr && act_of(agreed) == CustodyAct::settled_to_carrier) {
            return fail(
                ErrorCode::state_forbids,
                "the parcel " + name +
                    " has been settled as short and is off this manifest: load "
                    "it on the departure it leaves with, or settle it as short, borne by the "
                    "warehouse"
            );
        }
        const DepartureRecord& truck = book_.departure();
        if (act_of(agreed) == CustodyAct::settled_to_warehouse) {
            if (auto may = may_stay(parcel->id, name); !may) {
                return may;
            }
        }
        const auto step = custody::take(
            tx_,
            order_.tenant,
            parcel->id,
            {.act = act_of(agreed),
             .places = {truck.from, truck.reference, book_.manifest().carrier.text()},
             .at = order_.now,
             .manifest = book_.manifest().id,
             .statement = hash}
        );
        if (!step) {
            return Failure{step.error()};
        }
        const SettledParcel settled{tx_, order_.now, order_.ids, touched_};
        if (came_on_top) {
            return step->to.kind == CustodianKind::carrier ? settled.keep_with_carrier(*parcel)
                                                           : Result<void>{};
        }
        // Before the truck has left its papers would be wrong: then it is unloaded.
        const bool stayed =
            step->to.kind == CustodianKind::warehouse && truck.state >= DepartureState::departed;
        return stayed ? settled.keep_at_warehouse(*parcel, truck) : Result<void>{};
    }

    /// What comes back, or was disposed of, is not at the warehouse as if it had never left.
    Result<void> may_stay(const ParcelId& parcel, const std::string& name) {
        const auto back = returns::of_parcel(tx_, order_.tenant, parcel);
        return back && back->stands()
                   ? fail(
                         ErrorCode::state_forbids,
                         "the parcel " + name + " has the return " + back->id.text() +
                             ": receive it there, or settle the line as borne by the carrier"
                     )
                   : Result<void>{};
    }

    Result<void> store(const Json& kept, std::size_t disputed_before) {
        Manifest& manifest = book_.manifest();
        const bool was_closed = manifest.state == ManifestState::closed;
        book_.advance(false, order_.now);
        auto sealed = seal_acknowledgement(tx_, manifest, kept, keyring_, make_nonce(order_.ids));
        if (!sealed) {
            return Failure{std::move(sealed).error()};
        }
        manifest.acknowledgement = std::move(*sealed);
        manifest.clear_acknowledgement.clear();
        const bool grew = book_.disputed() > disputed_before;
        Json data = manifest_news(manifest);
        data["disputed"] = book_.disputed();
        data["settled"] = settled_;
        std::vector<ManifestEvent> events{
            {settled_ > 0 ? "manifest.settled"
             : grew       ? "manifest.disputed"
                          : "manifest.answered",
             std::move(data)}
        };
        if (!was_closed && manifest.state == ManifestState::closed) {
            events.push_back({"manifest.closed", manifest_news(manifest)});
        }
        return store_manifest(tx_, manifest, events, touched_);
    }

    Json answer() const {
        Json json{
            {"manifest", book_.manifest().id.text()},
            {"state", std::string{fulfillment::name(book_.manifest().state)}},
            {"disputed", book_.disputed()},
            {"lines", Json::array()},
        };
        for (const auto& [name, line] : named_) {
            json["lines"].push_back(line_view(name, book_.spoken(name)->words));
        }
        return json;
    }

    Tx& tx_;
    SettleOrder& order_;
    ManifestBook& book_;
    Keyring& keyring_;
    TouchedOrders touched_;
    std::map<std::string, const SettledLine*> named_; // by their name in statements
    std::map<std::string, LineState> states_;         // before
    std::int64_t settled_ = 0;
    bool is_new_ = false;
};

} // namespace

Result<Settlement> read_settlement(const Json& body) {
    FieldErrors errors;
    ObjectReader root{body, "", errors};
    Settlement settlement;
    if (const Json* lines = root.array("lines", Need::required, settled_lines_max)) {
        for (std::size_t i = 0; i < lines->size(); ++i) {
            settlement.lines.push_back(read_line((*lines)[i], pointer_step("/lines", i), errors));
        }
    }
    settlement.signature =
        root.text("signature", Need::optional, limits::text_bytes_max).value_or("");
    settlement.signed_at = read_time(root, "signed_at", Need::optional);
    root.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return settlement;
}

Result<ManifestAnswer> settle_manifest(Tx& tx, SettleOrder order, Keyring& keyring) {
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
    return Settling{tx, order, *book, keyring}.run();
}

} // namespace route9::gateway
