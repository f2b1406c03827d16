// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssedecoder.h"

#include <algorithm>

namespace sekisho::http {

namespace {

constexpr QByteArrayView ByteOrderMark("\xEF\xBB\xBF");

} // namespace

bool SseDecoder::feed(QByteArrayView bytes, const std::function<void(const SseEvent &)> &dispatch)
{
    while (!m_failed && !bytes.isEmpty()) {
        if (std::exchange(m_skipLineFeed, false) && bytes.front() == '\n') {
            bytes = bytes.sliced(1);
            continue;
        }
        const auto end =
            std::find_if(bytes.begin(), bytes.end(), [](char c) { return c == '\n' || c == '\r'; });
        const auto length = end - bytes.begin();
        if (m_line.size() + m_event.data.size() + length > LargestEvent) {
            m_failed = true;
            break;
        }
        if (end == bytes.end()) {
            m_line += bytes;
            break;
        }
        m_skipLineFeed = *end == '\r';
        endLine(bytes.first(length), dispatch);
        bytes = bytes.sliced(length + 1);
    }
    return !m_failed;
}

void SseDecoder::endLine(QByteArrayView rest, const std::function<void(const SseEvent &)> &dispatch)
{
    // Whole lines are read where they are; only one that came in pieces was put together.
    QByteArray joined;
    if (!m_line.isEmpty()) {
        joined = std::exchange(m_line, {});
        joined += rest;
        rest = joined;
    }
    if (!std::exchange(m_started, true) && rest.startsWith(ByteOrderMark))
        rest = rest.sliced(ByteOrderMark.size());
    takeLine(rest, dispatch);
}

void SseDecoder::takeLine(QByteArrayView line, const std::function<void(const SseEvent &)> &dispatch)
{
    if (line.isEmpty())
        return endEvent(dispatch);
    const auto colon = line.indexOf(':');
    if (colon == 0)
        return;
    const auto name = colon < 0 ? line : line.first(colon);
    auto value = colon < 0 ? QByteArrayView() : line.sliced(colon + 1);
    if (value.startsWith(' '))
        value = value.sliced(1);
    takeField(name, value);
}

void SseDecoder::takeField(QByteArrayView name, QByteArrayView value)
{
    if (name == "data") {
        if (std::exchange(m_hasData, true))
            m_event.data += '\n';
        m_event.data += value;
    } else if (name == "event") {
        m_event.type = value.toByteArray();
    } else if (name == "id" && !value.contains('\0')) {
        m_event.id = value.toByteArray();
    }
}

void SseDecoder::endEvent(const std::function<void(const SseEvent &)> &dispatch)
{
    // The last id holds until another one comes; type and data are of one event only.
    SseEvent event{std::exchange(m_event.type, {}), std::exchange(m_event.data, {}), m_event.id};
    if (std::exchange(m_hasData, false))
        dispatch(event);
}

} // namespace sekisho::http
