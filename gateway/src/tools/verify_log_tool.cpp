// SPDX-License-Identifier: Apache-2.0
#include "gateway/tools/verify_log_tool.hpp"

#include "core/json.hpp"
#include "core/log_audit.hpp"
#include "fulfillment/parcel_passport.hpp"
#include "gateway/demo/http_client.hpp"
#include "gateway/tools/tool_input.hpp"

#include <boost/system/system_error.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::string_view kLogUsage =
    "route9 verify log DIRECTORY|http://HOST:PORT/log/TENANT [--key NAME+ID+KEY] "
    "[--since CHECKPOINT_FILE]";
constexpr std::string_view kPassportUsage =
    "route9 verify passport [--key NAME+ID+KEY] [PASSPORT_FILE]";

struct Asked {
    std::string what{};
    std::string key{};
    std::string since{};
};

/// Nullopt for words that are no such command.
std::optional<Asked> read_words(std::span<const std::string> args, bool takes_since) {
    Asked asked;
    for (std::size_t i = 0; i < args.size(); ++i) {
        const bool is_key = args[i] == "--key";
        if ((is_key || (takes_since && args[i] == "--since")) && i + 1 < args.size()) {
            (is_key ? asked.key : asked.since) = args[++i];
        } else if (args[i].starts_with("--") || !asked.what.empty()) {
            return std::nullopt;
        } else {
            asked.what = args[i];
        }
    }
    return asked;
}

std::string trimmed(std::string text) {
    while (text.ends_with('\n') || text.ends_with('\r') || text.ends_with(' ')) {
        text.pop_back();
    }
    return text;
}

/// Files of a log in a directory.
class Directory {
public:
    explicit Directory(std::filesystem::path path) : path_(std::move(path)) {}

    std::optional<std::string> operator()(const std::string& file) const {
        std::ifstream stream{path_ / file, std::ios::binary};
        if (!stream) {
            return std::nullopt;
        }
        return std::string{std::istreambuf_iterator<char>{stream}, {}};
    }

private:
    std::filesystem::path path_;
};

/// Files of a log that is served.
class Site {
public:
    explicit Site(std::string_view url) {
        const auto slash = url.find('/', kScheme.size());
        client_ = std::make_shared<demo::HttpClient>(url.substr(0, slash));
        path_ = slash == url.npos ? "" : url.substr(slash);
        while (path_.ends_with('/')) {
            path_.pop_back();
        }
    }

    std::optional<std::string> operator()(const std::string& file) const {
        demo::HttpAnswer answer = client_->send({.target = path_ + "/" + file});
        return answer.status == 200 ? std::optional{std::move(answer.body)} : std::nullopt;
    }

    static constexpr std::string_view kScheme = "http://";

private:
    std::shared_ptr<demo::HttpClient> client_;
    std::string path_;
};

LogFiles files_of(const std::string& where) {
    if (where.starts_with(Site::kScheme)) {
        return Site{where};
    }
    return Directory{where};
}

int tell_fault(std::ostream& output, const Error& error) {
    output << "not good: ";
    for (const FieldError& field : error.fields) {
        output << field.pointer << ": " << field.message << '\n';
    }
    return tools::exit_refused;
}

void tell_key(std::ostream& output, const NoteKey& key, bool is_given) {
    output << "key: " << note_key_text(key) << '\n';
    if (!is_given) {
        output << "hint: this key came with what it proves; compare it with the one you know, or "
                  "give --key\n";
    }
}

Result<LogFacts> audit(const Asked& asked, const LogFiles& files, const NoteKey& key) {
    std::optional<Checkpoint> earlier;
    if (!asked.since.empty()) {
        const auto note = Directory{""}(asked.since);
        if (!note) {
            return fail_field(asked.since, "missing", "There is no such file.");
        }
        auto opened = open_checkpoint(*note, key);
        if (!opened) {
            return fail_field(asked.since, "not_proved", opened.error().fields.at(0).message);
        }
        earlier = *std::move(opened);
    }
    const auto checkpoint = files("checkpoint");
    if (!checkpoint) {
        return fail_field("checkpoint", "missing", "There is no checkpoint at " + asked.what);
    }
    return audit_log(*checkpoint, key, earlier, files);
}

int verify_log(const Asked& asked, std::ostream& output) {
    const LogFiles files = files_of(asked.what);
    const auto key =
        parse_note_key(trimmed(asked.key.empty() ? files("key").value_or("") : asked.key));
    if (!key) {
        output << "not good: key: " << key.error().fields.at(0).message << '\n';
        return tools::exit_refused;
    }
    const auto facts = audit(asked, files, *key);
    if (!facts) {
        return tell_fault(output, facts.error());
    }
    output << "good: " << facts->checkpoint.origin << " holds " << facts->checkpoint.tree.size
           << " leaves, as it has signed\n";
    output << "root: " << base64(facts->checkpoint.tree.root) << '\n';
    tell_key(output, *key, !asked.key.empty());
    return tools::exit_done;
}

} // namespace

int run_verify_log_tool(
    std::span<const std::string> args, std::ostream& output, std::ostream& errors
) {
    crypto_start();
    const auto asked = read_words(args, true);
    if (!asked || asked->what.empty() || asked->what.starts_with("https:")) {
        return tools::tell_usage(errors, kLogUsage);
    }
    try {
        return verify_log(*asked, output);
    } catch (const boost::system::system_error& failure) {
        output << "not good: " << asked->what << ": " << failure.code().message() << '\n';
        return tools::exit_refused;
    } catch (const std::invalid_argument&) {
        return tools::tell_usage(errors, kLogUsage);
    }
}

int run_verify_passport_tool(
    std::span<const std::string> args,
    std::istream& input,
    std::ostream& output,
    std::ostream& errors
) {
    crypto_start();
    const auto asked = read_words(args, false);
    if (!asked) {
        return tools::tell_usage(errors, kPassportUsage);
    }
    std::optional<NoteKey> trusted;
    if (!asked->key.empty()) {
        auto key = parse_note_key(trimmed(asked->key));
        if (!key) {
            errors << "--key: " << key.error().fields.at(0).message << '\n';
            return tools::exit_usage;
        }
        trusted = *std::move(key);
    }
    const auto text = tools::read_input(asked->what.empty() ? "-" : asked->what, input);
    if (!text) {
        tools::tell_error(errors, text.error());
        return tools::exit_refused;
    }
    const auto json = parse_json(*text);
    const auto facts = fulfillment::check_passport(json ? *json : Json{}, trusted);
    if (!facts) {
        return tell_fault(output, facts.error());
    }
    output << "good: " << facts->key.name << " holds these events of parcel " << facts->code
           << '\n';
    for (const auto& event : facts->events) {
        output << format_utc(event.at) << ' ' << event.type
               << (event.status.empty() ? "" : " " + event.status) << '\n';
    }
    tell_key(output, facts->key, trusted.has_value());
    return tools::exit_done;
}

} // namespace route9::gateway
