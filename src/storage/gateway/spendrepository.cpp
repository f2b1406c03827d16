// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendrepository.h"

#include "columns.h"
#include "spendplace.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;

static constexpr SpendOwner AllSpendOwners[] = {SpendOwner::Key,
                                                SpendOwner::Team,
                                                SpendOwner::Member,
                                                SpendOwner::Budget,
                                                SpendOwner::User,
                                                SpendOwner::Organization,
                                                SpendOwner::OrganizationMember,
                                                SpendOwner::Customer,
                                                SpendOwner::Tag,
                                                SpendOwner::KeyModel};

core::Result<void> SpendRepository::restart(SpendOwner owner, const QString &id, const QString &second,
                                            const SpendRestart &restart)
{
    const SpendPlace place = spendPlaceOf(owner);
    const QString sql = u"UPDATE %1 SET spend = ?, budget_reset_at = ?, spend_since = ?%2"_s.arg(
        QLatin1StringView(place.table), place.where());
    const QVariantList values{bindMoney(restart.spend), bind(restart.resetAt), bind(restart.since)};
    return expectChange(m_database.execute(sql, values + place.values(id, second)), u"What spends"_s);
}

core::Result<void> SpendRepository::restartCustomersWithoutBudget(core::Timestamp since)
{
    return m_database.run(
        u"UPDATE end_users SET spend = 0, spend_since = ? WHERE NOT EXISTS (SELECT 1 FROM budgets WHERE "
        u"budgets.budget_id = end_users.budget_id AND (budgets.max_budget IS NOT NULL OR "
        u"budgets.budget_duration IS NOT NULL))"_s,
        {bind(since)});
}

core::Result<void> SpendRepository::setNextReset(SpendOwner owner, const QString &id, const QString &second,
                                                 core::Timestamp resetAt)
{
    const SpendPlace place = spendPlaceOf(owner);
    const QString sql =
        u"UPDATE %1 SET budget_reset_at = ?%2"_s.arg(QLatin1StringView(place.table), place.where());
    return expectChange(m_database.execute(sql, QVariantList{bind(resetAt)} + place.values(id, second)),
                        u"What spends"_s);
}

core::Result<std::int64_t> SpendRepository::countFrom(core::Timestamp now)
{
    std::int64_t count = 0;
    const auto done = m_database.transaction([&]() -> core::Result<void> {
        for (const SpendOwner owner : AllSpendOwners) {
            const QString sql = u"UPDATE %1 SET spend_since = ? WHERE spend_since > ?"_s.arg(
                QLatin1StringView(spendPlaceOf(owner).table));
            const auto changed = m_database.execute(sql, {bind(now), bind(now)});
            if (!changed)
                return core::fail(changed.error());
            count += *changed;
        }
        return {};
    });
    return done ? core::Result<std::int64_t>(count) : core::fail(done.error());
}

core::Result<void> SpendRepository::inheritKey(QByteArrayView from, QByteArrayView to)
{
    const QString ofOld = u"(SELECT %1 FROM verification_tokens AS old WHERE old.token = ?)"_s;
    const QString sql = u"UPDATE verification_tokens SET spend = %1, spend_since = %2 WHERE token = ?"_s.arg(
        ofOld.arg(u"spend"_s), ofOld.arg(u"spend_since"_s));
    return expectChange(m_database.execute(sql, {bindText(from), bindText(from), bindText(to)}), u"Key"_s);
}

} // namespace sekisho::storage
