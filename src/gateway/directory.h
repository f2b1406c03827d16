// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/gateway/budget.h>
#include <storage/gateway/customer.h>
#include <storage/gateway/keysuccession.h>
#include <storage/gateway/organization.h>
#include <storage/gateway/spendowner.h>
#include <storage/gateway/tag.h>
#include <storage/gateway/team.h>
#include <storage/gateway/user.h>

#include <atomic>
#include <memory>

namespace sekisho::gateway {

/// What has been spent against one limit and what calls under way have set aside. It belongs to the key, team
/// or budget itself, not to one version of its rules, so a change of rules loses no spend. All members are
/// safe from any thread.
struct SpendMeter {
    std::atomic<std::int64_t> spentNanos{0};
    std::atomic<std::int64_t> reservedNanos{0};
    /// Microseconds since 1970 at which spentNanos starts anew; 0 means never.
    std::atomic<std::int64_t> resetAtMicros{0};
};

/// One version of an object's rules, immutable once published, with its live meter.
template <typename T>
struct Entry {
    T rules;
    std::shared_ptr<SpendMeter> meter;
};
/// What one key has spent on one model; its limit stands in the key's `model_max_budget`.
struct KeyModel {
    QByteArray token;
    QString model;
    core::Money spend;
    storage::SpendLimits limits;
};

using KeyEntry = Entry<storage::VirtualKey>;
using TeamEntry = Entry<storage::Team>;
using MemberEntry = Entry<storage::TeamMember>;
using BudgetEntry = Entry<storage::Budget>;
using UserEntry = Entry<storage::User>;
using OrganizationEntry = Entry<storage::Organization>;
using OrganizationMemberEntry = Entry<storage::OrganizationMember>;
using CustomerEntry = Entry<storage::Customer>;
using TagEntry = Entry<storage::Tag>;
using KeyModelEntry = Entry<KeyModel>;

/// An object whose budget period has ended.
struct DueReset {
    core::Timestamp at;
    storage::SpendOwner owner = storage::SpendOwner::Key;
    QString id;     ///< token, team id, user id, ...
    QString second; ///< the member's user id, or the key's model
};

/// The tables that decide about a request, in memory. Looking one up is safe from any thread and never waits
/// for a change; changes come from the management thread after the database has them.
class Directory
{
public:
    Directory();
    ~Directory();

    /// Null if there is none.
    std::shared_ptr<const KeyEntry> key(QByteArrayView token) const;
    /// The key that took the place of this one, while that is accepted still.
    std::shared_ptr<const KeyEntry> successor(QByteArrayView token, core::Timestamp now) const;
    std::shared_ptr<const TeamEntry> team(const QString &teamId) const;
    std::shared_ptr<const MemberEntry> member(const QString &teamId, const QString &userId) const;
    std::shared_ptr<const BudgetEntry> budget(const QString &budgetId) const;
    std::shared_ptr<const UserEntry> user(const QString &userId) const;
    std::shared_ptr<const OrganizationEntry> organization(const QString &organizationId) const;
    std::shared_ptr<const OrganizationMemberEntry> organizationMember(const QString &organizationId,
                                                                      const QString &userId) const;
    std::shared_ptr<const CustomerEntry> customer(const QString &userId) const;
    /// Also one who has no row yet: the ledger makes it at the first spend. From any thread.
    std::shared_ptr<const CustomerEntry> customerOrNew(const QString &userId);
    std::shared_ptr<const TagEntry> tag(const QString &name) const;
    std::shared_ptr<const KeyModelEntry> keyModel(QByteArrayView token, const QString &model) const;

    /// The keys whose alias holds `part` somewhere, in any case, in no order; fast among hundreds of
    /// thousands. On the thread that publishes.
    std::vector<QByteArray> keysWithAlias(const QString &part) const;
    /// Of the keys that lists show, tokens in the order of (created_at, token). On the thread that publishes.
    std::vector<QByteArray> keysByCreation(std::int64_t offset, std::int64_t limit, bool descending) const;
    std::size_t keyCount() const;
    /// Everything, in no order. Copies all; not for what happens often.
    std::vector<std::shared_ptr<const KeyEntry>> keys() const;
    std::vector<std::shared_ptr<const TeamEntry>> teams() const;
    std::vector<std::shared_ptr<const BudgetEntry>> budgets() const;
    std::vector<std::shared_ptr<const UserEntry>> users() const;
    std::vector<std::shared_ptr<const OrganizationEntry>> organizations() const;
    std::vector<std::shared_ptr<const CustomerEntry>> customers() const;
    std::vector<std::shared_ptr<const TagEntry>> tags() const;

    /// Inserts, or replaces the rules and keeps the meter's spend; `rules.spend` counts only for a new
    /// object. The meter's `resetAtMicros` follows `rules.limits.budgetResetAt`. Teams and organisations
    /// bring their members.
    /// From one thread at a time.
    void publish(storage::VirtualKey rules);
    void publish(storage::Team rules);
    void publish(storage::Budget rules);
    void publish(storage::User rules);
    void publish(storage::Organization rules);
    void publish(storage::Customer rules);
    void publish(storage::Tag rules);
    void publish(KeyModel rules);
    /// Also what it spent by model.
    void removeKey(QByteArrayView token);
    /// The new key takes the place of the old one, with its meters and what calls under way have set aside;
    /// the old one leads to it until `revokeAt`.
    void replaceKey(const storage::KeySuccession &succession, storage::VirtualKey rules);
    /// As after a restart, when the new key is published already.
    void publish(const storage::KeySuccession &succession);
    /// A key that rotated by itself: whoever holds it is not known to have it until it is used.
    void awaitUse(QByteArrayView token);
    /// From any thread, whenever the key itself was presented; cheap where none is awaited.
    void noteUse(QByteArrayView token) const;
    /// The awaited keys that were used since; what was not dealt with must be awaited and noted again.
    std::vector<QByteArray> takeUsed();
    void removeTeam(const QString &teamId);
    void removeBudget(const QString &budgetId);
    void removeUser(const QString &userId);
    void removeOrganization(const QString &organizationId);
    void removeCustomer(const QString &userId);
    void removeTag(const QString &name);

    /// Takes out those whose period has ended by `now`, earliest first; what was not reset must be handed
    /// back. From the thread that publishes.
    std::vector<DueReset> takeDue(core::Timestamp now);
    void handBack(DueReset reset);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::gateway
