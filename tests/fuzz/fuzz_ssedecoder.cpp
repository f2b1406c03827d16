// SPDX-License-Identifier: GPL-3.0-or-later
// Events decoded from one piece and from many must be the same.
#include "split.h"

#include <http/ssedecoder.h>

#include <cstdlib>

using namespace sekisho::http;

namespace {

std::vector<SseEvent> decode(const std::vector<QByteArrayView> &pieces)
{
    SseDecoder decoder;
    std::vector<SseEvent> events;
    for (const auto piece : pieces) {
        if (!decoder.feed(piece, [&events](const SseEvent &event) { events.push_back(event); }))
            std::abort();
    }
    return events;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    if (decode({bytes}) != decode(sekisho::fuzz::split(bytes)))
        std::abort();
    return 0;
}
