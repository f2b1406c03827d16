// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricetable.h"

#include <QFile>
#include <QRegularExpression>

/// Outside any namespace, as the macro asks; needed because the list lies in a static library.
static void loadPrices()
{
    Q_INIT_RESOURCE(prices);
}

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static Json readTable()
{
    loadPrices();
    QFile file(u":/providers/prices/models.json"_s);
    return file.open(QIODevice::ReadOnly) ? core::parseJson(file.readAll()).value_or(Json()) : Json();
}

const PriceTable &PriceTable::builtIn()
{
    static const PriceTable table(readTable());
    return table;
}

PriceTable::PriceTable(const Json &document)
{
    const Json &models = core::memberOr(document, "models");
    if (!models.is_object())
        return;
    for (const auto &[name, price] : models.items()) {
        const auto input = core::optionalNumber(price, "input_cost_per_token");
        const auto output = core::optionalNumber(price, "output_cost_per_token");
        const auto window = core::optionalNumber(price, "max_input_tokens");
        if (input && output)
            m_prices.insert(QString::fromStdString(name),
                            {*input, *output, window ? std::optional(std::int64_t(*window)) : std::nullopt});
    }
}

std::optional<ListPrice> PriceTable::find(const QString &name) const
{
    static const QRegularExpression date(u"-(\\d{4}-\\d{2}-\\d{2}|\\d{8})$"_s);
    const QString full = name.contains(u'/') ? name : u"openai/"_s + name;
    QStringList names{full, QString(full).remove(date)};
    if (full.startsWith(u"azure/"_s)) {
        const QString atOpenAi = u"openai/"_s + full.section(u'/', 1);
        names += {atOpenAi, QString(atOpenAi).remove(date)};
    }
    for (const QString &candidate : names) {
        if (const auto found = m_prices.constFind(candidate); found != m_prices.cend())
            return *found;
    }
    return std::nullopt;
}

} // namespace sekisho::gateway
