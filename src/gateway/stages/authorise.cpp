// SPDX-License-Identifier: GPL-3.0-or-later
#include "authorise.h"

#include "../routegroups.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static bool entryAllows(const QString &entry, const QString &model)
{
    if (entry == u"*"_s || entry == u"all-proxy-models"_s || entry == model)
        return true;
    return entry.endsWith(u"/*"_s) && model.startsWith(QStringView(entry).chopped(1));
}

bool modelListAllows(const QStringList &models, const QString &model)
{
    if (models.isEmpty())
        return true;
    return std::any_of(models.begin(), models.end(),
                       [&](const QString &entry) { return entryAllows(entry, model); });
}

/// `openai/*` also lets a bare name through that this provider serves (litellm-api §3.6).
static bool servesAsProvider(const QString &entry, const ModelAsk &ask)
{
    if (!ask.group || !entry.endsWith(u"/*"_s) || ask.name.contains(u'/'))
        return false;
    const auto isServedBy = [&](const providers::Deployment &deployment) {
        return core::stringOr(deployment.parameters, "custom_llm_provider") == QStringView(entry).chopped(2);
    };
    return !ask.group->deployments.empty() &&
           std::all_of(ask.group->deployments.begin(), ask.group->deployments.end(), isServedBy);
}

static core::Failure denied(const QString &who, const QStringList &models, const QString &model)
{
    return core::fail(
        ErrorKind::Forbidden,
        u"%1 not allowed to access model. This %1 can only access models=['%2']. Tried to access %3"_s.arg(
            who, models.join(u"', '"_s), model),
        who + u"_model_access_denied"_s, u"model"_s);
}

static core::Failure blocked(const QString &message)
{
    return core::fail(ErrorKind::Unauthenticated, u"Authentication Error, "_s + message, u"auth_error"_s);
}

Authorise::Authorise(Directory &directory, const core::Clock &clock, const GatewaySettings &settings)
    : m_directory(directory)
    , m_clock(clock)
    , m_settings(settings)
{
}

core::Result<void> Authorise::keyStanding(const storage::VirtualKey &key) const
{
    if (key.blocked)
        return blocked(u"Key is blocked. Update via `/key/unblock` if you're admin."_s);
    if (key.expires && *key.expires < m_clock.now())
        return core::fail(ErrorKind::Unauthenticated,
                          u"Authentication Error, Expired Key. Key Expiry time %1 and current time %2"_s.arg(
                              core::toIso8601(*key.expires), core::toIso8601(m_clock.now())),
                          u"expired_key"_s, key.keyName);
    return {};
}

std::shared_ptr<const OrganizationEntry> Authorise::organizationOf(const Caller &caller,
                                                                   const Grant &grant) const
{
    const auto &own = caller.key->rules.organizationId;
    if (own && !own->isEmpty())
        return m_directory.organization(*own);
    const auto ofTeam = grant.team ? grant.team->rules.organizationId : std::nullopt;
    return ofTeam && !ofTeam->isEmpty() ? m_directory.organization(*ofTeam) : nullptr;
}

core::Result<Grant> Authorise::standing(const Caller &caller) const
{
    if (!caller.key)
        return Grant{};
    if (const auto done = keyStanding(caller.key->rules); !done)
        return core::fail(done.error());
    Grant grant;
    if (const auto &teamId = caller.key->rules.teamId; teamId && !teamId->isEmpty()) {
        grant.team = m_directory.team(*teamId);
        if (!caller.userId.isEmpty())
            grant.member = m_directory.member(*teamId, caller.userId);
    }
    if (grant.team && grant.team->rules.blocked)
        return blocked(
            u"Team=%1 is blocked. Update via `/team/unblock` if your admin."_s.arg(grant.team->rules.teamId));
    grant.organization = organizationOf(caller, grant);
    return grant;
}

static QStringList allowedRoutes(const storage::VirtualKey &key)
{
    const core::Json &routes = core::memberOr(key.extra, "allowed_routes");
    QStringList entries;
    if (routes.is_array()) {
        for (const core::Json &route : routes)
            entries.append(QString::fromStdString(route.get<std::string>()));
    }
    return entries;
}

core::Result<void> Authorise::routeForAll(const Caller &caller, const QByteArray &path) const
{
    if (!routeListAllows(m_settings.allowedRoutes, path))
        return core::fail(ErrorKind::Forbidden,
                          u"Access forbidden: Route %1 not allowed"_s.arg(QString::fromUtf8(path)));
    const QStringList &admins = m_settings.adminOnlyRoutes;
    if (!admins.isEmpty() && !caller.isAdmin() && routeListAllows(admins, path))
        return core::fail(ErrorKind::Forbidden,
                          u"user not allowed to access this route. Route=%1 is an admin only route"_s.arg(
                              QString::fromUtf8(path)));
    return {};
}

core::Result<void> Authorise::route(const Caller &caller, const QByteArray &path) const
{
    if (auto done = routeForAll(caller, path); !done || !caller.key)
        return done;
    const QStringList entries = allowedRoutes(caller.key->rules);
    // A key that may do little may still learn that it was replaced.
    if (routeListAllows(entries, path) || path == "/key/rotated")
        return {};
    return core::fail(ErrorKind::Forbidden,
                      u"Virtual key is not allowed to call this route. Only allowed to call routes: ['%1']. "
                      u"Tried to call route: %2"_s.arg(entries.join(u"', '"_s), QString::fromUtf8(path)));
}

