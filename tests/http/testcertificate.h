// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>

/// A self-signed certificate for 127.0.0.1 and localhost, made anew for each test run.
struct TestCertificate {
    QSslConfiguration server;
    QSslConfiguration client; ///< trusts only this certificate
};

TestCertificate makeTestCertificate();
