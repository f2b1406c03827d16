// SPDX-License-Identifier: GPL-3.0-or-later
#include "tlsfiles.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static core::Failure bad(const QString &what)
{
    return core::fail(ErrorKind::InvalidInput, what);
}

static core::Result<QSslKey> readKey(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return bad(u"%1: %2"_s.arg(path, file.errorString()));
    const QByteArray pem = file.readAll();
    for (const auto algorithm : {QSsl::Rsa, QSsl::Ec}) {
        if (QSslKey key(pem, algorithm); !key.isNull())
            return key;
    }
    return bad(u"%1 holds no RSA or EC key without passphrase"_s.arg(path));
}

core::Result<std::optional<QSslConfiguration>> readTlsFiles(const QString &certificateFile,
                                                            const QString &keyFile)
{
    if (certificateFile.isEmpty() && keyFile.isEmpty())
        return std::optional<QSslConfiguration>();
    if (certificateFile.isEmpty() || keyFile.isEmpty())
        return bad(u"TLS needs both a certificate and its key"_s);
    const auto chain =
        QSslCertificate::fromPath(certificateFile, QSsl::Pem, QSslCertificate::PatternSyntax::FixedString);
    if (chain.isEmpty())
        return bad(u"%1 holds no certificate"_s.arg(certificateFile));
    auto key = readKey(keyFile);
    if (!key)
        return core::fail(key.error());
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(*key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return std::optional(configuration);
}

} // namespace sekisho::gateway
