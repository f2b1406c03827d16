// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/gatewayconfig.h"
#include "keykeeper.h"
#include "stages/requestlife.h"

#include <http/server.h>
#include <storage/databaseaddress.h>

#include <QHostAddress>
#include <QProcessEnvironment>

namespace sekisho::gateway {

/// How a gateway is started.
struct GatewayOptions {
    GatewayConfig config; ///< see defaultConfig()
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 4000; ///< 0 takes a free one
    QString dataDir;
    /// The PostgreSQL server that has the gateway's tables; empty: gateway.db in dataDir. config.databaseUrl
    /// is only what the file says; programs decide.
    storage::DatabaseAddress databaseUrl;
    int threads = 1;
    http::Limits limits;
    std::shared_ptr<const core::Clock> clock; ///< null: the system's
    QString tlsCertificateFile;               ///< PEM; with tlsKeyFile, or none of both
    QString tlsKeyFile;
    /// Asked for what config does not say: SEKISHO_MASTER_KEY, LITELLM_MASTER_KEY, SEKISHO_SALT_KEY,
    /// LITELLM_SALT_KEY, STORE_MODEL_IN_DB, LANGFUSE_INIT_PROJECT_PUBLIC_KEY and
    /// LANGFUSE_INIT_PROJECT_SECRET_KEY.
    QProcessEnvironment environment;
    std::shared_ptr<KeyKeeper> keeper; ///< null: files in dataDir
    StageObserver observer;            ///< called on the I/O threads
};

/// What one needs to know of a gateway that runs.
struct GatewayInfo {
    QUrl url;
    quint16 port = 0;
    core::SecretString masterKey;
    QString masterKeyPlace; ///< where it is kept if the gateway made it; else empty
    QString langfusePublicKey;
    core::SecretString langfuseSecretKey;
    QStringList notes; ///< of the configuration, and what may surprise
};

} // namespace sekisho::gateway
