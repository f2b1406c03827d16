// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <providers/provider.h>

#include <functional>

namespace sekisho::test {

/// Keeps what a call says. Counts as well, since each ending may come only once.
class RecordingListener final : public providers::ChatListener
{
public:
    void started(const http::Headers &given) override
    {
        ++startedCount;
        headers = given;
        note();
    }
    void received(QByteArrayView given) override
    {
        ++receivedCount;
        bytes.append(given);
        parts.append(given.toByteArray());
        note();
    }
    void completed(const providers::TokenUsage &given) override
    {
        ++completedCount;
        usage = given;
        note();
    }
    void failed(const providers::UpstreamError &given, const providers::TokenUsage &usageSoFar) override
    {
        ++failedCount;
        error = given;
        usage = usageSoFar;
        note();
    }

    bool ended() const { return completedCount + failedCount > 0; }

    QByteArrayList splitEvents() const
    {
        QByteArrayList list;
        qsizetype start = 0;
        for (qsizetype end = bytes.indexOf("\n\n"); end >= 0; end = bytes.indexOf("\n\n", start)) {
            list.append(bytes.mid(start, end - start));
            start = end + 2;
        }
        return list;
    }

    /// The data of each event received.
    QList<core::Json> events() const
    {
        QList<core::Json> list;
        for (const QByteArray &event : splitEvents())
            list.append(core::parseJson(event.mid(event.indexOf("data: ") + 6)).value_or(core::Json()));
        return list;
    }

    /// The text of all content deltas.
    QString text() const
    {
        QString all;
        for (const core::Json &event : events()) {
            for (const core::Json &choice : core::memberOr(event, "choices"))
                all += core::stringOr(core::memberOr(choice, "delta"), "content");
        }
        return all;
    }

    int startedCount = 0;
    int receivedCount = 0;
    int completedCount = 0;
    int failedCount = 0;
    http::Headers headers;
    QByteArray bytes;
    QByteArrayList parts;
    providers::TokenUsage usage;
    providers::UpstreamError error;
    std::function<void()> onEvent; ///< after each word, e.g. to destroy the call

private:
    void note()
    {
        if (onEvent)
            onEvent();
    }
};

} // namespace sekisho::test
