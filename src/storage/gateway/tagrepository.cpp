// SPDX-License-Identifier: GPL-3.0-or-later
#include "tagrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

// Written by update(); spend and the identity stand apart.
QString ruleColumns()
{
    return u"description, models, model_info, budget_id, budget_reset_at, created_at, created_by, updated_at"_s;
}

QString columns()
{
    return u"tag_name, spend, "_s + ruleColumns();
}

QVariantList ruleValues(const Tag &tag)
{
    return {bind(tag.description),
            bindStrings(tag.models),
            bindJson(tag.modelInfo),
            bind(tag.budgetId),
            bind(tag.limits.budgetResetAt),
            bind(tag.createdAt),
            tag.createdBy,
            bind(tag.updatedAt)};
}

Tag readTag(const Row &row)
{
    Tag tag{.name = row.text(0),
            .description = row.optionalText(2),
            .models = readStrings(row, 3),
            .modelInfo = readJson(row, 4),
            .spend = readMoney(row, 1),
            .budgetId = row.optionalText(5),
            .createdAt = row.time(7),
            .createdBy = row.text(8),
            .updatedAt = row.time(9)};
    tag.limits.budgetResetAt = row.optionalTime(6);
    return tag;
}

} // namespace

Result<void> TagRepository::insert(const Tag &tag)
{
    return m_database.run(insertSql(u"tags"_s, columns()),
                          QVariantList{tag.name, bindMoney(tag.spend)} + ruleValues(tag));
}

Result<void> TagRepository::update(const Tag &tag)
{
    const QString sql = u"UPDATE tags SET %1 WHERE tag_name = ?"_s.arg(assignments(ruleColumns()));
    return expectChange(m_database.execute(sql, ruleValues(tag) + QVariantList{tag.name}), u"Tag"_s);
}

Result<void> TagRepository::erase(const QString &name)
{
    return expectChange(m_database.execute(u"DELETE FROM tags WHERE tag_name = ?"_s, {name}), u"Tag"_s);
}

Result<std::optional<Tag>> TagRepository::find(const QString &name)
{
    return m_database.selectOne<Tag>(u"SELECT %1 FROM tags WHERE tag_name = ?"_s.arg(columns()), {name},
                                     readTag);
}

Result<QList<Tag>> TagRepository::all()
{
    return m_database.select<Tag>(
        u"SELECT %1 FROM tags ORDER BY created_at DESC, tag_name DESC"_s.arg(columns()), {}, readTag);
}

// Steps from name to name in the index: the sums of a busy tag are many rows.
Result<QStringList> TagRepository::seen(std::int64_t most)
{
    auto names = m_database.select<QString>(
        u"WITH RECURSIVE seen (name) AS (SELECT MIN(entity_id) FROM daily_spend WHERE entity_type = 'tag' "
        u"UNION ALL SELECT (SELECT MIN(entity_id) FROM daily_spend WHERE entity_type = 'tag' AND entity_id > "
        u"seen.name) FROM seen WHERE seen.name IS NOT NULL) SELECT name FROM seen WHERE name IS NOT NULL LIMIT ?"_s,
        {qlonglong(most)}, [](const Row &row) { return row.text(0); });
    if (!names)
        return core::fail(names.error());
    return QStringList(*names);
}

} // namespace sekisho::storage
