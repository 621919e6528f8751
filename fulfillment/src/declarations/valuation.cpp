// SPDX-License-Identifier: Apache-2.0
#include "declarations/valuation.hpp"

#include "fulfillment/declarations/exact_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

struct Extras {
    bool freight = false;
    bool insurance = false;
};

Extras left_out(std::optional<DeliveryTerm> term) {
    if (!term) {
        return {};
    }
    switch (*term) {
    case DeliveryTerm::exw:
    case DeliveryTerm::fca:
    case DeliveryTerm::fas:
    case DeliveryTerm::fob:
        return {.freight = true, .insurance = true};
    case DeliveryTerm::cfr:
    case DeliveryTerm::cpt:
        return {.freight = false, .insurance = true};
    case DeliveryTerm::cif:
    case DeliveryTerm::cip:
    case DeliveryTerm::dap:
    case DeliveryTerm::dpu:
    case DeliveryTerm::ddp:
        return {};
    }
    return {};
}

/// Converts and adds for one consignment, and says what is wrong with it.
class Valuer {
public:
    Valuer(const ValuationInput& input, RuleTrace& trace, FieldErrors& errors)
        : in_(input), trace_(trace), errors_(errors) {}

    std::optional<Valuation> run() {
        const std::size_t errors_before = errors_.size();
        const std::optional<ExactValue> extras = extras_value();
        const bool by_items = !in_.consignment.items.empty();
        std::optional<Valuation> out = by_items ? of_items(extras) : of_price(extras);
        if (errors_.size() != errors_before) {
            return std::nullopt;
        }
        if (!out) {
            refuse("price", "out_of_range", too_large());
        }
        return out;
    }

private:
    std::optional<Valuation> of_price(const std::optional<ExactValue>& extras) {
        const Consignment& goods = in_.consignment;
        std::optional<ExactValue> value = ExactValue{};
        if (goods.price) {
            check_amount("price/amount", goods.price->amount);
            value = converted(*goods.price, "price/currency");
        } else if (!goods.documents_only) {
            refuse("price", "required", "give the price, or items with unit prices");
        }
        if (!value || !extras) {
            return std::nullopt;
        }
        const auto all = value->plus(*extras);
        const auto total = all ? all->whole(currency()) : std::nullopt;
        if (!total) {
            refuse("price", "out_of_range", too_large());
            return std::nullopt;
        }
        return Valuation{{*total}, *total};
    }

    std::optional<Valuation> of_items(const std::optional<ExactValue>& extras) {
        Valuation out;
        out.total = Money::zero(currency());
        std::optional<ExactValue> invoiced = ExactValue{};
        for (std::size_t i = 0; i < in_.consignment.items.size(); ++i) {
            const auto value = item_value(i, invoiced);
            if (!value) {
                continue;
            }
            out.line_values.push_back(*value);
            out.total = sum(out.total, *value);
        }
        if (out.line_values.size() != in_.consignment.items.size() || !extras) {
            return std::nullopt;
        }
        check_agreement(invoiced);
        check_items_total(out.total);
        share_extras(*extras, out);
        if (whole_units(out.total) > customs_value_max_units) {
            refuse("items", "out_of_range", too_large());
        }
        return out;
    }

    std::optional<Money> item_value(std::size_t index, std::optional<ExactValue>& invoiced) {
        const GoodsItem& item = in_.consignment.items[index];
        const std::string step = fmt::format("items/{}/", index);
        if (item.quantity <= Decimal{} || item.unit_price.amount.is_negative()) {
            refuse(step + "qty", "out_of_range", "quantity must be above 0, price not below 0");
            return std::nullopt;
        }
        if (item.unit_price.currency != in_.consignment.items.front().unit_price.currency) {
            refuse(step + "unit_price", "currency_mismatch", "one house bill has one currency");
            return std::nullopt;
        }
        const auto line = ExactValue{item.unit_price.amount}.times(item.quantity);
        invoiced = line && invoiced ? invoiced->plus(*line) : std::nullopt;
        const auto rate = rate_for(item.unit_price.currency, step + "unit_price");
        if (!rate) {
            return std::nullopt;
        }
        const auto value = line ? line->times(*rate) : std::nullopt;
        const auto whole = value ? value->whole(currency()) : std::nullopt;
        if (!whole) {
            refuse(step + "unit_price", "out_of_range", too_large());
        }
        return whole;
    }

