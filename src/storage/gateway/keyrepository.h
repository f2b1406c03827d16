// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

#include <storage/database.h>

namespace sekisho::storage {

/// What /key/list may ask for; absent means any.
struct KeyFilter {
    std::optional<QString> token;
    std::optional<QString> keyAlias;
    bool aliasContains = false; ///< `keyAlias` may be anywhere in the alias, in any case
    /// One of these; instead of `aliasContains` where they are few.
    std::optional<std::vector<QByteArray>> tokens;
    std::optional<QString> userId;
    std::optional<QString> teamId;
    std::optional<QString> organizationId;
    std::optional<QString> budgetId;
    std::optional<QString> createdBy; ///< or created by; widens `userId`
    QStringList orTeams;              ///< or of one of these teams; widens `userId`
    std::optional<core::Timestamp> expiredBefore;
    std::optional<core::Timestamp> validAt; ///< not expired then
};

/// Its keys are sessions of a dashboard, nobody's keys: lists leave them out.
inline const QString DashboardTeam = QStringLiteral("litellm-dashboard");

enum class KeyColumn { CreatedAt, UpdatedAt, Spend, MaxBudget, Token, KeyAlias };

struct KeyOrder {
    KeyColumn column = KeyColumn::CreatedAt;
    bool descending = true;
};

struct Page {
    std::int64_t offset = 0;
    std::int64_t limit = 100;
};

/// The table `verification_tokens`.
class KeyRepository
{
public:
    explicit KeyRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const VirtualKey &key);
    /// Writes everything but the spend, which the ledger adds to. NotFound if there is no such key.
    core::Result<void> update(const VirtualKey &key);
    core::Result<void> erase(QByteArrayView token);

    core::Result<std::optional<VirtualKey>> find(QByteArrayView token);
    core::Result<std::optional<VirtualKey>> findByAlias(const QString &alias);
    /// Oldest first.
    core::Result<QList<VirtualKey>> all();
    core::Result<QList<VirtualKey>> ofTeam(const QString &teamId);
    core::Result<QList<VirtualKey>> ofBudget(const QString &budgetId);
    core::Result<QList<VirtualKey>> list(const KeyFilter &filter, KeyOrder order = {}, Page page = {});
    /// The same where `total` such keys are known to be there: the later half is read from its end.
    core::Result<QList<VirtualKey>> listOf(std::int64_t total, const KeyFilter &filter, KeyOrder order,
                                           Page page);
    /// The aliases of such keys, in their order.
    core::Result<QStringList> aliases(const KeyFilter &filter, Page page);
    /// Those whose `keyRotationAt` has come, earliest first; neither blocked nor expired ones.
    core::Result<QList<VirtualKey>> dueForRotation(core::Timestamp now, std::int64_t most);
    core::Result<std::int64_t> count(const KeyFilter &filter);
    /// Those that lists leave out.
    core::Result<std::int64_t> countHidden();

private:
    Database &m_database;
};

} // namespace sekisho::storage
