// SPDX-License-Identifier: GPL-3.0-or-later
#include <http/requestparser.h>

#include <QTest>

using namespace sekisho::http;

namespace {

constexpr RequestParser::Options SmallLimits{512, 64};

/// Everything that can be seen of a run, so that two runs can be compared.
QByteArray transcript(const QByteArray &bytes, const std::vector<qsizetype> &cuts)
{
    RequestParser parser(SmallLimits);
    QByteArray text;
    qsizetype start = 0;
    auto ends = cuts;
    ends.push_back(bytes.size());
    for (const auto end : ends) {
        auto piece = QByteArrayView(bytes).sliced(start, end - start);
        start = end;
        while (!piece.isEmpty() && !parser.refusal()) {
            piece = piece.sliced(parser.feed(piece));
            if (!parser.isComplete())
                continue;
            text += parser.keepsAlive() ? "[keep " : "[close ";
            const auto request = parser.take();
            text += request.method + ' ' + request.path + '?' + request.query;
            for (const auto &[name, value] : request.headers)
                text += '|' + name.toByteArray() + '=' + value.toByteArray();
            text += '|' + request.body + ']';
        }
    }
    if (parser.refusal())
        text += "refused " + QByteArray::number(parser.refusal()->status);
    else if (parser.isAmid())
        text += "amid";
    return text;
}

QByteArray post(const QByteArray &fields, const QByteArray &body)
{
    return "POST /p HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
}

QByteArray get(const QByteArray &fields)
{
    return "GET / HTTP/1.1\r\n" + fields + "\r\n";
}

} // namespace

class RequestParserTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void splitsDoNotMatter_data() { reads_data(); }
    void splitsDoNotMatter();
    void answersExpectationOnce();
    void claimedLengthCostsNothing();
};

