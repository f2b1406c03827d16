// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyrepository.h"
#include "user.h"

namespace sekisho::storage {

/// What /user/list may ask for; absent means any.
struct UserFilter {
    QStringList userIds; ///< one of these
    std::optional<QString> idContains;
    std::optional<QString> emailContains;
    std::optional<QString> role;
    QStringList ssoUserIds; ///< one of these
    std::optional<QString> teamId;
};

enum class UserColumn { CreatedAt, UserId, Email, Alias, Role, Spend };

struct UserOrder {
    UserColumn column = UserColumn::CreatedAt;
    bool descending = true;
};

/// The table `users`.
class UserRepository
{
public:
    explicit UserRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const User &user);
    /// Writes everything but the spend, which the ledger adds to. NotFound if there is no such user.
    core::Result<void> update(const User &user);
    core::Result<void> erase(const QString &userId);

    core::Result<std::optional<User>> find(const QString &userId);
    /// In any case of letters.
    core::Result<std::optional<User>> findByEmail(const QString &email);
    core::Result<QList<User>> all();
    core::Result<QList<User>> list(const UserFilter &filter, UserOrder order = {}, Page page = {});
    core::Result<std::int64_t> count(const UserFilter &filter);

    /// Of each of these who is in a team: the teams' ids.
    core::Result<QHash<QString, QStringList>> teamsOf(const QStringList &userIds);
    /// Of each of these who has keys: how many.
    core::Result<QHash<QString, std::int64_t>> keyCounts(const QStringList &userIds);

private:
    Database &m_database;
};

} // namespace sekisho::storage
