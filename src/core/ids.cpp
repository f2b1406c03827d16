// SPDX-License-Identifier: GPL-3.0-or-later
#include "ids.h"

#include <QRandomGenerator>
#include <QUuid>

#include <array>
#include <memory>
#include <openssl/evp.h>

namespace sekisho::core {

namespace {
QByteArray randomBytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    auto *generator = QRandomGenerator::system();
    for (char &byte : bytes)
        byte = static_cast<char>(generator->generate() & 0xff);
    return bytes;
}

/// Asked of the system many at a time: a system call for each id would cost more than the id.
class RandomIds
{
public:
    QUuid next()
    {
        if (m_next == m_words.size()) {
            QRandomGenerator::system()->fillRange(m_words.data(), qsizetype(m_words.size()));
            m_next = 0;
        }
        const quint32 *w = m_words.data() + std::exchange(m_next, m_next + 4);
        // Version 4, variant 1 (RFC 9562 §5.4).
        return QUuid(w[0], ushort(w[1] >> 16), ushort((w[1] & 0x0fff) | 0x4000),
                     uchar((w[2] >> 24 & 0x3f) | 0x80), uchar(w[2] >> 16), uchar(w[2] >> 8), uchar(w[2]),
                     uchar(w[3] >> 24), uchar(w[3] >> 16), uchar(w[3] >> 8), uchar(w[3]));
    }

private:
    std::array<quint32, 256> m_words;
    std::size_t m_next = m_words.size();
};
} // namespace

QString newUuid()
{
    thread_local RandomIds ids;
    return ids.next().toString(QUuid::WithoutBraces);
}

QString randomHex(int bytes)
{
    return QString::fromLatin1(randomBytes(bytes).toHex());
}

QString newVirtualKey()
{
    const auto encoded =
        randomBytes(16).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    return QStringLiteral("sk-") + QString::fromLatin1(encoded);
}

QByteArray sha256Hex(QByteArrayView text)
{
    // Every request has its key hashed: OpenSSL uses the processor's instructions for it, Qt does not. To
    // look the algorithm up, and to make a context, costs several times the hash.
    static const std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)> sha256(
        EVP_MD_fetch(nullptr, "SHA256", nullptr), EVP_MD_free);
    thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                       EVP_MD_CTX_free);
    unsigned char digest[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    if (!EVP_DigestInit_ex2(context.get(), sha256.get(), nullptr) ||
        !EVP_DigestUpdate(context.get(), text.data(), std::size_t(text.size())) ||
        !EVP_DigestFinal_ex(context.get(), digest, &size))
        qFatal("OpenSSL cannot compute SHA-256");
    return QByteArrayView(digest, size).toByteArray().toHex();
}

bool equalInConstantTime(QByteArrayView a, QByteArrayView b)
{
    if (a.size() != b.size())
        return false;
    unsigned char difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i)
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    return difference == 0;
}

} // namespace sekisho::core
