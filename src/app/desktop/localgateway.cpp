// SPDX-License-Identifier: GPL-3.0-or-later
#include "localgateway.h"

#include <core/ids.h>

#include <array>

namespace sekisho::app {

using core::SecretString;
using gateway::GatewayInfo;

namespace {

constexpr quint16 UsualPort = 4000;
constexpr auto StopPatience = std::chrono::seconds(2);

/// What the gateway asks its environment for, where it is kept, and how one is made at the first start.
struct OwnKey {
    const char *variable;
    const char *secretName;
    QString (*make)();
};

const std::array<OwnKey, 3> OwnKeys = {{
    {"SEKISHO_MASTER_KEY", "local/master-key", [] { return core::newVirtualKey(); }},
    {"LANGFUSE_INIT_PROJECT_PUBLIC_KEY", "local/langfuse-public",
     [] { return QStringLiteral("pk-lf-") + core::newUuid(); }},
    {"LANGFUSE_INIT_PROJECT_SECRET_KEY", "local/langfuse-secret",
     [] { return QStringLiteral("sk-lf-") + core::newUuid(); }},
}};

const OwnKey &ownKey(int index)
{
    return OwnKeys[static_cast<std::size_t>(index)];
}

} // namespace

LocalGateway::LocalGateway(secrets::SecretStore *store, QString dataDir, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_dataDir(std::move(dataDir))
{
}

void LocalGateway::start()
{
    m_isStopping = false;
    readKey(0);
}

QFuture<void> LocalGateway::stop()
{
    m_isStopping = true;
    return m_gateway.drain(StopPatience);
}

void LocalGateway::readKey(int index)
{
    if (index == static_cast<int>(OwnKeys.size()))
        return listen(UsualPort);
    const QString name = QString::fromLatin1(ownKey(index).secretName);
    m_store->read(name).then(
        this, [this, index, name](const core::Result<std::optional<SecretString>> &kept) {
            if (!kept)
                return Q_EMIT failed(kept.error());
            if (*kept)
                return useKey(index, **kept);
            const SecretString made(ownKey(index).make());
            m_store->write(name, made).then(this, [this, index, made](const core::Result<void> &written) {
                if (written)
                    useKey(index, made);
                else
                    Q_EMIT failed(written.error());
            });
        });
}

void LocalGateway::useKey(int index, const SecretString &key)
{
    m_keys.insert(QString::fromLatin1(ownKey(index).variable), key.reveal());
    readKey(index + 1);
}

void LocalGateway::listen(quint16 port)
{
    if (m_isStopping)
        return;
    gateway::GatewayOptions options;
    options.config = gateway::defaultConfig();
    options.port = port;
    options.dataDir = m_dataDir;
    options.environment = m_keys;
    m_gateway.start(std::move(options)).then(this, [this, port](const core::Result<GatewayInfo> &info) {
        listened(port, info);
    });
}

void LocalGateway::listened(quint16 port, const core::Result<GatewayInfo> &info)
{
    if (m_isStopping)
        return;
    if (info) {
        m_info = *info;
        Q_EMIT started(m_info);
    } else if (port != 0) {
        // Another program may have the usual port; any other reason shows itself again.
        listen(0);
    } else {
        Q_EMIT failed(info.error());
    }
}

} // namespace sekisho::app
