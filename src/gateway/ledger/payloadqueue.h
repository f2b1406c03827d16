// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>

#include <QByteArray>
#include <QString>

#include <deque>
#include <mutex>
#include <vector>

namespace sekisho::gateway {

/// What was said in a call, as it went over the wire.
struct RawPayload {
    QString requestId;
    core::Timestamp startTime;
    QByteArray path;
    QByteArray request;  ///< body
    QByteArray response; ///< body, or the events of a stream; cut off past LargestResponse
    bool isStream = false;

    static constexpr qsizetype LargestResponse = 256 * 1024;
    qsizetype size() const { return request.size() + response.size(); }
};

/// Payloads on their way from the I/O threads to the ledger's. Bounded, and in memory only: unlike rows, they
/// may be lost when the process ends, and are when the database cannot keep up, since no call waits for them.
/// Safe from any thread.
class PayloadQueue
{
public:
    static constexpr qsizetype MostBytes = 64 * 1024 * 1024;

    /// False if there is no room for it.
    bool put(RawPayload payload);
    /// The oldest ones.
    std::vector<RawPayload> take(std::size_t most);

private:
    std::mutex m_mutex;
    std::deque<RawPayload> m_payloads;
    qsizetype m_bytes = 0;
};

} // namespace sekisho::gateway
