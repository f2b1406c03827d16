// SPDX-License-Identifier: GPL-3.0-or-later
#include "providerregistry.h"

#include "demoprovider.h"
#include "openaiprovider.h"

namespace sekisho::providers {

ProviderRegistry::ProviderRegistry(http::ConnectionPool &pool)
{
    add(QStringLiteral("openai"), std::make_unique<OpenAiProvider>(pool));
    add(QStringLiteral("demo"), std::make_unique<DemoProvider>());
}

ProviderRegistry::~ProviderRegistry() = default;

void ProviderRegistry::add(const QString &name, std::unique_ptr<Provider> provider)
{
    m_providers[name] = std::move(provider);
}

Provider *ProviderRegistry::provider(const QString &name) const
{
    const auto it = m_providers.find(name);
    return it == m_providers.end() ? nullptr : it->second.get();
}

} // namespace sekisho::providers
