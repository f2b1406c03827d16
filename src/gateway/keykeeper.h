// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secretstring.h>

#include <optional>

namespace sekisho::gateway {

/// The keys that a gateway makes for itself at its first start.
enum class GatewayKey { Master, LangfusePublic, LangfuseSecret, Salt };

/// Where a gateway's own keys stay between runs. Called on the management thread; may block.
class KeyKeeper
{
public:
    virtual ~KeyKeeper() = default;
    /// std::nullopt when there is none yet.
    virtual core::Result<std::optional<core::SecretString>> load(GatewayKey key) = 0;
    virtual core::Result<void> store(GatewayKey key, const core::SecretString &value) = 0;
    /// In words, for people: "/home/u/.local/share/sekisho/master.key".
    virtual QString placeOf(GatewayKey key) const = 0;
};

/// Files of the data folder that only their owner may read.
class FileKeyKeeper final : public KeyKeeper
{
public:
    explicit FileKeyKeeper(QString folder);
    core::Result<std::optional<core::SecretString>> load(GatewayKey key) override;
    core::Result<void> store(GatewayKey key, const core::SecretString &value) override;
    QString placeOf(GatewayKey key) const override;

private:
    QString m_folder;
};

} // namespace sekisho::gateway
