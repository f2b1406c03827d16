// SPDX-License-Identifier: GPL-3.0-or-later
#include "requestparser.h"

#include "chunkline.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <optional>

namespace sekisho::http {

namespace beast = boost::beast;

namespace {

using Error = beast::error_code;
using Field = beast::http::field;
using Refusal = RequestParser::Refusal;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isVisible(char c)
{
    return c > ' ' && c < 127;
}

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    return beast::iequals({a.data(), a.size()}, {b.data(), b.size()});
}

/// "HTTP/" digit "." digit at the end of the request line: well formed, so an unknown version and not
/// nonsense.
bool namesVersion(QByteArrayView line)
{
    const auto at = line.lastIndexOf(' ');
    const auto version = line.sliced(at + 1);
    return version.size() == 8 && version.startsWith("HTTP/") && isDigit(version[5]) && version[6] == '.' &&
           isDigit(version[7]);
}

/// The absolute form (RFC 9112 §3.2.2) without its scheme and authority.
QByteArrayView originForm(QByteArrayView target)
{
    const auto scheme = target.indexOf(QByteArrayView("://"));
    if (target.startsWith('/') || scheme < 0)
        return target;
    const auto path = target.indexOf('/', scheme + 3);
    return path < 0 ? QByteArrayView("/") : target.sliced(path);
}

/// Whether the line is that of the last chunk, which is nothing but noughts before its extension.
bool isLastChunkLine(QByteArrayView line)
{
    const auto digits = std::find_if(line.begin(), line.end(), [](char c) { return c != '0'; });
    return digits != line.begin() && digits != line.end() && (*digits == '\r' || *digits == ';');
}

/// What is wrong with the lines of the trailer as far as they have come, or null. `data` starts with a
/// chunk's line, perhaps behind the line break that ends the chunk before it. Beast looks for an empty line
/// only, and takes others for it that are none.
const char *flawOfTrailer(QByteArrayView data)
{
    data = data.sliced(data.startsWith("\r\n") ? 2 : 0);
    auto end = data.indexOf('\n');
    if (end < 0 || !isLastChunkLine(data.first(end)))
        return nullptr;
    while (true) {
        const auto start = end + 1;
        if (start < data.size() && (data[start] == ' ' || data[start] == '\t'))
            return "A trailer field is folded";
        end = data.indexOf('\n', start);
        if (end < 0)
            return nullptr;
        if (end == start || data[end - 1] != '\r')
            return "A line ends without a carriage return";
        if (end == start + 1)
            return nullptr;
    }
}

const char *flawOfChunkLine(QByteArrayView data)
{
    return hasQuotedExtension(data) ? "A chunk extension is quoted" : flawOfTrailer(data);
}

QByteArrayView viewOf(beast::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// The usual ones share one text.
QByteArray methodName(QByteArrayView name)
{
    if (name == "GET")
        return QByteArrayLiteral("GET");
    if (name == "POST")
        return QByteArrayLiteral("POST");
    return name.toByteArray();
}

/// Beast's callbacks for one message.
class Message final : public beast::http::basic_parser<true>
{
public:
    explicit Message(const RequestParser::Options &options)
        : m_options(options)
    {
        // One step at a time, so that each chunk's line can be looked at first.
        eager(false);
        header_limit(UINT32_MAX);
        body_limit(std::uint64_t(options.bodyBytes));
    }

    /// "0\r\n" and a byte or none behind it, as all there is of a chunked body. Beast wants to be asked again
    /// only with two bytes behind it, which is what a message without trailer has.
    bool isShortLastChunk(QByteArrayView data) const
    {
        return m_headDone && m_beforeFirstChunk && chunked() && data.size() < 5 && data.startsWith('0');
    }

    bool isAtChunkLine() const { return m_headDone && chunked() && m_chunkLeft == 0; }

    Request request;
    std::optional<Refusal> refusal;
    bool expectsContinue = false;
    bool http10 = false;

private:
    void refuse(int status, const char *reason, Error &ec)
    {
        refusal = Refusal{status, reason};
        ec = beast::http::make_error_code(beast::http::error::bad_value);
    }

    void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                         Error &) override
    {
        http10 = version == 10;
        request.method = methodName(viewOf(method));
        request.target = viewOf(target).toByteArray();
        splitTarget();
    }

    void splitTarget()
    {
        const auto form = originForm(request.target);
        const auto mark = form.indexOf('?');
        if (mark < 0 && form.size() == request.target.size()) {
            request.path = request.target;
            return;
        }
        request.path = form.first(mark < 0 ? form.size() : mark).toByteArray();
        if (mark >= 0)
            request.query = form.sliced(mark + 1).toByteArray();
    }

    void on_response_impl(int, beast::string_view, int, Error &) override {}

    void on_field_impl(Field field, beast::string_view name, beast::string_view value, Error &ec) override
    {
        if (++m_fieldCount > RequestParser::LargestFieldCount)
            return refuse(431, "Too many header fields", ec);
        if (m_headDone)
            return checkTrailer(name, value, ec);
        checkField(field, value, ec);
        if (ec)
            return;
        request.headers.append(viewOf(name), viewOf(value));
    }

    /// Trailers are read past, not kept (RFC 9110 §6.5.1).
    void checkTrailer(beast::string_view name, beast::string_view value, Error &ec)
    {
        m_trailerBytes += qsizetype(name.size() + value.size() + 4);
        if (m_trailerBytes > m_options.headerBytes)
            refuse(431, "The trailer is too large", ec);
    }

    void checkField(Field field, beast::string_view value, Error &ec)
    {
        const std::string_view text(value.data(), value.size());
        if (field == Field::content_length)
            checkLength(text, ec);
        else if (field == Field::transfer_encoding)
            checkCoding(text, ec);
        else if (field == Field::host && std::exchange(m_hasHost, true))
            refuse(400, "Host is given twice", ec);
        else if (field == Field::expect)
            checkExpectation(text, ec);
    }

    void checkLength(std::string_view value, Error &ec)
    {
        if (!std::all_of(value.begin(), value.end(), isDigit))
            refuse(400, "Content-Length is not a number", ec);
        else if (std::exchange(m_hasLength, true))
            refuse(400, "Content-Length is given twice", ec);
    }

    void checkCoding(std::string_view value, Error &ec)
    {
        if (http10)
            refuse(400, "HTTP/1.0 has no Transfer-Encoding", ec);
        else if (!equalsIgnoringCase(value, "chunked"))
            refuse(501, "The only known Transfer-Encoding is chunked", ec);
    }

    void checkExpectation(std::string_view value, Error &ec)
    {
        if (http10)
            return;
        expectsContinue = equalsIgnoringCase(value, "100-continue");
        if (!expectsContinue)
            refuse(417, "The only known expectation is 100-continue", ec);
    }

    void on_header_impl(Error &ec) override
    {
        m_headDone = true;
        m_fieldCount = 0;
        if (!http10 && !m_hasHost)
            refuse(400, "Host is missing", ec);
    }

    void on_body_init_impl(const boost::optional<std::uint64_t> &length, Error &) override
    {
        // A length that is only claimed must not cost memory yet.
        if (length)
            request.body.reserve(qsizetype(std::min<std::uint64_t>(*length, 256 * 1024)));
    }

    std::size_t on_body_impl(beast::string_view bytes, Error &) override
    {
        expectsContinue = false;
        request.body.append(bytes.data(), qsizetype(bytes.size()));
        return bytes.size();
    }

    void on_chunk_header_impl(std::uint64_t size, beast::string_view extensions, Error &ec) override
    {
        m_chunkLeft = size;
        expectsContinue = m_beforeFirstChunk = false;
        if (extensions.size() > std::size_t(RequestParser::LargestChunkLine))
            refuse(400, "A chunk extension is too large", ec);
    }

    std::size_t on_chunk_body_impl(std::uint64_t left, beast::string_view bytes, Error &ec) override
    {
        m_chunkLeft = left - bytes.size();
        return on_body_impl(bytes, ec);
    }

    void on_finish_impl(Error &) override {}

    const RequestParser::Options &m_options;
    qsizetype m_trailerBytes = 0;
    int m_fieldCount = 0;
    bool m_hasHost = false;
    bool m_hasLength = false;
    bool m_headDone = false;
    bool m_beforeFirstChunk = true;
    std::uint64_t m_chunkLeft = 0;
};

Refusal refusalFor(const Error &ec)
{
    if (ec == beast::http::error::body_limit)
        return {413, "The request body is too large"};
    return {400, "Malformed request: " + QByteArray::fromStdString(ec.message())};
}

} // namespace

