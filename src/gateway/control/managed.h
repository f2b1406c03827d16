// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audittrail.h"
#include "budgetfields.h"
#include "customerfields.h"
#include "keyfields.h"
#include "organizationfields.h"
#include "tagfields.h"
#include "teamfields.h"
#include "userfields.h"

#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/customerrepository.h>
#include <storage/gateway/deletedteamrepository.h>
#include <storage/gateway/organizationrepository.h>
#include <storage/gateway/tagrepository.h>
#include <storage/gateway/userrepository.h>

// What Change has to know of each kind of object.
namespace sekisho::gateway {

/// How an object was when it was deleted, and who did it.
struct Retirement {
    core::Json row;
    core::Timestamp at;
    QString by;
};

template <typename T>
struct Managed;

template <>
struct Managed<storage::VirtualKey> {
    using Repository = storage::KeyRepository;
    static constexpr AuditTable Table = AuditTable::VerificationToken;
    static QString idOf(const storage::VirtualKey &key) { return QString::fromLatin1(key.token); }
    static core::Json row(const storage::VirtualKey &key, const Directory &directory)
    {
        return keyRow(key, directory);
    }
};

/// For those that leave nothing behind.
template <typename R, AuditTable table>
struct ManagedByName {
    using Repository = R;
    static constexpr AuditTable Table = table;
    template <typename T>
    static core::Result<void> retire(storage::Database &, const T &, const Retirement &)
    {
        return {};
    }
};

template <>
struct Managed<storage::Team> {
    using Repository = storage::TeamRepository;
    static constexpr AuditTable Table = AuditTable::Team;
    static QString idOf(const storage::Team &team) { return team.teamId; }
    static core::Json row(const storage::Team &team, const Directory &directory)
    {
        return teamRow(team, directory);
    }
    static core::Result<void> retire(storage::Database &database, const storage::Team &team,
                                     const Retirement &retirement)
    {
        return storage::DeletedTeamRepository(database).insert({.teamId = team.teamId,
                                                                .teamAlias = team.teamAlias,
                                                                .organizationId = team.organizationId,
                                                                .row = retirement.row,
                                                                .deletedAt = retirement.at,
                                                                .deletedBy = retirement.by});
    }
    static core::Result<void> erase(storage::Database &database, const storage::Team &team)
    {
        return Repository(database).erase(team.teamId);
    }
    static void remove(Directory &directory, const storage::Team &team) { directory.removeTeam(team.teamId); }
};

template <>
struct Managed<storage::User> : ManagedByName<storage::UserRepository, AuditTable::User> {
    static QString idOf(const storage::User &user) { return user.userId; }
    static core::Json row(const storage::User &user, const Directory &directory)
    {
        return userRow(user, directory);
    }
    static core::Result<void> erase(storage::Database &database, const storage::User &user)
    {
        return Repository(database).erase(user.userId);
    }
    static void remove(Directory &directory, const storage::User &user) { directory.removeUser(user.userId); }
};

template <>
struct Managed<storage::Organization>
    : ManagedByName<storage::OrganizationRepository, AuditTable::Organization> {
    static QString idOf(const storage::Organization &organization) { return organization.organizationId; }
    static core::Json row(const storage::Organization &organization, const Directory &directory)
    {
        return organizationRow(organization, directory);
    }
    static core::Result<void> erase(storage::Database &database, const storage::Organization &organization)
    {
        return Repository(database).erase(organization.organizationId);
    }
    static void remove(Directory &directory, const storage::Organization &organization)
    {
        directory.removeOrganization(organization.organizationId);
    }
};

template <>
struct Managed<storage::Budget> : ManagedByName<storage::BudgetRepository, AuditTable::Budget> {
    static QString idOf(const storage::Budget &budget) { return budget.budgetId; }
    static core::Json row(const storage::Budget &budget, const Directory &directory)
    {
        return budgetRow(budget, directory);
    }
    static core::Result<void> erase(storage::Database &database, const storage::Budget &budget)
    {
        return Repository(database).erase(budget.budgetId);
    }
    static void remove(Directory &directory, const storage::Budget &budget)
    {
        directory.removeBudget(budget.budgetId);
    }
};

template <>
struct Managed<storage::Customer> : ManagedByName<storage::CustomerRepository, AuditTable::EndUser> {
    static QString idOf(const storage::Customer &customer) { return customer.userId; }
    static core::Json row(const storage::Customer &customer, const Directory &directory)
    {
        return customerRow(customer, directory);
    }
    static core::Result<void> erase(storage::Database &database, const storage::Customer &customer)
    {
        return Repository(database).erase(customer.userId);
    }
    static void remove(Directory &directory, const storage::Customer &customer)
    {
        directory.removeCustomer(customer.userId);
    }
};

template <>
struct Managed<storage::Tag> : ManagedByName<storage::TagRepository, AuditTable::Tag> {
    static QString idOf(const storage::Tag &tag) { return tag.name; }
    static core::Json row(const storage::Tag &tag, const Directory &directory)
    {
        return tagRow(tag, directory);
    }
    static core::Result<void> erase(storage::Database &database, const storage::Tag &tag)
    {
        return Repository(database).erase(tag.name);
    }
    static void remove(Directory &directory, const storage::Tag &tag) { directory.removeTag(tag.name); }
};

} // namespace sekisho::gateway
