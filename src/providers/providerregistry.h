// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

#include <map>

namespace sekisho::http {
class ConnectionPool;
}

namespace sekisho::providers {

/// The upstream dialects by the name that a Deployment carries. One for each I/O thread, used on that thread
/// only.
class ProviderRegistry
{
public:
    /// Knows "openai" (over `pool`, which must outlive the registry) and "demo".
    explicit ProviderRegistry(http::ConnectionPool &pool);
    ~ProviderRegistry();

    /// Adds or replaces one, for tests and further dialects.
    void add(const QString &name, std::unique_ptr<Provider> provider);
    /// Null if no dialect has this name.
    Provider *provider(const QString &name) const;

private:
    std::map<QString, std::unique_ptr<Provider>> m_providers;
};

} // namespace sekisho::providers
