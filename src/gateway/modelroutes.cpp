// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelroutes.h"

#include "control/modelrows.h"
#include "control/queryreader.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

namespace {

/// What /v1/models was asked for.
struct ListQuery {
    bool withWildcards = false;
    bool withGroups = false;
    bool onlyGroups = false;
    bool withMetadata = false;
    bool onlyHealthy = false;
    std::optional<QString> teamId;
};

Result<ListQuery> readListQuery(const QUrlQuery &query)
{
    QueryReader reader(query);
    ListQuery wanted;
    wanted.withWildcards = reader.flag(u"return_wildcard_routes"_s, false);
    wanted.onlyGroups = reader.flag(u"only_model_access_groups"_s, false);
    wanted.withGroups = reader.flag(u"include_model_access_groups"_s, false) || wanted.onlyGroups;
    wanted.withMetadata = reader.flag(u"include_metadata"_s, false);
    wanted.onlyHealthy = reader.flag(u"healthy_only"_s, false);
    wanted.teamId = reader.text(u"team_id"_s);
    const auto fallbacks = reader.text(u"fallback_type"_s);
    if (fallbacks &&
        !QStringList{u"general"_s, u"context_window"_s, u"content_policy"_s}.contains(*fallbacks))
        reader.refuse(u"fallback_type"_s, u"must be general, context_window or content_policy"_s);
    if (const auto scope = reader.text(u"scope"_s); scope && *scope != u"expand"_s)
        reader.refuse(u"scope"_s, u"must be expand"_s);
    if (auto read = reader.result(); !read)
        return core::fail(read.error());
    return wanted;
}

Json withMetadata(Json entry, const ListQuery &query)
{
    // Nothing falls back here, so the list of fallbacks is empty.
    if (query.withMetadata)
        entry["metadata"] = Json{{"fallbacks", Json::array()}};
    return entry;
}

} // namespace

ModelRoutes::ModelRoutes(const LiveModels &models, const HealthView &health, const Authorise &authorise)
    : m_models(models)
    , m_health(health)
    , m_authorise(authorise)
{
}

Result<Json> ModelRoutes::list(const Caller &caller, const Grant &grant, const QUrlQuery &query) const
{
    const auto wanted = readListQuery(query);
    if (!wanted)
        return core::fail(wanted.error());
    const QString team = grant.team ? grant.team->rules.teamId : QString();
    if (wanted->teamId && *wanted->teamId != team && !caller.seesAll())
        return core::fail(ErrorKind::Forbidden, u"The key is not of team %1"_s.arg(*wanted->teamId), {},
                          u"team_id"_s);
    const auto table = m_models.current();
    Json data = Json::array();
    QSet<QString> listed;
    const auto add = [&](const QString &id, bool isDemo) {
        if (!listed.contains(id))
            data.push_back(withMetadata(modelListEntry(id, isDemo), *wanted));
        listed.insert(id);
    };
    for (const ModelGroup *group : table->groups()) {
        const bool isOfTeam = !wanted->teamId || group->teamId.isEmpty() || group->teamId == *wanted->teamId;
        const bool isShown = !wanted->onlyGroups && (wanted->withWildcards || !group->isWildcard()) &&
                             (!wanted->onlyHealthy || m_health.isHealthy(*group));
        if (isShown && isOfTeam && m_authorise.maySee(caller, grant, *group, table->access()))
            add(group->name, group->isDemo);
    }
    for (const QString &group : wanted->withGroups ? table->access().groupNames() : QStringList()) {
        if (caller.seesAll() || m_authorise.namesGroup(caller, grant, group))
            add(group, false);
    }
    return Json{{"data", std::move(data)}, {"object", "list"}};
}

Result<Json> ModelRoutes::entry(const Caller &caller, const Grant &grant, const QString &id) const
{
    const auto table = m_models.current();
    const QString team = grant.team ? grant.team->rules.teamId : QString();
    const auto group = ModelTable::find(table, id, team);
    if (!group || !m_authorise.maySee(caller, grant, *group, table->access()))
        return core::fail(ErrorKind::NotFound,
                          u"The model `%1` does not exist or is not accessible"_s.arg(id), {}, u"model"_s);
    return modelListEntry(group->name, group->isDemo);
}

} // namespace sekisho::gateway