class RequestParser::Private
{
public:
    explicit Private(Options options)
        : options(options)
    {
    }

    qsizetype consume(QByteArrayView data);
    qsizetype skipEmptyLines(QByteArrayView data) const;
    void refuseLargeHead();
    bool findHeadEnd(QByteArrayView data);
    bool takeLine(QByteArrayView line);
    qsizetype parseHead(QByteArrayView head);
    qsizetype parse(QByteArrayView data);
    void checkUnparsed(qsizetype size);
    void refuse(int status, const char *reason) { refusal = Refusal{status, reason}; }
    void reset();

    const Options options;
    std::optional<Message> message;
    std::optional<Refusal> refusal;
    QByteArray buffer;       ///< taken but not parsed yet: part of a head, or of a chunk's line
    qsizetype lineStart = 0; ///< while looking for the end of the head: start of the line being looked at
    bool headFound = false;
    bool begun = false;
    bool complete = false;
};

void RequestParser::Private::reset()
{
    message.reset();
    buffer.clear();
    lineStart = 0;
    headFound = begun = complete = false;
}

/// Empty lines before a request are ignored (RFC 9112 §2.2).
qsizetype RequestParser::Private::skipEmptyLines(QByteArrayView data) const
{
    qsizetype at = 0;
    while (data.sliced(at).startsWith("\r\n"))
        at += 2;
    return at;
}

