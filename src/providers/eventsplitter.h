// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>
#include <optional>

namespace sekisho::providers {

/// Cuts a text/event-stream into whole events without changing a byte, so that they can be relayed as they
/// are: each comes with its raw bytes, the empty line that ends it included (LF, CRLF or CR). A CR at the end
/// of a read is held back until it is known whether a LF follows.
class EventSplitter
{
public:
    static constexpr qsizetype LargestEvent = 32 * 1024 * 1024;

    /// Valid during the call only. `data` is what the data lines say, joined by LF; nothing if there is none
    /// (comments).
    struct Event {
        QByteArrayView raw;
        std::optional<QByteArray> data;
    };
    /// Returns whether to go on.
    using Visitor = std::function<bool(const Event &)>;

    /// False if an event exceeds LargestEvent; everything after it is refused. True if the visitor stopped.
    [[nodiscard]] bool feed(QByteArrayView bytes, const Visitor &visit);
    /// What is left at the end of the stream as an event of its own, closed by an empty line: some servers
    /// leave it out.
    void flush(const Visitor &visit);

private:
    QByteArray m_buffer;
    qsizetype m_lineStart = 0; ///< of the first line whose end has not come
    qsizetype m_searched = 0;  ///< no end of line before here
    bool m_overflowed = false;
};

} // namespace sekisho::providers
