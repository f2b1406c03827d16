// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestbody.h"

#include <core/json.h>

#include <algorithm>
#include <array>
#include <simdjson.h>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A member in the bytes of the body it was read from; the key without escapes is the parser's.
struct Member {
    std::string_view key;
    std::string_view value;
};

bool isForTheGatewayOnly(std::string_view key)
{
    static constexpr std::array names{"metadata",   "tags",  "fallbacks", "num_retries",
                                      "guardrails", "cache", "no-log"};
    return key.starts_with("litellm_") || key.starts_with("mock_") ||
           std::find(names.begin(), names.end(), key) != names.end();
}

std::string_view trimmed(std::string_view text)
{
    const auto last = text.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? std::string_view() : text.substr(0, last + 1);
}

std::string_view bytesOf(simdjson::ondemand::value value)
{
    switch (value.type()) {
    case simdjson::ondemand::json_type::object:
        return value.get_object().value().raw_json();
    case simdjson::ondemand::json_type::array:
        return value.get_array().value().raw_json();
    default:
        return trimmed(value.raw_json_token());
    }
}

/// Throws simdjson_error. The views point into `body` and the parser.
std::vector<Member> membersOf(simdjson::ondemand::parser &parser, const simdjson::padded_string &body)
{
    simdjson::ondemand::document document = parser.iterate(body);
    std::vector<Member> members;
    members.reserve(16);
    for (auto field : document.get_object()) {
        const std::string_view key = field.unescaped_key();
        members.push_back({key, bytesOf(field.value())});
    }
    return members;
}

bool isPlain(char c)
{
    return c >= ' ' && c < '\x7f' && c != '"' && c != '\\';
}

void appendQuoted(QByteArray &out, std::string_view text)
{
    if (std::all_of(text.begin(), text.end(), isPlain))
        out.append('"').append(text.data(), qsizetype(text.size())).append('"');
    else
        out += core::toJsonBytes(core::Json(text));
}

std::string withUsage(std::string_view options)
{
    auto parsed = core::parseJson(QByteArrayView(options.data(), static_cast<qsizetype>(options.size())));
    core::Json object = parsed && parsed->is_object() ? std::move(*parsed) : core::Json::object();
    object["include_usage"] = true;
    return core::toJsonBytes(object).toStdString();
}

class BodyWriter
{
public:
    explicit BodyWriter(qsizetype room) { m_text.reserve(room); }
    void add(std::string_view key, std::string_view value)
    {
        addKey(key);
        m_text.append(value.data(), static_cast<qsizetype>(value.size()));
    }
    void addText(std::string_view key, const QString &text)
    {
        addKey(key);
        appendQuoted(m_text, text.toStdString());
    }
    QByteArray finish()
    {
        m_text += '}';
        return std::move(m_text);
    }

private:
    void addKey(std::string_view key)
    {
        m_text += m_text.isEmpty() ? '{' : ',';
        appendQuoted(m_text, key);
        m_text += ':';
    }

    QByteArray m_text;
};

/// What `model` and `stream_options` may add.
constexpr qsizetype RoomToGrow = 128;
/// Up to here a thread's parser is kept for the next request; the buffers of a huge one are given back.
constexpr qsizetype LargestKept = 1024 * 1024;

QByteArray rewritten(const std::vector<Member> &members, BodyWriter writer, const QString &model,
                     UsageInStream usage)
{
    writer.addText("model", model);
    bool hasOptions = usage == UsageInStream::AsAsked;
    for (const Member &member : members) {
        if (member.key == "model" || isForTheGatewayOnly(member.key))
            continue;
        if (member.key == "stream_options" && usage == UsageInStream::Always) {
            writer.add(member.key, withUsage(member.value));
            hasOptions = true;
        } else {
            writer.add(member.key, member.value);
        }
    }
    if (!hasOptions)
        writer.add("stream_options", R"({"include_usage":true})");
    return writer.finish();
}

} // namespace

core::Result<QByteArray> upstreamRequestBody(const QByteArray &clientBody, const QString &upstreamModel,
                                             UsageInStream usage)
{
    const simdjson::padded_string body(clientBody.constData(), static_cast<std::size_t>(clientBody.size()));
    thread_local simdjson::ondemand::parser kept;
    simdjson::ondemand::parser fresh;
    try {
        const auto members = membersOf(clientBody.size() <= LargestKept ? kept : fresh, body);
        return rewritten(members, BodyWriter(clientBody.size() + RoomToGrow), upstreamModel, usage);
    } catch (const simdjson::simdjson_error &) {
        return core::fail(core::ErrorKind::InvalidInput, u"The request body is not a JSON object"_s);
    }
}

} // namespace sekisho::providers
