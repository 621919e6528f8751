// SPDX-License-Identifier: Apache-2.0
#include "platform/log.hpp"

#include <fmt/format.h>
#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <iterator>
#include <string>

namespace route9::platform {
namespace {

constexpr std::size_t correlation_bytes_max = 64;
constexpr std::size_t exception_bytes_max = 300;

std::string_view level_word(LogLevel level) {
    switch (level) {
    case LogLevel::debug:
        return "debug";
    case LogLevel::info:
        return "info";
    case LogLevel::warning:
        return "warning";
    case LogLevel::error:
        return "error";
    }
    return "error";
}

/// Printable ASCII only: a log line never carries control characters or broken UTF-8 onwards.
void append_quoted(std::string& line, std::string_view text) {
    line += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            line += '\\';
            line += c;
        } else {
            line += c >= ' ' && c < '\x7f' ? c : '?';
        }
    }
    line += '"';
}

spdlog::sink_ptr make_sink(const std::string& file) {
    if (file.empty()) {
        return std::make_shared<spdlog::sinks::stderr_sink_mt>();
    }
    return std::make_shared<spdlog::sinks::basic_file_sink_mt>(file);
}

} // namespace

LogField::LogField(Word name, Correlation id)
    : LogField(name, std::string{id.text.substr(0, correlation_bytes_max)}) {}

LogField::LogField(Word name, const std::exception& exception)
    : LogField(
          name, std::string{std::string_view{exception.what()}.substr(0, exception_bytes_max)}
      ) {}

void LogField::append_to(std::string& line) const {
    line += ',';
    append_quoted(line, name_);
    line += ':';
    if (kind_ == Kind::number) {
        fmt::format_to(std::back_inserter(line), "{}", number_);
    } else {
        append_quoted(line, text_);
    }
}

struct Log::Sink {
    explicit Sink(const LogOptions& options)
        : ring(std::make_shared<spdlog::details::thread_pool>(options.ring_lines, 1)),
          logger(std::make_shared<spdlog::async_logger>(
              "route9", make_sink(options.file), ring, spdlog::async_overflow_policy::overrun_oldest
          )) {
        logger->set_pattern("%v");
        logger->set_level(spdlog::level::trace);
        logger->flush_on(spdlog::level::err);
    }

    Sink(const Sink&) = delete;
    Sink& operator=(const Sink&) = delete;
    /// The writing thread ends before the logger and the file it writes to.
    ~Sink() { ring.reset(); }

    std::shared_ptr<spdlog::details::thread_pool> ring;
    std::shared_ptr<spdlog::async_logger> logger;
};

Log::Log(const Clock& clock, const LogOptions& options)
    : clock_(clock), least_(options.least), sink_(std::make_unique<Sink>(options)) {}

Log::~Log() = default;

void Log::write(LogLevel level, Word event, std::initializer_list<LogField> fields) noexcept {
    if (level < least_) {
        return;
    }
    try {
        std::string line = fmt::format(
            R"({{"at":"{}","level":"{}","event":"{}")",
            format_utc(clock_.business()),
            level_word(level),
            event.text()
        );
        for (const LogField& field : fields) {
            field.append_to(line);
        }
        line += '}';
        sink_->logger->log(
            level == LogLevel::error ? spdlog::level::err : spdlog::level::info, line
        );
    } catch (const std::exception&) {
        // Nobody is left to tell: the log itself failed, and callers must not.
        return;
    }
}

std::uint64_t Log::dropped() const noexcept {
    return sink_->ring->overrun_counter();
}

} // namespace route9::platform
