// SPDX-License-Identifier: GPL-3.0-or-later
#include "organizationmemberroutes.h"

#include "makeroute.h"
#include "organizationfields.h"
#include "organizationroutes.h"
#include "ownbudget.h"
#include "userfields.h"
#include "userstore.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Organization;
using storage::OrganizationMember;

namespace {

qsizetype positionOf(const Organization &organization, const QString &userId)
{
    for (qsizetype i = 0; i < organization.members.size(); ++i) {
        if (organization.members.at(i).userId == userId)
            return i;
    }
    return -1;
}

core::Error alreadyIn(const QString &who)
{
    return {ErrorKind::Conflict, u"User %1 is already in the organization"_s.arg(who), u"bad_request_error"_s,
            u"member"_s, nullptr};
}

/// One member or a list of them, as a list. An address that is named twice would become two users.
Result<Json> readGiven(const Json &body)
{
    constexpr std::size_t Most = 500;
    const Json &given = core::memberOr(body, "member");
    if (!given.is_structured() || given.size() > Most)
        return fail(ErrorKind::InvalidInput,
                    u"Field 'member' must be a member or a list of at most %1 members"_s.arg(Most),
                    u"invalid_request_error"_s, u"member"_s);
    Json list = given.is_array() ? given : Json::array({given});
    QStringList addresses;
    for (const Json &item : list) {
        const QString address = core::stringOr(item, "user_email").toLower();
        if (!address.isEmpty() && addresses.contains(address))
            return fail(alreadyIn(address));
        addresses.append(address);
    }
    return list;
}

void readRole(FieldReader &reader, OrganizationMember &member)
{
    static const QStringList roles{u"org_admin"_s, u"internal_user"_s, u"internal_user_viewer"_s};
    std::optional<QString> role = member.userRole;
    reader.read("role", role);
    member.userRole = role.value_or(member.userRole);
    if (!roles.contains(member.userRole))
        reader.refuse("role", u"must be org_admin, internal_user or internal_user_viewer"_s);
}

} // namespace

std::vector<AdminRoute> OrganizationMemberRoutes::routes() const
{
    using Self = OrganizationMemberRoutes;
    return {
        makeRoute("POST", "/organization/member_add", Scope::Active, *this, &Self::add),
        makeRoute("PATCH", "/organization/member_update", Scope::Active, *this, &Self::update),
        makeRoute("DELETE", "/organization/member_delete", Scope::Active, *this, &Self::erase),
    };
}

Result<OrganizationMember> OrganizationMemberRoutes::readNew(Change &change, const Json &given) const
{
    OrganizationMember member{
        .userRole = u"internal_user"_s, .createdAt = change.now(), .updatedAt = change.now()};
    std::optional<QString> id, email;
    FieldReader reader(given);
    reader.read("user_id", id);
    reader.read("user_email", email);
    readRole(reader, member);
    if (id.value_or(QString()).isEmpty() && email.value_or(QString()).isEmpty())
        reader.refuse("user_id", u"or user_email is required"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto user = UserStore(*m_services).findOrCreate(change, id.value_or(QString()), email);
    if (!user)
        return fail(user.error());
    member.userId = user->userId;
    return member;
}

// `max_budget_in_organization` is kept in a budget of the member's own.
Result<void> OrganizationMemberRoutes::applyBudget(Change &change, const AdminCall &call,
                                                   OrganizationMember &member) const
{
    const Json &most = core::memberOr(call.body, "max_budget_in_organization");
    if (most.is_null())
        return {};
    if (!most.is_number() || most.get<double>() < 0)
        return fail(ErrorKind::InvalidInput,
                    u"Field 'max_budget_in_organization' must be an amount that is not negative"_s,
                    u"invalid_request_error"_s, u"max_budget_in_organization"_s);
    storage::SpendLimits limits;
    limits.budgetResetAt = member.budgetResetAt;
    auto done = applyOwnBudget(*m_services, change, {{"max_budget", most}}, call.caller.userId,
                               member.budgetId, limits);
    member.budgetResetAt = limits.budgetResetAt;
    return done;
}

Result<OrganizationMember> OrganizationMemberRoutes::addOne(Change &change, const AdminCall &call,
                                                            Organization &organization,
                                                            const Json &given) const
{
    auto member = readNew(change, given);
    if (!member)
        return member;
    if (positionOf(organization, member->userId) >= 0)
        return fail(alreadyIn(member->userId));
    if (auto applied = applyBudget(change, call, *member); !applied)
        return fail(applied.error());
    organization.members.append(*member);
    return member;
}

OrganizationMemberRoutes::Answer OrganizationMemberRoutes::add(const AdminCall &call) const
{
    const auto before = requireAdministered(*m_services, call);
    if (!before)
        return fail(before.error());
    const auto given = readGiven(call.body);
    if (!given)
        return fail(given.error());
    Change change(*m_services, call);
    Organization organization = *before;
    Json users = Json::array(), memberships = Json::array();
    for (const Json &item : *given) {
        const auto member = addOne(change, call, organization, item);
        if (!member)
            return fail(member.error());
        users.push_back({{"user_id", member->userId}});
        memberships.push_back(organizationMemberRow(organization, *member, m_services->directory));
    }
    organization.updatedAt = change.now();
    change.alter(*before, organization);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return Json{{"organization_id", organization.organizationId},
                {"updated_users", std::move(users)},
                {"updated_organization_memberships", std::move(memberships)}};
}

Result<qsizetype> OrganizationMemberRoutes::requireMember(const Organization &organization,
                                                          const Json &body) const
{
    std::optional<QString> id, email;
    FieldReader reader(body);
    reader.read("user_id", id);
    reader.read("user_email", email);
    if (id.value_or(QString()).isEmpty() && email.value_or(QString()).isEmpty())
        reader.refuse("user_id", u"or user_email is required"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto user = UserStore(*m_services).find(id.value_or(QString()), email);
    if (!user)
        return fail(user.error());
    const auto position = positionOf(organization, *user ? (*user)->userId : id.value_or(QString()));
    if (position < 0)
        return fail(ErrorKind::NotFound, u"User not found in the organization"_s, {}, u"user_id"_s);
    return position;
}

OrganizationMemberRoutes::Answer OrganizationMemberRoutes::update(const AdminCall &call) const
{
    const auto before = requireAdministered(*m_services, call);
    if (!before)
        return fail(before.error());
    const auto position = requireMember(*before, call.body);
    if (!position)
        return fail(position.error());
    Change change(*m_services, call);
    Organization organization = *before;
    OrganizationMember &member = organization.members[*position];
    FieldReader reader(call.body);
    readRole(reader, member);
    member.updatedAt = organization.updatedAt = change.now();
    auto done = reader.result();
    if (done)
        done = applyBudget(change, call, member);
    change.alter(*before, organization);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return organizationMemberRow(organization, member, m_services->directory);
}

OrganizationMemberRoutes::Answer OrganizationMemberRoutes::erase(const AdminCall &call) const
{
    const auto before = requireAdministered(*m_services, call);
    if (!before)
        return fail(before.error());
    const auto position = requireMember(*before, call.body);
    if (!position)
        return fail(position.error());
    Change change(*m_services, call);
    Organization organization = *before;
    const OrganizationMember member = organization.members.takeAt(*position);
    organization.updatedAt = change.now();
    change.alter(*before, organization);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return organizationMemberRow(organization, member, m_services->directory);
}

} // namespace sekisho::gateway
