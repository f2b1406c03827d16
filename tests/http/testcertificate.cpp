// SPDX-License-Identifier: GPL-3.0-or-later
#include "testcertificate.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using Buffer = std::unique_ptr<BIO, decltype(&BIO_free_all)>;

void addNames(X509 *certificate)
{
    auto *name = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("localhost"),
                               -1, -1, 0);
    X509_set_issuer_name(certificate, name);
    auto *names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
    X509_add_ext(certificate, names, -1);
    X509_EXTENSION_free(names);
}

Certificate sign(EVP_PKEY *key)
{
    Certificate certificate(X509_new(), &X509_free);
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 86400);
    X509_set_pubkey(certificate.get(), key);
    addNames(certificate.get());
    X509_sign(certificate.get(), key, EVP_sha256());
    return certificate;
}

QByteArray contentOf(BIO *buffer)
{
    char *data = nullptr;
    const auto size = BIO_get_mem_data(buffer, &data);
    return QByteArray(data, size);
}

} // namespace

TestCertificate makeTestCertificate()
{
    const Key key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
    const auto signedByItself = sign(key.get());
    const Buffer keyPem(BIO_new(BIO_s_mem()), &BIO_free_all);
    const Buffer certificatePem(BIO_new(BIO_s_mem()), &BIO_free_all);
    PEM_write_bio_PrivateKey(keyPem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    PEM_write_bio_X509(certificatePem.get(), signedByItself.get());
    const QSslCertificate certificate(contentOf(certificatePem.get()));

    TestCertificate result;
    result.server = result.client = QSslConfiguration::defaultConfiguration();
    result.server.setLocalCertificate(certificate);
    result.server.setPrivateKey(QSslKey(contentOf(keyPem.get()), QSsl::Ec));
    result.server.setPeerVerifyMode(QSslSocket::VerifyNone);
    result.client.setCaCertificates({certificate});
    return result;
}
