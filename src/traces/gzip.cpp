// SPDX-License-Identifier: GPL-3.0-or-later
#include "gzip.h"

#include <zlib.h>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;

namespace {

constexpr int DetectHeader = 32;
constexpr qsizetype Piece = 64 * 1024;

/// Ends the stream on every way out.
class Inflater
{
public:
    explicit Inflater(QByteArrayView packed)
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(packed.data()));
        m_stream.avail_in = uInt(packed.size());
        m_ready = inflateInit2(&m_stream, MAX_WBITS + DetectHeader) == Z_OK;
    }
    ~Inflater() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Inflater)

    /// Appends up to one piece; zlib's result.
    int next(QByteArray &target)
    {
        const qsizetype size = target.size();
        target.resize(size + Piece);
        m_stream.next_out = reinterpret_cast<Bytef *>(target.data() + size);
        m_stream.avail_out = uInt(Piece);
        const int result = m_ready ? inflate(&m_stream, Z_NO_FLUSH) : Z_STREAM_ERROR;
        target.resize(target.size() - qsizetype(m_stream.avail_out));
        return result;
    }

private:
    z_stream m_stream{};
    bool m_ready = false;
};

} // namespace

core::Result<QByteArray> gunzip(QByteArrayView packed, qsizetype limit)
{
    Inflater inflater(packed);
    QByteArray plain;
    int result = Z_OK;
    while (result == Z_OK) {
        result = inflater.next(plain);
        if (plain.size() > limit)
            return core::fail(ErrorKind::TooLarge, u"The unpacked body is larger than %1 bytes"_s.arg(limit));
    }
    if (result != Z_STREAM_END)
        return core::fail(ErrorKind::InvalidInput, u"Damaged gzip data"_s);
    return plain;
}

} // namespace sekisho::traces
