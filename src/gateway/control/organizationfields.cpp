// SPDX-License-Identifier: GPL-3.0-or-later
#include "organizationfields.h"

#include "budgetfields.h"
#include "extrafields.h"
#include "limitfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using storage::Organization;

void readOrganization(FieldReader &reader, Organization &organization)
{
    std::optional<QString> alias = organization.organizationAlias;
    reader.read("organization_alias", alias);
    organization.organizationAlias = alias.value_or(QString());
    if (organization.organizationAlias.isEmpty())
        reader.refuse("organization_alias", u"is required"_s);
    reader.read("models", organization.models);
    reader.readObject("metadata", organization.metadata);
    readExtras(reader, organizationExtraFields(), organization.extra);
    readExtras(reader, metadataFields(), organization.metadata);
}

Json organizationMemberRow(const Organization &organization, const storage::OrganizationMember &member,
                           const Directory &directory)
{
    const auto user = directory.user(member.userId);
    return {{"user_id", member.userId},
            {"organization_id", organization.organizationId},
            {"user_role", member.userRole},
            {"user_email", user ? core::toJson(user->rules.userEmail) : Json(nullptr)},
            {"spend", member.spend.usd()},
            {"budget_id", core::toJson(member.budgetId)},
            {"litellm_budget_table", budgetRowOrNull(member.budgetId, directory)},
            {"created_at", core::toIso8601(member.createdAt)},
            {"updated_at", core::toIso8601(member.updatedAt)}};
}

Json organizationRow(const Organization &organization, const Directory &directory)
{
    const auto live = directory.organization(organization.organizationId);
    const auto spend = live ? core::Money::fromNanos(live->meter->spentNanos) : organization.spend;
    Json members = Json::array();
    for (const auto &member : organization.members)
        members.push_back(organizationMemberRow(organization, member, directory));
    Json row{{"organization_id", organization.organizationId},
             {"organization_alias", organization.organizationAlias},
             {"budget_id", core::toJson(organization.budgetId)},
             {"metadata", organization.metadata},
             {"models", core::toJson(organization.models)},
             {"spend", spend.usd()},
             {"model_spend", Json::object()},
             {"object_permission_id", nullptr},
             {"created_at", core::toIso8601(organization.createdAt)},
             {"created_by", organization.createdBy},
             {"updated_at", core::toIso8601(organization.updatedAt)},
             {"updated_by", organization.updatedBy}};
    row["members"] = std::move(members);
    row["litellm_budget_table"] = budgetRowOrNull(organization.budgetId, directory);
    writeExtras(organizationExtraFields(), organization.extra, row);
    return row;
}

} // namespace sekisho::gateway
