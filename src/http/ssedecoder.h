// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <functional>

namespace sekisho::http {

/// One dispatched event of a text/event-stream (WHATWG HTML §9.2.6).
struct SseEvent {
    QByteArray type; ///< empty means "message"
    QByteArray data; ///< lines joined by \n
    QByteArray id;   ///< the last one given, also by an earlier event

    friend bool operator==(const SseEvent &, const SseEvent &) = default;
};

/// Incremental decoder: takes bytes split anywhere, gives whole events. LF, CRLF and CR end lines, a leading
/// BOM is skipped, comments are dropped. An event still open at the end of the stream is not dispatched, as
/// the standard asks.
class SseDecoder
{
public:
    /// An event above this size makes feed() return false, and the decoder refuses everything after it.
    static constexpr qsizetype LargestEvent = 16 * 1024 * 1024;

    [[nodiscard]] bool feed(QByteArrayView bytes, const std::function<void(const SseEvent &)> &dispatch);

private:
    void endLine(QByteArrayView rest, const std::function<void(const SseEvent &)> &dispatch);
    void takeLine(QByteArrayView line, const std::function<void(const SseEvent &)> &dispatch);
    void takeField(QByteArrayView name, QByteArrayView value);
    void endEvent(const std::function<void(const SseEvent &)> &dispatch);

    QByteArray m_line;
    SseEvent m_event;
    bool m_hasData = false;
    bool m_skipLineFeed = false;
    bool m_started = false;
    bool m_failed = false;
};

} // namespace sekisho::http