/// A list may name the model, an access group that holds it, or the provider that serves it (`openai/*`).
static bool lists(const QStringList &models, const ModelAsk &ask)
{
    if (modelListAllows(models, ask.name))
        return true;
    return std::any_of(models.begin(), models.end(), [&](const QString &entry) {
        return (ask.access && ask.access->nameGrants(entry, ask.name)) || servesAsProvider(entry, ask);
    });
}

static QStringList groupIdsOf(const core::Json &extra)
{
    return core::stringsOr(extra, "access_group_ids");
}

static bool keyAllows(const storage::VirtualKey &key, const ModelAsk &ask)
{
    return lists(key.models, ask) ||
           (ask.access && (ask.access->idsGrant(groupIdsOf(key.extra), ask.name) ||
                           ask.access->keyGrants(QString::fromLatin1(key.token), ask.name)));
}

// A team's own models need not be in its list.
static bool teamAllows(const storage::Team &team, const ModelAsk &ask)
{
    const bool isItsOwn = ask.group && ask.group->teamId == team.teamId;
    return isItsOwn || lists(team.models, ask) ||
           (ask.access && (ask.access->idsGrant(groupIdsOf(team.extra), ask.name) ||
                           ask.access->teamGrants(team.teamId, ask.name)));
}

bool Authorise::maySee(const Caller &caller, const Grant &grant, const ModelGroup &group,
                       const ModelAccess &access) const
{
    const QString team = grant.team ? grant.team->rules.teamId : QString();
    if (!group.teamId.isEmpty() && group.teamId != team)
        return caller.seesAll();
    return model(caller, grant, {group.name, &group, &access}).has_value();
}

bool Authorise::namesGroup(const Caller &caller, const Grant &grant, const QString &accessGroup) const
{
    return (caller.key && caller.key->rules.models.contains(accessGroup)) ||
           (grant.team && grant.team->rules.models.contains(accessGroup));
}

static QString aliasIn(const core::Json &aliases, const QString &model)
{
    const bool isMap = aliases.is_object() && !aliases.empty();
    return isMap ? core::stringOr(aliases, model.toUtf8().constData()) : QString();
}

QString Authorise::meaningOf(const QString &model, const Caller &caller, const Grant &grant) const
{
    QString meant =
        caller.key ? aliasIn(core::memberOr(caller.key->rules.extra, "aliases"), model) : QString();
    if (meant.isEmpty() && grant.team)
        meant = aliasIn(core::memberOr(grant.team->rules.extra, "model_aliases"), model);
    return meant.isEmpty() ? model : meant;
}

ModelRules Authorise::modelRules(const Caller &caller, const Grant &grant, const ModelAsk &ask) const
{
    ModelRules rules;
    if (!caller.key)
        return rules;
    const QStringList &own = caller.key->rules.models;
    const bool asTeam = grant.team && own.contains(u"all-team-models"_s);
    rules.append({u"key"_s, &own, asTeam || keyAllows(caller.key->rules, ask)});
    if (grant.team)
        rules.append({u"team"_s, &grant.team->rules.models, teamAllows(grant.team->rules, ask)});
    else if (caller.user)
        rules.append({u"user"_s, &caller.user->rules.models, lists(caller.user->rules.models, ask)});
    if (grant.organization)
        rules.append(
            {u"org"_s, &grant.organization->rules.models, lists(grant.organization->rules.models, ask)});
    return rules;
}

core::Result<void> Authorise::model(const Caller &caller, const Grant &grant, const ModelAsk &ask) const
{
    for (const ModelRule &rule : modelRules(caller, grant, ask)) {
        if (!rule.allows)
            return denied(rule.owner, *rule.models, ask.name);
    }
    return {};
}

/// Null for a name that nothing is known of and nothing is kept for.
std::shared_ptr<const CustomerEntry> Authorise::customerNamed(const QString &endUser) const
{
    if (endUser.isEmpty())
        return nullptr;
    return m_settings.maxEndUserBudgetId.isEmpty() ? m_directory.customer(endUser)
                                                   : m_directory.customerOrNew(endUser);
}

static void addTags(QStringList &tags, const core::Json &metadata)
{
    const core::Json &given = core::memberOr(metadata, "tags");
    if (!given.is_array())
        return;
    for (const core::Json &tag : given) {
        const QString text = tag.is_string() ? QString::fromStdString(tag.get<std::string>()) : QString();
        if (!text.isEmpty() && !tags.contains(text))
            tags.append(text);
    }
}

static QStringList tagsOf(const Caller &caller, const Grant &grant, const ChatCommand &command)
{
    QStringList tags = command.tags;
    if (caller.key)
        addTags(tags, caller.key->rules.metadata);
    if (grant.team)
        addTags(tags, grant.team->rules.metadata);
    return tags;
}

core::Result<void> Authorise::labels(const Caller &caller, Grant &grant, const ChatCommand &command) const
{
    if (m_settings.enforceUserParam && command.endUser.isEmpty())
        return core::fail(ErrorKind::InvalidInput,
                          u"BadRequest: please pass param 'user' in request body to identify the end user"_s,
                          {}, u"user"_s);
    if (m_settings.rejectClientsideTags && !command.tags.isEmpty() && !caller.isAdmin())
        return core::fail(ErrorKind::InvalidInput,
                          u"Client-side 'metadata.tags' not allowed in request. Tags are set by the key and "
                          u"its team."_s,
                          u"bad_request_error"_s, u"metadata.tags"_s);
    grant.customer = customerNamed(command.endUser);
    grant.tags = tagsOf(caller, grant, command);
    if (grant.customer && grant.customer->rules.blocked)
        return core::fail(ErrorKind::InvalidInput,
                          u"User blocked from making LLM API Calls. User=%1"_s.arg(command.endUser), {},
                          u"user"_s);
    return {};
}

} // namespace sekisho::gateway
