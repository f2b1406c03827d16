// SPDX-License-Identifier: GPL-3.0-or-later
#include "proxymodelrepository.h"

#include "authorcolumns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QString ruleColumns()
{
    return u"model_name, litellm_params, model_info, team_id, "_s + authorColumnNames();
}

QVariantList ruleValues(const ProxyModel &model)
{
    return QVariantList{model.modelName, bindJson(model.params), bindJson(model.info), bind(model.teamId)} +
           bindAuthorship(model.authorship);
}

ProxyModel readModel(const Row &row)
{
    return {row.text(0),      row.text(1),         readJson(row, 2),
            readJson(row, 3), row.optionalText(4), readAuthorship(row, 5)};
}

} // namespace

Result<void> ProxyModelRepository::insert(const ProxyModel &model)
{
    return m_database.run(insertSql(u"proxy_models"_s, u"model_id, "_s + ruleColumns()),
                          QVariantList{model.modelId} + ruleValues(model));
}

Result<void> ProxyModelRepository::update(const ProxyModel &model)
{
    const QString sql = u"UPDATE proxy_models SET %1 WHERE model_id = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(model) + QVariantList{model.modelId}), u"Model"_s);
}

Result<void> ProxyModelRepository::erase(const QString &modelId)
{
    return expectChange(m_database.execute(u"DELETE FROM proxy_models WHERE model_id = ?"_s, {modelId}),
                        u"Model"_s);
}

Result<QList<ProxyModel>> ProxyModelRepository::all()
{
    return m_database.select<ProxyModel>(
        u"SELECT model_id, %1 FROM proxy_models ORDER BY created_at, model_id"_s.arg(ruleColumns()), {},
        readModel);
}

} // namespace sekisho::storage
