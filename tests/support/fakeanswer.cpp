// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakeupstream.h"

#include <nlohmann/json.hpp>

namespace sekisho::test {

namespace {

QByteArray chunk(const nlohmann::json &choices, const QByteArray &usage = "null")
{
    nlohmann::json event{{"id", "chatcmpl-fake"},
                         {"object", "chat.completion.chunk"},
                         {"created", 1763870400},
                         {"model", "fake-model"},
                         {"choices", choices}};
    event["usage"] = nlohmann::json::parse(usage.toStdString());
    return QByteArray::fromStdString(event.dump());
}

nlohmann::json choice(const nlohmann::json &delta, const nlohmann::json &finishReason = nullptr)
{
    return nlohmann::json::array({{{"index", 0}, {"delta", delta}, {"finish_reason", finishReason}}});
}

} // namespace

const QByteArray FakeAnswer::TenAndTwenty =
    R"({"prompt_tokens":10,"completion_tokens":20,"total_tokens":30})";

FakeAnswer FakeAnswer::chatCompletion(const QByteArray &usage)
{
    return json(200, R"({"id":"a","object":"chat.completion","choices":[{"index":0,"message":)"
                     R"({"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":)" +
                         usage + "}");
}

FakeAnswer FakeAnswer::json(int status, const QByteArray &body)
{
    return text(status, "application/json", body);
}

FakeAnswer FakeAnswer::text(int status, const QByteArray &contentType, const QByteArray &body)
{
    FakeAnswer answer;
    answer.status = status;
    answer.headers = {{"Content-Type", contentType}};
    answer.body = body;
    return answer;
}

FakeAnswer FakeAnswer::stream(const QByteArrayList &events)
{
    QByteArray body;
    for (const QByteArray &event : events)
        body += "data: " + event + "\n\n";
    FakeAnswer answer = text(200, "text/event-stream", body);
    answer.chunked = true;
    return answer;
}

FakeAnswer FakeAnswer::chatStream(const QStringList &words, const QByteArray &usage)
{
    QByteArrayList events{chunk(choice({{"role", "assistant"}, {"content", ""}}))};
    for (const QString &word : words)
        events.append(chunk(choice({{"content", word.toStdString()}})));
    events.append(chunk(choice(nlohmann::json::object(), "stop")));
    if (!usage.isEmpty())
        events.append(chunk(nlohmann::json::array(), usage));
    events.append("[DONE]");
    return stream(events);
}

FakeAnswer FakeAnswer::raw(const QByteArray &bytes)
{
    FakeAnswer answer;
    answer.isRaw = true;
    answer.body = bytes;
    answer.end = End::Close;
    return answer;
}

FakeAnswer FakeAnswer::silence()
{
    FakeAnswer answer;
    answer.isRaw = true;
    answer.end = End::Stall;
    return answer;
}

FakeAnswer &FakeAnswer::withHeader(const QByteArray &name, const QByteArray &value)
{
    headers.append({name, value});
    return *this;
}

FakeAnswer &FakeAnswer::after(std::chrono::milliseconds wait)
{
    delay = wait;
    return *this;
}

FakeAnswer &FakeAnswer::inPiecesOf(qsizetype bytes)
{
    pieceSize = bytes;
    return *this;
}

FakeAnswer &FakeAnswer::every(std::chrono::milliseconds wait)
{
    interval = wait;
    return *this;
}

FakeAnswer &FakeAnswer::cutAt(qsizetype bodyBytes, End how)
{
    cut = bodyBytes;
    end = how;
    return *this;
}

FakeAnswer &FakeAnswer::closing()
{
    end = End::Close;
    return *this;
}

} // namespace sekisho::test
