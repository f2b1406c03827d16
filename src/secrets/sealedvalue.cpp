// SPDX-License-Identifier: GPL-3.0-or-later
#include "sealedvalue.h"

#include <memory>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

namespace sekisho::secrets {

using core::ErrorKind;

namespace {

constexpr qsizetype SaltSize = 16;
constexpr qsizetype NonceSize = 12;
constexpr qsizetype TagSize = 16;
constexpr qsizetype KeySize = 32;
constexpr qsizetype Overhead = SaltSize + NonceSize + TagSize;

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, decltype(&EVP_PKEY_CTX_free)>;

QString prefix()
{
    return QStringLiteral("v1:");
}

const unsigned char *in(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *out(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

int sizeOf(const QByteArray &bytes)
{
    return static_cast<int>(bytes.size());
}

core::Failure cryptoFailure()
{
    return core::fail(ErrorKind::Internal, QStringLiteral("The cryptographic library failed"));
}

/// HKDF-SHA-256 (RFC 5869); empty if the library fails.
QByteArray deriveKey(const core::SecretString &saltKey, const QByteArray &salt)
{
    const QByteArray secret = saltKey.revealUtf8();
    const QByteArray info = "sekisho sealed value v1";
    QByteArray key(KeySize, '\0');
    std::size_t size = KeySize;
    const KeyContext context(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr), &EVP_PKEY_CTX_free);
    const bool derived = context && EVP_PKEY_derive_init(context.get()) > 0 &&
                         EVP_PKEY_CTX_set_hkdf_md(context.get(), EVP_sha256()) > 0 &&
                         EVP_PKEY_CTX_set1_hkdf_salt(context.get(), in(salt), sizeOf(salt)) > 0 &&
                         EVP_PKEY_CTX_set1_hkdf_key(context.get(), in(secret), sizeOf(secret)) > 0 &&
                         EVP_PKEY_CTX_add1_hkdf_info(context.get(), in(info), sizeOf(info)) > 0 &&
                         EVP_PKEY_derive(context.get(), out(key), &size) > 0;
    return derived ? key : QByteArray();
}

/// Empty if the library fails.
QByteArray encrypt(const QByteArray &plain, const QByteArray &key, const QByteArray &nonce,
                   const QByteArray &context)
{
    const CipherContext cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    QByteArray sealed(plain.size() + TagSize, '\0');
    int size = 0;
    const bool done =
        EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, in(key), in(nonce)) > 0 &&
        EVP_EncryptUpdate(cipher.get(), nullptr, &size, in(context), sizeOf(context)) > 0 &&
        EVP_EncryptUpdate(cipher.get(), out(sealed), &size, in(plain), sizeOf(plain)) > 0 &&
        EVP_EncryptFinal_ex(cipher.get(), out(sealed) + size, &size) > 0 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, TagSize, out(sealed) + plain.size()) > 0;
    return done ? sealed : QByteArray();
}

std::optional<QByteArray> decrypt(const QByteArray &sealed, const QByteArray &key, const QByteArray &nonce,
                                  const QByteArray &context)
{
    const CipherContext cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    const QByteArray text = sealed.chopped(TagSize);
    QByteArray tag = sealed.last(TagSize);
    QByteArray plain(text.size(), '\0');
    int size = 0;
    const bool genuine =
        EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, in(key), in(nonce)) > 0 &&
        EVP_DecryptUpdate(cipher.get(), nullptr, &size, in(context), sizeOf(context)) > 0 &&
        EVP_DecryptUpdate(cipher.get(), out(plain), &size, in(text), sizeOf(text)) > 0 &&
        EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, TagSize, out(tag)) > 0 &&
        EVP_DecryptFinal_ex(cipher.get(), out(plain) + size, &size) > 0;
    return genuine ? std::optional(plain) : std::nullopt;
}

} // namespace

SealedValue::SealedValue(QByteArray bytes)
    : m_bytes(std::move(bytes))
{
}

core::Result<SealedValue> SealedValue::seal(const core::SecretString &secret,
                                            const core::SecretString &saltKey, const QString &context)
{
    if (saltKey.isEmpty())
        return core::fail(ErrorKind::InvalidInput, QStringLiteral("There is no salt key to seal with"));
    QByteArray random(SaltSize + NonceSize, '\0');
    if (RAND_bytes(out(random), sizeOf(random)) <= 0)
        return cryptoFailure();
    const QByteArray key = deriveKey(saltKey, random.first(SaltSize));
    if (key.isEmpty())
        return cryptoFailure();
    const QByteArray sealed = encrypt(secret.revealUtf8(), key, random.last(NonceSize), context.toUtf8());
    if (sealed.isEmpty())
        return cryptoFailure();
    return SealedValue(random + sealed);
}

core::Result<SealedValue> SealedValue::fromText(const QString &text)
{
    const auto decoded = QByteArray::fromBase64Encoding(text.mid(prefix().size()).toLatin1(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!text.startsWith(prefix()) || !decoded || decoded.decoded.size() < Overhead)
        return core::fail(ErrorKind::InvalidInput, QStringLiteral("This is not a sealed value"));
    return SealedValue(decoded.decoded);
}

QString SealedValue::toText() const
{
    return prefix() + QString::fromLatin1(m_bytes.toBase64());
}

core::Result<core::SecretString> SealedValue::open(const core::SecretString &saltKey,
                                                   const QString &context) const
{
    const QByteArray key = deriveKey(saltKey, m_bytes.first(SaltSize));
    if (key.isEmpty())
        return cryptoFailure();
    const auto plain = decrypt(m_bytes.sliced(SaltSize + NonceSize), key, m_bytes.sliced(SaltSize, NonceSize),
                               context.toUtf8());
    if (!plain)
        return core::fail(ErrorKind::Forbidden, QStringLiteral("The sealed value does not open"));
    return core::SecretString(QString::fromUtf8(*plain));
}

} // namespace sekisho::secrets
