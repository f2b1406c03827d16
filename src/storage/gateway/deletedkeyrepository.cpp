// SPDX-License-Identifier: GPL-3.0-or-later
#include "deletedkeyrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QString columns()
{
    return u"token, key_alias, user_id, team_id, organization_id, content, deleted_at, deleted_by"_s;
}

Where conditions(const KeyFilter &filter)
{
    Where where;
    where.addEqual(u"token"_s, filter.token);
    where.addEqual(u"key_alias"_s, filter.keyAlias);
    where.addEqual(u"user_id"_s, filter.userId);
    where.addEqual(u"team_id"_s, filter.teamId);
    where.addEqual(u"organization_id"_s, filter.organizationId);
    return where;
}

DeletedKey readKey(const Row &row)
{
    return {.token = row.bytes(0),
            .keyAlias = row.optionalText(1),
            .userId = row.optionalText(2),
            .teamId = row.optionalText(3),
            .organizationId = row.optionalText(4),
            .row = readJson(row, 5),
            .deletedAt = row.time(6),
            .deletedBy = row.text(7)};
}

} // namespace

Result<void> DeletedKeyRepository::insert(const DeletedKey &key)
{
    auto done =
        m_database.run(u"DELETE FROM deleted_verification_tokens WHERE token = ?"_s, {bindText(key.token)});
    if (!done)
        return done;
    return m_database.run(insertSql(u"deleted_verification_tokens"_s, columns()),
                          {bindText(key.token), bind(key.keyAlias), bind(key.userId), bind(key.teamId),
                           bind(key.organizationId), bindJson(key.row), bind(key.deletedAt), key.deletedBy});
}

Result<QList<DeletedKey>> DeletedKeyRepository::list(const KeyFilter &filter, Page page)
{
    const Where where = conditions(filter);
    const QString sql =
        u"SELECT %1 FROM deleted_verification_tokens%2 ORDER BY deleted_at DESC, token DESC LIMIT ? OFFSET ?"_s
            .arg(columns(), where.sql());
    return m_database.select<DeletedKey>(
        sql, where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, readKey);
}

Result<std::int64_t> DeletedKeyRepository::count(const KeyFilter &filter)
{
    const Where where = conditions(filter);
    const auto count = m_database.selectOne<std::int64_t>(
        u"SELECT COUNT(*) FROM deleted_verification_tokens"_s + where.sql(), where.values(),
        [](const Row &row) { return row.integer(0); });
    if (!count)
        return core::fail(count.error());
    return count->value_or(0);
}

} // namespace sekisho::storage
