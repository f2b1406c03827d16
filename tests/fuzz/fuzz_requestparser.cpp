// SPDX-License-Identifier: GPL-3.0-or-later
// Requests read from one piece and from many must be the same, and so must the verdict on what is refused.
#include "split.h"

#include <http/requestparser.h>

#include <cstdlib>

using namespace sekisho::http;

namespace {

QByteArray read(const std::vector<QByteArrayView> &pieces)
{
    RequestParser parser({2048, 512});
    QByteArray text;
    for (auto piece : pieces) {
        while (!piece.isEmpty() && !parser.refusal()) {
            piece = piece.sliced(parser.feed(piece));
            if (!parser.isComplete())
                continue;
            text += parser.keepsAlive() ? "[keep " : "[close ";
            const auto request = parser.take();
            text += request.method + ' ' + request.target + ' ' + request.path + ' ' + request.query;
            text += request.headers.lines();
            text += '|' + request.body + ']';
        }
    }
    if (parser.refusal())
        text += QByteArray::number(parser.refusal()->status);
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (read({bytes}) != read(sekisho::fuzz::split(bytes)))
        std::abort();
    return 0;
}
