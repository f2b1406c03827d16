// SPDX-License-Identifier: GPL-3.0-or-later
#include "encode.h"

#include "httpdate.h"
#include "message.h"

#include <algorithm>
#include <charconv>

namespace sekisho::http {

namespace {

bool same(QByteArrayView name, QByteArrayView other)
{
    return name.size() == other.size() && name.compare(other, Qt::CaseInsensitive) == 0;
}

bool isFraming(QByteArrayView name)
{
    switch (name.size()) {
    case 10:
        return same(name, "connection") || same(name, "keep-alive");
    case 14:
        return same(name, "content-length");
    case 17:
        return same(name, "transfer-encoding");
    default:
        return false;
    }
}

/// Puts a head together in one allocation. Appending to a QByteArray piece by piece costs more than all the
/// bytes are worth.
class HeadWriter
{
public:
    /// `room` must suffice for all that follows.
    explicit HeadWriter(qsizetype room)
        : m_bytes(room, Qt::Uninitialized)
        , m_end(m_bytes.data())
    {
    }

    void add(QByteArrayView text) { m_end = std::copy(text.begin(), text.end(), m_end); }
    void addClean(QByteArrayView text)
    {
        m_end = std::transform(text.begin(), text.end(), m_end,
                               [](char c) { return c == '\r' || c == '\n' || c == '\0' ? ' ' : c; });
    }
    void addNumber(qsizetype number, int base = 10)
    {
        m_end = std::to_chars(m_end, m_end + LongestNumber, number, base).ptr;
    }
    void addField(QByteArrayView name, QByteArrayView value)
    {
        add(name);
        add(": ");
        add(value);
        add("\r\n");
    }
    QByteArray take()
    {
        m_bytes.truncate(m_end - m_bytes.constData());
        return std::move(m_bytes);
    }

    static constexpr qsizetype LongestNumber = 24;

private:
    QByteArray m_bytes;
    char *m_end;
};

/// Room for whatever a head has beside its fields: status or request line without its texts, Date, framing.
constexpr qsizetype RoomForRest = 256;

/// Whether this side has to leave out fields that it was given.
template <typename IsOurs>
bool hasAny(const Headers &headers, IsOurs isOurs)
{
    for (const auto &[name, value] : headers) {
        if (isOurs(name))
            return true;
    }
    return false;
}

template <typename IsOurs>
void addFields(HeadWriter &out, const Headers &headers, IsOurs isOurs)
{
    if (!hasAny(headers, isOurs))
        return out.add(headers.lines());
    for (const auto &[name, value] : headers) {
        if (!isOurs(name))
            out.addField(name, value);
    }
}

void addStatusLine(HeadWriter &out, int status, QByteArrayView reason)
{
    out.add("HTTP/1.1 ");
    out.addNumber(status);
    out.add(" ");
    out.add(reason);
    out.add("\r\n");
}

void addLength(HeadWriter &out, qsizetype length)
{
    out.add("Content-Length: ");
    out.addNumber(length);
    out.add("\r\n");
}

void addFraming(HeadWriter &out, const ResponseHead &head)
{
    if (head.framing == Framing::Length)
        addLength(out, head.length);
    else if (head.framing == Framing::Chunked)
        out.add("Transfer-Encoding: chunked\r\n");
    if (!head.keepAlive)
        out.add("Connection: close\r\n");
    else if (head.http10)
        out.add("Connection: keep-alive\r\n");
}

} // namespace

QByteArray encodeResponseHead(const ResponseHead &head, const Headers &headers)
{
    const auto reason = reasonPhrase(head.status);
    HeadWriter out(headers.lines().size() + reason.size() + RoomForRest);
    addStatusLine(out, head.status, reason);
    addFields(out, headers, isFraming);
    if (!headers.contains("date"))
        out.addField("Date", httpDate());
    addFraming(out, head);
    out.add("\r\n");
    return out.take();
}

QByteArray encodeRequestHead(QByteArrayView method, QByteArrayView target, QByteArrayView host,
                             std::optional<qsizetype> length, const Headers &headers)
{
    HeadWriter out(headers.lines().size() + method.size() + target.size() + host.size() + RoomForRest);
    out.addClean(method);
    out.add(" ");
    out.addClean(target);
    out.add(" HTTP/1.1\r\n");
    out.add("Host: ");
    out.addClean(host);
    out.add("\r\n");
    addFields(out, headers, [](QByteArrayView name) { return isFraming(name) || same(name, "host"); });
    if (length)
        addLength(out, *length);
    out.add("\r\n");
    return out.take();
}

QByteArray encodeChunk(QByteArrayView bytes)
{
    HeadWriter out(bytes.size() + HeadWriter::LongestNumber);
    out.addNumber(bytes.size(), 16);
    out.add("\r\n");
    out.add(bytes);
    out.add("\r\n");
    return out.take();
}

} // namespace sekisho::http
