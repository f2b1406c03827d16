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
        addClean(name);
        add(": ");
        addClean(value);
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

/// Room for the fields, and for whatever else a head has: status or request line without its texts, Date,
/// framing.
qsizetype roomFor(const Headers &headers)
{
    qsizetype room = 256;
    for (const auto &[name, value] : headers)
        room += name.size() + value.size() + 4;
    return room;
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
    HeadWriter out(roomFor(headers) + reason.size());
    addStatusLine(out, head.status, reason);
    bool dated = false;
    for (const auto &[name, value] : headers) {
        if (isFraming(name))
            continue;
        dated = dated || same(name, "date");
        out.addField(name, value);
    }
    if (!dated)
        out.addField("Date", httpDate());
    addFraming(out, head);
    out.add("\r\n");
    return out.take();
}

QByteArray encodeRequestHead(QByteArrayView method, QByteArrayView target, QByteArrayView host,
                             std::optional<qsizetype> length, const Headers &headers)
{
    HeadWriter out(roomFor(headers) + method.size() + target.size() + host.size());
    out.addClean(method);
    out.add(" ");
    out.addClean(target);
    out.add(" HTTP/1.1\r\n");
    out.addField("Host", host);
    for (const auto &[name, value] : headers) {
        if (!isFraming(name) && !same(name, "host"))
            out.addField(name, value);
    }
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
