// SPDX-License-Identifier: GPL-3.0-or-later
#include "responseparser.h"

#include "chunkline.h"

#include <boost/beast/http/basic_parser.hpp>
#include <optional>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::http {

namespace beast = boost::beast;

namespace {

using Error = beast::error_code;
using Field = beast::http::field;

QByteArrayView viewOf(beast::string_view text)
{
    return {text.data(), qsizetype(text.size())};
}

/// Beast's callbacks for one answer.
class Message final : public beast::http::basic_parser<false>
{
public:
    Message(ResponseParser::Sink &sink, bool answerToHead)
        : m_sink(sink)
    {
        // One step at a time, so that each chunk's line can be looked at first.
        eager(false);
        header_limit(std::uint32_t(ResponseParser::LargestHead));
        body_limit(boost::none);
        skip(answerToHead);
    }

    /// See the parser of requests.
    bool isShortLastChunk(QByteArrayView data) const
    {
        return m_headDone && m_beforeFirstChunk && chunked() && data.size() < 5 && data.startsWith('0');
    }

    bool isAtChunkLine() const { return m_headDone && chunked() && m_chunkLeft == 0; }

    int status = 0;

private:
    void on_request_impl(beast::http::verb, beast::string_view, beast::string_view, int, Error &) override {}

    void on_response_impl(int code, beast::string_view, int, Error &ec) override
    {
        status = code;
        if (code < 100 || code == 101)
            ec = beast::http::make_error_code(beast::http::error::bad_status);
    }

    void on_field_impl(Field field, beast::string_view name, beast::string_view value, Error &ec) override
    {
        if (m_headDone)
            return;
        if (field == Field::transfer_encoding && !beast::iequals(value, "chunked"))
            ec = beast::http::make_error_code(beast::http::error::bad_transfer_encoding);
        m_headers.append(viewOf(name), viewOf(value));
    }

    void on_header_impl(Error &) override
    {
        m_headDone = true;
        if (status >= 200)
            m_sink.headParsed(status, m_headers);
    }

    void on_body_init_impl(const boost::optional<std::uint64_t> &, Error &) override {}

    std::size_t on_body_impl(beast::string_view bytes, Error &) override
    {
        m_sink.bodyParsed({bytes.data(), qsizetype(bytes.size())});
        return bytes.size();
    }

    void on_chunk_header_impl(std::uint64_t size, beast::string_view, Error &) override
    {
        m_beforeFirstChunk = false;
        m_chunkLeft = size;
    }

    std::size_t on_chunk_body_impl(std::uint64_t left, beast::string_view bytes, Error &ec) override
    {
        m_chunkLeft = left - bytes.size();
        return on_body_impl(bytes, ec);
    }

    void on_finish_impl(Error &) override {}

    ResponseParser::Sink &m_sink;
    Headers m_headers;
    bool m_headDone = false;
    bool m_beforeFirstChunk = true;
    std::uint64_t m_chunkLeft = 0;
};

} // namespace

class ResponseParser::Private
{
public:
    explicit Private(Sink &sink)
        : sink(sink)
    {
    }

    void expect(bool head);
    qsizetype consume(QByteArrayView data);
    qsizetype parse(QByteArrayView data);
    void fail(QString why) { failure = std::move(why); }

    Sink &sink;
    std::optional<Message> message;
    QByteArray buffer; ///< received but not parsed yet
    QString failure;
    bool answerToHead = false;
    bool complete = false;
    bool overrun = false;
};

void ResponseParser::Private::expect(bool head)
{
    answerToHead = head;
    message.emplace(sink, head);
    buffer.clear();
    failure.clear();
    complete = overrun = false;
}

qsizetype ResponseParser::Private::parse(QByteArrayView data)
{
    if (message->isShortLastChunk(data))
        return 0;
    if (message->isAtChunkLine() && hasQuotedExtension(data)) {
        fail(u"malformed answer: quoted chunk extension"_s);
        return 0;
    }
    Error ec;
    const auto used = message->put({data.data(), std::size_t(data.size())}, ec);
    if (ec && ec != beast::http::error::need_more)
        fail(u"malformed answer: "_s + QString::fromStdString(ec.message()));
    else if (message->is_done() && message->status < 200)
        message.emplace(sink, answerToHead);
    else
        complete = message->is_done();
    return qsizetype(used);
}

qsizetype ResponseParser::Private::consume(QByteArrayView data)
{
    qsizetype used = 0;
    while (used < data.size() && !complete && failure.isEmpty()) {
        const auto step = parse(data.sliced(used));
        used += step;
        if (step == 0)
            break;
    }
    if (data.size() - used > LargestHead && !complete)
        fail(u"malformed answer: header too large"_s);
    return used;
}

ResponseParser::ResponseParser(Sink &sink)
    : d(std::make_unique<Private>(sink))
{
}

ResponseParser::~ResponseParser() = default;

void ResponseParser::expect(bool answerToHead)
{
    d->expect(answerToHead);
}

void ResponseParser::feed(QByteArrayView bytes)
{
    if (d->complete || !d->message) {
        d->overrun = d->overrun || !bytes.isEmpty();
        return;
    }
    if (!d->buffer.isEmpty()) {
        d->buffer += bytes;
        d->buffer.remove(0, d->consume(d->buffer));
    } else {
        d->buffer = bytes.sliced(d->consume(bytes)).toByteArray();
    }
    if (d->complete)
        d->overrun = !d->buffer.isEmpty();
}

void ResponseParser::feedEnd()
{
    if (d->complete || hasFailed())
        return;
    Error ec;
    if (d->message && d->message->got_some())
        d->message->put_eof(ec);
    if (d->message && d->message->got_some() && !ec)
        d->complete = d->overrun = true;
    else
        d->fail(u"the connection was closed amid the answer"_s);
}

bool ResponseParser::isComplete() const
{
    return d->complete;
}

bool ResponseParser::hasFailed() const
{
    return !d->failure.isEmpty();
}

QString ResponseParser::failure() const
{
    return d->failure;
}

bool ResponseParser::keepsAlive() const
{
    return d->complete && !d->overrun && d->message->keep_alive();
}

} // namespace sekisho::http
