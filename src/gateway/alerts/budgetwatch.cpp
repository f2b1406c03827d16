// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetwatch.h"

#include "../stages/budgetlevels.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Money;
using storage::SpendLog;

BudgetWatch::BudgetWatch(const Directory &directory, const GatewaySettings &settings,
                         const core::Clock &clock, Tell tell)
    : m_directory(directory)
    , m_settings(settings)
    , m_clock(clock)
    , m_tell(std::move(tell))
{
    m_isQuiet = true;
    lookAtAll();
    m_isQuiet = false;
}

void BudgetWatch::lookAtAll()
{
    const auto lookAt = [this](const auto &entries) {
        for (const auto &entry : entries)
            look(*entry);
    };
    lookAt(m_directory.keys());
    lookAt(m_directory.users());
    lookAt(m_directory.organizations());
    lookAt(m_directory.customers());
    lookAt(m_directory.tags());
    for (const auto &team : m_directory.teams()) {
        look(*team);
        for (const storage::TeamMember &member : team->rules.members) {
            if (const auto entry = m_directory.member(team->rules.teamId, member.userId))
                look(*team, *entry);
        }
    }
    lookAtProxy();
}

namespace {

/// Whom a batch of rows is about, each once.
struct Touched {
    explicit Touched(const QList<SpendLog> &rows)
    {
        for (const SpendLog &row : rows) {
            if (row.spend != Money())
                add(row);
        }
    }
    void add(const SpendLog &row)
    {
        keys.insert(row.apiKey);
        teams.insert(row.teamId);
        members.insert({row.teamId, row.user});
        organizations.insert(row.organizationId);
        customers.insert(row.endUser);
        // In a team, nobody's own budget counts.
        if (row.teamId.isEmpty())
            users.insert(row.user);
        for (const QString &tag : row.tags)
            tags.insert(tag);
    }

    QSet<QByteArray> keys;
    QSet<QString> teams, users, organizations, customers, tags;
    QSet<std::pair<QString, QString>> members;
};

} // namespace

void BudgetWatch::look(const QList<SpendLog> &rows)
{
    const Touched touched(rows);
    const auto lookAt = [this](const auto &entry) {
        if (entry)
            look(*entry);
    };
    for (const QByteArray &token : touched.keys)
        lookAt(m_directory.key(token));
    for (const QString &id : touched.teams)
        lookAt(m_directory.team(id));
    for (const auto &[team, user] : touched.members) {
        const auto entry = m_directory.team(team);
        const auto member = entry ? m_directory.member(team, user) : nullptr;
        if (member)
            look(*entry, *member);
    }
    for (const QString &id : touched.users)
        lookAt(m_directory.user(id));
    for (const QString &id : touched.organizations)
        lookAt(m_directory.organization(id));
    for (const QString &id : touched.customers)
        lookAt(m_directory.customer(id));
    for (const QString &name : touched.tags)
        lookAt(m_directory.tag(name));
    lookAtProxy();
}

BudgetWatch::Limits BudgetWatch::limitsOf(const std::optional<QString> &budgetId) const
{
    const auto entry = budgetId && !budgetId->isEmpty() ? m_directory.budget(*budgetId) : nullptr;
    return entry ? Limits{entry->rules.limits.softBudget, entry->rules.limits.maxBudget} : Limits{};
}

void BudgetWatch::lookAtBudget(const std::optional<QString> &budgetId)
{
    const auto entry = budgetId && !budgetId->isEmpty() ? m_directory.budget(*budgetId) : nullptr;
    if (!entry)
        return;
    BudgetSubject subject{.group = u"budget"_s};
    subject.budgetId = *budgetId;
    check(subject, *entry->meter, limitsOf(budgetId));
}

void BudgetWatch::look(const KeyEntry &key)
{
    const storage::VirtualKey &rules = key.rules;
    BudgetSubject subject{.group = u"key"_s};
    subject.keyHash = QString::fromLatin1(rules.token);
    subject.keyAlias = rules.keyAlias.value_or(QString());
    subject.teamId = rules.teamId.value_or(QString());
    subject.userId = rules.userId.value_or(QString());
    check(subject, *key.meter, {rules.limits.softBudget, keyLimit(rules, m_clock.now())});
    lookAtBudget(rules.budgetId);
}

