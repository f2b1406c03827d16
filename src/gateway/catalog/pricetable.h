// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <QHash>

#include <optional>

namespace sekisho::gateway {

/// What a public model costs, in US dollars per token.
struct ListPrice {
    double input = 0;
    double output = 0;
    std::optional<std::int64_t> contextWindow;
};

/// The list prices of public models that come with the program (resources/providers/prices; its `about` says
/// from where and when). Immutable.
class PriceTable
{
public:
    /// The table of the program, read at the first call; from any thread.
    static const PriceTable &builtIn();
    explicit PriceTable(const core::Json &document);

    /// Of "azure/gpt-4o-mini" or "gpt-4o-mini-2024-07-18": a name without a provider is OpenAI's, a model of
    /// Azure that is not listed there costs what it does at OpenAI, a dated version what the model does.
    /// Nothing for what is not known.
    std::optional<ListPrice> find(const QString &name) const;
    std::size_t size() const { return std::size_t(m_prices.size()); }

private:
    QHash<QString, ListPrice> m_prices;
};

} // namespace sekisho::gateway
