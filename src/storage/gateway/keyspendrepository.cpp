// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyspendrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

Result<QList<KeyModelSpend>> KeySpendRepository::modelSpends()
{
    return m_database.select<KeyModelSpend>(
        u"SELECT token, model, spend, budget_reset_at FROM key_model_spend"_s, {}, [](const Row &row) {
            return KeyModelSpend{row.bytes(0), row.text(1), readMoney(row, 2), row.optionalTime(3)};
        });
}

Result<void> KeySpendRepository::ensure(const KeyModelSpend &row)
{
    return m_database.run(
        insertSql(u"key_model_spend"_s, u"token, model, spend, budget_reset_at"_s) +
            u" ON CONFLICT (token, model) DO UPDATE SET budget_reset_at = excluded.budget_reset_at"_s,
        {bindText(row.token), row.model, bindMoney(row.spend), bind(row.budgetResetAt)});
}

Result<void> KeySpendRepository::erase(QByteArrayView token, const QString &model)
{
    return m_database.run(u"DELETE FROM key_model_spend WHERE token = ? AND model = ?"_s,
                          {bindText(token), model});
}

Result<void> KeySpendRepository::move(QByteArrayView from, QByteArrayView to)
{
    return m_database.run(u"UPDATE key_model_spend SET token = ? WHERE token = ?"_s,
                          {bindText(to), bindText(from)});
}

Result<QList<KeySuccession>> KeySpendRepository::successions()
{
    return m_database.select<KeySuccession>(
        u"SELECT token, active_token, revoke_at FROM deprecated_verification_tokens"_s, {},
        [](const Row &row) {
            return KeySuccession{row.bytes(0), row.bytes(1), row.time(2)};
        });
}

Result<void> KeySpendRepository::insert(const KeySuccession &succession)
{
    auto done =
        m_database.run(u"UPDATE deprecated_verification_tokens SET active_token = ? WHERE active_token = ?"_s,
                       {bindText(succession.activeToken), bindText(succession.token)});
    if (!done)
        return done;
    return m_database.run(
        insertSql(u"deprecated_verification_tokens"_s, u"token, active_token, revoke_at"_s),
        {bindText(succession.token), bindText(succession.activeToken), bind(succession.revokeAt)});
}

} // namespace sekisho::storage