void BudgetWatch::look(const TeamEntry &team)
{
    BudgetSubject subject{.group = u"team"_s};
    subject.teamId = team.rules.teamId;
    subject.teamAlias = team.rules.teamAlias.value_or(QString());
    check(subject, *team.meter, {team.rules.limits.softBudget, team.rules.limits.maxBudget});
    lookAtBudget(team.rules.budgetId);
}

void BudgetWatch::look(const TeamEntry &team, const MemberEntry &member)
{
    const QString common = core::stringOr(team.rules.metadata, "team_member_budget_id");
    Limits limits = limitsOf(member.rules.budgetId ? member.rules.budgetId : std::optional(common));
    if (member.rules.maxBudget)
        limits.hard = member.rules.maxBudget;
    BudgetSubject subject{.group = u"team_member"_s};
    subject.teamId = team.rules.teamId;
    subject.teamAlias = team.rules.teamAlias.value_or(QString());
    subject.userId = member.rules.userId;
    subject.userEmail = member.rules.userEmail.value_or(QString());
    check(subject, *member.meter, limits);
}

void BudgetWatch::look(const UserEntry &user)
{
    if (user.rules.userId == QLatin1StringView(storage::ProxyBudgetUser))
        return;
    BudgetSubject subject{.group = u"internal_user"_s};
    subject.userId = user.rules.userId;
    subject.userEmail = user.rules.userEmail.value_or(QString());
    check(subject, *user.meter, {user.rules.limits.softBudget, user.rules.limits.maxBudget});
}

void BudgetWatch::look(const OrganizationEntry &organization)
{
    BudgetSubject subject{.group = u"organization"_s};
    subject.organizationId = organization.rules.organizationId;
    check(subject, *organization.meter, limitsOf(organization.rules.budgetId));
}

void BudgetWatch::look(const CustomerEntry &customer)
{
    BudgetSubject subject{.group = u"customer"_s};
    subject.customerId = customer.rules.userId;
    const bool hasOwn = !customer.rules.budgetId.value_or(QString()).isEmpty();
    check(subject, *customer.meter,
          limitsOf(hasOwn ? *customer.rules.budgetId : m_settings.maxEndUserBudgetId));
}

void BudgetWatch::look(const TagEntry &tag)
{
    BudgetSubject subject{.group = u"tag"_s};
    subject.tag = tag.rules.name;
    check(subject, *tag.meter, limitsOf(tag.rules.budgetId));
}

void BudgetWatch::lookAtProxy()
{
    const auto everybody = m_directory.user(QLatin1StringView(storage::ProxyBudgetUser));
    if (everybody)
        check({.group = u"proxy"_s}, *everybody->meter, {{}, m_settings.maxBudget});
}

void BudgetWatch::check(const BudgetSubject &subject, const SpendMeter &meter, const Limits &limits)
{
    if (!limits.soft && !limits.hard)
        return;
    BudgetEvent event{subject, BudgetMark::Soft, Money::fromNanos(meter.spentNanos), limits.hard,
                      limits.soft};
    checkMark(event, limits.soft, meter.resetAtMicros);
    event.mark = BudgetMark::Hard;
    checkMark(event, limits.hard, meter.resetAtMicros);
}

void BudgetWatch::checkMark(const BudgetEvent &event, const std::optional<Money> &limit, std::int64_t period)
{
    if (!limit)
        return;
    const QString id = event.subject.id() + (event.mark == BudgetMark::Soft ? u'~' : u'!');
    if (event.spend < *limit) {
        m_told.remove(id);
        return;
    }
    const auto told = m_told.constFind(id);
    if (told != m_told.cend() && *told == period)
        return;
    m_told.insert(id, period);
    if (!m_isQuiet)
        m_tell(event);
}

} // namespace sekisho::gateway
