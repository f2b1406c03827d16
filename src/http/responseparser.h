// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "headers.h"

#include <memory>

namespace sekisho::http {

/// Reads the answers on one outbound connection, one after the other. Interim answers (1xx) are read past.
class ResponseParser
{
public:
    /// Told what was read, from within feed(). May not touch the parser.
    class Sink
    {
    public:
        virtual ~Sink() = default;
        virtual void headParsed(int status, const Headers &headers) = 0;
        virtual void bodyParsed(QByteArrayView bytes) = 0;
    };

    static constexpr qsizetype LargestHead = 256 * 1024;

    explicit ResponseParser(Sink &sink);
    ~ResponseParser();

    /// Makes ready for the answer to the next request. An answer to HEAD has no body whatever its fields say.
    void expect(bool answerToHead);
    /// Takes everything. Bytes behind the end of an answer make the connection unfit for another one.
    void feed(QByteArrayView bytes);
    /// The connection was closed: the end of an answer without a length, a failure for any other.
    void feedEnd();

    bool isComplete() const;
    bool hasFailed() const;
    /// What is wrong, once hasFailed().
    QString failure() const;
    /// Whether the connection can serve another request, once isComplete().
    bool keepsAlive() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::http
