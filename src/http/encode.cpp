// SPDX-License-Identifier: GPL-3.0-or-later
#include "encode.h"

#include "httpdate.h"
#include "message.h"

#include <charconv>

namespace sekisho::http {

namespace {

bool same(QByteArrayView name, QByteArrayView other)
{
    return name.compare(other, Qt::CaseInsensitive) == 0;
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

void appendClean(QByteArray &out, QByteArrayView text)
{
    const auto start = out.size();
    out += text;
    for (auto i = start; i < out.size(); ++i) {
        if (const char c = out.at(i); c == '\r' || c == '\n' || c == '\0')
            out[i] = ' ';
    }
}

void appendNumber(QByteArray &out, qsizetype number, int base = 10)
{
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, number, base);
    out.append(digits, end.ptr - digits);
}

void appendField(QByteArray &out, QByteArrayView name, QByteArrayView value)
{
    appendClean(out, name);
    out += ": ";
    appendClean(out, value);
    out += "\r\n";
}

qsizetype roomFor(const Headers &headers)
{
    qsizetype room = 256;
    for (const auto &[name, value] : headers)
        room += name.size() + value.size() + 4;
    return room;
}

void appendStatusLine(QByteArray &out, int status)
{
    out += "HTTP/1.1 ";
    appendNumber(out, status);
    out += ' ';
    out += reasonPhrase(status);
    out += "\r\n";
}

void appendFraming(QByteArray &out, const ResponseHead &head)
{
    if (head.framing == Framing::Length) {
        out += "Content-Length: ";
        appendNumber(out, head.length);
        out += "\r\n";
    } else if (head.framing == Framing::Chunked) {
        out += "Transfer-Encoding: chunked\r\n";
    }
    if (!head.keepAlive)
        out += "Connection: close\r\n";
    else if (head.http10)
        out += "Connection: keep-alive\r\n";
}

} // namespace

QByteArray encodeResponseHead(const ResponseHead &head, const Headers &headers, qsizetype extra)
{
    QByteArray out;
    out.reserve(roomFor(headers) + extra);
    appendStatusLine(out, head.status);
    bool dated = false;
    for (const auto &[name, value] : headers) {
        if (isFraming(name))
            continue;
        dated = dated || same(name, "date");
        appendField(out, name, value);
    }
    if (!dated)
        appendField(out, "Date", httpDate());
    appendFraming(out, head);
    out += "\r\n";
    return out;
}

QByteArray encodeRequestHead(QByteArrayView method, QByteArrayView target, QByteArrayView host,
                             std::optional<qsizetype> length, const Headers &headers, qsizetype extra)
{
    QByteArray out;
    out.reserve(roomFor(headers) + method.size() + target.size() + host.size() + extra);
    appendClean(out, method);
    out += ' ';
    appendClean(out, target);
    out += " HTTP/1.1\r\n";
    appendField(out, "Host", host);
    for (const auto &[name, value] : headers) {
        if (!isFraming(name) && !same(name, "host"))
            appendField(out, name, value);
    }
    if (length) {
        out += "Content-Length: ";
        appendNumber(out, *length);
        out += "\r\n";
    }
    out += "\r\n";
    return out;
}

QByteArray encodeChunk(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size() + 20);
    appendNumber(out, bytes.size(), 16);
    out += "\r\n";
    out += bytes;
    out += "\r\n";
    return out;
}

} // namespace sekisho::http