    /// The extras are rounded first and then shared by value (largest remainder).
    void share_extras(const ExactValue& extras, Valuation& out) {
        const auto whole = extras.whole(currency());
        if (!whole) {
            refuse("freight", "out_of_range", too_large());
            return;
        }
        std::vector<std::int64_t> weights;
        weights.reserve(out.line_values.size());
        for (const Money value : out.line_values) {
            weights.push_back(whole_units(value));
        }
        // Shared in whole units: a kip has minor units that customs does not use.
        const Money countable = Money::of_minor(whole_units(*whole), Currency::VND);
        const std::vector<Money> parts = allocate(countable, weights);
        for (std::size_t i = 0; i < parts.size(); ++i) {
            out.line_values[i] =
                sum(out.line_values[i], of_whole_units(parts[i].minor(), currency()));
        }
        out.total = sum(out.total, *whole);
    }

    std::optional<ExactValue> extras_value() {
        const Consignment& goods = in_.consignment;
        const Extras extras =
            in_.context.flow == Flow::importing ? left_out(goods.incoterm) : Extras{};
        std::optional<ExactValue> total = ExactValue{};
        const auto add = [&](bool wanted, const auto& amount, const char* name) {
            if (!wanted || !amount || !total) {
                return;
            }
            if (amount->amount.is_negative()) {
                refuse(fmt::format("{}/amount", name), "out_of_range", "must not be below 0");
            }
            const auto value = converted(*amount, fmt::format("{}/currency", name));
            total = value ? total->plus(*value) : std::nullopt;
        };
        add(extras.freight, goods.freight, "freight");
        add(extras.insurance, goods.insurance, "insurance");
        return total;
    }

    std::optional<ExactValue> converted(const InvoiceAmount& amount, const std::string& where) {
        const auto rate = rate_for(amount.currency, where);
        return rate ? ExactValue{amount.amount}.times(*rate) : std::nullopt;
    }

    std::optional<Decimal> rate_for(const std::string& foreign, const std::string& where) {
        if (foreign == code(currency())) {
            return Decimal{1, 0};
        }
        trace_.use(in_.rules.find(RuleKey::fx_source));
        for (const FxQuote& quote : in_.context.fx) {
            if (quote.currency == foreign) {
                return quote.rate;
            }
        }
        const Day day = in_.context.events.registered_on;
        if (const FxRow* row = in_.fx.find(in_.context.country, foreign, day)) {
            trace_.use(row->id, "exchange rate", row->certainty);
            return row->rate;
        }
        refuse(
            where,
            "no_exchange_rate",
            fmt::format(
                "there is no rate of {} in {} for {}: give it in fx",
                foreign,
                code(currency()),
                format_day(day)
            )
        );
        return std::nullopt;
    }

    void check_amount(const std::string& where, Decimal amount) {
        const bool documents = in_.consignment.documents_only;
        if (amount.is_negative() || (amount.is_zero() && !documents)) {
            refuse(where, "out_of_range", "must be above 0 (0 for documents only)");
        }
    }

    void check_items_total(Money total) {
        if (!in_.consignment.price && total.is_zero() && !in_.consignment.documents_only) {
            refuse("items", "out_of_range", "the goods must have a value (0 for documents only)");
        }
    }

    /// Unit prices may have six decimals; the sum must meet the price to the price's decimals.
    void check_agreement(const std::optional<ExactValue>& invoiced) {
        const auto& price = in_.consignment.price;
        if (!price || !invoiced) {
            return;
        }
        check_amount("price/amount", price->amount);
        const auto known = parse_currency(price->currency);
        const int exponent = known ? currency_info(*known).exponent : 2;
        const auto sum_of_items = invoiced->rounded(std::max(exponent, price->amount.scale()));
        if (price->currency != in_.consignment.items.front().unit_price.currency ||
            sum_of_items != price->amount) {
            refuse(
                "price",
                "disagrees",
                fmt::format(
                    "the items come to {} {}: correct the price or the items",
                    sum_of_items ? sum_of_items->text() : "too much",
                    in_.consignment.items.front().unit_price.currency
                )
            );
        }
    }

    Currency currency() const { return currency_of(in_.context.country); }

    static std::string too_large() {
        return fmt::format("must come to at most {} units", customs_value_max_units);
    }

    void refuse(const std::string& member, std::string code, std::string message) {
        errors_.push_back(
            {fmt::format("{}/{}", in_.pointer, member), std::move(code), std::move(message)}
        );
    }

    const ValuationInput& in_;
    RuleTrace& trace_;
    FieldErrors& errors_;
};

} // namespace

std::optional<Valuation>
value_goods(const ValuationInput& input, RuleTrace& trace, FieldErrors& errors) {
    return Valuer{input, trace, errors}.run();
}

} // namespace route9::fulfillment::declarations
