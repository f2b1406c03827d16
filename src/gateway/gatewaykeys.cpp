// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewaykeys.h"

#include <core/ids.h>

namespace sekisho::gateway {

using core::SecretString;
using namespace Qt::Literals::StringLiterals;

static SecretString fromEnvironment(const GatewayOptions &options, const QStringList &names)
{
    for (const QString &name : names) {
        for (const auto *environment : {&options.config.variables, &options.environment}) {
            if (const QString value = environment->value(name); !value.isEmpty())
                return SecretString(value);
        }
    }
    return {};
}

static core::Result<SecretString> kept(KeyKeeper &keeper, GatewayKey key, const QString &fresh)
{
    auto loaded = keeper.load(key);
    if (!loaded)
        return core::fail(loaded.error());
    if (*loaded)
        return std::move(**loaded);
    SecretString made(fresh);
    if (const auto done = keeper.store(key, made); !done)
        return core::fail(done.error());
    return made;
}

static core::Result<void> chooseMaster(const GatewayOptions &options, KeyKeeper &keeper, GatewayKeys &keys)
{
    keys.master = options.config.masterKey;
    if (keys.master.isEmpty())
        keys.master = fromEnvironment(options, {u"SEKISHO_MASTER_KEY"_s, u"LITELLM_MASTER_KEY"_s});
    if (!keys.master.isEmpty())
        return {};
    auto own = kept(keeper, GatewayKey::Master, core::newVirtualKey());
    if (!own)
        return core::fail(own.error());
    keys.master = std::move(*own);
    keys.masterIsOwn = true;
    return {};
}

static core::Result<void> chooseLangfuse(const GatewayOptions &options, KeyKeeper &keeper, GatewayKeys &keys)
{
    SecretString publicKey = fromEnvironment(options, {u"LANGFUSE_INIT_PROJECT_PUBLIC_KEY"_s});
    keys.langfuseSecret = fromEnvironment(options, {u"LANGFUSE_INIT_PROJECT_SECRET_KEY"_s});
    if (publicKey.isEmpty()) {
        auto own = kept(keeper, GatewayKey::LangfusePublic, u"pk-lf-"_s + core::newUuid());
        if (!own)
            return core::fail(own.error());
        publicKey = std::move(*own);
    }
    if (keys.langfuseSecret.isEmpty()) {
        auto own = kept(keeper, GatewayKey::LangfuseSecret, u"sk-lf-"_s + core::newUuid());
        if (!own)
            return core::fail(own.error());
        keys.langfuseSecret = std::move(*own);
    }
    keys.langfusePublic = publicKey.reveal();
    return {};
}

// Made by the program it is random; a short one of a person is taken as it is, as LiteLLM does.
static core::Result<void> chooseSalt(const GatewayOptions &options, KeyKeeper &keeper, GatewayKeys &keys)
{
    keys.salt = options.config.saltKey;
    if (keys.salt.isEmpty())
        keys.salt = fromEnvironment(options, {u"SEKISHO_SALT_KEY"_s, u"LITELLM_SALT_KEY"_s});
    if (!keys.salt.isEmpty())
        return {};
    auto own = kept(keeper, GatewayKey::Salt, core::randomHex(32));
    if (!own)
        return core::fail(own.error());
    keys.salt = std::move(*own);
    return {};
}

core::Result<GatewayKeys> chooseKeys(const GatewayOptions &options, KeyKeeper &keeper)
{
    GatewayKeys keys;
    auto done = chooseMaster(options, keeper, keys);
    if (done)
        done = chooseLangfuse(options, keeper, keys);
    if (done)
        done = chooseSalt(options, keeper, keys);
    if (!done)
        return core::fail(done.error());
    return keys;
}

} // namespace sekisho::gateway
