// SPDX-License-Identifier: Apache-2.0
// One JSON object a line, written by a thread of its own from a bounded ring; when the ring is full
// the oldest lines go and are counted. Fields are typed so that personal data has no way in:
// literals, numbers, ids, names given by operators, error codes, correlation ids and the text of
// exceptions (ours and the engines', which quote no bound values). Thread-safe.
#pragma once

#include "core/error_code.hpp"
#include "core/id.hpp"
#include "core/time.hpp"

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

namespace route9::platform {

/// A word of the source text: event and field names, states.
class Word {
public:
    consteval Word(const char* text) : text_(text) {}
    constexpr std::string_view text() const noexcept { return text_; }

private:
    std::string_view text_;
};

/// A request id as the client sees it, up to 64 visible ASCII characters; the rest is cut.
struct Correlation {
    std::string_view text;
};

class LogField {
public:
    template <std::integral Number>
        requires(!std::same_as<Number, bool>)
    LogField(Word name, Number value)
        : name_(name.text()), kind_(Kind::number), number_(static_cast<std::int64_t>(value)) {}
    LogField(Word name, Word value) : LogField(name, std::string{value.text()}) {}
    LogField(Word name, ErrorCode code) : LogField(name, std::string{error_info(code).name}) {}
    LogField(Word name, Milliseconds span)
        : name_(name.text()), kind_(Kind::number), number_(span.count()) {}
    LogField(Word name, Correlation id);
    LogField(Word name, const std::exception& exception);
    template <class Tag>
    LogField(Word name, const Id<Tag>& id) : LogField(name, id.text()) {}
    template <class Tag>
    LogField(Word name, const Name<Tag>& given) : LogField(name, given.text()) {}

    void append_to(std::string& line) const;

private:
    enum class Kind : std::uint8_t { number, text };

    LogField(Word name, std::string text)
        : name_(name.text()), kind_(Kind::text), text_(std::move(text)) {}

    std::string_view name_;
    Kind kind_;
    std::int64_t number_ = 0;
    std::string text_;
};

enum class LogLevel : std::uint8_t { debug, info, warning, error };

/// `file` empty writes to standard error.
struct LogOptions {
    std::string file;
    LogLevel least = LogLevel::info;
    std::size_t ring_lines = 8'192;
};

class Log {
public:
    Log(const Clock& clock, const LogOptions& options);
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;
    /// Writes what is still in the ring.
    ~Log();

    void write(LogLevel level, Word event, std::initializer_list<LogField> fields) noexcept;
    void info(Word event, std::initializer_list<LogField> fields = {}) noexcept {
        write(LogLevel::info, event, fields);
    }
    void warning(Word event, std::initializer_list<LogField> fields = {}) noexcept {
        write(LogLevel::warning, event, fields);
    }
    void error(Word event, std::initializer_list<LogField> fields = {}) noexcept {
        write(LogLevel::error, event, fields);
    }
    /// Lines lost because the ring was full.
    std::uint64_t dropped() const noexcept;

private:
    struct Sink;

    const Clock& clock_;
    LogLevel least_;
    std::unique_ptr<Sink> sink_;
};

} // namespace route9::platform
