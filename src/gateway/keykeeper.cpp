// SPDX-License-Identifier: GPL-3.0-or-later
#include "keykeeper.h"

#include <QFile>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

FileKeyKeeper::FileKeyKeeper(QString folder)
    : m_folder(std::move(folder))
{
}

QString FileKeyKeeper::placeOf(GatewayKey key) const
{
    switch (key) {
    case GatewayKey::LangfusePublic:
        return m_folder + u"/langfuse-public.key"_s;
    case GatewayKey::LangfuseSecret:
        return m_folder + u"/langfuse-secret.key"_s;
    case GatewayKey::Salt:
        return m_folder + u"/salt.key"_s;
    case GatewayKey::Master:
        break;
    }
    return m_folder + u"/master.key"_s;
}

core::Result<std::optional<core::SecretString>> FileKeyKeeper::load(GatewayKey key)
{
    QFile file(placeOf(key));
    if (!file.exists())
        return std::optional<core::SecretString>();
    if (!file.open(QIODevice::ReadOnly))
        return core::fail(ErrorKind::Storage, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    core::SecretString value(QString::fromUtf8(file.readAll()).trimmed());
    if (value.isEmpty())
        return core::fail(ErrorKind::Storage,
                          u"%1 holds no key; delete it to have a new one made"_s.arg(file.fileName()));
    return std::optional(std::move(value));
}

core::Result<void> FileKeyKeeper::store(GatewayKey key, const core::SecretString &value)
{
    QFile file(placeOf(key));
    const QByteArray line = value.revealUtf8() + '\n';
    const bool isOpen = file.open(QIODevice::WriteOnly | QIODevice::Truncate,
                                  QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!isOpen || file.write(line) != line.size() || !file.flush())
        return core::fail(ErrorKind::Storage, u"%1: %2"_s.arg(file.fileName(), file.errorString()));
    return {};
}

} // namespace sekisho::gateway