void RequestParserTest::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("a plain request", get("Host: h\r\n"), "[keep GET /?|Host=h|]");
    row("path and query are told apart", "GET /a%20b?c=d?e HTTP/1.1\r\nHost: h\r\n\r\n",
        "[keep GET /a%20b?c=d?e|Host=h|]");
    row("absolute form", "GET http://h:1/a?b HTTP/1.1\r\nHost: h\r\n\r\n", "[keep GET /a?b|Host=h|]");
    row("absolute form without a path", "GET http://h HTTP/1.1\r\nHost: h\r\n\r\n", "[keep GET /?|Host=h|]");
    row("asterisk form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", "[keep OPTIONS *?|Host=h|]");
    row("empty lines before a request", "\r\n\r\n" + get("Host: h\r\n"), "[keep GET /?|Host=h|]");
    row("an unlisted method is the handler's business", "BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n",
        "[keep BREW /pot?|Host=h|]");
    row("a body of a length", post("Content-Length: 5\r\n", "hello"),
        "[keep POST /p?|Host=h|Content-Length=5|hello]");
    row("an empty body", post("Content-Length: 0\r\n", ""), "[keep POST /p?|Host=h|Content-Length=0|]");
    row("pipelined requests", get("Host: a\r\n") + post("Content-Length: 1\r\n", "x") + get("Host: b\r\n"),
        "[keep GET /?|Host=a|][keep POST /p?|Host=h|Content-Length=1|x][keep GET /?|Host=b|]");
    row("chunks", post("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"),
        "[keep POST /p?|Host=h|Transfer-Encoding=chunked|abc0123456789]");
    row("chunks with extensions and a trailer, then another request",
        post("Transfer-Encoding: Chunked\r\n", "1;a=b;c=d\r\nx\r\n0\r\nX-T: 1\r\n\r\n") + get("Host: b\r\n"),
        "[keep POST /p?|Host=h|Transfer-Encoding=Chunked|x][keep GET /?|Host=b|]");
    row("HTTP/1.0 closes", "GET / HTTP/1.0\r\n\r\n", "[close GET /?|]");
    row("HTTP/1.0 can ask to stay", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "[keep GET /?|Connection=keep-alive|]");
    row("HTTP/1.1 can ask to close", get("Host: h\r\nConnection: close\r\n"),
        "[close GET /?|Host=h|Connection=close|]");
    row("an unfinished head", "GET / HTTP/1.1\r\nHost: h\r\n", "amid");
    row("an unfinished body", post("Content-Length: 5\r\n", "hell"), "amid");

    row("length and coding together",
        post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "refused 400");
    row("coding and length together",
        post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"), "refused 400");
    row("two lengths that differ", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), "refused 400");
    row("two lengths that are the same", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"),
        "refused 400");
    row("a length in hexadecimal", post("Content-Length: 0x3\r\n", "abc"), "refused 400");
    row("a length with a blank in it", post("Content-Length: 1 1\r\n", "abc"), "refused 400");
    row("a length that wraps around 64 bits", post("Content-Length: 18446744073709551617\r\n", "a"),
        "refused 400");
    row("the largest length of 64 bits", post("Content-Length: 18446744073709551615\r\n", "a"),
        "refused 413");
    row("a list of lengths", post("Content-Length: 3, 3\r\n", "abc"), "refused 400");
    row("a signed length", post("Content-Length: +3\r\n", "abc"), "refused 400");
    row("a negative length", post("Content-Length: -3\r\n", "abc"), "refused 400");
    row("a length beyond 64 bits", post("Content-Length: 99999999999999999999\r\n", "abc"), "refused 400");
    row("an empty length", post("Content-Length: \r\n", ""), "refused 400");
    row("another coding", post("Transfer-Encoding: gzip\r\n", ""), "refused 501");
    row("chunked twice", post("Transfer-Encoding: chunked, chunked\r\n", "0\r\n\r\n"), "refused 501");
    row("chunked before another coding", post("Transfer-Encoding: chunked, identity\r\n", "0\r\n\r\n"),
        "refused 501");
    row("identity before chunked", post("Transfer-Encoding: identity, chunked\r\n", "0\r\n\r\n"),
        "refused 501");
    row("chunked with a parameter", post("Transfer-Encoding: chunked;q=1\r\n", "0\r\n\r\n"), "refused 501");
    row("chunked in quotes", post("Transfer-Encoding: \"chunked\"\r\n", "0\r\n\r\n"), "refused 501");
    row("chunked with a letter before it", post("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n"),
        "refused 501");
    row("an empty coding", post("Transfer-Encoding: \r\n", "0\r\n\r\n"), "refused 501");
    row("a coding of a comma", post("Transfer-Encoding: ,chunked\r\n", "0\r\n\r\n"), "refused 501");
    row("two coding fields of different words",
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n"), "refused 400");
    row("a coding in odd letters", post("tRANSFER-eNCODING: cHUNKED\r\n", "1\r\nx\r\n0\r\n\r\n"),
        "[keep POST /p?|Host=h|tRANSFER-eNCODING=cHUNKED|x]");
    row("two coding fields",
        post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), "refused 400");
    row("a coding with a vertical tab",
        post("Transfer-Encoding: \x0b"
             "chunked\r\n",
             "0\r\n\r\n"),
        "refused 400");
    row("a coding in HTTP/1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "refused 400");
    row("a folded line", get("Host: h\r\nX: a\r\n b\r\n"), "refused 400");
    row("a line folded with a tab", get("Host: h\r\nX: a\r\n\tb\r\n"), "refused 400");
    row("a folded first field", get(" X: a\r\nHost: h\r\n"), "refused 400");
    row("a folded length", post("Content-Length:\r\n 3\r\n", "abc"), "refused 400");
    row("a space before the colon of a length", post("Content-Length : 3\r\n", "abc"), "refused 400");
    row("a tab before the colon", get("Host: h\r\nX\t: a\r\n"), "refused 400");
    row("a field without a name", get("Host: h\r\n: a\r\n"), "refused 400");
    row("a name that is no token", get("Host: h\r\nX(y): a\r\n"), "refused 400");
    row("a line feed alone between fields", get("Host: h\nX: a\r\n"), "refused 400");
    row("a line feed alone at the end of the head", "GET / HTTP/1.1\r\nHost: h\r\n\n", "refused 400");
    row("a carriage return in the target", "GET /a\rb HTTP/1.1\r\nHost: h\r\n\r\n", "refused 400");
    row("a tab in the request line", "GET\t/ HTTP/1.1\r\nHost: h\r\n\r\n", "refused 400");
    row("a blank in the target", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", "refused 400");
    row("a blank after the version", "GET / HTTP/1.1 \r\nHost: h\r\n\r\n", "refused 400");
    row("a blank before the method", " GET / HTTP/1.1\r\nHost: h\r\n\r\n", "refused 400");
    row("an empty target", "GET  HTTP/1.1\r\nHost: h\r\n\r\n", "refused 400");
    row("a space before the colon", get("Host : h\r\n"), "refused 400");
    row("a field without a colon", get("Host: h\r\nnonsense\r\n"), "refused 400");
    row("a control character in a field", get(QByteArray("Host: h\r\nX: a\0b\r\n", 17)), "refused 400");
    row("bare line feeds", "GET / HTTP/1.1\nHost: h\n\n", "refused 400");
    row("a bare carriage return", get("Host: h\r\nX: a\rb\r\n"), "refused 400");
    row("no host", get("X: y\r\n"), "refused 400");
    row("two hosts", get("Host: a\r\nHost: b\r\n"), "refused 400");
    row("a chunk size that is not a number", post("Transfer-Encoding: chunked\r\n", "x\r\n"), "refused 400");
    row("a chunk size with a sign", post("Transfer-Encoding: chunked\r\n", "-1\r\n"), "refused 400");
    row("a chunk size beyond 64 bits", post("Transfer-Encoding: chunked\r\n", "11111111111111111\r\n"),
        "refused 400");
    row("a chunk size in C's notation", post("Transfer-Encoding: chunked\r\n", "0x1\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk size with a plus", post("Transfer-Encoding: chunked\r\n", "+1\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk size with a blank before it", post("Transfer-Encoding: chunked\r\n", " 1\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk size with a blank behind it", post("Transfer-Encoding: chunked\r\n", "1 \r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk size with an underline", post("Transfer-Encoding: chunked\r\n", "1_0\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk without a size", post("Transfer-Encoding: chunked\r\n", "\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk of an extension alone", post("Transfer-Encoding: chunked\r\n", ";a\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk extension with a bare carriage return",
        post("Transfer-Encoding: chunked\r\n", "1;a\rb\r\nx\r\n0\r\n\r\n"), "refused 400");
    row("a chunk extension with a bare line feed",
        post("Transfer-Encoding: chunked\r\n", "1;a\nx\r\n0\r\n\r\n"), "refused 400");
    row("a chunk that ends in a bare line feed", post("Transfer-Encoding: chunked\r\n", "1\r\nx\n0\r\n\r\n"),
        "refused 400");
    row("a chunk that ends in a bare carriage return",
        post("Transfer-Encoding: chunked\r\n", "1\r\nx\r0\r\n\r\n"), "refused 400");
    row("a chunk shorter than it says", post("Transfer-Encoding: chunked\r\n", "3\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a last chunk of many noughts", post("Transfer-Encoding: chunked\r\n", "1\r\nx\r\n000\r\n\r\n"),
        "[keep POST /p?|Host=h|Transfer-Encoding=chunked|x]");
    row("a trailer that is folded", post("Transfer-Encoding: chunked\r\n", "0\r\nX: a\r\n b\r\n\r\n"),
        "refused 400");
    row("a trailer with a bare line feed", post("Transfer-Encoding: chunked\r\n", "0\r\nX: a\n\r\n"),
        "refused 400");
    row("a trailer ended by a bare line feed", post("Transfer-Encoding: chunked\r\n", "0\r\n\n"),
        "refused 400");
    row("a trailer that gives a length",
        post("Transfer-Encoding: chunked\r\n", "0\r\nContent-Length: 5\r\n\r\n"), "refused 400");
    row("a quoted chunk extension", post("Transfer-Encoding: chunked\r\n", "1;a=\"b\"\r\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk extension whose quote never ends",
        post("Transfer-Encoding: chunked\r\n", "1;a=\"\r\nx\r\n0\r\n"), "refused 400");
    row("a quote in a chunk", post("Transfer-Encoding: chunked\r\n", "3\r\n\"\n\"\r\n0\r\nX: \"\r\n\r\n"),
        "[keep POST /p?|Host=h|Transfer-Encoding=chunked|\"\n\"]");
    row("a chunk longer than it says", post("Transfer-Encoding: chunked\r\n", "1\r\nabc\r\n0\r\n\r\n"),
        "refused 400");
    row("a chunk line ended by a bare line feed", post("Transfer-Encoding: chunked\r\n", "1\nx\r\n0\r\n\r\n"),
        "refused 400");
    row("a method that is no token", "G@T / HTTP/1.1\r\nHost: h\r\n\r\n", "refused 400");
    row("two spaces before the target", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n", "refused 400");
    row("no version", "GET /\r\nHost: h\r\n\r\n", "refused 400");
    row("a line too short for a version, before another request", "GET / H\r\n\r\n" + get("Host: h\r\n"),
        "refused 400");
    row("a line too short for a version", "GET / H\r\n\r\n", "refused 400");
    row("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "refused 505");
    row("a version to come", "GET / HTTP/1.2\r\nHost: h\r\n\r\n", "refused 505");
    row("TLS on a clear port", "\x16\x03\x01\x02", "refused 400");
    row("an unknown expectation", post("Expect: wonders\r\n", ""), "refused 417");
    row("a head that is too large", get("Host: h\r\nX: " + QByteArray(512, 'x') + "\r\n"), "refused 431");
    row("a request line that is too large", "GET /" + QByteArray(600, 'x'), "refused 414");
    row("too many fields in a large head", get("Host: h\r\n" + QByteArray("a:\r\n").repeated(200)),
        "refused 431");
    row("a body that says it is too large", post("Content-Length: 65\r\n", ""), "refused 413");
    row("chunks that are too large together",
        post("Transfer-Encoding: chunked\r\n", "20\r\n" + QByteArray(32, 'x') + "\r\n21\r\n"), "refused 413");
    row("a trailer that is too large",
        post("Transfer-Encoding: chunked\r\n", "0\r\nX: " + QByteArray(6000, 'x') + "\r\n\r\n"),
        "refused 431");
}

void RequestParserTest::reads()
{
    QFETCH(const QByteArray, bytes);
    QTEST(transcript(bytes, {}), "expected");
}

void RequestParserTest::splitsDoNotMatter()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        const auto seen = transcript(bytes, {cut});
        QVERIFY2(seen == expected, (seen + " when cut at " + QByteArray::number(cut)).constData());
    }
    std::vector<qsizetype> everywhere;
    for (qsizetype cut = 1; cut < bytes.size(); ++cut)
        everywhere.push_back(cut);
    QCOMPARE(transcript(bytes, everywhere), expected);
}

void RequestParserTest::answersExpectationOnce()
{
    RequestParser parser(SmallLimits);
    parser.feed(post("Expect: 100-continue\r\nContent-Length: 2\r\n", ""));
    QVERIFY(parser.takeExpectation());
    QVERIFY(!parser.takeExpectation());
    parser.feed("ok");
    QCOMPARE(parser.take().body, "ok");

    parser.feed(post("Expect: 100-continue\r\nContent-Length: 2\r\n", "o"));
    QVERIFY2(!parser.takeExpectation(), "a client that already sends waits for nothing");
}

void RequestParserTest::claimedLengthCostsNothing()
{
    RequestParser parser({1024, 1LL << 40});
    const auto head = post("Content-Length: 1000000000000\r\n", "x");
    QCOMPARE(parser.feed(head), head.size());
    QVERIFY(parser.isAmid());
}

QTEST_APPLESS_MAIN(RequestParserTest)
#include "tst_requestparser.moc"
