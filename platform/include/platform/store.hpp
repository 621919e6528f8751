// SPDX-License-Identifier: Apache-2.0
// The store as the shell sees it: units of work are submitted from any thread, run on the engine's
// own threads and are answered after COMMIT (refusals too). Engine-neutral: SQLite and
// PostgreSQL. Completions run on an engine thread: they only hand over (post) and return.
#pragma once

#include "core/reach.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"
#include "platform/store_counters.hpp"

#include <cstdint>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace route9::platform {

/// Requests go before background work, which gets at most a quarter of a group, and reports: they
/// wait for each other, and keep half of the readers at most.
enum class Lane : std::uint8_t { foreground, background };

/// Whose rows a unit may touch, and when nobody waits for its answer any more: it is not begun
/// after that, and the engine ends its statements then where it can.
struct UnitTerms {
    UnitTerms(Reach whose, Tick until = Tick::max()) : reach(std::move(whose)), deadline(until) {}

    Reach reach;
    Tick deadline;
};

/// One queued unit. The engine calls run() inside a transaction (again when it must be repeated),
/// then exactly one of done() after COMMIT (refusals too) or failed(). After failed() nothing of it
/// is durable, except that `outcome_unknown` (the disk failed during COMMIT) leaves that open.
class Unit {
public:
    explicit Unit(UnitTerms terms) : terms_(std::move(terms)) {}
    virtual ~Unit() = default;
    Unit(const Unit&) = delete;
    Unit& operator=(const Unit&) = delete;

    const UnitTerms& terms() const noexcept { return terms_; }
    /// True keeps the changes, false rolls this unit back alone. May throw StoreFailure.
    virtual bool run(Tx& tx) = 0;
    virtual void done() noexcept = 0;
    virtual void failed(const Error& error) noexcept = 0;

private:
    UnitTerms terms_;
};

/// The answer to a unit that was not begun by its deadline.
Error too_late();

/// The error a caller sees for an engine fault: constraint → conflict, unavailable → overloaded,
/// full → read_only, the rest → internal.
Error error_of(const StoreFailure& failure);

/// `read_only`: no room or a failing disk; writes are refused at once and the engine tries by
/// itself until they succeed again. `damaged`: the file cannot be trusted, the process must end.
enum class StoreState : std::uint8_t { serving, read_only, damaged, stopped };

/// Told of every engine fault, with internals, on an engine thread. Must be thread-safe and quick.
using FailureSink = std::function<void(StoreFault fault, std::string_view what)>;

class Store {
public:
    virtual ~Store() = default;

    /// Never blocks. A full queue answers failed(overloaded) at once, on the caller's thread.
    virtual void submit_write(Lane lane, std::unique_ptr<Unit> unit) = 0;
    virtual void submit_read(Lane lane, std::unique_ptr<Unit> unit) = 0;
    virtual Engine engine() const noexcept = 0;
    virtual StoreState state() const noexcept = 0;
    virtual const StoreCounters& counters() const noexcept = 0;
    /// Tells the other processes on this store that a feed has news. A hint: it may be lost, and
    /// is where the store has one process only. Never blocks.
    virtual void announce(std::string_view) {}
    /// Refuses new units, runs what is queued, joins the threads. Idempotent.
    virtual void stop() = 0;

    /// For command line and tests, which cross tenants: waits for the answer. `fn` is
    /// `Result<T>(Tx&)`.
    template <class Fn>
    auto write(Fn fn, Lane lane = Lane::foreground) -> std::invoke_result_t<Fn&, Tx&>;
    template <class Fn>
    auto read(Fn fn, Lane lane = Lane::foreground) -> std::invoke_result_t<Fn&, Tx&>;
};

/// Adapts `Result<T> fn(Tx&)` and `void complete(Result<T>)` to Unit.
template <class Fn, class Complete>
class FunctionUnit final : public Unit {
public:
    using Answer = std::invoke_result_t<Fn&, Tx&>;

    FunctionUnit(UnitTerms terms, Fn fn, Complete complete)
        : Unit(std::move(terms)), fn_(std::move(fn)), complete_(std::move(complete)) {}

    bool run(Tx& tx) override {
        answer_.emplace(fn_(tx));
        return answer_->has_value();
    }
    void done() noexcept override { complete_(std::move(*answer_)); }
    void failed(const Error& error) noexcept override { complete_(Answer{std::unexpect, error}); }

private:
    Fn fn_;
    Complete complete_;
    std::optional<Answer> answer_;
};

template <class Fn, class Complete>
std::unique_ptr<Unit> make_unit(UnitTerms terms, Fn fn, Complete complete) {
    return std::make_unique<FunctionUnit<Fn, Complete>>(
        std::move(terms), std::move(fn), std::move(complete)
    );
}

template <class Fn>
auto Store::write(Fn fn, Lane lane) -> std::invoke_result_t<Fn&, Tx&> {
    using Answer = std::invoke_result_t<Fn&, Tx&>;
    auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    auto complete = [promise](Answer answer) { promise->set_value(std::move(answer)); };
    submit_write(lane, make_unit(Reach::everything(), std::move(fn), std::move(complete)));
    return future.get();
}

template <class Fn>
auto Store::read(Fn fn, Lane lane) -> std::invoke_result_t<Fn&, Tx&> {
    using Answer = std::invoke_result_t<Fn&, Tx&>;
    auto promise = std::make_shared<std::promise<Answer>>();
    auto future = promise->get_future();
    auto complete = [promise](Answer answer) { promise->set_value(std::move(answer)); };
    submit_read(lane, make_unit(Reach::everything(), std::move(fn), std::move(complete)));
    return future.get();
}

} // namespace route9::platform
