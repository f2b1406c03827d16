// SPDX-License-Identifier: GPL-3.0-or-later
// An upstream's answer read from one piece and from many must be the same.
#include "split.h"

#include <http/responseparser.h>

#include <cstdlib>

using namespace sekisho::http;

namespace {

struct Recorder : ResponseParser::Sink {
    void headParsed(int status, const Headers &headers) override
    {
        text += QByteArray::number(status);
        text += headers.lines();
    }
    void bodyParsed(QByteArrayView bytes) override { body += bytes; }

    QByteArray text;
    QByteArray body;
};

QByteArray read(const std::vector<QByteArrayView> &pieces)
{
    Recorder recorder;
    ResponseParser parser(recorder);
    parser.expect(false);
    for (const auto piece : pieces) {
        if (!parser.hasFailed() && !parser.isComplete())
            parser.feed(piece);
    }
    parser.feedEnd();
    return recorder.text + recorder.body + (parser.isComplete() ? "complete" : "failed");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (read({bytes}) != read(sekisho::fuzz::split(bytes)))
        std::abort();
    return 0;
}
