// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestbody.h"

#include "jsonmembers.h"

#include <core/json.h>

#include <algorithm>
#include <array>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isForTheGatewayOnly(std::string_view key)
{
    static constexpr std::array names{"metadata",   "tags",  "fallbacks", "num_retries",
                                      "guardrails", "cache", "no-log"};
    return key.starts_with("litellm_") || key.starts_with("mock_") ||
           std::find(names.begin(), names.end(), key) != names.end();
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

QByteArray withUsage(QByteArrayView options)
{
    auto parsed = core::parseJson(options);
    core::Json object = parsed && parsed->is_object() ? std::move(*parsed) : core::Json::object();
    object["include_usage"] = true;
    return core::toJsonBytes(object);
}

class BodyWriter
{
public:
    explicit BodyWriter(qsizetype room) { m_text.reserve(room); }
    void add(std::string_view key, QByteArrayView value)
    {
        addKey(key);
        m_text.append(value);
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
QByteArray rewritten(const std::vector<JsonMember> &members, BodyWriter writer, const QString &model,
                     UsageInStream usage)
{
    writer.addText("model", model);
    bool hasOptions = usage == UsageInStream::AsAsked;
    for (const JsonMember &member : members) {
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
    const auto members = membersOf(clientBody);
    if (!members)
        return core::fail(core::ErrorKind::InvalidInput, u"The request body is not a JSON object"_s);
    return rewritten(*members, BodyWriter(clientBody.size() + RoomToGrow), upstreamModel, usage);
}

} // namespace sekisho::providers
