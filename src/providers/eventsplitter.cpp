// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventsplitter.h"

namespace sekisho::providers {

namespace {

struct Line {
    QByteArrayView text;
    qsizetype next = 0; ///< where the line after it starts
};

/// std::nullopt if the end of the line has not come, or is a CR that may be half of a CRLF.
std::optional<Line> lineAt(QByteArrayView bytes, qsizetype start, qsizetype searched, bool atEnd)
{
    for (qsizetype i = std::max(start, searched); i < bytes.size(); ++i) {
        const char letter = bytes[i];
        if (letter == '\n')
            return Line{bytes.sliced(start, i - start), i + 1};
        if (letter != '\r')
            continue;
        if (i + 1 == bytes.size() && !atEnd)
            return std::nullopt;
        const bool pair = i + 1 < bytes.size() && bytes[i + 1] == '\n';
        return Line{bytes.sliced(start, i - start), i + (pair ? 2 : 1)};
    }
    return std::nullopt;
}

void addDataLine(std::optional<QByteArray> &data, QByteArrayView line)
{
    if (!line.startsWith("data") || (line.size() > 4 && line[4] != ':'))
        return;
    QByteArrayView value = line.sliced(std::min<qsizetype>(5, line.size()));
    if (value.startsWith(' '))
        value = value.sliced(1);
    if (data)
        data->append('\n').append(value);
    else
        data = value.toByteArray();
}

std::optional<QByteArray> dataOf(QByteArrayView raw)
{
    std::optional<QByteArray> data;
    qsizetype start = raw.startsWith("\xef\xbb\xbf") ? 3 : 0;
    while (const auto line = lineAt(raw, start, 0, true)) {
        addDataLine(data, line->text);
        start = line->next;
    }
    if (start < raw.size())
        addDataLine(data, raw.sliced(start));
    return data;
}

} // namespace

bool EventSplitter::feed(QByteArrayView bytes, const Visitor &visit)
{
    if (m_overflowed)
        return false;
    m_buffer.append(bytes);
    // Works on a buffer of its own: the visitor may destroy this splitter.
    QByteArray buffer = std::exchange(m_buffer, {});
    qsizetype eventStart = 0;
    qsizetype lineStart = std::exchange(m_lineStart, 0);
    const qsizetype searched = std::exchange(m_searched, 0);
    while (const auto line = lineAt(buffer, lineStart, searched, false)) {
        lineStart = line->next;
        if (!line->text.isEmpty())
            continue;
        const QByteArrayView raw = QByteArrayView(buffer).sliced(eventStart, lineStart - eventStart);
        if (!visit({raw, dataOf(raw)}))
            return true;
        eventStart = lineStart;
    }
    m_buffer = eventStart > 0 ? buffer.sliced(eventStart) : std::move(buffer);
    m_lineStart = lineStart - eventStart;
    m_searched = m_buffer.endsWith('\r') ? m_buffer.size() - 1 : m_buffer.size();
    m_overflowed = m_buffer.size() > LargestEvent;
    return !m_overflowed;
}

void EventSplitter::flush(const Visitor &visit)
{
    const QByteArray rest = std::exchange(m_buffer, {});
    m_lineStart = m_searched = 0;
    const QByteArray closed = rest + "\n\n";
    if (!rest.trimmed().isEmpty())
        visit({closed, dataOf(rest)});
}

} // namespace sekisho::providers