/// One line of the head, without its line feed. False if it ends the head or refuses the request.
bool RequestParser::Private::takeLine(QByteArrayView line)
{
    if (!line.endsWith('\r')) {
        refuse(400, "A line ends without a carriage return");
        return false;
    }
    if (line.size() == 1) {
        headFound = true;
        return false;
    }
    if (lineStart == 0 && namesVersion(line.chopped(1)) && !line.chopped(1).endsWith("HTTP/1.1") &&
        !line.chopped(1).endsWith("HTTP/1.0")) {
        refuse(505, "Only HTTP/1.0 and HTTP/1.1 are spoken here");
        return false;
    }
    if (lineStart > 0 && (line.front() == ' ' || line.front() == '\t')) {
        refuse(400, "A header field is folded");
        return false;
    }
    return true;
}

void RequestParser::Private::refuseLargeHead()
{
    if (lineStart == 0)
        refuse(414, "The request's target is too long");
    else
        refuse(431, "The request's header is too large");
}

/// Line by line, so that the verdict does not depend on how the bytes were split.
bool RequestParser::Private::findHeadEnd(QByteArrayView data)
{
    // Spares a client that speaks TLS, say, the wait for a line that never ends.
    if (lineStart == 0 && !data.isEmpty() && data.front() != '\r' && !isVisible(data.front()))
        refuse(400, "This is not HTTP");
    while (!headFound && !refusal) {
        const auto end = data.indexOf('\n', lineStart);
        if ((end < 0 ? data.size() : end + 1) > options.headerBytes)
            refuseLargeHead();
        else if (end < 0)
            return false;
        else if (takeLine(data.sliced(lineStart, end - lineStart)))
            lineStart = end + 1;
    }
    return headFound;
}

qsizetype RequestParser::Private::parse(QByteArrayView data)
{
    if (const char *flaw = message->isAtChunkLine() ? flawOfChunkLine(data) : nullptr) {
        refuse(400, flaw);
        return 0;
    }
    if (message->isShortLastChunk(data))
        return 0;
    Error ec;
    const auto used = message->put({data.data(), std::size_t(data.size())}, ec);
    if (message->refusal)
        refusal = message->refusal;
    else if (ec && ec != beast::http::error::need_more)
        refusal = refusalFor(ec);
    else
        complete = message->is_done();
    return qsizetype(used);
}

void RequestParser::Private::checkUnparsed(qsizetype size)
{
    if (headFound && !complete && !refusal && size > options.headerBytes + LargestChunkLine)
        refuse(431, "A chunk's line or the trailer is too large");
}

/// Beast gets the head alone: it would look for what the head lacks in the bytes behind it.
qsizetype RequestParser::Private::parseHead(QByteArrayView head)
{
    message.emplace(options);
    const auto used = parse(head);
    if (!refusal && !message->is_header_done())
        refuse(400, "Malformed request: the header is incomplete");
    return used;
}

qsizetype RequestParser::Private::consume(QByteArrayView data)
{
    qsizetype used = 0;
    if (!headFound) {
        if (lineStart == 0)
            used = skipEmptyLines(data);
        begun = begun || used < data.size();
        if (!findHeadEnd(data.sliced(used)))
            return used;
        used += parseHead(data.sliced(used, lineStart + 2));
    }
    while (used < data.size() && !complete && !refusal) {
        const auto step = parse(data.sliced(used));
        used += step;
        if (step == 0)
            break;
    }
    checkUnparsed(data.size() - used);
    return used;
}

RequestParser::RequestParser(Options options)
    : d(std::make_unique<Private>(options))
{
}

RequestParser::~RequestParser() = default;

qsizetype RequestParser::feed(QByteArrayView bytes)
{
    if (d->complete || d->refusal)
        return 0;
    if (d->buffer.isEmpty()) {
        const auto used = d->consume(bytes);
        if (d->complete || d->refusal)
            return used;
        d->buffer = bytes.sliced(used).toByteArray();
        return bytes.size();
    }
    d->buffer += bytes;
    const auto left = d->buffer.size() - d->consume(d->buffer);
    if (d->complete || d->refusal)
        return std::max<qsizetype>(0, bytes.size() - left);
    d->buffer.remove(0, d->buffer.size() - left);
    return bytes.size();
}

bool RequestParser::isComplete() const
{
    return d->complete;
}

const std::optional<RequestParser::Refusal> &RequestParser::refusal() const
{
    return d->refusal;
}

bool RequestParser::isAmid() const
{
    return d->begun && !d->complete && !d->refusal;
}

bool RequestParser::takeExpectation()
{
    return d->message && !d->complete && !d->refusal && std::exchange(d->message->expectsContinue, false);
}

Request RequestParser::take()
{
    Request request = std::move(d->message->request);
    d->reset();
    return request;
}

bool RequestParser::keepsAlive() const
{
    return d->message && d->message->keep_alive();
}

bool RequestParser::isHttp10() const
{
    return d->message && d->message->http10;
}

} // namespace sekisho::http
