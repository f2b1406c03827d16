// SPDX-License-Identifier: GPL-3.0-or-later
#include "projectauth.h"

#include <core/ids.h>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Result;

namespace {

core::Failure refused(const QString &text)
{
    return core::fail(ErrorKind::Unauthenticated, text);
}

Result<void> checkBasic(QByteArrayView encoded, const ProjectKeys &keys)
{
    const auto decoded =
        QByteArray::fromBase64Encoding(encoded.toByteArray(), QByteArray::AbortOnBase64DecodingErrors);
    const QByteArray pair = decoded ? *decoded : QByteArray();
    const auto colon = pair.indexOf(':');
    if (colon < 0)
        return refused(u"Invalid authorization header. Confirm that you've configured the correct host."_s);
    const bool known = core::equalInConstantTime(pair.first(colon), keys.publicKey.toUtf8());
    const bool proven = core::equalInConstantTime(pair.sliced(colon + 1), keys.secretKey.revealUtf8());
    // Both are compared always, so that the time tells nothing about which was wrong.
    if (known & proven && !keys.secretKey.isEmpty())
        return {};
    return refused(u"Invalid credentials. Confirm that you've configured the correct host."_s);
}

Result<void> checkBearer(QByteArrayView token, const ProjectKeys &keys)
{
    if (!core::equalInConstantTime(token, keys.publicKey.toUtf8()))
        return refused(u"Invalid public key. Confirm that you've configured the correct host."_s);
    return core::fail(ErrorKind::Forbidden, u"Access denied - insufficient permissions for this endpoint"_s);
}

/// What follows the scheme, or nothing when it is another scheme.
std::optional<QByteArrayView> afterScheme(QByteArrayView header, QByteArrayView scheme)
{
    if (header.size() <= scheme.size() || header.at(scheme.size()) != ' ' ||
        header.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return std::nullopt;
    return header.sliced(scheme.size() + 1).trimmed();
}

} // namespace

Result<void> authorise(QByteArrayView header, const ProjectKeys &keys)
{
    if (header.isEmpty())
        return refused(u"No authorization header"_s);
    if (const auto pair = afterScheme(header, "Basic"))
        return checkBasic(*pair, keys);
    if (const auto token = afterScheme(header, "Bearer"))
        return checkBearer(*token, keys);
    return refused(u"Invalid authorization header"_s);
}

} // namespace sekisho::traces
