// SPDX-License-Identifier: GPL-3.0-or-later
#include "wireanswers.h"

#include "gatewayfixture.h"

namespace sekisho::test {

using namespace Qt::Literals::StringLiterals;

core::Json WireAnswer::json() const
{
    return core::parseJson(body).value_or(core::Json());
}

QString WireAnswer::flawAsError(int expected) const
{
    const core::Json whole = json();
    const core::Json &error = core::memberOr(whole, "error");
    const bool isEnvelope = error.is_object() && !core::stringOr(error, "message").isEmpty() &&
                            !core::stringOr(error, "type").isEmpty() && error.contains("param");
    const bool isJson = head.contains("\r\nContent-Type: application/json\r\n");
    if (status == expected && isJson && isEnvelope &&
        core::stringOr(error, "code") == QString::number(expected))
        return {};
    return QString::fromUtf8("not an error " + QByteArray::number(expected) + ": " + head + body.left(400));
}

QByteArray WireAnswer::field(const QByteArray &name) const
{
    const auto at = head.indexOf("\r\n" + name + ": ");
    if (at < 0)
        return {};
    const auto start = at + name.size() + 4;
    return head.sliced(start, head.indexOf("\r\n", start) - start);
}

/// Takes a chunked body from the start of `rest`; false if it is not whole.
static bool takeChunks(QByteArrayView &rest, QByteArray &body)
{
    while (true) {
        const auto end = rest.indexOf("\r\n");
        if (end < 0)
            return false;
        const auto size = rest.first(end).toByteArray().toLongLong(nullptr, 16);
        if (rest.size() < end + 2 + size + 2)
            return false;
        body += rest.sliced(end + 2, size);
        rest = rest.sliced(end + 2 + size + 2);
        if (size == 0)
            return true;
    }
}

static bool takeAnswer(QByteArrayView &rest, WireAnswer &answer)
{
    const auto end = rest.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    answer.head = rest.first(end + 2).toByteArray();
    answer.status = answer.head.sliced(9, 3).toInt();
    rest = rest.sliced(end + 4);
    if (answer.field("Transfer-Encoding") == "chunked")
        return takeChunks(rest, answer.body);
    const auto length = answer.field("Content-Length").toLongLong();
    if (rest.size() < length)
        return false;
    answer.body = rest.first(length).toByteArray();
    rest = rest.sliced(length);
    return true;
}

QList<WireAnswer> answersIn(QByteArrayView received)
{
    QList<WireAnswer> answers;
    WireAnswer answer;
    while (takeAnswer(received, answer))
        answers.append(std::exchange(answer, {}));
    return answers;
}

QByteArray chatRequest(const QByteArray &fields, const QByteArray &body)
{
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer " +
           GatewayFixture::MasterKey.toLatin1() + "\r\n" + fields + "\r\n" + body;
}

QByteArray chatRequest(const QByteArray &body)
{
    return chatRequest("Content-Length: " + QByteArray::number(body.size()) + "\r\n", body);
}

} // namespace sekisho::test
